"""The form in which an article is written. A route of ours takes what it sends: ``web/news.py``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from rxportal.domain import news
from rxportal.domain.access import Actor, Permission
from rxportal.domain.errors import Invalid
from rxportal.domain.news import LABELS, TONES, Stage
from rxportal.domain.zone import today
from rxportal.formats.markdown import PICTURES
from rxportal.formats.uploads import REFUSALS
from rxportal.locales import t
from rxportal.services import articles, newsroom
from rxportal.services.newsroom import AltMissing, Desk, NotAPicture, TooManyPictures
from rxportal.state import arguments
from rxportal.state.session import look

UNFIT = "onaf"  # what is missing is said at the fields
_SAID: tuple[Any, ...] = (AltMissing, NotAPicture, TooManyPictures, *REFUSALS)


@dataclass
class Picture:
    """``name`` is what the text calls it."""

    name: str = ""
    file: str = ""  # its address
    used: bool = False


@dataclass
class Problems:
    """What is missing before it can be published."""

    title: str = ""
    body: str = ""
    audience: str = ""
    until: str = ""


class NewsroomState(rx.State):
    """The URL says which article it is, none for a new one, and how saving it went."""

    ready: bool = False
    id: str = ""
    version: str = ""
    title: str = ""
    body: str = ""
    first: str = ""  # ``2026-10-06``
    last: str = ""
    for_candidates: bool = True
    for_clients: bool = False
    status: str = ""
    tone: str = ""
    published: bool = False  # readers see nothing of what is typed here, until it is published
    pictures: rx.Field[list[Picture]] = rx.field(default_factory=list)
    problems: rx.Field[Problems] = rx.field(default_factory=Problems)
    message: str = ""
    unfit: bool = False  # it was saved, and cannot be published yet
    beside: str = ""  # the address of an article that a colleague changed meanwhile
    error: str = ""  # what is wrong with the picture

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        asked = self.router.url.query_parameters
        given = asked.get("bericht", "")
        number = arguments.last_number(f"/{given}") if given else 0
        desk, keys, day = await look(self, _opened, number)
        said = asked.get("melding", "")
        if desk:
            self._fill(desk, keys, day)
            self.problems = Problems(**news.problems(desk.copy, day) if said == UNFIT else {})
        else:
            self.first = day.isoformat()
        self.message = {
            "bewaard": t("Het bericht is opgeslagen."),
            "foto": t("De foto staat onder aan je tekst."),
        }.get(said, "")
        other = asked.get("naast", "")
        if other.isascii() and other.isdecimal():
            self.beside = f"/{news.MODULE}/{other[:12]}"
        self.unfit = said == UNFIT
        if said and not (self.message or self.unfit):
            known = next((refusal for refusal in _SAID if refusal.code == said), Invalid)
            self.error = str(known())
        self.ready = True

    def _fill(self, desk: Desk, keys: dict[str, str], day: date) -> None:
        copy = desk.copy
        self.id, self.version = str(desk.id), str(desk.version)
        self.title, self.body = copy.title, copy.body
        self.first = copy.published_from.isoformat()
        self.last = copy.published_until.isoformat() if copy.published_until else ""
        self.for_candidates, self.for_clients = copy.for_candidates, copy.for_clients
        found = news.standing(desk.stage, copy.published_from, copy.published_until, day)
        self.status, self.tone = t(LABELS[found]), TONES[found]
        self.published = desk.stage is Stage.PUBLISHED
        self.pictures = [
            Picture(name, f"{PICTURES}{key}", f"({name})" in copy.body)
            for name, key in keys.items()
        ]


def _opened(
    session: Session, actor: Actor, number: int, *, now: datetime
) -> tuple[Desk | None, dict[str, str], date]:
    articles.enter(actor, Permission.NEWS_WRITE)
    if not number:
        return None, {}, today(now)
    desk = newsroom.opened(session, actor, number, now=now)
    return desk, articles.pictures(session, actor, number, now=now), today(now)
