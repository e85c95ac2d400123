"""What a person has besides a password: a phone, an app, codes on paper, a passkey, a browser."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of


class PinPurpose(StrEnum):
    """What a pin proves; a pin for one thing is none for another."""

    PASSAGE = "passage"  # activation, or a sign-in with SMS
    ENROL = "enrol"  # before an app is set up
    STEP_UP = "step_up"  # before a sensitive change
    NUMBER = "number"  # that a new number is really theirs
    SIGN = "sign"  # under a contract
    ADDRESS = "address"  # that a new e-mail address is: the one pin that goes by mail


class Pin(SQLModel, table=True):
    """A pin that was texted. Sending it again replaces the pin in this row, and keeps ``tries``.

    It is bound to one passage or to one session.
    """

    id: int | None = Field(default=None, primary_key=True)
    purpose: PinPurpose = Field(sa_type=values_of(PinPurpose))
    user_id: int = Field(foreign_key="account.id", index=True)
    passage_id: int | None = Field(default=None, foreign_key="passage.id", index=True)
    session_id: int | None = Field(default=None, foreign_key="session.id", index=True)
    number: str  # where it was sent: E.164, or an e-mail address
    code_hash: str
    sent_at: datetime
    expires_at: datetime
    tries: int = 0
    used_at: datetime | None = None


class Authenticator(SQLModel, table=True):
    """An app that shows codes (TOTP, RFC 6238). Of one user one is confirmed at most."""

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    secret: str  # sealed, see ``services/secret_box.py``
    created_at: datetime
    confirmed_at: datetime | None = None  # one right code was shown; before that it opens nothing
    last_step: int = 0  # the last time step that was used: that one and older ones are refused


class RecoveryCode(SQLModel, table=True):
    __tablename__ = "recovery_code"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    number: int  # from 1 to 10, the beginning of the code
    code_hash: str
    created_at: datetime
    used_at: datetime | None = None


class Passkey(SQLModel, table=True):
    """A WebAuthn credential: the public half, and nothing anybody could sign in with."""

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    credential_id: str = Field(unique=True)  # base64url
    public_key: str  # base64url, COSE
    sign_count: int = 0
    name: str
    created_at: datetime
    used_at: datetime | None = None


class RememberedBrowser(SQLModel, table=True):
    """A browser in which the second factor is not asked for 30 days."""

    __tablename__ = "remembered_browser"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    address: str = ""
    browser: str = ""
