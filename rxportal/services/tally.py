"""What declarations add up to, per kind of hours or costs; a correction is a difference."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from rxportal.db.tables import Declaration, DeclarationLine, HourType
from rxportal.domain.hour_types import Unit
from rxportal.domain.line import counted
from rxportal.services.record import as_value


@dataclass
class Sum:
    """``quantity`` is in hundredths of the hour type's unit."""

    minutes: int = 0
    quantity: int = 0
    cents: int = 0
    cents_per_unit: int = 0

    def add(self, other: "Sum", sign: int = 1) -> None:
        self.minutes += sign * other.minutes
        self.quantity += sign * other.quantity
        self.cents += sign * other.cents
        self.cents_per_unit = other.cents_per_unit

    @property
    def is_nothing(self) -> bool:
        return not (self.minutes or self.quantity or self.cents)


Sums = dict[int, Sum]  # by the id of the hour type


def tally(session: Session, declarations: Sequence[Declaration]) -> dict[int, Sums]:
    """By the id of the declaration; what comes to nothing is left out."""
    whole = _whole(
        session,
        {each.id or 0 for each in declarations}
        | {each.corrects_id for each in declarations if each.corrects_id},
    )
    found: dict[int, Sums] = {}
    for each in declarations:
        sums: Sums = defaultdict(Sum)
        _add(sums, whole.get(each.id or 0, {}), 1)
        if each.corrects_id:
            _add(sums, whole.get(each.corrects_id, {}), -1)
        found[each.id or 0] = {kind: of for kind, of in sums.items() if not of.is_nothing}
    return found


def _add(sums: Sums, more: Sums, sign: int) -> None:
    for kind, of in more.items():
        sums[kind].add(of, sign)


def _whole(session: Session, numbers: Iterable[int]) -> dict[int, Sums]:
    """All that stands in each of them."""
    rows = session.exec(
        select(DeclarationLine, HourType)
        .join(HourType, col(HourType.id) == DeclarationLine.hour_type_id)
        .where(col(DeclarationLine.declaration_id).in_(sorted(numbers)))
    )
    prices: dict[int, HourType] = {}
    found: dict[int, Sums] = defaultdict(lambda: defaultdict(Sum))
    for line, kind in rows:
        prices[line.hour_type_id] = kind
        of = found[line.declaration_id][line.hour_type_id]
        if kind.unit is Unit.HOURS:
            of.minutes += counted(as_value(line, kind.code))
        else:
            of.quantity += line.quantity
    for sums in found.values():
        for number, of in sums.items():
            of.cents = _cents(prices[number], of.quantity)
            of.cents_per_unit = prices[number].cents_per_unit
    return found


def _cents(kind: HourType, quantity: int) -> int:
    """Half a cent is rounded up."""
    return quantity if kind.unit is Unit.EUROS else (quantity * kind.cents_per_unit + 50) // 100
