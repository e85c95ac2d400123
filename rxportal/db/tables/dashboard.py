"""What a dashboard is made of: what people said, what they opened, and that something changed."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class Comment(SQLModel, table=True):
    """A reaction under a row of a module, read by everyone who sees that row.

    ``module`` is the slug of its overview; ``db/scope.py`` knows the table it stands for.
    """

    __table_args__ = (Index("comment_of_row", "module", "row_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    module: str
    row_id: int
    user_id: int = Field(foreign_key="account.id")
    user_name: str
    at: datetime
    body: str


class Viewed(SQLModel, table=True):
    """A row of a module that somebody opened, and when that was last."""

    __table_args__ = (
        UniqueConstraint("user_id", "module", "row_id"),
        Index("viewed_last", "user_id", "at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="account.id")
    module: str
    row_id: int
    at: datetime


class Change(SQLModel, table=True):
    """Something happened that is on somebody's dashboard; kept for an hour.

    Rows are only added, so that no two people ever wait for each other to say so. The agency has
    part in those of a candidate or a client; what is of one user alone names nobody else.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    candidate_id: int | None = None
    client_id: int | None = None
    user_id: int | None = None
