"""Uursoorten: what can be declared, and as what it goes to payroll."""

from rxportal.db.tables import HourType
from rxportal.domain.access import Permission
from rxportal.domain.hour_types import UNITS, label
from rxportal.locales import mark
from rxportal.registers.spec import Field, Kind, Register

HOUR_TYPES = Register(
    slug="beheer/uursoorten",
    noun="hour_type",
    one=mark("uursoort"),
    many=mark("uursoorten"),
    table=HourType,
    needs=Permission.HOUR_TYPE_WRITE,
    key=("code",),
    called=("name",),
    says=label,
    fields=(
        Field("code", mark("Code"), needed=True, longest=40, fixed=True),
        Field("name", mark("Naam"), needed=True, longest=60),
        Field("percentage", mark("Percentage"), Kind.WHOLE, most=500,
              hint=mark("100 voor een gewoon uur, 0 voor wat geen uren zijn.")),
        Field("unit", mark("Eenheid"), Kind.CHOICE, needed=True, values=UNITS, fixed=True),
        Field("setu_code", mark("SETU-code"), longest=20),
        Field("cents_per_unit", mark("Bedrag per eenheid"), Kind.CENTS),
        Field("needs_receipt", mark("Bon verplicht"), Kind.TICK),
    ),
)  # fmt: skip
