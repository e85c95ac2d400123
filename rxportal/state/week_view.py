"""A ``Sheet`` as the week editor draws it: sentences, numbers and fields, ready to show."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from rxportal.db.tables import Entry
from rxportal.domain import text
from rxportal.domain.errors import Invalid
from rxportal.domain.week import LABELS
from rxportal.locales import t
from rxportal.services.sheet import Day, Line, Sheet
from rxportal.state import arguments
from rxportal.state.day_bar import Bar, Scale, day_bar, scale_of

TIMES = ("begins", "ends", "break")
TOTAL = ("total",)
SATURDAY = 5
_IDENTITY = re.compile(
    r"(?:dag-)?(begins|ends|break|total|hour_type)-([0-9]{4}(?:-[0-9]{2}){2})-[0-9]{1,2}"
)


@dataclass
class Cell:
    """One field. ``key`` changes when the browser must forget what stands in it: only when the
    server holds something else than what was typed. ``saved`` is what Escape brings back.
    """

    id: str = ""
    field: str = ""
    label: str = ""
    value: str = ""
    saved: str = ""
    key: str = ""
    error: str = ""
    focus: bool = False  # take the focus when drawn anew
    up: str = ""  # ids of the same field on the line before and after, and of the next field
    down: str = ""
    next: str = ""


@dataclass
class LineRow:
    """``line`` is 0 for a line that is still to be typed."""

    key: str = ""
    line: int = 0
    first: bool = True
    begins: Cell = field(default_factory=Cell)
    ends: Cell = field(default_factory=Cell)
    pause: Cell = field(default_factory=Cell)
    total: Cell = field(default_factory=Cell)
    kind: Cell = field(default_factory=Cell)
    kind_label: str = ""
    hours: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.begins, self.ends, self.pause, self.total, self.kind


@dataclass
class ConcernRow:
    key: str = ""
    sentence: str = ""
    answered: bool = False


@dataclass
class DayRow:
    """``mode`` is fields, add (nothing planned), absent, outside (no placement), or read."""

    iso: str = ""
    name: str = ""  # "Maandag"
    short: str = ""  # "ma"
    date: str = ""  # "5 okt"
    mode: str = "read"
    lines: list[LineRow] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    plan_bars: bool = False  # on a phone the roster shows only where the day differs
    hours: str = "–"
    filled: bool = False
    times: str = ""  # "07:00–15:30"
    pause: str = ""  # "30 min"
    planned: str = ""  # "07:00–15:30 volgens rooster"
    absence: str = ""
    rejected: bool = False
    rest: bool = False  # a blank weekend day, shown together with the others
    concerns: list[ConcernRow] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What only the tab knows: lines somebody asked for, refused texts, fields to draw anew."""

    added: Collection[date] = ()
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    drawn: Mapping[str, str] = field(default_factory=dict[str, str])
    focus: str = ""
    tried: bool = False  # somebody wanted to submit, and is told what is missing


def scale(sheet: Sheet) -> Scale:
    spans = [span for day in sheet.days for span in (*_spans(day), *day.roster)]
    return scale_of(spans)


def day_rows(sheet: Sheet, kept: Kept) -> list[DayRow]:
    line_of_hours = scale(sheet)
    rows = [_day_row(sheet, day, line_of_hours, kept) for day in sheet.days]
    _connect([line for row in rows if row.mode == "fields" for line in row.lines], sheet.entry)
    return rows


def cells(rows: Sequence[DayRow]) -> dict[str, Cell]:
    """Every field on the screen, by its id."""
    return {cell.id: cell for row in rows for line in row.lines for cell in line.cells if cell.id}


def field_of(identity: str) -> tuple[str, date]:
    """The name and the day of a field, from its id. Raises ``Invalid`` for no id of ours."""
    found = _IDENTITY.fullmatch(identity)
    if not found:
        raise Invalid
    return found[1], arguments.day(found[2])


def make_cell(
    identity: str, name: str, label: str, saved: str, kept: Kept, *, of: int, typed: bool = True
) -> Cell:
    """``of`` is the declaration: a field of another one is another field."""
    value, error = kept.refused.get(identity, (saved, ""))
    return Cell(
        id=identity,
        field=name,
        label=label,
        value=value if typed else saved,
        saved=saved,
        key=f"{of}/{saved}/{kept.drawn.get(identity, '')}",
        error=error,
        focus=kept.focus == identity,
    )


def said(line: Line | None, name: str) -> str:
    """What a field of a line says, as it would be typed."""
    if line is None:
        return ""
    match name:
        case "begins":
            return "" if line.begins is None else text.clock(line.begins)
        case "ends":
            return "" if line.ends is None else text.clock(line.ends)
        case "break":
            return str(line.break_minutes)
        case "total":
            return text.hours(line.minutes) if line.minutes else ""
        case _:
            return str(line.hour_type_id)


def times_of(day: Day) -> str:
    """``"07:00–15:30"``, with more lines ``"07:00–12:00 en 13:00–17:00"``."""
    shown = [
        text.clock_range(line.begins, line.ends)
        if line.begins is not None and line.ends is not None
        else _half(line)
        for line in day.lines
    ]
    return t(" en ").join(part for part in shown if part)


def _half(line: Line) -> str:
    if line.begins is not None:
        return t("vanaf {time}", time=text.clock(line.begins))
    if line.ends is not None:
        return t("tot {time}", time=text.clock(line.ends))
    return ""


def _day_row(sheet: Sheet, day: Day, line_of_hours: Scale, kept: Kept) -> DayRow:
    long = text.day_opening(day.day).split(" ", 1)[0]
    pause = sum(line.break_minutes for line in day.lines)
    planned = " / ".join(text.clock_range(one, other) for one, other, _ in day.roster)
    mode = _mode(sheet, day, kept)
    blank = mode == "add" and not day.rejected
    return DayRow(
        iso=day.day.isoformat(),
        name=long,
        short=text.weekday(day.day),
        date=text.day_and_month(day.day),
        mode=mode,
        lines=_lines(sheet, day, mode, long, kept),
        bars=day_bar(_spans(day), day.roster, line_of_hours),
        plan_bars=day.differs or not day.lines,
        hours=text.hours(day.minutes) if day.minutes else "–",
        filled=bool(day.lines),
        times=times_of(day),
        pause=t("{n} min", n=pause) if pause else "",
        planned=t("{times} volgens rooster", times=planned) if planned else "",
        absence=t(LABELS[day.absence]) if day.absence else "",
        rejected=day.rejected,
        rest=blank and not day.roster and day.day.weekday() >= SATURDAY,
        concerns=[
            ConcernRow(each.key, each.sentence, each.acknowledged)
            for each in sheet.concerns
            if each.day == day.day and (sheet.editable or not each.acknowledged)
        ],
        flaws=[each.sentence for each in sheet.flaws if kept.tried and each.day == day.day],
    )


def _mode(sheet: Sheet, day: Day, kept: Kept) -> str:
    if not sheet.editable:
        return "read"
    if not day.within:
        return "outside"
    if day.absence:
        return "absent"
    if day.lines or day.day in kept.added:
        return "fields"
    usual = bool(day.roster) if sheet.roster_known else day.day.weekday() < SATURDAY
    return "fields" if usual and not sheet.not_worked else "add"


def _lines(sheet: Sheet, day: Day, mode: str, name: str, kept: Kept) -> list[LineRow]:
    shown: list[Line | None] = list(day.lines)
    if mode == "fields" and (not shown or day.day in kept.added):
        shown.append(None)
    return [_line_row(sheet, day, at, line, name, kept) for at, line in enumerate(shown)]


def _line_row(sheet: Sheet, day: Day, at: int, line: Line | None, name: str, kept: Kept) -> LineRow:
    place = f"{day.day.isoformat()}-{at}"
    usual = next((each.id for each in sheet.hour_types if each.unit == "hours"), 0)
    labels = {each.id: each.label for each in sheet.hour_types}

    def cell(field_name: str, label: str, saved: str) -> Cell:
        return make_cell(f"{field_name}-{place}", field_name, label, saved, kept, of=sheet.id)

    totals = sheet.entry == Entry.TOTALS
    chosen = line.hour_type_id if line else usual
    return LineRow(
        key=place,
        line=line.id if line else 0,
        first=at == 0,
        begins=Cell()
        if totals
        else cell("begins", t("Begin {day}", day=name), said(line, "begins")),
        ends=Cell() if totals else cell("ends", t("Einde {day}", day=name), said(line, "ends")),
        pause=Cell()
        if totals
        else cell("break", t("Pauze {day} in minuten", day=name), said(line, "break")),
        total=cell("total", t("Uren {day}", day=name), said(line, "total")) if totals else Cell(),
        kind=cell("hour_type", t("Uursoort {day}", day=name), str(chosen)),
        kind_label=labels.get(chosen, ""),
        hours=text.hours(line.minutes) if line and line.minutes else "–",
    )


def _connect(lines: Sequence[LineRow], entry: Entry) -> None:
    """Where the arrow keys and Enter lead."""
    names = TOTAL if entry == Entry.TOTALS else TIMES
    columns = [[_named(line, name) for line in lines] for name in names]
    for column in columns:
        for above, below in pairwise(column):
            above.down, below.up = below.id, above.id
    order = [_named(line, name) for line in lines for name in names]
    for one, other in pairwise(order):
        one.next = other.id  # the last leads nowhere: Enter on a button would press it


def _named(line: LineRow, name: str) -> Cell:
    return line.pause if name == "break" else getattr(line, name)


def _spans(day: Day) -> list[tuple[int, int, int]]:
    return [
        (line.begins, line.ends, line.break_minutes)
        for line in day.lines
        if line.begins is not None and line.ends is not None and line.begins != line.ends
    ]
