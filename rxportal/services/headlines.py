"""Nieuws on the dashboard: what whoever makes news puts in ``SOURCES``, and nothing without it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from rxportal.db.scope import visible
from rxportal.db.tables import Article, ArticleRead
from rxportal.domain import text
from rxportal.domain.access import Actor, Permission
from rxportal.domain.news import Stage
from rxportal.domain.zone import today
from rxportal.services.waiting import NEWS

MOST = 3


@dataclass(frozen=True)
class Headline:
    title: str
    day: str  # "7 oktober"
    path: str
    unread: bool = False


def articles(session: Session, actor: Actor, now: datetime) -> list[Headline]:
    """The newest that are to be read now; to the agency, which writes them, none is new."""
    if NEWS in actor.closed or not actor.may(Permission.NEWS_READ):
        return []
    until = col(Article.published_until)
    read_by_me = (col(ArticleRead.article_id) == Article.id) & (
        col(ArticleRead.user_id) == actor.user_id
    )
    found = session.exec(
        select(Article, col(ArticleRead.article_id).is_(None))
        .outerjoin(ArticleRead, read_by_me)
        .where(
            visible(actor, Article),
            col(Article.stage) == Stage.PUBLISHED,
            col(Article.published_from) <= today(now),
            or_(until.is_(None), until >= today(now)),
        )
        .order_by(col(Article.published_from).desc(), col(Article.id).desc())
        .limit(MOST)
    )
    return [
        Headline(
            row.title,
            _day(row.published_from, today(now)),
            f"/{NEWS}/{row.id}",
            unread=unread and not actor.is_agency,
        )
        for row, unread in found
    ]


def _day(day: date, now: date) -> str:
    return text.date_range(day, day) if day.year == now.year else text.day_full(day)


# Each a function of the session, the actor and now: the newest first.
SOURCES: tuple[Callable[[Session, Actor, datetime], list[Headline]], ...] = (articles,)


def headlines(session: Session, actor: Actor, *, now: datetime) -> list[Headline]:
    return [each for source in SOURCES for each in source(session, actor, now)][:MOST]
