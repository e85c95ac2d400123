"""Nieuws on the dashboard: what whoever makes news puts in ``SOURCES``, and nothing without it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from rxportal.domain.access import Actor

MOST = 3


@dataclass(frozen=True)
class Headline:
    title: str
    day: str  # "7 oktober"
    path: str
    unread: bool = False


# Each a function of the session, the actor and now: the newest first.
SOURCES: tuple[Callable[[Session, Actor, datetime], list[Headline]], ...] = ()


def headlines(session: Session, actor: Actor, *, now: datetime) -> list[Headline]:
    return [each for source in SOURCES for each in source(session, actor, now)][:MOST]
