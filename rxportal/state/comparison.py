"""A declaration beside its roster, as sentences and numbers ready to draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rxportal.domain import text
from rxportal.domain.declaration import LABELS, Step
from rxportal.domain.hour_types import Unit, shown
from rxportal.domain.week import LABELS as ABSENCES
from rxportal.locales import mark, t
from rxportal.services.accounts import ROLES
from rxportal.services.sheet import Day, Extra, Line, Sheet, TransitionRow
from rxportal.state.day_bar import Bar, Scale, Span, Tick, day_bar, scale_of, ticks

EQUAL = "="


@dataclass
class LineRow:
    """A shift; what differs from the roster is underlined. Without times ``begins`` is empty."""

    begins: str = ""
    ends: str = ""
    pause: str = ""
    begins_differs: bool = False
    ends_differs: bool = False
    pause_differs: bool = False
    kind: str = ""  # the hour type, where it is not the usual one
    note: str = ""


@dataclass
class DayRow:
    """A day in the comparison."""

    iso: str = ""
    name: str = ""  # "Dinsdag"
    day: str = ""  # "6 okt"
    lines: list[LineRow] = field(default_factory=list)
    roster: list[str] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    hours: str = ""
    roster_hours: str = ""
    differs: bool = False
    difference: str = EQUAL
    trend: str = ""  # "up", "down", or "" when only the times differ
    sentence: str = ""  # "0,75 u meer dan rooster (07:00–15:30)"
    absence: str = ""
    rejected: bool = False
    proposal: str = ""


@dataclass
class ExtraRow:
    day: str = ""
    label: str = ""
    amount: str = ""
    note: str = ""
    receipt: str = ""  # the path of the file
    receipt_name: str = ""


@dataclass
class CommentLine:
    name: str = ""
    initials: str = ""
    when: str = ""
    body: str = ""


@dataclass
class HistoryLine:
    """A step somebody took. ``picture`` is the step's value."""

    picture: str = ""
    title: str = ""
    who: str = ""
    change: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Comparison:
    days: list[DayRow]
    marks: list[Tick]


def compared(sheet: Sheet) -> Comparison:
    """Every day on which something is planned, worked or said."""
    days = [day for day in sheet.days if speaks(day)]
    scale = scale_of(span for day in days for span in (*_spans(day), *day.roster))
    rows = [_day_row(day, sheet, scale) for day in days]
    return Comparison(rows, ticks(scale))


def difference(minutes: int, roster_minutes: int, *, known: bool, deviates: bool) -> str:
    """``"+ 0,75"``; ``"="`` when all is as agreed, and a dash where nothing was agreed."""
    if not known:
        return "–"
    if minutes == roster_minutes:
        return t("Andere tijden") if deviates else EQUAL
    return text.signed_hours(minutes - roster_minutes)


def trend(minutes: int, roster_minutes: int) -> str:
    if minutes == roster_minutes:
        return ""
    return "up" if minutes > roster_minutes else "down"


def kilometres(extras: Iterable[Extra]) -> str:
    found = [extra.quantity for extra in extras if extra.unit is Unit.KILOMETRES]
    return text.kilometres(sum(found)) if found else ""


def extra_row(extra: Extra) -> ExtraRow:
    return ExtraRow(
        day=text.day_short(extra.day),
        label=extra.label,
        amount=shown(extra.quantity, extra.unit),
        note=extra.note,
        receipt=f"/bestanden/{extra.receipt}" if extra.receipt else "",
        receipt_name=extra.receipt_name,
    )


def history_line(row: TransitionRow, now: datetime) -> HistoryLine:
    """Who, in which role, by what way, when, from what to what, and why."""
    told = t("“{text}”", text=row.reason) if row.reason else ""
    return HistoryLine(
        picture=row.step.value,
        title=t(STEPS[row.step]),
        who=" · ".join(
            (
                row.name or t("Het portaal"),
                *((t("namens {name}", name=row.on_behalf_of),) if row.on_behalf_of else ()),
                t(ROLES[row.role]),
                t(CHANNELS[row.channel.value]),
                text.relative_moment(row.at, now),
            )
        ),
        change=t("{before} → {after}", before=t(LABELS[row.before]), after=t(LABELS[row.after])),
        reason=told,
    )


STEPS: dict[Step, str] = {
    Step.SUBMIT: mark("Ingediend"),
    Step.WITHDRAW: mark("Teruggehaald"),
    Step.AGREE: mark("1 van 2 goedgekeurd"),
    Step.APPROVE: mark("Goedgekeurd"),
    Step.REJECT: mark("Afgewezen"),
    Step.REOPEN: mark("Heropend"),
    Step.PROCESS: mark("Verwerkt"),
    Step.CANCEL: mark("Vervallen"),
}

CHANNELS: dict[str, str] = {
    "portal": mark("in het portaal"),
    "command": mark("met een opdracht"),
    "job": mark("automatisch"),
    "mail": mark("vanuit de e-mail"),
}


def speaks(day: Day) -> bool:
    """Whether anything is planned, worked or said on this day."""
    return bool(day.lines or day.roster or day.absence or day.rejected)


def _day_row(day: Day, sheet: Sheet, scale: Scale) -> DayRow:
    differs = day.differs and sheet.roster_known
    return DayRow(
        iso=day.day.isoformat(),
        name=_capital(text.weekday_long(day.day)),
        day=text.day_and_month(day.day),
        lines=_lines(day, sheet),
        roster=[text.clock_range(begins, ends) for begins, ends, _ in day.roster],
        bars=day_bar(_spans(day), day.roster, scale),
        hours=text.hours(day.minutes),
        roster_hours=text.hours(day.roster_minutes) if sheet.roster_known else "–",
        differs=differs,
        difference=difference(
            day.minutes, day.roster_minutes, known=sheet.roster_known, deviates=differs
        ),
        trend=trend(day.minutes, day.roster_minutes) if differs else "",
        sentence=_sentence(day) if differs else "",
        absence=t(ABSENCES[day.absence]) if day.absence else "",
        rejected=day.rejected,
        proposal=_proposal(day),
    )


def _lines(day: Day, sheet: Sheet) -> list[LineRow]:
    usual = sheet.hour_types[0].id if sheet.hour_types else 0
    names = {kind.id: kind.label for kind in sheet.hour_types}
    planned: Sequence[Span | None] = (
        day.roster if len(day.roster) == len(day.lines) else [None] * len(day.lines)
    )
    return [
        _line_row(
            line,
            plan,
            names.get(line.hour_type_id, "") if line.hour_type_id != usual else "",
            judged=sheet.roster_known,
        )
        for line, plan in zip(day.lines, planned, strict=True)
    ]


def _line_row(line: Line, plan: Span | None, kind: str, *, judged: bool) -> LineRow:
    if line.begins is None or line.ends is None:
        return LineRow(kind=kind, note=line.note)
    begins, ends, pause = plan or (-1, -1, -1)
    return LineRow(
        begins=text.clock(line.begins),
        ends=text.clock(line.ends),
        pause=str(line.break_minutes),
        begins_differs=judged and line.begins != begins,
        ends_differs=judged and line.ends != ends,
        pause_differs=judged and line.break_minutes != pause,
        kind=kind,
        note=line.note,
    )


def _sentence(day: Day) -> str:
    agreed = ", ".join(text.clock_range(begins, ends) for begins, ends, _ in day.roster)
    off = day.minutes - day.roster_minutes
    if not agreed:
        return t("{hours} u, niet op het rooster", hours=text.hours(day.minutes))
    if not off:
        return t("Andere tijden dan rooster ({times})", times=agreed)
    if off > 0:
        return t("{hours} u meer dan rooster ({times})", hours=text.hours(off), times=agreed)
    return t("{hours} u minder dan rooster ({times})", hours=text.hours(-off), times=agreed)


def _proposal(day: Day) -> str:
    if day.proposal is None:
        return ""
    begins, ends, pause = day.proposal
    return t(
        "Voorstel: {times}, pauze {pause} min",
        times=text.clock_range(begins, ends),
        pause=pause,
    )


def _spans(day: Day) -> list[Span]:
    return [
        (line.begins, line.ends, line.break_minutes)
        for line in day.lines
        if line.begins is not None and line.ends is not None
    ]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
