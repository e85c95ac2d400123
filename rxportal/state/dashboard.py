"""The dashboard: a greeting, and what is expected of you."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import reflex as rx

from rxportal.domain import text
from rxportal.domain.zone import local, today
from rxportal.locales import t, tn
from rxportal.services import actions
from rxportal.state.session import SessionState, look
from rxportal.state.strip import StripDay, strip_days, strip_words

MIDDAY, EVENING = 12, 18


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


class DashboardState(rx.State):
    greeting: str = ""
    today: str = ""
    summary: str = ""
    actions: rx.Field[list[ActionRow]] = rx.field(default_factory=list)
    waiting: int = 0
    loaded: bool = False

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        items, waiting = await look(self, actions.needed)
        now = datetime.now(UTC)
        name = (await self.get_state(SessionState)).name.split(" ", 1)[0]
        self.greeting = _greeting(local(now).hour, name)
        day = today(now)
        self.today = t(
            "{day}, week {number}", day=text.day_opening(day), number=day.isocalendar().week
        )
        self.summary = (
            tn("Er staat {n} actie voor je klaar.", "Er staan {n} acties voor je klaar.", waiting)
            if waiting
            else t("Je bent helemaal bij.")
        )
        self.actions = [_row(item, now) for item in items]
        self.waiting, self.loaded = waiting, True


def _row(item: actions.ActionItem, now: datetime) -> ActionRow:
    week = (
        strip_days(item.starts_on, item.minutes, item.roster, today(now)) if item.starts_on else []
    )
    words = strip_words(item.starts_on, item.minutes) if item.starts_on else ""
    return ActionRow(item.kind, item.title, item.about, item.due, item.path, item.verb, week, words)


def _greeting(hour: int, name: str) -> str:
    if hour < MIDDAY:
        return t("Goedemorgen, {name}", name=name)
    if hour < EVENING:
        return t("Goedemiddag, {name}", name=name)
    return t("Goedenavond, {name}", name=name)
