"""A signature that was drawn: strokes of points, as a browser says them and as they are kept.

A browser says ``"12,40 13,42;80,41 82,60;"``: a stroke ends with a semicolon, a point is pixels to
the right and down. What is kept is written anew from the numbers alone, ``WIDE`` wide at most.
"""

import re

from rxportal.domain.errors import Refused
from rxportal.locales import t

LONGEST = 30_000  # characters: half a minute of writing, and half of what a form may hold
WIDE, HIGH = 600, 200  # of what is kept
_LEAST = 10  # points; with fewer nobody wrote anything
_POINT = r"-?[0-9]{1,5},-?[0-9]{1,5}"
_STROKES = re.compile(rf"(?:{_POINT}(?: {_POINT})*;)+")

Point = tuple[int, int]
Stroke = tuple[Point, ...]


class NotDrawn(Refused):
    code = "contract-niet-getekend"

    def __init__(self) -> None:
        super().__init__(t("Teken je handtekening in het vak, of kies “Naam typen”."))


class Unreadable(Refused):
    code = "contract-tekening"

    def __init__(self) -> None:
        super().__init__(
            t("Je handtekening is te lang of niet te lezen. Wis hem en teken hem opnieuw.")
        )


def kept(said: str) -> str:
    """A drawing as it is kept: moved to the corner, no larger than the paper has room for.

    Raises ``NotDrawn`` and ``Unreadable``.
    """
    if not said:
        raise NotDrawn
    if len(said) > LONGEST or not _STROKES.fullmatch(said):
        raise Unreadable
    drawn = strokes(said)
    points = [point for stroke in drawn for point in stroke]
    if len(points) < _LEAST:
        raise NotDrawn
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    if not wide and not high:
        raise NotDrawn
    scale = min(1, WIDE / (wide or 1), HIGH / (high or 1))
    smaller = (
        [(round((x - left) * scale), round((y - top) * scale)) for x, y in stroke]
        for stroke in drawn
    )
    return "".join(_written(stroke) for stroke in smaller)


def strokes(drawn: str) -> tuple[Stroke, ...]:
    """The points of something that was kept."""
    return tuple(
        tuple(_point(each) for each in stroke.split()) for stroke in drawn.split(";") if stroke
    )


def moved(drawn: str, by: int) -> str:
    """The same, so many pixels to the right and down: what is kept touches the corner."""
    return "".join(_written([(x + by, y + by) for x, y in stroke]) for stroke in strokes(drawn))


def path(drawn: str) -> str:
    """The ``d`` of an SVG path; empty when nothing was drawn."""
    return "".join(
        "M" + "L".join(f"{x} {y}" for x, y in (stroke if len(stroke) > 1 else stroke * 2))
        for stroke in strokes(drawn)
    )


def size(drawn: str) -> Point:
    """Width and height of what was kept; a dot is one by one."""
    points = [point for stroke in strokes(drawn) for point in stroke]
    return (
        max((x for x, _ in points), default=0) or 1,
        max((y for _, y in points), default=0) or 1,
    )


def _point(said: str) -> Point:
    x, _, y = said.partition(",")
    return int(x), int(y)


def _written(stroke: list[Point]) -> str:
    """Points that fall together once they are smaller are one."""
    points = [point for at, point in enumerate(stroke) if not at or point != stroke[at - 1]]
    return " ".join(f"{x},{y}" for x, y in points) + ";"
