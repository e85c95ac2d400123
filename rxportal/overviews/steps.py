"""A balance as a step line: the paths and labels of one picture, drawn by the server.

The picture is 1000 wide and 100 high and is stretched to where it stands; labels are put beside
its lines as percentages, so that they keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rxportal.domain import text
from rxportal.domain.accruals import Reserve, Step

WIDE, HIGH = 1000, 100
SHOWN = timedelta(days=365)
MOST_LINES = 5  # of the grid
_FINE = (1, 2, 5)


@dataclass
class Mark:
    """A label and where it stands, as a CSS percentage from the left or from the top."""

    label: str = ""
    at: str = "0%"


@dataclass
class Chart:
    """``line`` and ``area`` are paths; ``rules`` the lines of the grid as one path."""

    line: str = ""
    area: str = ""
    rules: str = ""
    levels: list[Mark] = field(default_factory=list[Mark])
    months: list[Mark] = field(default_factory=list[Mark])
    last: Mark = field(default_factory=Mark)  # the height of what is there now


def drawn(steps: Sequence[Step], reserve: Reserve, today: date) -> Chart:
    """The last year of a reserve, up to today; empty when nothing ever happened to it."""
    if not steps:
        return Chart()
    begin = max(today - SHOWN, min(steps[0].day, today - timedelta(days=28)))
    held = [step for step in steps if step.day < begin]
    before = held[-1].balance if held else 0
    shown = [step for step in steps if begin <= step.day <= today]
    amounts = [before, *(step.balance for step in shown)]
    levels = _levels(min(0, *amounts), max(0, *amounts), 60 if reserve.is_time else 100)
    low, high = levels[0], levels[-1]

    def x(day: date) -> int:
        return round(WIDE * (day - begin).days / max(1, (today - begin).days))

    def y(amount: int) -> float:
        return round(HIGH * (high - amount) / (high - low), 1)

    line = f"M0 {y(before)}" + "".join(f"H{x(step.day)}V{y(step.balance)}" for step in shown)
    line += f"H{WIDE}"
    return Chart(
        line,
        f"{line}V{y(0)}H0Z",
        "".join(f"M0 {y(level)}H{WIDE}" for level in levels),
        [Mark(_level(level, reserve), f"{y(level)}%") for level in levels],
        [Mark(text.month_short(day), f"{x(day) / 10}%") for day in _firsts(begin, today)],
        Mark("", f"{y(amounts[-1])}%"),
    )


def _levels(low: int, high: int, unit: int) -> list[int]:
    """Round amounts from at or below ``low`` to at or above ``high``, the lowest first."""
    size = unit
    while True:
        for part in _FINE:
            each = part * size
            first, last = low // each, -(-high // each)
            if last - first < MOST_LINES:
                return [n * each for n in range(first, max(last, first + 1) + 1)]
        size *= 10


def _level(amount: int, reserve: Reserve) -> str:
    if reserve.is_time:
        return str(amount // 60)
    return text.money(amount).rpartition(text.decimal_sign())[0]


def _firsts(begin: date, today: date) -> list[date]:
    """The first of each month in between."""
    day = begin.replace(day=1)
    found: list[date] = []
    while day <= today:
        if day >= begin:
            found.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    return found
