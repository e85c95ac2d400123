"""People and how they get in."""

from datetime import datetime

from sqlalchemy import Column, Index, TextClause, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import json_list, values_of
from rxportal.domain.access import Role


class Candidate(SQLModel, table=True):
    __table_args__ = (
        Index("candidate_by_last_name", "last_name", "id"),
        Index("candidate_by_number", "number", "id"),
        Index(
            "candidate_asks_erasure",
            "erasure_asked_at",
            sqlite_where=text("erasure_asked_at IS NOT NULL AND erased_at IS NULL"),
            postgresql_where=text("erasure_asked_at IS NOT NULL AND erased_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)  # the agency's own, e.g. "K10042"
    first_name: str
    last_name: str
    email: str
    phone: str = ""
    version: int = 1  # counts what the agency changed
    erasure_asked_at: datetime | None = None  # when they asked to be erased
    erased_at: datetime | None = None  # what is left is kept for the law, and nobody finds it

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def _of(rows: TextClause, name: str, *columns: str) -> Index:
    """An index of some of the rows."""
    return Index(name, *columns, sqlite_where=rows, postgresql_where=rows)


# As they stand in a statement too: a database uses an index of some rows for those words only.
ACTIVATED, NOT_ACTIVATED = text("password_hash <> ''"), text("password_hash = ''")


class User(SQLModel, table=True):
    """An account. ``email`` is stored in lower case; one address is one account."""

    __tablename__ = "account"
    __table_args__ = (
        # The two lists of people, each in its order.
        _of(ACTIVATED, "account_in_by_name", "name", "id"),
        _of(NOT_ACTIVATED, "account_not_in", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    password_hash: str = ""  # empty: not activated
    role: Role = Field(sa_type=values_of(Role))
    candidate_id: int | None = Field(default=None, foreign_key="candidate.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    language: str = "nl"
    active: bool = True
    created_at: datetime
    phone: str = ""  # E.164, where pins are texted to
    factor: str = ""  # what the user chose above what the role asks: "sms", "app", or nothing
    password_at: datetime | None = None  # when it was last changed; none: not activated


class Photo(SQLModel, table=True):
    """A candidate's face, if they want it there: some kilobytes, which are gone with the row."""

    candidate_id: int = Field(foreign_key="candidate.id", primary_key=True)
    key: str = Field(unique=True)  # its address: another one for another photo
    content: bytes  # a square JPEG, drawn anew
    made_at: datetime


class UserSession(SQLModel, table=True):
    """A signed-in browser. Only the SHA-256 of the cookie's token is stored."""

    __tablename__ = "session"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime  # absolute; idle time counts from seen_at
    ended_at: datetime | None = None
    proven_at: datetime | None = None  # when password or second factor was last asked and right
    factor: str = ""  # how, beside the password: "sms", "app", "recovery", "passkey", "browser"
    challenge: str = ""  # what a passkey has to sign, until it was answered once
    challenged_at: datetime | None = None
    address: str = ""
    browser: str = ""


class Preference(SQLModel, table=True):
    """What a user arranged: columns, a collapsed menu. ``value`` is a list of words."""

    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    key: str  # e.g. "columns:declaraties:phone"
    value: list[str] = Field(default_factory=list, sa_column=Column(json_list(), nullable=False))


class SavedView(SQLModel, table=True):
    """A list somebody wants back: *Bewaar als filter*. ``query`` is that of its address."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "module", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    module: str  # the slug of the overview
    name: str
    query: str
    standard: bool = False  # what the module opens with; one at most for each user and module
    pinned: bool = False  # its rows are on the dashboard
    created_at: datetime
