"""A roster as somebody types it: ``ma-vr 09:00-17:30 30, za 08:00-12:00``.

Days, begin and end, and the minutes of break if there is one. A shift that ends at or before it
begins goes past midnight.
"""

import re
from collections.abc import Iterable

from rxportal.domain import hours
from rxportal.domain.errors import Refused
from rxportal.domain.roster import RosterShift, lasts
from rxportal.locales import t

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_SHIFT = re.compile(
    r"(?P<first>[a-z]{2})(?:-(?P<last>[a-z]{2}))?\s+(?P<begins>[\d:.]+)-(?P<ends>[\d:.]+)"
    r"(?:\s+(?P<pause>\d{1,3}))?"
)
MOST = 28  # shifts a week


class NotARoster(Refused):
    def __init__(self, part: str) -> None:
        super().__init__(
            t(
                "“{part}” begrijpen we niet. Typ het zo: ma-vr 09:00-17:30 30, za 08:00-12:00. "
                "Het laatste getal is de pauze in minuten.",
                part=part[:40],
            )
        )


def parse(text: str) -> tuple[RosterShift, ...]:
    """In the order of the week. Raises ``NotARoster``."""
    found = [shift for part in re.split(r"[,;]", text) if part.strip() for shift in _part(part)]
    if len(found) > MOST:
        raise NotARoster(text)
    return tuple(sorted(found, key=lambda shift: (shift.weekday, shift.begins)))


def written(shifts: Iterable[RosterShift]) -> str:
    """As ``parse`` reads it; days in a row with the same shift are one part."""
    runs: list[tuple[int, int, RosterShift]] = []
    for shift in sorted(shifts, key=lambda each: (each.begins, each.ends, each.weekday)):
        same = runs and _times(runs[-1][2]) == _times(shift) and runs[-1][1] + 1 == shift.weekday
        if same:
            runs[-1] = (runs[-1][0], shift.weekday, shift)
        else:
            runs.append((shift.weekday, shift.weekday, shift))
    return ", ".join(_run(*run) for run in sorted(runs, key=lambda run: (run[0], run[2].begins)))


def _part(part: str) -> list[RosterShift]:
    found = _SHIFT.fullmatch(" ".join(part.lower().replace("–", "-").split()))
    if found is None or not {found["first"], found["last"] or found["first"]} <= set(DAYS):
        raise NotARoster(part.strip())
    first, last = DAYS.index(found["first"]), DAYS.index(found["last"] or found["first"])
    try:
        begins, ends = hours.clock(found["begins"]), hours.clock(found["ends"])
    except Refused:
        raise NotARoster(part.strip()) from None
    pause = int(found["pause"] or 0)
    shifts = [RosterShift(day, begins, ends, pause) for day in range(first, last + 1)]
    if not shifts or lasts(shifts[0]) <= 0:
        raise NotARoster(part.strip())
    return shifts


def _times(shift: RosterShift) -> tuple[int, int, int]:
    return shift.begins, shift.ends, shift.break_minutes


def _run(first: int, last: int, shift: RosterShift) -> str:
    days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
    pause = f" {shift.break_minutes}" if shift.break_minutes else ""
    return f"{days} {_clock(shift.begins)}-{_clock(shift.ends)}{pause}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
