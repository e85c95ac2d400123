"""Rejecting a week: why, which days, and what those should be."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import reflex as rx

from rxportal.db.tables.placements import Entry
from rxportal.domain import hours, text
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong, Step, reason_for
from rxportal.domain.line import ImpossibleLine, Line, worked
from rxportal.locales import mark, t
from rxportal.services import declarations
from rxportal.services.declarations import Proposal
from rxportal.services.sheet import Day, Sheet
from rxportal.services.week import open_sheet
from rxportal.state import arguments
from rxportal.state.comparison import speaks
from rxportal.state.judge import JudgeState
from rxportal.state.session import SessionState, look

FIELDS = ("begins", "ends", "pause")

FINE = {"error": "", "wrong": ""}

QUICK: dict[str, str] = {
    "times": mark("De tijden kloppen niet."),
    "break": mark("De pauze ontbreekt."),
    "hour_type": mark("De uursoort is verkeerd."),
    "cost_centre": mark("De kostenplaats is verkeerd."),
}


@dataclass
class RejectDay:
    """A day that can be marked, with the times to propose. ``error`` stands at ``wrong``."""

    iso: str = ""
    name: str = ""
    declared: str = ""
    marked: bool = False
    begins: str = ""
    ends: str = ""
    pause: str = ""
    total: str = ""
    error: str = ""
    wrong: str = ""  # begins, ends or pause


class RejectionState(rx.State):
    """The dialog. What is typed stands in the form; this holds what the server says of it."""

    open_: bool = False
    days: rx.Field[list[RejectDay]] = rx.field(default_factory=list)
    with_times: bool = True
    chosen: rx.Field[list[str]] = rx.field(
        default_factory=list
    )  # keys of QUICK that stand in the reason
    filled: str = ""  # the text to begin with, after a quick reason
    fills: int = 0  # counts them, so that the field shows the new text
    preview: str = ""  # what the candidate will read
    reason_error: str = ""

    _typed: str = ""

    @rx.event
    async def ask(self, declaration_id: int) -> None:
        """Open the dialog."""
        sheet: Sheet = await look(self, open_sheet, arguments.number(declaration_id))
        self.days = [_reject_day(day) for day in sheet.days if speaks(day)]
        self.with_times = sheet.entry is Entry.TIMES
        self.chosen, self.filled, self._typed = [], "", ""
        self.preview = self.reason_error = ""
        self.fills += 1
        self.open_ = True

    @rx.event
    def show(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        """Escape, or the closing button."""
        self.open_ = arguments.yes_or_no(open_) and self.open_

    @rx.event
    async def choose(self, quick: str) -> None:
        """Put a quick reason in the text, or take it out again."""
        sentence = t(QUICK[arguments.one_of(quick, QUICK)])
        if sentence in self._typed:
            self._typed = self._typed.replace(sentence, "").strip()
        else:
            self._typed = f"{self._typed.rstrip()} {sentence}".strip()
            if quick == "times" and not any(day.marked for day in self.days):
                self.days = [replace(day, marked=bool(day.begins)) for day in self.days]
        self.filled = self._typed
        self.fills += 1
        await self._reads()

    @rx.event
    async def type_reason(self, typed: str) -> None:
        """Show what the candidate will read."""
        self._typed = arguments.words(typed)
        await self._reads()

    @rx.event
    def mark(self, iso: str, marked: bool) -> None:  # noqa: FBT001 - event argument
        """This day is wrong, or after all it is not."""
        day, wanted = arguments.day(iso).isoformat(), arguments.yes_or_no(marked)
        self.days = [
            replace(each, marked=wanted) if each.iso == day else each for each in self.days
        ]

    @rx.event
    def weigh(self, iso: str, name: str, typed: str) -> None:
        """Say what a proposal comes to, or what is wrong with it, when its field is left."""
        day, field = arguments.day(iso).isoformat(), arguments.one_of(name, FIELDS)
        value = arguments.words(typed, 20)
        self.days = [
            _weighed(replace(each, **{field: value})) if each.iso == day else each
            for each in self.days
        ]

    @rx.event
    async def send(self, declaration_id: int, version: int, form: dict[str, Any]) -> None:
        """Send the hours back. What is wrong with the form stays beside its field."""
        asked, shown = arguments.number(declaration_id), arguments.number(version)
        sent = arguments.form(form)
        marked = {day: _fields(sent, day) for day in _marked(sent)}
        self.reason_error = _wrong_reason(sent.get("toelichting", ""))
        proposals, problems = _proposals(marked)
        self.days = [replace(each, **problems.get(each.iso, FINE)) for each in self.days]
        if self.reason_error or problems:
            return
        self.open_ = False
        judge = await self.get_state(JudgeState)
        said = t("Afgewezen: {name}, {period}.", name=judge.name, period=judge.period)
        await judge._take(
            said,
            declarations.reject,
            asked,
            version=shown,
            reason=arguments.words(sent["toelichting"]),
            days=tuple(marked),
            proposals=proposals,
        )

    async def _reads(self) -> None:
        self.chosen = [key for key, words in QUICK.items() if t(words) in self._typed]
        self.reason_error = ""
        name = (await self.get_state(SessionState)).name
        self.preview = (
            t("Afgewezen door {name}: “{text}”", name=name, text=self._typed.strip())
            if self._typed.strip()
            else ""
        )


def _reject_day(day: Day) -> RejectDay:
    """The roster's times stand ready to propose, where they are not the ones declared."""
    row = RejectDay(
        iso=day.day.isoformat(),
        name=text.day_short(day.day),
        declared=_declared(day),
    )
    if day.differs and len(day.roster) == 1:
        begins, ends, pause = day.roster[0]
        row.begins, row.ends, row.pause = text.clock(begins), text.clock(ends), str(pause)
    return _weighed(row)


def _declared(day: Day) -> str:
    times = [
        text.clock_range(line.begins, line.ends)
        for line in day.lines
        if line.begins is not None and line.ends is not None
    ]
    if not times and not day.minutes:
        return t("geen uren")
    return " · ".join([*times, t("{hours} u", hours=text.hours(day.minutes))])


def _weighed(row: RejectDay) -> RejectDay:
    """The row with what its proposal comes to, or with what is wrong."""
    proposals, problems = _proposals(
        {date.fromisoformat(row.iso): (row.begins, row.ends, row.pause)}
    )
    total = ""
    for day, proposal in proposals.items():
        total = t("{hours} u", hours=text.hours(worked(_line(day, proposal))))
    return replace(row, total=total, **problems.get(row.iso, FINE))


def _marked(sent: dict[str, Any]) -> list[date]:
    """The days whose box is ticked: their fields are called ``dag-2026-10-06``."""
    return sorted(
        arguments.day(name.removeprefix("dag-"))
        for name, value in sent.items()
        if name.startswith("dag-") and value
    )


def _fields(sent: dict[str, Any], day: date) -> tuple[str, str, str]:
    begins, ends, pause = (
        arguments.words(sent.get(f"{name}-{day.isoformat()}") or "", 20) for name in FIELDS
    )
    return begins, ends, pause


def _proposals(
    typed: dict[date, tuple[str, str, str]],
) -> tuple[dict[date, Proposal], dict[str, dict[str, str]]]:
    """The proposals, and by day (as a word) what is wrong with them. All empty: no proposal."""
    proposals: dict[date, Proposal] = {}
    problems: dict[str, dict[str, str]] = {}
    for day, fields in typed.items():
        if not any(field.strip() for field in fields):
            continue
        at = "begins"
        try:
            begins = hours.clock(fields[0])
            at = "ends"
            ends = hours.clock(fields[1])
            at = "pause"
            pause = hours.pause(fields[2]) if fields[2].strip() else 0
            proposal = Proposal(begins, ends, pause)
            worked(_line(day, proposal))
        except ImpossibleLine as problem:
            wrong = {"begins": "begins", "break": "pause"}.get(problem.field.value, "ends")
            problems[day.isoformat()] = {"error": str(problem), "wrong": wrong}
        except (hours.NotATime, hours.NotABreak) as problem:
            problems[day.isoformat()] = {"error": str(problem), "wrong": at}
        else:
            proposals[day] = proposal
    return proposals, problems


def _line(day: date, proposal: Proposal) -> Line:
    return Line(day, proposal.begins, proposal.ends, proposal.break_minutes)


def _wrong_reason(typed: Any) -> str:
    """What is wrong with the reason, as a sentence for under its field."""
    try:
        reason_for(Step.REJECT, arguments.words(typed))
    except (ReasonMissing, ReasonTooLong) as problem:
        return str(problem)
    return ""
