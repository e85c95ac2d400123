"""News of the agency, the pictures in it, and who has read what."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.news import Stage


class Article(SQLModel, table=True):
    """``body`` is Markdown. Both days are included; without the last it stays."""

    __table_args__ = (
        Index("article_by_day", "published_from", "id"),
        Index("article_by_title", "title", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str
    body: str
    published_from: date
    published_until: date | None = None
    for_candidates: bool = True
    for_clients: bool = False
    stage: Stage = Field(default=Stage.DRAFT, sa_type=values_of(Stage))
    version: int = 1  # counts what its writers did
    changed_by: str = ""  # a name
    changed_at: datetime | None = None


class ArticleDraft(SQLModel, table=True):
    """What a published article will be, until that is published too."""

    __tablename__ = "article_draft"

    article_id: int = Field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    title: str
    body: str
    published_from: date
    published_until: date | None = None
    for_candidates: bool = True
    for_clients: bool = False


class ArticlePicture(SQLModel, table=True):
    """A picture that the text of an article names by its id. ``key`` is its name in the store."""

    __tablename__ = "article_picture"

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True, ondelete="CASCADE")
    key: str = Field(unique=True)
    media_type: str
    size: int  # bytes
    sha256: str
    alt: str  # what it shows, in words
    added_at: datetime


class ArticleRead(SQLModel, table=True):
    """Somebody has opened it."""

    __tablename__ = "article_read"

    user_id: int = Field(foreign_key="account.id", primary_key=True)
    article_id: int = Field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    at: datetime
