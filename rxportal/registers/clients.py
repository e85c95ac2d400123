"""Opdrachtgevers, and their contactpersonen and kostenplaatsen."""

from rxportal.db.tables import Client, Contact, CostCentre
from rxportal.domain.access import Permission
from rxportal.locales import mark
from rxportal.registers.spec import Field, Kind, Register

_CLIENT = Field("client", mark("Opdrachtgever"), Kind.ROW, needed=True, of="beheer/opdrachtgevers",
                hint=mark("Het nummer van de opdrachtgever."), fixed=True)  # fmt: skip

CLIENTS = Register(
    slug="beheer/opdrachtgevers",
    noun="client",
    one=mark("opdrachtgever"),
    many=mark("opdrachtgevers"),
    table=Client,
    needs=Permission.CLIENT_WRITE,
    key=("number",),
    called=("name",),
    fields=(
        Field("number", mark("Nummer"), needed=True, longest=20, also=("opdrachtgevernummer",)),
        Field("name", mark("Naam"), needed=True, also=("opdrachtgever",)),
    ),
)

CONTACTS = Register(
    slug="beheer/contactpersonen",
    noun="contact",
    one=mark("contactpersoon"),
    many=mark("contactpersonen"),
    table=Contact,
    needs=Permission.CLIENT_WRITE,
    key=("client", "email"),
    called=("name",),
    fields=(
        _CLIENT,
        Field("name", mark("Naam"), needed=True, also=("contactpersoon",)),
        Field("email", mark("E-mailadres"), Kind.EMAIL, needed=True, also=("e-mail", "email")),
    ),
)

COST_CENTRES = Register(
    slug="beheer/kostenplaatsen",
    noun="cost_centre",
    one=mark("kostenplaats"),
    many=mark("kostenplaatsen"),
    table=CostCentre,
    needs=Permission.CLIENT_WRITE,
    key=("client", "code"),
    called=("name",),
    fields=(
        _CLIENT,
        Field("code", mark("Code"), needed=True, longest=20, also=("kostenplaats",)),
        Field("name", mark("Naam"), also=("omschrijving",)),
    ),
)
