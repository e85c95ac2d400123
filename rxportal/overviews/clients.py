"""Opdrachtgevers, contactpersonen and kostenplaatsen, for the agency."""

from typing import Any

from sqlalchemy import func, or_, select

from rxportal.db.tables import Client, Contact, CostCentre, Placement
from rxportal.domain.access import Permission, Role
from rxportal.locales import mark
from rxportal.overviews import cells
from rxportal.overviews.spec import (
    NOBODY,
    Column,
    Filter,
    How,
    Join,
    Look,
    Order,
    Overview,
    Search,
    col,
)

_HEADS: dict[Role, tuple[str, ...]] = {
    Role.OFFICE: ("name",),
    Role.ADMINISTRATOR: ("name",),
}
_EMPTY = mark("Voeg er een toe met de groene plus.")


def _number_of(table: Any, *more: Any) -> Any:
    return (
        select(func.count())
        .select_from(table)
        .where(col(table.client_id) == Client.id, *more)
        .correlate(Client)
        .scalar_subquery()
    )


_RUNS = or_(col(Placement.ends_on).is_(None), col(Placement.ends_on) >= func.current_date())

CLIENTS = Overview(
    slug="beheer/opdrachtgevers",
    title=mark("Opdrachtgevers"),
    hint=mark("Waar onze mensen werken."),
    one=mark("opdrachtgever"),
    many=mark("opdrachtgevers"),
    none=(mark("Nog geen opdrachtgevers"), _EMPTY),
    table=Client,
    needs=Permission.CLIENT_WRITE,
    picture="landmark",
    adds=(mark("Opdrachtgever toevoegen"), Permission.CLIENT_WRITE),
    columns=(
        Column("name", mark("Naam"), (Client.name,), cells.words, Look.LEAD, "name", locked=True),
        Column("number", mark("Nummer"), (Client.number,), cells.words, Look.QUIET, "number"),
        Column("contacts", mark("Contactpersonen"), (_number_of(Contact),), cells.number,
               Look.NUMBER, value=int, on_phone=NOBODY),
        Column("centres", mark("Kostenplaatsen"), (_number_of(CostCentre),), cells.number,
               Look.NUMBER, value=int, on_phone=NOBODY),
        Column("placements", mark("Lopende plaatsingen"), (_number_of(Placement, _RUNS),),
               cells.number, Look.NUMBER, value=int),
    ),
    heads=_HEADS,
    keys={"id": col(Client.id)},
    own={},
    few=frozenset({"id"}),
    orders={"name": Order(col(Client.name)), "number": Order(col(Client.number))},
    order="name",
    searches=(Search(mark("naam"), How.NAME, "id", Client, most=200),),
    version=Client.version,
)  # fmt: skip

_OF_CLIENT = Filter("opdrachtgever", mark("Opdrachtgever"), "client", table=Client,
                    name=(Client.name,))  # fmt: skip
_BY_CLIENT = Search(mark("opdrachtgever"), How.NAME, "client", Client)
_CLIENT = Column("client", mark("Opdrachtgever"), (Client.name,), cells.words)

CONTACTS = Overview(
    slug="beheer/contactpersonen",
    title=mark("Contactpersonen"),
    hint=mark("Wie bij een opdrachtgever de uren beoordeelt."),
    one=mark("contactpersoon"),
    many=mark("contactpersonen"),
    none=(mark("Nog geen contactpersonen"), _EMPTY),
    table=Contact,
    needs=Permission.CLIENT_WRITE,
    picture="contact",
    in_menu=False,
    adds=(mark("Contactpersoon toevoegen"), Permission.CLIENT_WRITE),
    joins=(Join(Client, col(Contact.client_id) == Client.id),),
    columns=(
        Column("name", mark("Naam"), (Contact.name,), cells.words, Look.LEAD, "name",
               locked=True),
        _CLIENT,
        Column("email", mark("E-mailadres"), (Contact.email,), cells.words, on_phone=NOBODY),
    ),
    heads=_HEADS,
    keys={"id": col(Contact.id), "client": col(Contact.client_id)},
    own={},
    few=frozenset({"id"}),
    orders={"name": Order(col(Contact.name), (("client",), ()))},
    order="name",
    filters=(_OF_CLIENT,),
    searches=(_BY_CLIENT, Search(mark("naam"), How.NAME, "id", Contact, most=200)),
    version=Contact.version,
)  # fmt: skip

COST_CENTRES = Overview(
    slug="beheer/kostenplaatsen",
    title=mark("Kostenplaatsen"),
    hint=mark("Waar de uren van een opdrachtgever op geboekt worden."),
    one=mark("kostenplaats"),
    many=mark("kostenplaatsen"),
    none=(mark("Nog geen kostenplaatsen"), _EMPTY),
    table=CostCentre,
    needs=Permission.CLIENT_WRITE,
    picture="landmark",
    in_menu=False,
    adds=(mark("Kostenplaats toevoegen"), Permission.CLIENT_WRITE),
    joins=(Join(Client, col(CostCentre.client_id) == Client.id),),
    columns=(
        Column("name", mark("Kostenplaats"), (CostCentre.code, CostCentre.name), cells.coded,
               Look.LEAD, "code", locked=True),
        _CLIENT,
    ),
    heads=_HEADS,
    keys={"id": col(CostCentre.id), "client": col(CostCentre.client_id)},
    own={},
    few=frozenset({"id"}),
    orders={"code": Order(col(CostCentre.code), (("client",), ()))},
    order="code",
    filters=(_OF_CLIENT,),
    searches=(_BY_CLIENT, Search(mark("naam of code"), How.NAME, "id", CostCentre, most=200)),
    version=CostCentre.version,
)  # fmt: skip
