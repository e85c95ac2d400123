"""One article of the news; who writes the news sees how it will read, and publishes it here."""

from datetime import date, datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from rxportal.db.tables import Article
from rxportal.domain import news, text
from rxportal.domain.access import Actor, Permission
from rxportal.domain.news import LABELS, TONES, Copy, Stage, Standing
from rxportal.domain.zone import today
from rxportal.formats import markdown
from rxportal.locales import t
from rxportal.services import articles, newsroom
from rxportal.services.newsroom import Desk
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act
from rxportal.state.shell import ShellState


class ArticleState(rx.State):
    """``id`` and what follows are empty for a reader."""

    title: str = ""
    day: str = ""
    html: str = ""  # cleaned: see formats/markdown.py
    id: int = 0
    version: int = 0
    status: str = ""
    tone: str = ""
    about: str = ""  # for whom, and on which days
    changed: str = ""  # by whom, and when
    differs: bool = False  # its readers see another text
    published: bool = False
    had_readers: bool = False
    missing: rx.Field[list[str]] = rx.field(default_factory=list)  # before it can be published

    @rx.event
    async def arrive(self) -> None:
        """The page opens; from then on it has been read."""
        self.reset()
        await self._read(arguments.last_number(str(self.router.url.path or "")))
        await (await self.get_state(ShellState))._count()

    @rx.event
    async def publish(self, form: dict[str, Any]) -> Any:
        """As it stands here, from its first day on."""
        given = arguments.form(form)
        number = arguments.last_number(f"/{arguments.words(given.get('article'), 12)}")
        seen = arguments.last_number(f"/{arguments.words(given.get('version'), 12)}")
        again = bool(given.get("again"))
        row: Article = await act(self, newsroom.publish, number, seen=seen, again=again)
        await self._read(number)
        if self.tone == TONES[Standing.PLANNED]:
            day = text.day_full(row.published_from)
            return NoticeState.tell(
                t("Het bericht staat klaar. Lezers zien het vanaf {day}.", day=day)
            )
        return NoticeState.tell(t("Het bericht is gepubliceerd."))

    @rx.event
    async def withdraw(self, article: int, version: int) -> Any:
        """Nobody reads it any more."""
        number, seen = arguments.number(article), arguments.number(version)
        await act(self, newsroom.withdraw, number, seen=seen)
        await self._read(number)
        return NoticeState.tell(t("Het bericht is ingetrokken. Niemand ziet het nog."))

    @rx.event
    async def discard(self, article: int, version: int) -> Any:
        """Back to what its readers see."""
        number, seen = arguments.number(article), arguments.number(version)
        await act(self, newsroom.discard, number, seen=seen)
        await self._read(number)
        return NoticeState.tell(t("De wijziging is weg. Dit is wat lezers zien."))

    async def _read(self, number: int) -> None:
        row, pictures, desk, day = await act(self, _opened, number)
        copy = desk.copy if desk else row
        self.title = copy.title or t("Zonder titel")
        self.day = text.day_of_year(copy.published_from)
        self.html = markdown.as_html(copy.body, pictures)
        if desk:
            self._fill(desk, row, day)

    def _fill(self, desk: Desk, row: Article, day: date) -> None:
        found = news.standing(desk.stage, row.published_from, row.published_until, day)
        self.id, self.version = desk.id, desk.version
        self.status, self.tone = t(LABELS[found]), TONES[found]
        self.about = f"{audience(desk.copy)} · {_days(desk.copy)}"
        self.changed = _changed(desk)
        self.differs, self.published = desk.differs, desk.stage is Stage.PUBLISHED
        self.had_readers = desk.stage is not Stage.DRAFT
        self.missing = list(news.problems(desk.copy, day).values())


def audience(copy: Copy) -> str:
    """Whose news it is, in a word."""
    if copy.for_candidates and copy.for_clients:
        return t("Voor iedereen")
    if copy.for_candidates:
        return t("Voor kandidaten")
    return t("Voor opdrachtgevers") if copy.for_clients else t("Voor niemand")


def _days(copy: Copy) -> str:
    first = text.day_of_year(copy.published_from)
    if copy.published_until is None:
        return t("vanaf {day}", day=first)
    return t("{first} t/m {last}", first=first, last=text.day_of_year(copy.published_until))


def _changed(desk: Desk) -> str:
    if desk.changed_at is None:
        return ""
    moment = text.moment(desk.changed_at)
    return t("Gewijzigd door {name}, {moment}", name=desk.changed_by, moment=moment)


def _opened(
    session: Session, actor: Actor, number: int, *, now: datetime
) -> tuple[Article, dict[str, str], Desk | None, date]:
    row = articles.read(session, actor, number, now=now)
    pictures = articles.pictures(session, actor, number, now=now)
    writes = actor.may(Permission.NEWS_WRITE)
    desk = newsroom.opened(session, actor, number, now=now) if writes else None
    return row, pictures, desk, today(now)
