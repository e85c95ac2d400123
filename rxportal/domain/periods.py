"""The periods a declaration is about: ISO weeks, four-week periods and months.

A year of four-week periods is 13: weeks 01-04 up to 49-52. A year with a week 53 (2026, then
2032) has either five weeks in period 13 or a period 14 of one week; the agency chooses.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rxportal.domain import text
from rxportal.domain.errors import Refused
from rxportal.locales import t

_DAY = timedelta(days=1)
_FOUR_WEEKS_A_YEAR = 13
_LAST_EVEN_WEEK = 4 * _FOUR_WEEKS_A_YEAR
_DECEMBER = 12
_YEARS = range(2000, 2101)


class PeriodKind(StrEnum):
    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"


class Week53(StrEnum):
    """Where the 53rd week of a long year goes, in an agency that works with four weeks."""

    EXTEND_13 = "extend_13"
    PERIOD_14 = "period_14"


@dataclass(frozen=True, slots=True)
class Period:
    """``starts`` and ``ends`` are both included. ``year`` is the ISO year but for a month:
    week 53 of 2026 ends in January 2027.
    """

    kind: PeriodKind
    year: int
    number: int
    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    @property
    def key(self) -> str:
        """As it stands in a URL: ``2026-W53``, ``2026-P13``, ``2026-10``; ``parse`` reads it."""
        return f"{self.year}-{_MARKS[self.kind]}{self.number:02d}"

    @property
    def days(self) -> list[date]:
        return _days(self.starts, self.ends)


class UnknownPeriod(Refused):
    """No such period, or a year the portal does not go to."""

    def __init__(self) -> None:
        super().__init__(t("Deze periode bestaat niet. Kies een andere periode."))


def period_of(kind: PeriodKind, day: date, week53: Week53 = Week53.EXTEND_13) -> Period:
    """The period that ``day`` falls in. Raises ``UnknownPeriod`` outside 2000-2100."""
    year, week, _ = day.isocalendar()
    if kind is PeriodKind.MONTH:
        return _period(kind, day.year, day.month, week53)
    if kind is PeriodKind.WEEK:
        return _period(kind, year, week, week53)
    number = (week + 3) // 4
    if week53 is Week53.EXTEND_13:
        number = min(number, _FOUR_WEEKS_A_YEAR)
    return _period(kind, year, number, week53)


def parse(key: str, week53: Week53 = Week53.EXTEND_13) -> Period:
    """The period of a key from a URL. Raises ``UnknownPeriod``."""
    found = _KEY.fullmatch(key)
    if not found:
        raise UnknownPeriod
    return _period(_KINDS[found[2]], int(found[1]), int(found[3]), week53)


def next_period(period: Period, week53: Week53 = Week53.EXTEND_13) -> Period:
    return period_of(period.kind, period.ends + _DAY, week53)


def previous_period(period: Period, week53: Week53 = Week53.EXTEND_13) -> Period:
    return period_of(period.kind, period.starts - _DAY, week53)


def label(period: Period) -> str:
    """``"week 41, 5 t/m 11 oktober"``, ``"periode 11, 5 oktober t/m 1 november"``,
    ``"oktober 2026"``.
    """
    match period.kind:
        case PeriodKind.WEEK:
            return text.week_label(period.starts)
        case PeriodKind.FOUR_WEEKS:
            return t(
                "periode {number}, {days}",
                number=period.number,
                days=text.date_range(period.starts, period.ends),
            )
        case PeriodKind.MONTH:
            return text.month(period.starts)


def name(period: Period) -> str:
    """Without its days: ``"week 41"``, ``"periode 11"``, ``"oktober 2026"``."""
    match period.kind:
        case PeriodKind.WEEK:
            return t("week {number}", number=period.number)
        case PeriodKind.FOUR_WEEKS:
            return t("periode {number}", number=period.number)
        case PeriodKind.MONTH:
            return text.month(period.starts)


def days_label(starts: date, ends: date) -> str:
    """The label of the period with these days, of whichever kind it is; else the days."""
    for kind in PeriodKind:
        period = period_of(kind, starts)
        if (period.starts, period.ends) == (starts, ends):
            return label(period)
    return text.date_range(starts, ends)


def days_within(
    period: Period, placement_starts: date, placement_ends: date | None = None
) -> list[date]:
    """The days of the period on which the placement runs; both its ends are included."""
    return _days(
        max(period.starts, placement_starts), min(period.ends, placement_ends or period.ends)
    )


def weeks_of(period: Period) -> list[Period]:
    """The ISO weeks the period touches, the first and last of a month often in part."""
    week = period_of(PeriodKind.WEEK, period.starts)
    weeks = [week]
    while week.ends < period.ends:
        week = next_period(week)
        weeks.append(week)
    return weeks


def _period(kind: PeriodKind, year: int, number: int, week53: Week53) -> Period:
    if year not in _YEARS or not 1 <= number <= _numbers(kind, year, week53):
        raise UnknownPeriod
    match kind:
        case PeriodKind.MONTH:
            starts = date(year, number, 1)
            after = date(year + number // _DECEMBER, number % _DECEMBER + 1, 1)
        case PeriodKind.WEEK:
            starts = date.fromisocalendar(year, number, 1)
            after = starts + timedelta(weeks=1)
        case PeriodKind.FOUR_WEEKS:
            starts = date.fromisocalendar(year, 4 * number - 3, 1)
            after = starts + timedelta(weeks=4)
            if number >= _numbers(kind, year, week53):
                after = date.fromisocalendar(year + 1, 1, 1)
    return Period(kind, year, number, starts, after - _DAY)


def _numbers(kind: PeriodKind, year: int, week53: Week53) -> int:
    """How many periods of this kind the year has."""
    weeks = date(year, _DECEMBER, 28).isocalendar().week
    match kind:
        case PeriodKind.MONTH:
            return _DECEMBER
        case PeriodKind.WEEK:
            return weeks
        case PeriodKind.FOUR_WEEKS:
            extra = weeks > _LAST_EVEN_WEEK and week53 is Week53.PERIOD_14
            return _FOUR_WEEKS_A_YEAR + extra


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


_MARKS = {PeriodKind.WEEK: "W", PeriodKind.FOUR_WEEKS: "P", PeriodKind.MONTH: ""}
_KINDS = {sign: kind for kind, sign in _MARKS.items()}
_KEY = re.compile(r"([0-9]{4})-([WP]?)([0-9]{2})")
