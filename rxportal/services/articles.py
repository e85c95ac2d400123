"""Nieuws: reading it, and remembering that."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import Article, ArticlePicture, ArticleRead
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import NotFound
from rxportal.domain.news import MODULE
from rxportal.gateways.store import KEY, Store
from rxportal.services import scoped, signals
from rxportal.services.files import Content


def enter(actor: Actor, permission: Permission) -> None:
    """Raises ``Forbidden`` for who may not, ``NotFound`` where news is switched off."""
    require(actor, permission)
    if MODULE in actor.closed:
        raise NotFound


def read(session: Session, actor: Actor, article_id: int, *, now: datetime) -> Article:
    """An article; from now on it is no longer new to this actor.

    Raises ``NotFound`` for one that is not for them, or not now.
    """
    enter(actor, Permission.NEWS_READ)
    found = scoped.find(session, actor, Article, article_id)
    if session.get(ArticleRead, (actor.user_id, article_id)) is None:
        _remember(session, ArticleRead(user_id=actor.user_id, article_id=article_id, at=now))
    return found


def named(picture_id: int | str) -> str:
    """What the text of an article calls a picture: ``![the words](foto-3)``."""
    return f"foto-{picture_id}"


def pictures(
    session: Session,
    actor: Actor,
    article_id: int,
    *,
    now: datetime,  # noqa: ARG001
) -> dict[str, str]:
    """The pictures of an article: what the text calls each, and its key in the store."""
    enter(actor, Permission.NEWS_READ)
    found = session.exec(
        select(ArticlePicture)
        .where(ArticlePicture.article_id == article_id, visible(actor, ArticlePicture))
        .order_by(col(ArticlePicture.id))
    )
    return {named(row.id or 0): row.key for row in found}


def picture(session: Session, actor: Actor, store: Store, key: str, *, now: datetime) -> Content:  # noqa: ARG001
    """A picture itself. Raises ``NotFound`` for who may not read its article now."""
    if not KEY.fullmatch(key) or not actor.may(Permission.NEWS_READ) or MODULE in actor.closed:
        raise NotFound
    found = session.exec(
        select(ArticlePicture).where(ArticlePicture.key == key, visible(actor, ArticlePicture))
    ).one_or_none()
    content = store.get(found.key) if found else None
    if found is None or content is None:
        raise NotFound
    suffix = found.media_type.rpartition("/")[2]
    return Content(f"{named(found.id or 0)}.{suffix}", found.media_type, content)


def _remember(session: Session, row: ArticleRead) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # another tab of theirs was first
        return
    signals.note(session, user_id=row.user_id, now=row.at)
