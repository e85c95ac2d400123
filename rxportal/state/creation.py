"""Declaraties klaarzetten: choose a period, see for whom, and make them."""

from dataclasses import dataclass
from datetime import date

import reflex as rx

from rxportal.domain import periods
from rxportal.domain.periods import Period, PeriodKind
from rxportal.domain.zone import today
from rxportal.locales import mark, t, tn
from rxportal.services import creation
from rxportal.services.creation import Created, Plan, Planned
from rxportal.state import arguments
from rxportal.state.session import act, look

KINDS: dict[str, str] = {
    PeriodKind.WEEK.value: mark("Week"),
    PeriodKind.FOUR_WEEKS.value: mark("Vier weken"),
    PeriodKind.MONTH.value: mark("Maand"),
}


@dataclass
class PeriodChoice:
    day: str = ""  # its first day, as 2026-10-05
    label: str = ""
    chosen: bool = False


@dataclass
class PlannedRow:
    """A placement, and why it is skipped; ``""``: it gets a declaration."""

    name: str = ""
    about: str = ""
    why_not: str = ""


class CreationState(rx.State):
    kind: str = PeriodKind.WEEK.value
    day: str = ""
    period: str = ""
    choices: rx.Field[list[PeriodChoice]] = rx.field(default_factory=list)
    making: rx.Field[list[PlannedRow]] = rx.field(default_factory=list)
    skipping: rx.Field[list[PlannedRow]] = rx.field(default_factory=list)
    done: str = ""

    @rx.event
    async def arrive(self) -> None:
        """Show what would be made for the chosen period; last week to begin with."""
        await self._plan()

    @rx.event
    async def choose_kind(self, kind: str) -> None:
        self.kind, self.day, self.done = arguments.one_of(kind, KINDS), "", ""
        await self._plan()

    @rx.event
    async def choose_day(self, day: str) -> None:
        """The period around this day."""
        self.day, self.done = arguments.day(day).isoformat(), ""
        await self._plan()

    @rx.event
    async def make(self, kind: str, day: str) -> None:
        """Make the declarations that were shown; what exists by now is skipped."""
        chosen, around = PeriodKind(arguments.one_of(kind, KINDS)), arguments.day(day)
        made: Created = await act(self, creation.create_for_period, chosen, around)
        self.kind, self.day = chosen.value, around.isoformat()
        await self._plan()
        self.done = tn(
            "{n} declaratie klaargezet. De kandidaat krijgt een e-mail.",
            "{n} declaraties klaargezet. De kandidaten krijgen een e-mail.",
            len(made.made),
        )

    async def _plan(self) -> None:
        kind = PeriodKind(self.kind)
        planned: Plan = await look(
            self, creation.plan, kind, date.fromisoformat(self.day) if self.day else None
        )
        self.day, self.period = planned.period.starts.isoformat(), periods.label(planned.period)
        self.choices = _choices(planned.period, today(planned.now))
        self.making = [_row(row) for row in planned.rows if not row.why_not]
        self.skipping = [_row(row) for row in planned.rows if row.why_not]


def _row(row: Planned) -> PlannedRow:
    return PlannedRow(
        row.name,
        t("{job} · {client}", job=row.place.job_title, client=row.client),
        row.why_not,
    )


def _choices(chosen: Period, present: date) -> list[PeriodChoice]:
    """The periods around today, and the chosen one when it is another."""
    now = periods.period_of(chosen.kind, present)
    before = periods.previous_period(now)
    around = [before, now, periods.next_period(now)]
    if chosen not in around:
        around.append(chosen)
    return [
        PeriodChoice(each.starts.isoformat(), periods.label(each), each == chosen)
        for each in sorted(around, key=lambda each: each.starts)
    ]
