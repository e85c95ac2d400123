"""The audit trail: who did what to whom, in a chain that shows a changed or missing row."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class AuditEvent(SQLModel, table=True):
    """Append-only. ``hash`` is over this row and the hash of the one before it."""

    __tablename__ = "audit_event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    kind: str = Field(index=True)  # "sign_in", "sign_in.refused", "invitation.sent", …
    actor_id: int | None = Field(default=None, index=True)  # an account; none: a stranger
    actor: str = ""  # the name at that time
    subject_id: int | None = Field(default=None, index=True)  # the account it is about
    subject: str = ""
    address: str = ""
    details: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    previous: str
    hash: str = Field(unique=True)


class AuditHead(SQLModel, table=True):
    """One row: where the chain ends, so that rows missing at its end are noticed."""

    __tablename__ = "audit_head"

    id: int | None = Field(default=None, primary_key=True)
    events: int = 0
    hash: str = ""
