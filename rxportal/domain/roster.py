"""The agreed roster of a placement: what a period would look like, and what differs from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rxportal.domain.line import Line, counted
from rxportal.domain.periods import Period, days_within
from rxportal.domain.zone import MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class RosterShift:
    """``weekday`` 0 is Monday; ``begins`` and ``ends`` as in a ``Line``."""

    weekday: int
    begins: int
    ends: int
    break_minutes: int = 0
    hour_type: str = "regular"


def lasts(shift: RosterShift) -> int:
    """Minutes of work in a shift of an ordinary week, in which the clock does not change."""
    past_midnight = MINUTES_PER_DAY if shift.ends <= shift.begins else 0
    return shift.ends + past_midnight - shift.begins - shift.break_minutes


class Aspect(StrEnum):
    """What about a day differs from the roster."""

    LINES = "lines"  # another number of lines, or a total where the roster has times
    BEGINS = "begins"
    ENDS = "ends"
    BREAK = "break"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class DayComparison:
    """``declared`` and ``rostered`` in minutes; ``differs`` is empty when the day is as agreed."""

    day: date
    declared: int
    rostered: int
    differs: frozenset[Aspect]

    @property
    def equal(self) -> bool:
        return not self.differs

    @property
    def difference(self) -> int:
        return self.declared - self.rostered


def for_period(
    roster: Iterable[RosterShift],
    period: Period,
    placement_starts: date,
    placement_ends: date | None = None,
) -> list[Line]:
    """The lines of an ordinary period, on the days the placement runs, in order of time."""
    shifts = sorted(roster, key=lambda shift: (shift.weekday, shift.begins))
    return [
        Line(day, shift.begins, shift.ends, shift.break_minutes, hour_type=shift.hour_type)
        for day in days_within(period, placement_starts, placement_ends)
        for shift in shifts
        if shift.weekday == day.weekday()
    ]


def copied(
    lines: Iterable[Line],
    source: Period,
    target: Period,
    placement_starts: date,
    placement_ends: date | None = None,
) -> list[Line]:
    """The lines of one period moved to another, weekday on weekday.

    Days the target does not have, or on which the placement does not run, are dropped.
    """
    monday = source.starts - timedelta(days=source.starts.weekday())
    offset = target.starts - timedelta(days=target.starts.weekday()) - monday
    days = set(days_within(target, placement_starts, placement_ends))
    return [
        Line(day, x.begins, x.ends, x.break_minutes, x.total, x.hour_type)
        for x in lines
        if (day := x.day + offset) in days
    ]


def minutes_per_day(lines: Iterable[Line]) -> dict[date, int]:
    """What is worked on each day that has a line; 0 for a line that is not finished."""
    totals: dict[date, int] = {}
    for line in lines:
        totals[line.day] = totals.get(line.day, 0) + counted(line)
    return totals


def difference(declared: Mapping[date, int], rostered: Mapping[date, int]) -> dict[date, int]:
    """Minutes more (or, below 0, less) than the roster, for every day in either."""
    days = sorted({*declared, *rostered})
    return {day: declared.get(day, 0) - rostered.get(day, 0) for day in days}


def compare(lines: Sequence[Line], roster_lines: Sequence[Line]) -> dict[date, DayComparison]:
    """Every day that has a line in either, with what differs."""
    days = sorted({line.day for line in (*lines, *roster_lines)})
    return {day: _compare_day(day, _of_day(lines, day), _of_day(roster_lines, day)) for day in days}


def equals_roster(lines: Sequence[Line], roster_lines: Sequence[Line]) -> bool:
    return all(day.equal for day in compare(lines, roster_lines).values())


def _compare_day(day: date, lines: list[Line], agreed: list[Line]) -> DayComparison:
    declared, rostered = sum(map(counted, lines)), sum(map(counted, agreed))
    differs: set[Aspect] = set()
    if declared != rostered:
        differs.add(Aspect.TOTAL)
    totals_alone = all(line.begins is None and line.ends is None for line in lines)
    if lines and totals_alone:  # the times are unknown, so only the total can differ
        return DayComparison(day, declared, rostered, frozenset(differs))
    if len(lines) != len(agreed):
        differs.add(Aspect.LINES)
    else:
        for mine, theirs in zip(lines, agreed, strict=True):
            differs |= _compare_line(mine, theirs)
    return DayComparison(day, declared, rostered, frozenset(differs))


def _compare_line(mine: Line, theirs: Line) -> set[Aspect]:
    pairs = {
        Aspect.BEGINS: (mine.begins, theirs.begins),
        Aspect.ENDS: (_end(mine.ends), _end(theirs.ends)),
        Aspect.BREAK: (mine.break_minutes, theirs.break_minutes),
    }
    return {aspect for aspect, (one, other) in pairs.items() if one != other}


def _end(minute: int | None) -> int | None:
    """24:00 and 00:00 are the same end."""
    return None if minute is None else minute % MINUTES_PER_DAY


def _of_day(lines: Sequence[Line], day: date) -> list[Line]:
    of_day = [line for line in lines if line.day == day]
    return sorted(of_day, key=lambda line: (line.begins is None, line.begins or 0))
