"""What a correction changes, line by line: each line keeps the number it was first sent with.

Whoever received the first version recognises a line by its number. A number is never used again
for something else, not even after its line was taken away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rxportal.domain.hour_types import HourType, Unit
from rxportal.domain.line import Line, counted


class Change(StrEnum):
    """What became of a line. The value is the ``actionCode`` of a SETU timecard."""

    ADD = "Add"
    CHANGE = "Change"
    VOID = "Void"
    UNCHANGED = "Unchanged"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of hours (``line``), or so many hundredths of something else (``quantity``)."""

    day: date
    kind: HourType
    line: Line | None = None
    quantity: int = 0

    @property
    def minutes(self) -> int:
        return counted(self.line) if self.line else 0


@dataclass(frozen=True, slots=True)
class Numbered:
    number: int
    item: Item
    change: Change = Change.UNCHANGED


@dataclass(frozen=True)
class Version:
    """A declaration as it was sent: its lines, and the highest number that was ever given."""

    lines: tuple[Numbered, ...] = ()
    highest: int = 0

    @property
    def standing(self) -> tuple[Numbered, ...]:
        """The lines that hold; not those that were taken away."""
        return tuple(each for each in self.lines if each.change is not Change.VOID)


@dataclass
class _Work:
    before: list[Numbered]
    after: list[Item]
    done: list[Numbered] = field(default_factory=list[Numbered])

    def pair(self, change: Change) -> None:
        """Give lines the number of one before that is the same, or else is of the same day."""
        for item in list(self.after):
            same = (x for x in self.before if _alike(x.item, item, change))
            if found := next(same, None):
                self.before.remove(found)
                self.after.remove(item)
                self.done.append(Numbered(found.number, item, change))


def first(items: Iterable[Item]) -> Version:
    """What was sent first: numbered from 1."""
    lines = tuple(Numbered(at, item, Change.ADD) for at, item in enumerate(items, 1))
    return Version(lines, len(lines))


def revised(version: Version, items: Iterable[Item]) -> Version:
    """The next version of it, with what changed."""
    work = _Work(list(version.standing), list(items))
    work.pair(Change.UNCHANGED)
    work.pair(Change.CHANGE)
    gone = [Numbered(x.number, x.item, Change.VOID) for x in work.before]
    new = [Numbered(version.highest + at, x, Change.ADD) for at, x in enumerate(work.after, 1)]
    lines = sorted([*work.done, *gone, *new], key=lambda each: each.number)
    return Version(tuple(lines), version.highest + len(new))


def latest(versions: Sequence[Sequence[Item]]) -> Version:
    """The last of several versions, the first one first."""
    found = first(versions[0])
    for items in versions[1:]:
        found = revised(found, items)
    return found


def _alike(one: Item, other: Item, change: Change) -> bool:
    if change is Change.UNCHANGED:
        return one == other
    hours = one.kind.unit is Unit.HOURS
    if hours != (other.kind.unit is Unit.HOURS) or one.day != other.day:
        return False
    return hours or one.kind.code == other.kind.code
