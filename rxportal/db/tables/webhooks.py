"""Where programs of others hear what happens here, and each message to them."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Webhook(SQLModel, table=True):
    """An address of an integration, and what it hears of. The secrets are sealed."""

    id: int | None = Field(default=None, primary_key=True)
    integration_id: int = Field(foreign_key="integration.id", index=True)
    url: str
    events: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    secret: str | None = None
    old_secret: str | None = None  # signs too, until ``old_until``
    old_until: datetime | None = None
    made_at: datetime
    failing_since: datetime | None = None
    stopped_at: datetime | None = None


class WebhookMessage(SQLModel, table=True):
    """What one address is told; ``message_id`` is the same however often it is sent."""

    __tablename__ = "webhook_message"

    id: int | None = Field(default=None, primary_key=True)
    webhook_id: int = Field(foreign_key="webhook.id", index=True)
    message_id: str = Field(unique=True)
    event: str
    body: str
    created_at: datetime = Field(index=True)
    next_at: datetime = Field(index=True)
    attempts: int = 0
    leased_until: datetime | None = None
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    status: int | None = None  # the last HTTP status
    error: str = ""
