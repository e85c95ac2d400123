"""A week strip as the outlines of its columns: five short texts a row, drawn by one picture.

A column is 6 wide, stands 3 from the next and is 24 high; below it is room for a tick. Every path
runs 2 inside its column and is drawn with a line 4 wide and round joins: corners of 2.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from rxportal.domain import text
from rxportal.locales import current

WIDTH, GAP, HEIGHT, INSET = 6, 3, 24, 2
FULL_DAY = 630  # minutes that fill a column: 10,5 hours
DAYS = 7
A_MONDAY = date(2026, 1, 5)


def strip(starts_on: date, minutes: Sequence[int], roster: Sequence[int]) -> dict[str, str]:
    """The parts of a *Dagen* cell: ``""`` in words, and the paths of the five layers."""
    return _drawn(current(), starts_on.weekday(), tuple(minutes), tuple(roster))


@lru_cache(maxsize=4096)  # most weeks look like many others
def _drawn(
    _language: str, weekday: int, minutes: tuple[int, ...], roster: tuple[int, ...]
) -> dict[str, str]:
    worked, planned = _weeks(minutes), _weeks(roster)
    track = off = fill = plan = tick = ""
    for index, (done, meant) in enumerate(zip(worked, planned, strict=True)):
        left = index * (WIDTH + GAP)
        if done or meant:
            track += _column(left, HEIGHT)
        else:
            off += _column(left, HEIGHT)
        if done:
            fill += _column(left, _height(done))
        elif meant:
            top = HEIGHT - _height(meant) + 0.5
            plan += f"M{left + 0.5} {top}h5V23.5h-5z"
        if done and done != meant:
            tick += f"M{left} 27.5h6"
    return {
        "": _in_words(weekday, minutes),
        "track": track,
        "off": off,
        "fill": fill,
        "plan": plan,
        "tick": tick,
    }


def _weeks(minutes: Sequence[int]) -> list[int]:
    """Seven days; a longer period as the mean day of each of its weeks."""
    if len(minutes) <= DAYS:
        return [*minutes, *[0] * (DAYS - len(minutes))]
    weeks = [sum(minutes[at : at + DAYS]) // 5 for at in range(0, len(minutes), DAYS)]
    return [*weeks[:DAYS], *[0] * (DAYS - len(weeks))]


def _column(left: int, height: int) -> str:
    top = HEIGHT - height + INSET
    return f"M{left + INSET} 22V{top}h2V22z"


def _height(minutes: int) -> int:
    return max(2 * INSET, min(HEIGHT, round(HEIGHT * minutes / FULL_DAY)))


def _in_words(weekday: int, minutes: Sequence[int]) -> str:
    days = (
        f"{text.weekday(A_MONDAY + timedelta(days=weekday + n))} {text.hours(done)}"
        for n, done in enumerate(minutes[:DAYS])
    )
    return ", ".join(days)
