"""The phone's day sheet: one line of one day, with a button for everything."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from rxportal.db.tables import Entry
from rxportal.domain import text
from rxportal.domain.week import LABELS, Absence
from rxportal.locales import t
from rxportal.services.sheet import Day, Line, Sheet
from rxportal.state.strip import StripDay, strip_day
from rxportal.state.week_page import difference
from rxportal.state.week_view import Cell, Kept, make_cell, said

NINE, HALF_PAST_FIVE, USUAL_BREAK = 9 * 60, 17 * 60 + 30, 30
BREAKS = ("0", "15", "30", "45", "60")
SATURDAY = 5


@dataclass
class DayTab:
    """A column of the strip that is also a button."""

    iso: str = ""
    name: str = ""
    chosen: bool = False
    within: bool = True
    column: StripDay = field(default_factory=StripDay)


@dataclass
class LineTab:
    slot: int = 0
    label: str = ""
    chosen: bool = False


@dataclass
class DaySheet:
    iso: str = ""  # empty: the sheet is closed
    slot: int = 0
    line: int = 0
    title: str = ""
    previous: str = ""  # the days beside it, and their names
    previous_name: str = ""
    next: str = ""
    next_name: str = ""
    tabs: list[DayTab] = field(default_factory=list)
    in_words: str = ""
    lines: list[LineTab] = field(default_factory=list)
    kind: str = "worked"  # or free, or sick
    totals_only: bool = False
    begins: Cell = field(default_factory=Cell)
    ends: Cell = field(default_factory=Cell)
    total: Cell = field(default_factory=Cell)
    pause: str = ""
    hour_type: Cell = field(default_factory=Cell)
    also: str = ""  # "Ook voor wo, do en vr"
    also_on: bool = False
    hours: str = ""
    compared: str = ""
    differs: bool = False
    concerns: list[str] = field(default_factory=list)


def day_sheet(sheet: Sheet, day: date, slot: int, kept: Kept, *, also_on: bool) -> DaySheet:
    """``slot`` is the place of the line in its day; the one after the last is a new line."""
    here = of(sheet, day)
    if here is None or not sheet.editable or not here.within:
        return DaySheet()
    slot = min(slot, len(here.lines))
    line = here.lines[slot] if slot < len(here.lines) else None
    before, after = _beside(sheet, day, -1), _beside(sheet, day, 1)
    others = also_days(sheet, day)
    usual = next((each.id for each in sheet.hour_types if each.unit == "hours"), 0)
    place = f"{day.isoformat()}-{slot}"

    def cell(name: str, label: str, saved: str) -> Cell:
        return make_cell(f"dag-{name}-{place}", name, label, saved, kept, of=sheet.id)

    return DaySheet(
        iso=day.isoformat(),
        slot=slot,
        line=line.id if line else 0,
        title=text.day_opening(day),
        previous=before.isoformat() if before else "",
        previous_name=text.day_opening(before) if before else "",
        next=after.isoformat() if after else "",
        next_name=text.day_opening(after) if after else "",
        tabs=_tabs(sheet, day),
        in_words=t("Dag kiezen"),
        lines=_line_tabs(here, slot),
        kind=here.absence.value if here.absence else "worked",
        totals_only=sheet.entry == Entry.TOTALS,
        begins=cell("begins", t("Begin"), said(line, "begins")),
        ends=cell("ends", t("Einde"), said(line, "ends")),
        total=cell("total", t("Uren"), said(line, "total")),
        pause=str(line.break_minutes) if line else "",
        hour_type=cell("hour_type", t("Uursoort"), str(line.hour_type_id if line else usual)),
        also=t("Ook voor {days}", days=_listed(others)) if others else "",
        also_on=also_on,
        hours=text.hours(here.minutes),
        compared=_compared(sheet, here),
        differs=here.differs,
        concerns=[each.sentence for each in sheet.concerns if each.day == day],
    )


def of(sheet: Sheet, day: date) -> Day | None:
    return next((each for each in sheet.days if each.day == day), None)


def line_at(sheet: Sheet, day: date, line_id: int) -> Line | None:
    here = of(sheet, day)
    return next((each for each in here.lines if each.id == line_id), None) if here else None


def suggestion(sheet: Sheet, day: date) -> tuple[int, int, int]:
    """Begin, end and break to start from: the roster's, else those of the last day filled in."""
    here = of(sheet, day)
    if here and here.roster:
        return here.roster[0]
    for each in reversed(sheet.days):
        for line in each.lines:
            if each.day < day and line.begins is not None and line.ends is not None:
                return line.begins, line.ends, line.break_minutes
    return NINE, HALF_PAST_FIVE, USUAL_BREAK


def also_days(sheet: Sheet, day: date) -> list[date]:
    """The later days of the same week on which work is usual."""
    until = day + timedelta(days=6 - day.weekday())
    return [
        each.day
        for each in sheet.days
        if day < each.day <= until
        and each.within
        and (bool(each.roster) if sheet.roster_known else each.day.weekday() < SATURDAY)
    ]


def _tabs(sheet: Sheet, day: date) -> list[DayTab]:
    """The week of the day, whatever the length of the period."""
    monday = day - timedelta(days=day.weekday())
    return [
        DayTab(
            iso=each.day.isoformat(),
            name=text.day_opening(each.day),
            chosen=each.day == day,
            within=each.within,
            column=strip_day(
                text.weekday(each.day),
                each.minutes,
                each.roster_minutes,
                absent=each.absence is not None,
            ),
        )
        for each in sheet.days
        if monday <= each.day < monday + timedelta(days=7)
    ]


def _line_tabs(here: Day, slot: int) -> list[LineTab]:
    """Only where a day has more than one shift, or gets one."""
    tabs = [
        LineTab(at, _shift(line) or t("Dienst {n}", n=at + 1), at == slot)
        for at, line in enumerate(here.lines)
    ]
    if slot == len(here.lines) and here.lines:
        tabs.append(LineTab(slot, t("Nieuw"), chosen=True))
    return tabs if len(tabs) > 1 else []


def _shift(line: Line) -> str:
    if line.begins is None or line.ends is None:
        return ""
    return text.clock_range(line.begins, line.ends)


def _compared(sheet: Sheet, here: Day) -> str:
    if here.absence is not None:
        return t(LABELS[Absence(here.absence)])
    if not here.lines:
        return t("Nog niet ingevuld")
    if not sheet.roster_known:
        return ""
    return difference(here.minutes, here.roster_minutes, differs=here.differs)


def _beside(sheet: Sheet, day: date, step: int) -> date | None:
    other = of(sheet, day + timedelta(days=step))
    return other.day if other and other.within else None


def _listed(days: list[date]) -> str:
    """``"wo, do en vr"``."""
    names = [text.weekday(day) for day in days]
    if len(names) == 1:
        return names[0]
    return t("{first} en {last}", first=", ".join(names[:-1]), last=names[-1])
