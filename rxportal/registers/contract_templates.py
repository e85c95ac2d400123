"""Contractsjablonen: the texts of contracts, with fields that a placement fills."""

from rxportal.db.tables import ContractTemplate
from rxportal.domain.access import Permission
from rxportal.domain.offer import LONGEST, LONGEST_TITLE, PHASES
from rxportal.domain.template import LONGEST_TEXT, checked
from rxportal.locales import mark
from rxportal.registers.spec import Field, Kind, Register, Value


def _fits(value: Value) -> Value:
    return checked(str(value or ""))


CONTRACT_TEMPLATES = Register(
    slug="beheer/contractsjablonen",
    noun="contract_template",
    one=mark("contractsjabloon"),
    many=mark("contractsjablonen"),
    table=ContractTemplate,
    needs=Permission.CONTRACT_TEMPLATE_WRITE,
    key=("name",),
    called=("name",),
    fields=(
        Field("name", mark("Naam"), needed=True, longest=60),
        Field("title", mark("Titel"), needed=True, longest=LONGEST_TITLE, fit=_fits,
              hint=mark("Zo heet het contract. Bijvoorbeeld: Uitzendovereenkomst fase A.")),
        Field("text", mark("Tekst"), Kind.TEXT, needed=True, longest=LONGEST_TEXT, fit=_fits,
              hint=mark("Begin een kop met # en een punt van een lijst met -. Velden zet je tussen "
                        "accolades, zoals {kandidaat.naam}, {plaatsing.functie}, "
                        "{plaatsing.begin} en {vandaag}.")),
        Field("phase", mark("Fase"), Kind.CHOICE,
              values={each: each for each in PHASES if each}),
        Field("days", mark("Dagen om te tekenen"), Kind.WHOLE, needed=True, least=1,
              most=LONGEST.days),
        Field("retired", mark("Niet meer gebruiken"), Kind.TICK),
    ),
)  # fmt: skip
