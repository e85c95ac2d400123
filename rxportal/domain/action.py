"""One thing that is expected of somebody."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ActionItem:
    """``kind`` chooses the picture: sign, fill, mend, supply, confirm, judge, process, review or
    post. ``path`` is exactly where it is done.
    """

    kind: str
    title: str
    about: str
    due: str
    path: str
    verb: str
    starts_on: date | None = None  # a declaration's first day, with its minutes below
    minutes: tuple[int, ...] = ()
    roster: tuple[int, ...] = ()
