"""The phases of temp work: what counts, how long each lasts, and what changes next.

Source: the collective agreement for temp workers (ABU and NBBU, art. 10): since 3 January 2022
phase A lasts 52 worked weeks, phase B 3 years or 6 contracts, phase C has no end; more than six
months without work and the count starts again. A law that changes this has been proposed, so the
numbers are parameters with a date, never part of the code.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rxportal.locales import mark

WEEK = timedelta(days=7)


class Phase(StrEnum):
    A = "a"
    B = "b"
    C = "c"


LABELS: dict[Phase, str] = {
    Phase.A: mark("Fase A"),
    Phase.B: mark("Fase B"),
    Phase.C: mark("Fase C"),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds from ``since`` on."""

    since: date
    weeks_in_a: int = 52  # worked weeks, paid weeks of holiday too
    months_in_b: int = 36
    contracts_in_b: int = 6
    months_without_work: int = 6  # more than this, and the count starts again


STANDARD = (Rules(date(2022, 1, 3)),)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is. ``weeks`` were worked in phase A, ``contracts`` were given in phase B.

    ``since`` is the first day of the phase, ``last_week`` the Monday of the last worked week.
    """

    phase: Phase
    since: date
    last_week: date
    weeks: int = 0
    contracts: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes.

    ``next_on`` is the first day of the next phase when every week from now on is worked, or when
    the time is over; ``restarts_on`` the day from which the count starts again without work.
    """

    weeks_left: int
    contracts_left: int
    next_phase: Phase | None
    next_on: date | None
    restarts_on: date


def rules_on(day: date, rules: Sequence[Rules] = STANDARD) -> Rules:
    """The newest that hold on that day; before the first, the first."""
    held = [each for each in rules if each.since <= day]
    if held:
        return max(held, key=lambda each: each.since)
    return min(rules, key=lambda each: each.since)


def worked_weeks(days: Iterable[date]) -> list[date]:
    """The Monday of each week in which something was worked, the first one first."""
    return sorted({day - timedelta(days=day.weekday()) for day in days})


def counts(weeks: Sequence[date], rules: Rules) -> list[list[date]]:
    """The weeks in order, a list for each time the count started again."""
    made: list[list[date]] = []
    for monday in weeks:
        if made and monday < restarts_on(made[-1][-1], rules):
            made[-1].append(monday)
        else:
            made.append([monday])
    return made


def restarts_on(last_week: date, rules: Rules) -> date:
    """The first day that is more than the months without work after the last worked week."""
    return months_later(last_week + WEEK - timedelta(days=1), rules.months_without_work) + (
        timedelta(days=1)
    )


def outlook(standing: Standing, rules: Rules, today: date) -> Outlook:
    """What comes for who is there, on a day."""
    restarts = restarts_on(standing.last_week, rules)
    match standing.phase:
        case Phase.A:
            left = max(0, rules.weeks_in_a - standing.weeks)
            following = max(standing.last_week + WEEK, today - timedelta(days=today.weekday()))
            return Outlook(left, 0, Phase.B, following + left * WEEK, restarts)
        case Phase.B:
            left = max(0, rules.contracts_in_b - standing.contracts)
            ends = months_later(standing.since, rules.months_in_b)
            return Outlook(0, left, Phase.C, ends, restarts)
        case Phase.C:
            return Outlook(0, 0, None, None, restarts)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
