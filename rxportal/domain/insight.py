"""One thing to know at a glance: a figure, a chart, or how far something has come."""

from dataclasses import dataclass
from enum import StrEnum


class Filling(StrEnum):
    """How a bar is drawn."""

    DONE = "done"
    REJECTED = "rejected"
    EXPECTED = "expected"  # still to be filled in: an outline
    NOTHING = "nothing"


@dataclass(frozen=True)
class Bar:
    """``share`` is its height, in percent of the chart; ``said`` is ``value`` in words, where the
    picture says more than the number.
    """

    label: str
    value: str
    share: int
    filling: Filling = Filling.DONE
    said: str = ""


@dataclass(frozen=True)
class Insight:
    """``figure`` stands large, with its ``unit``; ``note`` below it.

    With ``bars`` it is a chart: ``heading`` is what the labels are, ``top`` what its height stands
    for, and ``line`` a dotted line at that percentage, with its name. With ``whole`` it is how far
    something has come: ``part`` of it is done. ``path`` is where there is more.
    """

    title: str
    figure: str
    unit: str = ""
    note: str = ""
    good: bool = False  # the note is good news: something was added
    path: str = ""
    bars: tuple[Bar, ...] = ()
    heading: str = ""
    top: str = ""
    line: int = 0
    line_name: str = ""
    part: int = 0
    whole: int = 0
