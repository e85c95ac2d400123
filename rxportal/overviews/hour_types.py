"""Uursoorten, for the administrator: what can be declared, and what it is paid at."""

from datetime import date

from rxportal.db.tables import HourType
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.hour_types import UNITS, Unit
from rxportal.locales import mark, t
from rxportal.overviews import cells
from rxportal.overviews.spec import NOBODY, Column, Filter, How, Look, Order, Overview, Search, col

H = HourType


def _name(_today: date, name: str) -> str:
    """Those of the standard are in the catalogue; what an agency made stays as it wrote it."""
    return t(name)


def _percentage(_today: date, per: int) -> str:
    return f"{per}%" if per else "–"


def _unit(_today: date, unit: Unit) -> str:
    return t(UNITS[unit])


def _amount(_today: date, cents: int) -> str:
    return text.money(cents) if cents else ""


HOUR_TYPES = Overview(
    slug="beheer/uursoorten",
    title=mark("Uursoorten"),
    hint=mark("Wat mensen kunnen declareren, en hoe het naar de verloning gaat."),
    one=mark("uursoort"),
    many=mark("uursoorten"),
    none=(mark("Nog geen uursoorten"), mark("Voeg er een toe met de groene plus.")),
    table=H,
    needs=Permission.HOUR_TYPE_WRITE,
    picture="clock",
    in_menu=False,
    adds=(mark("Uursoort toevoegen"), Permission.HOUR_TYPE_WRITE),
    columns=(
        Column("name", mark("Naam"), (H.name,), _name, Look.LEAD, "name", locked=True),
        Column("code", mark("Code"), (H.code,), cells.words, Look.QUIET, "code"),
        Column("percentage", mark("Percentage"), (H.percentage,), _percentage, Look.NUMBER,
               value=int),
        Column("unit", mark("Eenheid"), (H.unit,), _unit, Look.QUIET, on_phone=NOBODY),
        Column("setu", mark("SETU-code"), (H.setu_code,), cells.words, Look.QUIET,
               on_phone=NOBODY),
        Column("amount", mark("Bedrag per eenheid"), (H.cents_per_unit,), _amount, Look.NUMBER,
               on_phone=NOBODY),
    ),
    heads={Role.ADMINISTRATOR: ("name",)},
    keys={"id": col(H.id), "unit": col(H.unit)},
    own={},
    few=frozenset({"id"}),
    orders={"code": Order(col(H.code)), "name": Order(col(H.name))},
    order="code",
    filters=(Filter("eenheid", mark("Eenheid"), "unit", UNITS),),
    searches=(Search(mark("naam of code"), How.NAME, "id", HourType, most=200),),
    version=H.version,
)  # fmt: skip
