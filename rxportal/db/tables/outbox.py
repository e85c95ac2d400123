"""Messages on their way out."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel


class Outbox(SQLModel, table=True):
    """A message to send. Written in the transaction that causes it; sent by ``jobs/outbox.py``.

    ``message_id`` is stable over tries, so that a mailbox can drop a second copy. A row waits
    while ``sent_at`` and ``failed_at`` are both empty; ``next_at`` is when to try it next, and
    ``leased_until`` keeps a second sender off it.
    """

    __table_args__ = (
        Index(
            "outbox_waiting",
            "next_at",
            sqlite_where=text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)
    kind: str  # the name of the function that made the message
    user_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    declaration_id: int | None = Field(default=None, foreign_key="declaration.id", index=True)
    channel: str = "mail"  # or "sms": then ``to`` is a number and ``body_text`` all there is
    secret: bool = False  # it holds a link or a pin: the body is blanked once it has left
    expires_at: datetime | None = None  # not sent any more after this
    to: str
    subject: str
    body_text: str
    body_html: str
    created_at: datetime
    next_at: datetime
    attempts: int = 0
    leased_until: datetime | None = None
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    error: str = ""  # what the mail server said last
