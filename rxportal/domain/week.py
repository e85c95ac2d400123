"""A filled-in period, usually a week, as a value, and its totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rxportal.domain.hour_types import STANDARD, HourType
from rxportal.domain.line import Line, counted
from rxportal.domain.periods import Period
from rxportal.locales import mark


class Absence(StrEnum):
    """Why a day has no hours. The word is the day's, not a diagnosis."""

    FREE = "free"
    SICK = "sick"


LABELS: dict[Absence, str] = {Absence.FREE: mark("Vrij"), Absence.SICK: mark("Ziek")}


@dataclass(frozen=True, slots=True)
class Extra:
    """Kilometres, an expense or days; ``amount`` in the integer of the hour type's unit."""

    day: date
    hour_type: str
    amount: int
    has_receipt: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What the placement agreed on, as far as filling in goes."""

    starts: date
    ends: date | None = None
    wants_times: bool = True
    hour_types: Sequence[HourType] = STANDARD


@dataclass(frozen=True, slots=True)
class Week:
    """What is filled in for ``period``. ``not_worked`` is "niet gewerkt" for the whole of it,
    ``absences`` are the days of which somebody said so.
    """

    period: Period
    lines: Sequence[Line] = ()
    extras: Sequence[Extra] = ()
    absences: Mapping[date, Absence] = field(default_factory=dict[date, Absence])
    not_worked: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """``minutes``, ``per_day`` (every day of the period) and ``per_type`` count lines, in minutes;
    ``extras`` counts each type in its own unit.
    """

    minutes: int
    per_day: dict[date, int]
    per_type: dict[str, int]
    extras: dict[str, int]


def totals(week: Week) -> Totals:
    """Lines that are not finished count 0, so that the screen can always show a sum."""
    per_day = dict.fromkeys(week.period.days, 0)
    per_type: dict[str, int] = {}
    for line in week.lines:
        minutes = counted(line)
        per_day[line.day] = per_day.get(line.day, 0) + minutes
        if minutes:
            per_type[line.hour_type] = per_type.get(line.hour_type, 0) + minutes
    extras: dict[str, int] = {}
    for extra in week.extras:
        extras[extra.hour_type] = extras.get(extra.hour_type, 0) + extra.amount
    return Totals(sum(per_day.values()), per_day, per_type, extras)
