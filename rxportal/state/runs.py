"""Verwerking: choose what goes to payroll, look at it pro forma, make it final."""

import asyncio
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import reflex as rx

from rxportal.db.tables import Run
from rxportal.domain import hour_types, periods, text
from rxportal.domain.declaration import LABELS as STATUSES
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Invalid
from rxportal.domain.hour_types import Unit
from rxportal.domain.run import LABELS, MODULE, TONES, Stage
from rxportal.locales import t, tn
from rxportal.services import run_view, runs
from rxportal.services.record import as_type
from rxportal.services.run_view import BadCode, Choices, LeftOut, Opened, PersonTotal, Total
from rxportal.services.runs import Wish
from rxportal.state import arguments
from rxportal.state.session import act, look

ALL = ""  # of a choice: everything


@dataclass
class Option:
    value: str = ALL
    label: str = ""
    many: str = ""
    chosen: bool = False


@dataclass
class TotalRow:
    name: str = ""
    hours: str = ""
    quantity: str = ""
    money: str = ""


@dataclass
class PersonRow:
    name: str = ""
    number: str = ""
    declarations: str = ""
    hours: str = ""
    money: str = ""


@dataclass
class LeftOutRow:
    name: str = ""
    period: str = ""
    why: str = ""
    href: str = ""


@dataclass
class UncodedRow:
    id: str = ""
    name: str = ""
    hint: str = ""


class NewRunState(rx.State):
    """What a new run is of. Each list shows how much waits, given what is chosen in the others."""

    ready: bool = False
    period: str = ALL  # its first and last day: 2026-10-05..2026-10-11
    client: str = ALL
    cost_centre: str = ALL
    periods: rx.Field[list[Option]] = rx.field(default_factory=list)
    clients: rx.Field[list[Option]] = rx.field(default_factory=list)
    cost_centres: rx.Field[list[Option]] = rx.field(default_factory=list)
    declarations: int = 0
    sentence: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens: everything that waits, to begin with."""
        self.period = self.client = self.cost_centre = ALL
        await self._read()

    @rx.event
    async def choose_period(self, period: str) -> None:
        self.period = arguments.words(period, 22)
        await self._read()

    @rx.event
    async def choose_client(self, client: str) -> None:
        """Another client has other cost centres."""
        self.client, self.cost_centre = arguments.words(client, 10), ALL
        await self._read()

    @rx.event
    async def choose_cost_centre(self, cost_centre: str) -> None:
        self.cost_centre = arguments.words(cost_centre, 10)
        await self._read()

    @rx.event
    async def make(self, period: str, client: str, cost_centre: str) -> Any:
        """Choose the hours that were shown; they are counted on the page of the run."""
        made: Run = await act(self, runs.make, _wish(period, client, cost_centre))
        return rx.redirect(f"/{MODULE}/{made.id}")

    async def _read(self) -> None:
        wish = _wish(self.period, self.client, self.cost_centre)
        found: Choices = await look(self, run_view.choices, wish)
        if not found.declarations and wish != Wish():  # somebody else was first
            self.period = self.client = self.cost_centre = ALL
            found = await look(self, run_view.choices, Wish())
        self.periods = _options(
            self.period,
            t("Alles"),
            [(f"{a}..{b}", periods.days_label(a, b), many) for a, b, many in found.periods],
        )
        self.clients = _options(self.client, t("Alle opdrachtgevers"), found.clients)
        self.cost_centres = _options(self.cost_centre, t("Alle kostenplaatsen"), found.cost_centres)
        self.declarations = found.declarations
        self.sentence = _sentence(found)
        self.ready = True


class RunState(rx.State):
    """The page of one run. Whoever has it open works it through; the next one may go on with it."""

    id: int = 0
    version: int = 0
    title: str = ""
    about: str = ""
    stage: str = ""
    label: str = ""
    tone: str = ""
    made: str = ""
    declarations: str = ""
    hours: str = ""
    money: str = ""
    waited: str = ""
    corrections: str = ""
    question: str = ""  # before it is final
    totals: rx.Field[list[TotalRow]] = rx.field(default_factory=list)
    people: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    more_people: str = ""
    left_out: rx.Field[list[LeftOutRow]] = rx.field(default_factory=list)
    more_left_out: str = ""
    uncoded: rx.Field[list[UncodedRow]] = rx.field(default_factory=list)
    problem: str = ""  # what is wrong with a code
    problem_of: str = ""  # and whose
    done: int = 0
    size: int = 0
    unfinished: bool = False  # somebody has to work it through
    running: bool = False  # this tab does
    asking: bool = False  # whether it should be final
    may_finish: bool = False

    _at_work: rx.Field[list[int]] = rx.field(default_factory=list)  # runs this tab works through

    @rx.event
    async def arrive(self) -> Any:
        """The page opens. Counting changes nothing, so it goes on by itself."""
        self.title, self.asking, self.problem = "", False, ""
        await self._read(arguments.last_number(str(self.router.url.path or "")))
        return self._begin() if self.stage == Stage.COUNTING else None

    @rx.event
    def ask(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        """Whether it should be final."""
        self.asking = arguments.yes_or_no(open_) and self.may_finish

    @rx.event
    async def finalise(self, run: int, version: int) -> Any:
        """Process what was shown."""
        number, seen = arguments.number(run), arguments.number(version)
        self.asking = False
        await act(self, runs.finalise, number, version=seen)
        await self._read(number)
        return self._begin()

    @rx.event
    async def go_on(self, run: int) -> Any:
        """Go on with what was interrupted."""
        await self._read(arguments.number(run))
        return self._begin()

    @rx.event
    def stop(self, run: int) -> None:
        """What is done stays done; anybody can go on with the rest."""
        number = arguments.number(run)
        self._at_work = [each for each in self._at_work if each != number]
        self.running = self.id in self._at_work

    @rx.event
    async def give_code(self, form: dict[str, Any]) -> None:
        """Keep what the standard calls a kind of hours or costs."""
        given = arguments.form(form)
        whose = arguments.words(given.get("hour_type"), 12)
        typed = arguments.words(given.get(f"code-{whose}"), 12)
        self.problem = self.problem_of = ""
        try:
            await act(self, run_view.name_code, arguments.last_number(f"/{whose}"), typed)
        except BadCode as refusal:
            self.problem, self.problem_of = str(refusal), whose
            return
        await self._read(self.id)

    @rx.event(background=True)
    async def work(self, run: int) -> None:
        """Step by step, each of which asks the database who is signed in."""
        number = arguments.number(run)
        if number not in self._at_work:  # ``_begin`` sends this, nobody else
            return
        while number in self._at_work:
            found: Run = await act(self, runs.step, number)
            async with self:
                if self.id == number:
                    self.done, self.size = found.done, found.declarations
            if not runs.is_working(found):
                break
            await asyncio.sleep(0)
        shown: Opened = await look(self, run_view.opened, number)
        async with self:
            self._at_work = [each for each in self._at_work if each != number]
            if self.id == number:
                self._show(shown)

    def _begin(self) -> Any:
        if not self.unfinished or self.id in self._at_work:
            return None
        self._at_work = [*self._at_work, self.id]
        self.running = True
        return RunState.work(self.id)

    async def _read(self, run: int) -> None:
        self._show(await look(self, run_view.opened, run))

    def _show(self, found: Opened) -> None:
        run = found.run
        self.id, self.version = run.id or 0, run.version
        self.title, self.about = t("Verwerking {n}", n=run.id or 0), _about(found)
        self.stage, self.label, self.tone = run.stage.value, t(LABELS[run.stage]), TONES[run.stage]
        self.made = _made(run)
        self.done, self.size = run.done, run.declarations
        self.unfinished = runs.is_working(run)
        self.running = self.unfinished and self.id in self._at_work
        self.may_finish = run.stage is Stage.PRO_FORMA and run.declarations > 0
        self._show_figures(found)
        self.left_out = [_left_out(each) for each in found.left_out]
        self.more_left_out = _more(run.left_out - len(found.left_out))
        self.uncoded = [
            UncodedRow(
                str(each.id),
                hour_types.label(as_type(each)),
                t("HT en drie cijfers") if each.unit is Unit.HOURS else t("EA en drie cijfers"),
            )
            for each in found.uncoded
        ]

    def _show_figures(self, found: Opened) -> None:
        run = found.run
        self.declarations = text.number(run.declarations)
        self.hours, self.money = text.signed(run.minutes, text.hours), text.money(run.cents)
        self.corrections = text.number(found.corrections)
        self.question = tn(
            "{n} declaratie gaat naar Verwerkt, {hours} uur.",
            "{n} declaraties gaan naar Verwerkt, {hours} uur.",
            run.declarations,
            hours=self.hours,
        )
        finished = run.stage is Stage.FINAL and run.declarations
        self.waited = text.days(round(100 * run.waited / run.declarations)) if finished else ""
        self.totals = [_total(each) for each in found.totals]
        self.people = [_person(each) for each in found.people]
        self.more_people = _more(found.persons - len(found.people))


def _wish(period: Any, client: Any, cost_centre: Any) -> Wish:
    """Raises ``Invalid`` for what no choice can be."""
    starts: date | None = None
    ends: date | None = None
    if arguments.words(period, 22):
        first, between, last = period.partition("..")
        if not between:
            raise Invalid
        starts, ends = arguments.day(first), arguments.day(last)
    return Wish(starts, ends, _id(client), _id(cost_centre))


def _id(value: Any) -> int | None:
    return arguments.last_number(f"/{value}") if arguments.words(value, 10) else None


def _options(chosen: str, everything: str, found: list[Any]) -> list[Option]:
    options = [
        Option(str(value), label, text.number(many), str(value) == chosen)
        for value, label, many in found
    ]
    return [Option(ALL, everything, "", chosen == ALL), *options]


def _sentence(found: Choices) -> str:
    if not found.declarations:
        return t("Er staan geen goedgekeurde uren klaar. Kies een andere periode.")
    said = tn(
        "{n} goedgekeurde declaratie, {hours} uur.",
        "{n} goedgekeurde declaraties, {hours} uur.",
        found.declarations,
        hours=text.hours(found.minutes),
    )
    if found.corrections:
        said += " " + tn(
            "Daarvan is {n} een correctie: alleen het verschil telt.",
            "Daarvan zijn er {n} een correctie: alleen het verschil telt.",
            found.corrections,
        )
    return said


def _about(found: Opened) -> str:
    run = found.run
    whole = run.starts_on is None or run.ends_on is None
    parts = [
        t("Alle periodes") if whole else periods.days_label(run.starts_on, run.ends_on),
        found.client or t("Alle opdrachtgevers"),
        found.cost_centre,
    ]
    return " · ".join(part[:1].upper() + part[1:] for part in parts if part)


def _made(run: Run) -> str:
    made = t(
        "Gemaakt door {name}, {moment}.", name=run.made_by_name, moment=text.moment(run.made_at)
    )
    if run.final_at is None:
        return made
    return f"{made} {t('Definitief sinds {moment}.', moment=text.moment(run.final_at))}"


def _total(each: Total) -> TotalRow:
    hours = each.kind.unit is Unit.HOURS
    shown = partial(hour_types.shown, unit=each.kind.unit)
    return TotalRow(
        hour_types.label(as_type(each.kind)),
        text.signed(each.minutes, text.hours) if hours else "",
        "" if hours else text.signed(each.quantity, shown),
        "" if hours else text.money(each.cents),
    )


def _person(each: PersonTotal) -> PersonRow:
    return PersonRow(
        each.name,
        each.number,
        text.number(each.declarations),
        text.signed(each.minutes, text.hours),
        text.money(each.cents) if each.cents else "–",
    )


def _left_out(each: LeftOut) -> LeftOutRow:
    if each.found is None:
        why = t("Deze declaratie is er niet meer.")
    elif each.found is Status.COMPLETED:
        why = t("De uren zijn gewijzigd en opnieuw goedgekeurd. Neem ze mee in een volgende keer.")
    else:
        why = t("De declaratie staat nu op {status}.", status=t(STATUSES[each.found]))
    period = periods.days_label(each.starts, each.ends)
    return LeftOutRow(each.name, period, why, f"/declaraties/{each.declaration_id}")


def _more(many: int) -> str:
    return t("En nog {n}.", n=text.number(many)) if many > 0 else ""
