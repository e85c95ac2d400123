"""Nieuws: reading it, and remembering that."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from rxportal.db.tables import Article, ArticleRead
from rxportal.domain.access import Actor, Permission, require
from rxportal.services import scoped


def read(session: Session, actor: Actor, article_id: int, *, now: datetime) -> Article:
    """An article; from now on it is no longer new to this actor.

    Raises ``NotFound`` for one that is not for them, or not now.
    """
    require(actor, Permission.NEWS_READ)
    found = scoped.find(session, actor, Article, article_id)
    if session.get(ArticleRead, (actor.user_id, article_id)) is None:
        _remember(session, ArticleRead(user_id=actor.user_id, article_id=article_id, at=now))
    return found


def _remember(session: Session, row: ArticleRead) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # another tab of theirs was first
        return
