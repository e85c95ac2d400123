"""What the agency knows of a candidate: in which parts, and what of it somebody has to approve."""

from enum import StrEnum

from rxportal.locales import mark

FOLLOWED = "/mijn-gegevens/wijzigingen"  # where a candidate follows what they asked to change


class Part(StrEnum):
    """A tab of *Mijn gegevens*; the value is its name in the URL."""

    PERSON = "naw"
    CONTACT = "contact"
    BANK = "bankrekening"
    TAX = "heffingskorting"
    IDENTITY = "id-document"


PARTS: dict[Part, str] = {
    Part.PERSON: mark("NAW-gegevens"),
    Part.CONTACT: mark("Contactgegevens"),
    Part.BANK: mark("Bankrekening"),
    Part.TAX: mark("Heffingskorting"),
    Part.IDENTITY: mark("ID-document"),
}


class Secret(StrEnum):
    """What is kept sealed and shown with most of it hidden."""

    BSN = "bsn"
    IBAN = "iban"
    ID_NUMBER = "id_number"


class What(StrEnum):
    """What a candidate asks and does not just change: pay and identity depend on it."""

    NAME = "name"
    BSN = "bsn"
    IBAN = "iban"
    TAX = "tax"


WHATS: dict[What, str] = {
    What.NAME: mark("Naam"),
    What.BSN: mark("BSN"),
    What.IBAN: mark("Bankrekening"),
    What.TAX: mark("Heffingskorting"),
}
SECRET_OF: dict[What, Secret] = {What.BSN: Secret.BSN, What.IBAN: Secret.IBAN}

ID_KINDS: dict[str, str] = {
    "passport": mark("Paspoort"),
    "card": mark("Identiteitskaart"),
    "permit": mark("Verblijfsdocument"),
}
_HIDDEN = "•"


def masked(secret: Secret, value: str) -> str:
    """Enough to know it again: ``"•••••••82"``, ``"NL91 •••• •••• 4300"``."""
    if not value:
        return ""
    if secret is Secret.IBAN:
        return f"{value[:4]} {_HIDDEN * 4} {_HIDDEN * 4} {value[-4:]}"
    return _HIDDEN * max(4, len(value) - 2) + value[-2:]
