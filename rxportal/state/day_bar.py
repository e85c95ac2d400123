"""The dagbalk: a day's work as blocks on a line of hours, drawn by ``components/day_bar.py``.

A span is ``(begins, ends, break_minutes)`` in minutes after midnight; ``ends`` at or before
``begins`` is the next morning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rxportal.domain.zone import MINUTES_PER_DAY

Span = tuple[int, int, int]

_DAY = (5 * 60, 23 * 60)  # what a line shows of an ordinary day
_NIGHT = (17 * 60, 35 * 60)  # and when all work begins in the afternoon and passes midnight
_NOON = 12 * 60
_LONG = 18 * 60  # a line longer than this has a mark every six hours


@dataclass
class Bar:
    """``kind`` is roster (dashed), work, or over (outside the roster). CSS percentages."""

    kind: str = ""
    left: str = "0%"
    width: str = "0%"


@dataclass
class Tick:
    label: str = ""  # "06"
    left: str = "0%"


@dataclass(frozen=True)
class Scale:
    """The first and last minute of a line; the last may lie in the next day."""

    first: int = _DAY[0]
    last: int = _DAY[1]

    def at(self, minute: float) -> float:
        share = (minute - self.first) / (self.last - self.first)
        return 100 * min(1.0, max(0.0, share))


def scale_of(spans: Iterable[Span]) -> Scale:
    """One line for all days of a week, so that they can be compared."""
    pieces = [_unrolled(span) for span in spans]
    if not pieces:
        return Scale()
    first, last = min(one[0] for one in pieces), max(one[1] for one in pieces)
    if last <= _DAY[1]:
        return Scale(min(_DAY[0], first // 60 * 60), _DAY[1])
    if first >= _NOON:
        return Scale(min(_NIGHT[0], first // 60 * 60), max(_NIGHT[1], -(-last // 60) * 60))
    return Scale(min(_DAY[0], first // 60 * 60), -(-last // 60) * 60)


def ticks(scale: Scale) -> list[Tick]:
    step = 180 if scale.last - scale.first <= _LONG else 360
    first = -(-(scale.first + 1) // step) * step
    return [
        Tick(f"{minute % MINUTES_PER_DAY // 60:02d}", _percent(scale.at(minute)))
        for minute in range(first, scale.last, step)
    ]


def day_bar(worked: Sequence[Span], roster: Sequence[Span], scale: Scale) -> list[Bar]:
    """The blocks of one day, in the order in which they are painted. A break is a gap in the
    middle of its shift: when it was is not written down.
    """
    planned = [_unrolled(span) for span in roster]
    bars = [_bar("roster", begins, ends, scale) for begins, ends, _ in planned]
    for span in worked:
        begins, ends, pause = _unrolled(span)
        middle = (begins + ends) / 2
        if pause:
            bars.append(_bar("work", begins, middle - pause / 2, scale))
            bars.append(_bar("work", middle + pause / 2, ends, scale))
        else:
            bars.append(_bar("work", begins, ends, scale))
        if planned:
            bars += [
                _bar("over", one, other, scale) for one, other in _outside(begins, ends, planned)
            ]
    return bars


def _outside(begins: int, ends: int, planned: list[Span]) -> list[tuple[int, int]]:
    """The parts of a shift that no planned shift covers."""
    covered = sorted((max(begins, one), min(ends, other)) for one, other, _ in planned)
    edges = [(begins, begins), *[part for part in covered if part[0] < part[1]], (ends, ends)]
    return [(earlier[1], later[0]) for earlier, later in pairwise(edges) if earlier[1] < later[0]]


def _unrolled(span: Span) -> Span:
    begins, ends, pause = span
    return begins, ends if ends > begins else ends + MINUTES_PER_DAY, pause


def _bar(kind: str, begins: float, ends: float, scale: Scale) -> Bar:
    left = scale.at(begins)
    return Bar(kind, _percent(left), _percent(max(0.0, scale.at(ends) - left)))


def _percent(share: float) -> str:
    return f"{share:.2f}%"
