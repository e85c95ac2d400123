"""How a period reads in the cell that leads its row."""

from datetime import date
from functools import lru_cache

from rxportal.domain import periods, text
from rxportal.domain.periods import PeriodKind
from rxportal.locales import current


def cell(_today: date, starts: date, ends: date, kind: PeriodKind) -> dict[str, str]:
    """``41`` with its days beside it; ``title`` and ``days`` are for the head of a card."""
    return _named(current(), starts, ends, kind)


@lru_cache(maxsize=2048)  # a list shows the same weeks over and over
def _named(_language: str, starts: date, ends: date, kind: PeriodKind) -> dict[str, str]:
    period = periods.period_of(kind, starts)
    name = periods.name(period)
    title = name[:1].upper() + name[1:]
    return {
        "": str(period.number) if kind is PeriodKind.WEEK else title,
        "note": text.date_range_short(starts, ends),
        "title": title,
        "days": text.date_range(starts, ends),
    }


def key(starts: date, _ends: date, kind: PeriodKind) -> str:
    """For a file or a program: ``2026-W41``."""
    return periods.period_of(kind, starts).key
