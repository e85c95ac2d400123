"""The columns of a weekstrook, computed on the server and drawn by ``components/week_strip.py``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rxportal.domain import text
from rxportal.locales import t

FULL_DAY = 630  # minutes that fill a column: 10,5 hours


@dataclass
class StripDay:
    """One column, ready to draw. Heights are CSS percentages of a column."""

    label: str = ""  # "ma"
    fill: str = "0%"  # worked, at most the roster where that is known
    over: str = "0%"  # worked beyond the roster, drawn hatched above the fill
    plan: str = "0%"  # planned and still empty, drawn as a dashed outline
    kind: str = ""  # "", "off" (nothing planned), "absent" (free or sick), "yours" (do it now)
    deviates: bool = False
    hours: str = ""  # "8,00", or a dash
    today: bool = False


def strip_day(label: str, minutes: int, planned: int, *, absent: bool = False) -> StripDay:
    """A column for ``minutes`` worked where ``planned`` minutes stood on the roster."""
    within = min(minutes, planned) if planned else minutes
    return StripDay(
        label=label,
        fill=_percent(within),
        over=_percent(minutes - within),
        plan=_percent(planned) if planned and not minutes and not absent else "0%",
        kind="absent" if absent else "" if planned or minutes else "off",
        deviates=bool(minutes) and minutes != planned,
        hours=text.hours(minutes) if minutes else "–",
    )


def strip_days(
    starts_on: date, minutes: Sequence[int], planned: Sequence[int], today: date | None = None
) -> list[StripDay]:
    """A week's columns; a longer period shows one column a week.

    ``minutes`` and ``planned`` hold one integer a day, the period's first day first.
    """
    length = max(len(minutes), len(planned))
    worked = [*minutes, *[0] * (length - len(minutes))]
    roster = [*planned, *[0] * (length - len(planned))]
    if length > 7:  # noqa: PLR2004 - days in a week
        return [
            strip_day(
                str((starts_on + timedelta(days=at)).isocalendar().week),
                sum(worked[at : at + 7]) // 5,
                sum(roster[at : at + 7]) // 5,
            )
            for at in range(0, length, 7)
        ]
    days = [starts_on + timedelta(days=at) for at in range(length)]
    columns = [strip_day(text.weekday(day), worked[at], roster[at]) for at, day in enumerate(days)]
    for day, column in zip(days, columns, strict=True):
        column.today = day == today
    return columns


def strip_words(starts_on: date, minutes: Sequence[int]) -> str:
    """What a strip shows, in words: ``"ma 8,00, di 8,75, wo 0,00"``."""
    return ", ".join(
        t(
            "{day} {hours}",
            day=text.weekday(starts_on + timedelta(days=at)),
            hours=text.hours(worked),
        )
        for at, worked in enumerate(minutes[:7])
    )


def _percent(minutes: int) -> str:
    return f"{min(100.0, 100 * max(0, minutes) / FULL_DAY):.0f}%"
