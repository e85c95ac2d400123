"""News of the agency, and who has read what."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


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


class ArticleRead(SQLModel, table=True):
    """Somebody has opened it."""

    __tablename__ = "article_read"

    user_id: int = Field(foreign_key="account.id", primary_key=True)
    article_id: int = Field(foreign_key="article.id", primary_key=True, ondelete="CASCADE")
    at: datetime
