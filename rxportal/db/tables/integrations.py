"""Programs of others that read and write here, and what they were answered."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Integration(SQLModel, table=True):
    """A program with a token. Only the SHA-256 of the token is stored."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    token_hash: str = Field(unique=True)
    begins: str  # the first characters of the token, to know it again
    scopes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    expires_on: date | None = None  # the last day it works
    made_by: str  # a name
    made_at: datetime
    seen_at: datetime | None = None  # about when it was last used
    revoked_at: datetime | None = None


class ApiAnswer(SQLModel, table=True):
    """What a request with an ``Idempotency-Key`` was answered: asked again, it is answered so."""

    __tablename__ = "api_answer"

    integration_id: int = Field(foreign_key="integration.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=255)
    asked: str  # the SHA-256 of the request
    status: int
    body: str
    at: datetime = Field(index=True)
