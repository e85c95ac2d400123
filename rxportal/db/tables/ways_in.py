"""Links, steps and limits on the way in: what somebody has shown before a session is theirs.

Of every secret only a hash is stored: SHA-256 of what has 256 bits, a password hash of a pin.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of


class LinkKind(StrEnum):
    ACTIVATE = "activate"  # lives 7 days
    RESET = "reset"  # lives 60 minutes


class Link(SQLModel, table=True):
    """A link that was mailed to somebody: opens once, and only while it is the newest."""

    __tablename__ = "link"

    id: int | None = Field(default=None, primary_key=True)
    kind: LinkKind = Field(sa_type=values_of(LinkKind))
    token_hash: str = Field(unique=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    email: str  # where it was mailed; another address by now ends it
    made_by: str  # the name of who asked for it; the person's own for a reset
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None  # the password was taken
    revoked_at: datetime | None = None  # by a newer link, or by the back-office


class JudgeLink(SQLModel, table=True):
    """A link in a mail that judges one version of one declaration, once, without signing in."""

    __tablename__ = "judge_link"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    declaration_id: int = Field(foreign_key="declaration.id", index=True)
    version: int
    user_id: int = Field(foreign_key="account.id", index=True)
    email: str  # where it was mailed; another address by now ends it
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Purpose(StrEnum):
    """What a way in is for."""

    SIGN_IN = "sign_in"
    ACTIVATE = "activate"
    RESET = "reset"


class Passage(SQLModel, table=True):
    """A way in that is under way: the browser has shown something, and not yet everything.

    It is kept in a cookie of its own that opens nothing else, and ends as a session or not at all.
    """

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    purpose: Purpose = Field(sa_type=values_of(Purpose))
    user_id: int = Field(foreign_key="account.id", index=True)
    link_id: int | None = Field(default=None, foreign_key="link.id")
    wanted: str = "/"  # where the person was going
    created_at: datetime
    expires_at: datetime
    proven_at: datetime | None = None  # the pin or second factor was right
    ended_at: datetime | None = None
    challenge: str = ""  # what a passkey has to sign, until it was answered once
    challenged_at: datetime | None = None
    address: str = ""
    browser: str = ""


class Limit(SQLModel, table=True):
    """How often something happened, by bucket: ``login:account:7``, ``sms:address:10.0.0.1``.

    Survives a restart and is shared by all processes.
    """

    __tablename__ = "rate_limit"

    bucket: str = Field(primary_key=True)
    count: int = 0  # since ``since``
    since: datetime
    in_a_row: int = 0  # without a success in between
    open_at: datetime | None = None  # nothing is tried before; a try that waits does not prolong
