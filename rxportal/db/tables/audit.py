"""The audit trail: who did what to whom, in a chain that shows a changed or missing row."""

from datetime import datetime

from sqlalchemy import DDL, JSON, Column, event
from sqlmodel import Field, SQLModel


class AuditEvent(SQLModel, table=True):
    """Append-only: the database refuses to change or remove a row, see ``GUARDS``.

    ``hash`` is over this row and the hash of the one before it, as ``<name of the key>:<HMAC>``.
    """

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
    """One row: where the chain ends, so that rows missing at its end are noticed.

    ``seal`` is over the number and the last hash, so that only who has a key writes it.
    """

    __tablename__ = "audit_head"

    id: int | None = Field(default=None, primary_key=True)
    events: int = 0
    hash: str = ""
    seal: str = ""


# What the database itself refuses. Only a migration takes these away; 0004 makes them where the
# table is there already.
_SQLITE = {
    "no_update": "BEFORE UPDATE ON audit_event",
    "no_delete": "BEFORE DELETE ON audit_event",
    # INSERT OR REPLACE removes a row without a word to the one above.
    "no_replace": "BEFORE INSERT ON audit_event WHEN EXISTS "
    "(SELECT 1 FROM audit_event WHERE id = NEW.id OR hash = NEW.hash)",
}
_POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW",
    "no_truncate": "BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT",
}
_SAYS = "'audit_event is append-only'"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION {_SAYS}; END $$"""
GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER audit_event_{name} {when} BEGIN SELECT RAISE(ABORT, {_SAYS}); END"
        for name, when in _SQLITE.items()
    ],
    "postgresql": [_FUNCTION]
    + [
        f"CREATE TRIGGER audit_event_{name} {when} EXECUTE FUNCTION audit_event_is_append_only()"
        for name, when in _POSTGRESQL.items()
    ],
}

for _kind, _statements in GUARDS.items():
    for _statement in _statements:
        _table = AuditEvent.__table__  # pyright: ignore[reportAttributeAccessIssue]
        event.listen(_table, "after_create", DDL(_statement).execute_if(dialect=_kind))
