"""A line of a declaration: work on a day, from begin to end with a break, or a total alone.

A shift may cross midnight and belongs to the day it begins. Its length is what a stopwatch
would say: the night the clock changes has an hour less or more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rxportal.domain import text
from rxportal.domain.errors import Refused
from rxportal.domain.zone import MINUTES_PER_DAY, day_length, exists, instant, minutes_between
from rxportal.locales import t, tn


class Field(StrEnum):
    """The part of a line, of an extra or of the whole declaration that a problem is about."""

    DAY = "day"
    BEGINS = "begins"
    ENDS = "ends"
    BREAK = "break"
    TOTAL = "total"
    HOUR_TYPE = "hour_type"
    AMOUNT = "amount"
    RECEIPT = "receipt"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Line:
    """What is filled in so far; ``worked`` tells whether it can be.

    ``begins`` and ``ends`` are minutes since midnight of ``day``; an end at or before the begin
    is on the next day. ``total`` is minutes without the break, for placements without times.
    """

    day: date
    begins: int | None = None
    ends: int | None = None
    break_minutes: int = 0
    total: int | None = None
    hour_type: str = "regular"


class ImpossibleLine(Refused):
    """The line cannot have been worked; ``field`` is where to mend it."""

    def __init__(self, day: date, field: Field, sentence: str) -> None:
        super().__init__(sentence)
        self.day = day
        self.field = field


class Overlap(ImpossibleLine):
    """Two lines claim the same time."""

    def __init__(self, earlier: Line, later: Line) -> None:
        sentence = t(
            "Deze tijden overlappen: {first} en {second}. Pas een van de twee aan.",
            first=reads(earlier),
            second=reads(later),
        )
        super().__init__(later.day, Field.BEGINS, sentence)
        self.earlier = earlier
        self.later = later


def reads(line: Line) -> str:
    """``"ma 5 okt 22:00–06:00"``, or ``"ma 5 okt 8,00 u"``."""
    if line.begins is None or line.ends is None:
        return t("{day} {hours} u", day=text.day_short(line.day), hours=text.hours(line.total or 0))
    return f"{text.day_short(line.day)} {text.clock_range(line.begins, line.ends)}"


def timed(line: Line) -> bool:
    """True with both a begin and an end."""
    return line.begins is not None and line.ends is not None


def blank(line: Line) -> bool:
    """True as long as no hours are filled in, whatever the break or the hour type says."""
    return line.begins is None and line.ends is None and line.total is None


def span(line: Line) -> tuple[datetime, datetime]:
    """Begin and end of a timed line as UTC moments. Raises ``ImpossibleLine``."""
    if line.begins is None:
        sentence = t("Vul bij {day} de begintijd in.", day=text.day_short(line.day))
        raise ImpossibleLine(line.day, Field.BEGINS, sentence)
    if line.ends is None:
        sentence = t("Vul bij {day} de eindtijd in.", day=text.day_short(line.day))
        raise ImpossibleLine(line.day, Field.ENDS, sentence)
    _within(line, Field.BEGINS, line.begins, MINUTES_PER_DAY - 1)
    _within(line, Field.ENDS, line.ends, MINUTES_PER_DAY)
    if line.begins == line.ends:
        sentence = t(
            "{day} begint en eindigt om {time}. Pas een van de twee aan.",
            day=text.day_opening(line.day),
            time=text.clock(line.ends),
        )
        raise ImpossibleLine(line.day, Field.ENDS, sentence)
    ends = line.ends + (MINUTES_PER_DAY if line.ends < line.begins else 0)
    _refuse_skipped_hour(line.day, Field.BEGINS, line.begins)
    _refuse_skipped_hour(line.day, Field.ENDS, ends)
    return instant(line.day, line.begins), instant(line.day, ends)


def worked(line: Line) -> int:
    """Minutes worked, without the break; more than 0. Raises ``ImpossibleLine``."""
    if line.begins is None and line.ends is None and line.total is not None:
        return _worked_total(line, line.total)
    begin, end = span(line)
    if line.total is not None:
        sentence = t("Vul bij {day} óf tijden in, óf een totaal.", day=text.day_short(line.day))
        raise ImpossibleLine(line.day, Field.TOTAL, sentence)
    elapsed = minutes_between(begin, end)
    if not 0 <= line.break_minutes < elapsed:
        sentence = tn(
            "De pauze van {n} minuut past niet in {shift}. Maak de pauze korter.",
            "De pauze van {n} minuten past niet in {shift}. Maak de pauze korter.",
            line.break_minutes,
            shift=reads(line),
        )
        raise ImpossibleLine(line.day, Field.BREAK, sentence)
    return elapsed - line.break_minutes


def counted(line: Line) -> int:
    """Minutes for a running total: 0 for a line that is not finished or cannot be."""
    try:
        return worked(line)
    except ImpossibleLine:
        return 0


def clashes(lines: Iterable[Line]) -> list[Overlap]:
    """Every line that begins before an earlier one has ended; lines without times never clash."""
    spans: list[tuple[datetime, datetime, Line]] = []
    for line in lines:
        try:
            spans.append((*span(line), line))
        except ImpossibleLine:
            continue
    found: list[Overlap] = []
    latest: tuple[datetime, Line] | None = None
    for begin, end, line in sorted(spans, key=lambda each: each[:2]):
        if latest and begin < latest[0]:
            found.append(Overlap(latest[1], line))
        if latest is None or end > latest[0]:
            latest = end, line
    return found


def _worked_total(line: Line, total: int) -> int:
    if total <= 0:
        sentence = t("Vul bij {day} meer dan 0 uur in.", day=text.day_short(line.day))
        raise ImpossibleLine(line.day, Field.TOTAL, sentence)
    if total > day_length(line.day):
        sentence = t(
            "{day} heeft {hours} uur. Vul minder uren in.",
            day=text.day_opening(line.day),
            hours=text.hours_brief(day_length(line.day)),
        )
        raise ImpossibleLine(line.day, Field.TOTAL, sentence)
    return total


def _within(line: Line, field: Field, minute: int, latest: int) -> None:
    if not 0 <= minute <= latest:
        sentence = t(
            "Kies bij {day} een tijd van 00:00 tot en met {latest}.",
            day=text.day_short(line.day),
            latest=text.clock(latest),
        )
        raise ImpossibleLine(line.day, field, sentence)


def _refuse_skipped_hour(day: date, field: Field, minute: int) -> None:
    if not exists(day, minute):
        night = day + timedelta(days=minute // MINUTES_PER_DAY)
        sentence = t(
            "{day} gaat de klok van 02:00 naar 03:00. Kies een andere tijd.",
            day=text.day_opening(night),
        )
        raise ImpossibleLine(day, field, sentence)
