"""Shifts as the working-time law sees them: lines that belong together, between two rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rxportal.domain.line import ImpossibleLine, Line, span, worked
from rxportal.domain.zone import minutes_between

# Lines of one day are one shift unless the shortest rest the law knows (8 hours) lies between
# them; lines of two days only when they (nearly) touch, as 20:00-24:00 and 00:00-04:00 do.
_APART_ON_ONE_DAY = 8 * 60
_APART_OVER_MIDNIGHT = 60


@dataclass(frozen=True, slots=True)
class Shift:
    """``worked`` and ``pause`` in minutes; the time between two lines is a pause.

    ``own`` is True when a line of the declaration itself takes part; ``day`` is then the day
    of the first such line, otherwise of the first line.
    """

    day: date
    begins: datetime
    ends: datetime
    worked: int
    own: bool

    @property
    def pause(self) -> int:
        return max(0, minutes_between(self.begins, self.ends) - self.worked)


@dataclass(frozen=True, slots=True)
class _Piece:
    line: Line
    begins: datetime
    ends: datetime
    worked: int
    own: bool


def shifts_of(lines: Sequence[Line], others: Sequence[Line] = ()) -> list[Shift]:
    """The shifts in both, in order of time; lines without times and impossible ones left out."""
    pieces = [*_pieces(lines, own=True), *_pieces(others, own=False)]
    groups: list[list[_Piece]] = []
    ends: datetime | None = None
    for piece in sorted(pieces, key=lambda each: (each.begins, each.ends)):
        if ends and _together(groups[-1][-1], piece, minutes_between(ends, piece.begins)):
            groups[-1].append(piece)
            ends = max(ends, piece.ends)
        else:
            groups.append([piece])
            ends = piece.ends
    return [_shift(group) for group in groups]


def _pieces(lines: Sequence[Line], *, own: bool) -> list[_Piece]:
    found: list[_Piece] = []
    for line in lines:
        try:
            minutes = worked(line)
            found.append(_Piece(line, *span(line), minutes, own))
        except ImpossibleLine:
            continue
    return found


def _together(earlier: _Piece, later: _Piece, apart: int) -> bool:
    same_day = earlier.line.day == later.line.day
    return apart < _APART_ON_ONE_DAY if same_day else apart <= _APART_OVER_MIDNIGHT


def _shift(group: list[_Piece]) -> Shift:
    own = [piece for piece in group if piece.own]
    return Shift(
        day=(own or group)[0].line.day,
        begins=group[0].begins,
        ends=max(piece.ends for piece in group),
        worked=sum(piece.worked for piece in group),
        own=bool(own),
    )
