"""The dashboard: a greeting, what is expected of you, and what else is new."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex_base.event.context import EventContext

from rxportal.domain import text
from rxportal.domain.access import Actor
from rxportal.domain.action import ActionItem
from rxportal.domain.errors import Invalid
from rxportal.domain.insight import Insight
from rxportal.domain.switches import SECTIONS, section
from rxportal.domain.zone import local, today
from rxportal.locales import t, tn
from rxportal.overviews import places
from rxportal.overviews.places import Group, Place
from rxportal.services import actions, headlines, insights, preferences
from rxportal.services.waiting import NEWS
from rxportal.state import arguments
from rxportal.state.session import SessionState, act, following, look
from rxportal.state.shell import ShellState
from rxportal.state.strip import StripDay, strip_days, strip_words

MIDDAY, EVENING = 12, 18
ORDER, FOLDED = "dashboard:order", "dashboard:folded"
WIDE = frozenset({"acties", "inzicht", "filters"})  # the others stand beside these on a laptop
ON_A_PHONE = 8  # bars of a chart


@dataclass
class ActionRow:
    """An action as it is drawn."""

    kind: str = ""
    title: str = ""
    about: str = ""
    due: str = ""
    path: str = ""
    verb: str = ""
    week: list[StripDay] = field(default_factory=list)
    in_words: str = ""


@dataclass
class Section:
    """A part of the dashboard; ``first`` and ``last`` of its column."""

    key: str = ""
    title: str = ""
    open: bool = True
    first: bool = False
    last: bool = False
    count: int = 0
    more: str = ""  # where all of it is


@dataclass
class BarRow:
    label: str = ""
    value: str = ""
    said: str = ""
    height: str = "0%"
    filling: str = ""
    early: bool = False  # a phone has no room for it


@dataclass
class InsightRow:
    title: str = ""
    figure: str = ""
    unit: str = ""
    note: str = ""
    good: bool = False
    path: str = ""
    heading: str = ""
    top: str = ""
    line: str = ""  # how high, of 1
    line_name: str = ""
    progress: str = ""  # a width, empty for none
    steps: str = ""  # how wide one of the whole is
    bars: list[BarRow] = field(default_factory=list)
    rejected: bool = False
    expected: bool = False


@dataclass
class SaidRow:
    name: str = ""
    initials: str = ""
    when: str = ""
    body: str = ""
    about: str = ""
    href: str = ""
    unread: bool = False


@dataclass
class News:
    title: str = ""
    day: str = ""
    path: str = ""
    unread: bool = False


@dataclass(frozen=True)
class _Found:
    """All that a dashboard shows, read in one go."""

    actor: Actor
    items: list[ActionItem]
    waiting: int
    insights: list[Insight]
    said: list[Any]
    groups: list[Group]
    recent: list[Place]
    news: list[headlines.Headline]
    kept: dict[str, list[str]]


class DashboardState(rx.State):
    greeting: str = ""
    today: str = ""
    summary: str = ""
    actions: rx.Field[list[ActionRow]] = rx.field(default_factory=list)
    waiting: int = 0
    more: bool = False  # hours wait that are not among the actions
    loaded: bool = False
    wide: rx.Field[list[Section]] = rx.field(default_factory=list)
    side: rx.Field[list[Section]] = rx.field(default_factory=list)
    charts: rx.Field[list[InsightRow]] = rx.field(default_factory=list)
    figures: rx.Field[list[InsightRow]] = rx.field(default_factory=list)
    said: rx.Field[list[SaidRow]] = rx.field(default_factory=list)
    groups: rx.Field[list[Group]] = rx.field(default_factory=list)
    recent: rx.Field[list[Place]] = rx.field(default_factory=list)
    news: rx.Field[list[News]] = rx.field(default_factory=list)

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        found = await self._read()
        following[EventContext.get().token] = found.actor

    @rx.event
    async def follow(self) -> None:
        """``SessionWatch`` sends this: something happened to what is shown here."""
        await self._read()
        await (await self.get_state(ShellState))._count()

    @rx.event
    async def fold(self, key: str) -> None:
        """Fold a section in or out; remembered for this user."""
        key = arguments.one_of(key, SECTIONS)
        await act(self, _fold, key)
        await self._read()

    @rx.event
    async def move(self, key: str, by: int) -> None:
        """One place up (-1) or down (1) within its column; remembered for this user."""
        key = arguments.one_of(key, SECTIONS)
        if type(by) is not int or abs(by) != 1:
            raise Invalid
        await act(self, _move, key, by)
        await self._read()

    async def _read(self) -> _Found:
        found: _Found = await look(self, _found)
        now = datetime.now(UTC)
        name = (await self.get_state(SessionState)).name.split(" ", 1)[0]
        self.greeting = _greeting(local(now).hour, name)
        day = today(now)
        self.today = t(
            "{day}, week {number}", day=text.day_opening(day), number=day.isocalendar().week
        )
        self.waiting = found.waiting
        # The agency has one line for all that is alike.
        self.more = found.waiting > len(found.items) and not found.actor.is_agency
        self.summary = (
            tn(
                "Er staat {n} actie voor je klaar.",
                "Er staan {n} acties voor je klaar.",
                found.waiting,
            )
            if found.waiting
            else t("Je bent helemaal bij.")
        )
        self.actions = [_row(item, now) for item in found.items]
        rows = [_insight(each) for each in found.insights]
        self.charts = [row for row in rows if row.bars]
        self.figures = [row for row in rows if not row.bars]
        self.said = [_said(said, place, now) for said, place in found.said]
        self.groups, self.recent = found.groups, found.recent
        self.news = [News(each.title, each.day, each.path, each.unread) for each in found.news]
        sections = _sections(found)
        self.wide = _column([each for each in sections if each.key in WIDE])
        self.side = _column([each for each in sections if each.key not in WIDE])
        self.loaded = True
        return found


def _found(session: Any, actor: Actor, *, now: datetime) -> _Found:
    """Only what is not switched off is asked for."""

    def on(key: str) -> bool:
        return section(key) not in actor.closed

    items, waiting = actions.needed(session, actor, now=now) if on("acties") else ([], 0)
    return _Found(
        actor,
        items,
        waiting,
        insights.insights(session, actor, now=now) if on("inzicht") else [],
        places.reactions(session, actor, now=now) if on("reacties") else [],
        places.pinned(session, actor, now=now) if on("filters") else [],
        places.recent(session, actor, now=now) if on("recent") else [],
        headlines.headlines(session, actor, now=now) if on("nieuws") else [],
        preferences.some(session, actor, (ORDER, FOLDED)),
    )


def _sections(found: _Found) -> list[Section]:
    """Those this person has, in their own order. News and insight are there when there is any."""
    counts = {
        "reacties": sum(said.unread for said, _ in found.said),
        "filters": len(found.groups),
        "nieuws": sum(each.unread for each in found.news),
    }
    empty = {key for key, has in (("inzicht", found.insights), ("nieuws", found.news)) if not has}
    folded = found.kept.get(FOLDED, [])
    return [
        Section(
            key,
            t(SECTIONS[key]),
            key not in folded,
            count=counts.get(key, 0),
            more=f"/{NEWS}" if key == "nieuws" else "",
        )
        for key in _ordered(found.kept.get(ORDER, []))
        if key not in empty and section(key) not in found.actor.closed
    ]


def _ordered(kept: list[str]) -> list[str]:
    """The person's order; what they never placed comes where everybody has it, at the end."""
    return [key for key in dict.fromkeys([*kept, *SECTIONS]) if key in SECTIONS]


def _column(sections: list[Section]) -> list[Section]:
    if sections:
        sections[0].first = sections[-1].last = True
    return sections


def _fold(session: Any, actor: Actor, key: str, *, now: datetime) -> None:
    folded = preferences.get(session, actor, FOLDED, now=now) or []
    kept = [each for each in folded if each != key]
    wanted = kept if key in folded else [*kept, key]
    preferences.put(session, actor, FOLDED, wanted, now=now)


def _move(session: Any, actor: Actor, key: str, by: int, *, now: datetime) -> None:
    """Past the next one of its column that this person sees."""
    seen = [each.key for each in _sections(_found(session, actor, now=now))]
    beside = [each for each in seen if (each in WIDE) == (key in WIDE)]
    if key not in beside or not 0 <= beside.index(key) + by < len(beside):
        return
    other = beside[beside.index(key) + by]
    order = _ordered(preferences.get(session, actor, ORDER, now=now) or [])
    order.remove(key)
    order.insert(order.index(other) + (by > 0), key)
    preferences.put(session, actor, ORDER, order, now=now)


def _row(item: ActionItem, now: datetime) -> ActionRow:
    week = (
        strip_days(item.starts_on, item.minutes, item.roster, today(now)) if item.starts_on else []
    )
    words = strip_words(item.starts_on, item.minutes) if item.starts_on else ""
    return ActionRow(item.kind, item.title, item.about, item.due, item.path, item.verb, week, words)


def _insight(each: Insight) -> InsightRow:
    late = len(each.bars) - ON_A_PHONE
    bars = [
        BarRow(
            bar.label,
            bar.value,
            bar.said or bar.value,
            f"{bar.share}%",
            bar.filling.value,
            at < late,
        )
        for at, bar in enumerate(each.bars)
    ]
    return InsightRow(
        title=each.title,
        figure=each.figure,
        unit=each.unit,
        note=each.note,
        good=each.good,
        path=each.path,
        heading=each.heading,
        top=each.top,
        line=f"{each.line / 100:.2f}" if each.line_name else "",
        line_name=each.line_name,
        progress=f"{min(100, 100 * each.part / each.whole):.2f}%" if each.whole else "",
        steps=f"{100 / each.whole:.4f}% 100%" if each.whole else "",
        bars=bars,
        rejected=any(bar.filling == "rejected" for bar in bars),
        expected=any(bar.filling == "expected" for bar in bars),
    )


def _said(said: Any, place: Place, now: datetime) -> SaidRow:
    about = f"{place.module.capitalize()} · {place.title}"
    return SaidRow(
        said.name,
        text.initials(said.name),
        text.relative_day(said.at, now),
        said.body,
        about,
        place.href,
        said.unread,
    )


def _greeting(hour: int, name: str) -> str:
    if hour < MIDDAY:
        return t("Goedemorgen, {name}", name=name)
    if hour < EVENING:
        return t("Goedemiddag, {name}", name=name)
    return t("Goedenavond, {name}", name=name)
