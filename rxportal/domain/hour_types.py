"""What can be declared: kinds of hours, and kilometres, expenses and days beside them.

An agency keeps its own table, which begins as ``STANDARD``. Each type names its code in the
SETU timecard standard. Of that code list only what is named below is public; where ``setu_code``
is empty the agency fills in the code its customers agreed on before it exports.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from rxportal.domain import hours, text
from rxportal.domain.errors import Refused
from rxportal.locales import mark, t

MOST = 999_999  # hundredths: 9,999.99 kilometres, euros or days in one line


class Unit(StrEnum):
    """What the integer amount of a line counts."""

    HOURS = "hours"  # minutes
    KILOMETRES = "kilometres"  # hundredths of a kilometre
    EUROS = "euros"  # cents
    DAYS = "days"  # hundredths of a day


UNITS = {
    Unit.HOURS: mark("uren"),
    Unit.KILOMETRES: mark("kilometers"),
    Unit.EUROS: mark("euro’s"),
    Unit.DAYS: mark("dagen"),
}


@dataclass(frozen=True, slots=True)
class HourType:
    """``percentage`` is what the hour is paid at: 100 for a regular one, 0 for no hours."""

    code: str
    name: str
    percentage: int = 100
    unit: Unit = Unit.HOURS
    setu_code: str = ""
    needs_receipt: bool = False


REGULAR = "regular"
KILOMETRES = "kilometres"
EXPENSES = "expenses"

STANDARD: tuple[HourType, ...] = (
    HourType(REGULAR, mark("Normale uren"), 100, setu_code="HT100"),
    HourType("overtime_125", mark("Overwerk"), 125, setu_code="HT200"),
    HourType("overtime_150", mark("Overwerk"), 150, setu_code="HT200"),
    HourType("overtime_200", mark("Overwerk"), 200, setu_code="HT200"),
    HourType("evening", mark("Toeslag avond"), 130, setu_code="HT300"),
    HourType("night", mark("Toeslag nacht"), 140, setu_code="HT300"),
    HourType("saturday", mark("Toeslag zaterdag"), 150, setu_code="HT300"),
    HourType("sunday", mark("Toeslag zondag"), 200, setu_code="HT300"),
    HourType("travel", mark("Reisuren"), 100),
    HourType("standby", mark("Beschikbaarheid"), 100),
    HourType("training", mark("Scholing"), 100),
    HourType(KILOMETRES, mark("Reiskilometers"), 0, Unit.KILOMETRES, "EA102"),
    HourType(EXPENSES, mark("Onkosten"), 0, Unit.EUROS, needs_receipt=True),
    HourType("home_working", mark("Thuiswerkdagen"), 0, Unit.DAYS),
)


class NotAnAmount(Refused):
    """The text is not an amount in the unit that is asked for."""


class UnknownHourType(Refused):
    def __init__(self, code: str) -> None:
        super().__init__(t("Deze uursoort bestaat niet. Kies een andere."))
        self.code = code


def by_code(code: str, types: tuple[HourType, ...] = STANDARD) -> HourType:
    """Raises ``UnknownHourType``."""
    for each in types:
        if each.code == code:
            return each
    raise UnknownHourType(code)


def label(kind: HourType) -> str:
    """``"Normale uren"``, ``"Toeslag avond 130%"``, ``"Reiskilometers"``."""
    name = t(kind.name)
    return name if kind.percentage in {0, 100} else f"{name} {kind.percentage}%"


def amount(typed: str, unit: Unit, most: int = MOST) -> int:
    """What somebody typed, in the integer of the unit; never negative.

    ``27,60``, ``27.6``, ``€ 1.284,16`` and ``24 km`` are understood. A point before three
    digits groups thousands; ``1,284`` is refused since it may mean two things. Raises
    ``NotAnAmount`` (for hours ``hours.NotADuration``).
    """
    if unit is Unit.HOURS:
        return hours.duration(typed)
    bare = typed.strip().lower() if len(typed) <= _LONGEST else ""
    if found := _NUMBER.fullmatch(bare.removeprefix("€").removesuffix("km").strip()):
        whole = re.sub("[.,]", "", found[1])
        value = int(whole) * 100 + int((found[2] or "0").ljust(2, "0"))
        if value <= most:
            return value
    raise NotAnAmount(t(_ASKS[unit]))


def shown(value: int, unit: Unit) -> str:
    """The amount as it reads on the screen: ``"7,50"``, ``"120 km"``, ``"€ 58,95"``, ``"2"``."""
    match unit:
        case Unit.HOURS:
            return text.hours(value)
        case Unit.KILOMETRES:
            return text.kilometres(value)
        case Unit.EUROS:
            return text.money(value)
        case Unit.DAYS:
            return text.days(value)


_LONGEST = 20  # characters
_NUMBER = re.compile(
    r"([0-9]{1,6}|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+(?=\.))(?:[.,]([0-9]{1,2}))?"
)
_ASKS = {
    Unit.KILOMETRES: mark("Typ het aantal kilometers, bijvoorbeeld 24 of 24,5."),
    Unit.EUROS: mark("Typ een bedrag, bijvoorbeeld 27,60."),
    Unit.DAYS: mark("Typ het aantal dagen, bijvoorbeeld 1 of 0,5."),
}
