"""Reserves: what somebody builds up for holidays, and what is taken or paid out of it.

A balance is the sum of its mutations and nothing else. Time is in minutes, money in cents.
Percentages: the formula of the collective agreement (25 days a year), as agencies publish it. From
2026 on the package of the hirer decides, so they are parameters with a date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rxportal.locales import mark


class Reserve(StrEnum):
    LEAVE = "leave"  # in minutes; the others in cents
    HOLIDAY_PAY = "holiday_pay"
    SHORT_ABSENCE = "short_absence"
    PUBLIC_HOLIDAYS = "public_holidays"

    @property
    def is_time(self) -> bool:
        return self is Reserve.LEAVE


LABELS: dict[Reserve, str] = {
    Reserve.LEAVE: mark("Vakantiedagen"),
    Reserve.HOLIDAY_PAY: mark("Vakantiegeld"),
    Reserve.SHORT_ABSENCE: mark("Kort verzuim"),
    Reserve.PUBLIC_HOLIDAYS: mark("Feestdagen"),
}


class Cause(StrEnum):
    """What a mutation is for."""

    ACCRUED = "accrued"  # over worked hours
    TAKEN = "taken"  # hours off, paid from the reserve
    PAID = "paid"  # paid out
    LAPSED = "lapsed"  # not taken in time
    CORRECTED = "corrected"  # by payroll
    BALANCE = "balance"  # payroll said what was in it; the difference with what we had


CAUSES: dict[Cause, str] = {
    Cause.ACCRUED: mark("Opbouw"),
    Cause.TAKEN: mark("Opgenomen"),
    Cause.PAID: mark("Uitbetaald"),
    Cause.LAPSED: mark("Vervallen"),
    Cause.CORRECTED: mark("Correctie"),
    Cause.BALANCE: mark("Stand overgenomen"),
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """``amount`` is added to the reserve; below 0 it goes off."""

    day: date
    reserve: Reserve
    amount: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a reserve holds from this day on."""

    day: date
    balance: int


@dataclass(frozen=True, slots=True)
class Rates:
    """Hundredths of a percent of the hours (leave) or of the wage (the rest), from a day on."""

    since: date
    leave: int
    public_holidays: int
    holiday_pay: int = 833
    short_absence: int = 60


RATES = (
    Rates(date(2025, 1, 1), leave=1092, public_holidays=306),
    Rates(date(2026, 1, 1), leave=1087, public_holidays=261),
    Rates(date(2027, 1, 1), leave=1082, public_holidays=216),
)


def balances(mutations: Iterable[Mutation]) -> dict[Reserve, int]:
    """Every reserve with what it holds; 0 for one that nothing happened to."""
    held = dict.fromkeys(Reserve, 0)
    for each in mutations:
        held[each.reserve] += each.amount
    return held


def steps(changes: Iterable[tuple[date, int]]) -> list[Step]:
    """The balance after each day on which something changed, the oldest first."""
    per_day: dict[date, int] = {}
    for day, amount in changes:
        per_day[day] = per_day.get(day, 0) + amount
    made: list[Step] = []
    balance = 0
    for day in sorted(per_day):
        balance += per_day[day]
        made.append(Step(day, balance))
    return made


def rates_on(day: date, rates: Sequence[Rates] = RATES) -> Rates:
    """The newest that hold on that day; before the first, the first."""
    held = [each for each in rates if each.since <= day]
    if held:
        return max(held, key=lambda each: each.since)
    return min(rates, key=lambda each: each.since)


def accrued(minutes: int, wage_cents: int, rates: Rates) -> dict[Reserve, int]:
    """What so much work builds up, at a wage an hour; half a cent or minute is rounded up."""
    pay = minutes * wage_cents  # sixtieths of a cent
    return {
        Reserve.LEAVE: _share(minutes, rates.leave, 1),
        Reserve.HOLIDAY_PAY: _share(pay, rates.holiday_pay, 60),
        Reserve.SHORT_ABSENCE: _share(pay, rates.short_absence, 60),
        Reserve.PUBLIC_HOLIDAYS: _share(pay, rates.public_holidays, 60),
    }


def _share(whole: int, rate: int, parts: int) -> int:
    divisor = 10_000 * parts
    return (2 * whole * rate + divisor) // (2 * divisor)
