"""A timecard as a value, and what both versions of the standard say the same.

Sources: the SETU standard "Reporting Time and Expenses" 1.4 with its schematron, and the schema
of "Timecard" 2.0 (purchase-to-pay v2). Hours are decimal, amounts leave without a rate: what an
hour costs stands in the assignment. When a break was is not registered, only how long it took; so
it is what begin and end have more than the hours, and no interval with made-up times.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from rxportal.domain import hour_types
from rxportal.domain.errors import Refused
from rxportal.domain.hour_types import HourType, Unit
from rxportal.domain.line import span, timed
from rxportal.domain.revision import Item, Version
from rxportal.domain.typed import one_line
from rxportal.domain.zone import local
from rxportal.locales import t

CURRENCY = "EUR"
_CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Party:
    """Somebody or something by the number the agency knows it by."""

    id: str
    name: str


@dataclass(frozen=True)
class Approval:
    by: str
    at: datetime


@dataclass(frozen=True)
class Timecard:
    """``id`` is that of the first version, whichever of its corrections this is.

    ``cents_per_unit`` says by code what a kilometre or a day pays.
    """

    id: str
    person: Party
    customer: Party
    cost_centre: Party | None  # the id is its code
    assignment: str
    starts: date
    ends: date
    submitted_at: datetime
    approval: Approval
    version: Version
    corrects: bool = False
    cents_per_unit: Mapping[str, int] = field(default_factory=dict[str, int])

    def price_of(self, item: Item) -> tuple[Decimal, Decimal]:
        return price(item, self.cents_per_unit.get(item.kind.code, 0))


class Uncoded(Refused):
    """A kind of hours or costs is not called anything in this version of the standard."""

    code = "setu-code"

    def __init__(self, kinds: tuple[HourType, ...]) -> None:
        names = ", ".join(sorted({hour_types.label(each) for each in kinds}))
        super().__init__(
            t("SETU 1.4 heeft geen naam voor: {names}. Kies versie 2.0.", names=names)
            if all(each.setu_code for each in kinds)
            else t("Vul eerst de SETU-code in van: {names}.", names=names)
        )
        self.kinds = kinds


def coded(kind: HourType, code: str) -> str:
    """The code, if there is one. Raises ``Uncoded``."""
    if not code:
        raise Uncoded((kind,))
    return code


def hours(minutes: int) -> str:
    """``"8.00"``. Two decimals give every minute back when they are rounded to one."""
    return str((Decimal(minutes) / 60).quantize(_CENTS))


def price(item: Item, cents_per_unit: int) -> tuple[Decimal, Decimal]:
    """What one of it costs and how many: an expense is one, kilometres and days are counted."""
    if item.kind.unit is Unit.EUROS:
        return Decimal(item.quantity) / 100, Decimal(1)
    return Decimal(cents_per_unit) / 100, Decimal(item.quantity) / 100


def begin_and_end(item: Item) -> tuple[str, str]:
    """With the offset of the clock, so that a night in which it changes adds up too.

    A total has no times: it begins with its day and has no end.
    """
    if item.line is None or not timed(item.line):
        return f"{item.day}T00:00:00", ""
    begin, end = span(item.line)
    return moment(begin), moment(end)


def over_midnight(item: Item) -> bool:
    """Whether the shift ends on another day than the one it belongs to."""
    if item.line is None or not timed(item.line):
        return False
    return local(span(item.line)[1]).date() != item.day


def moment(at: datetime) -> str:
    return local(at).isoformat(timespec="seconds")


def words(text: str) -> str:
    """One line of what XML can hold: a name may have come from anywhere."""
    return "".join(each for each in one_line(text) if each not in _NO_CHARACTERS)


_NO_CHARACTERS = frozenset("\ufffe\uffff")
