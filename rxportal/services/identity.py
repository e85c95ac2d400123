"""Numbers and addresses as people type them: checked, and written the way they are kept.

Each function raises ``Unfit``, whose text stands at the field. Most people here come from abroad:
what is Dutch is checked as such, what is not only as far as it can be.
"""

import re
from datetime import date

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as bsns
from stdnum.nl import postcode as postcodes

from rxportal.domain.errors import Refused
from rxportal.locales import t

HOME = "NL"
_FOREIGN_POSTCODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{1,10}[A-Za-z0-9]|")
_ID_NUMBER = re.compile(r"[A-Z0-9]{5,20}")
_BSN_DIGITS = 9
OLDEST = 100  # years


class Unfit(Refused):
    """What was typed cannot be right; the sentence says what is."""


def bsn(typed: str) -> str:
    """Nine digits that pass the *elfproef*; of eight the leading zero was left out."""
    digits = re.sub(r"[ .-]", "", typed)
    try:
        return bsns.validate(
            digits.zfill(_BSN_DIGITS) if len(digits) == _BSN_DIGITS - 1 else digits
        )
    except ValidationError:
        raise Unfit(
            t("Dit BSN klopt niet. Het heeft 9 cijfers en staat op je paspoort of ID-kaart.")
        ) from None


def iban(typed: str) -> str:
    """An account number of any country that has IBANs."""
    try:
        return ibans.validate(typed, check_country=False)
    except ValidationError:
        raise Unfit(
            t("Dit rekeningnummer klopt niet. Een IBAN ziet er zo uit: NL91 ABNA 0417 1643 00.")
        ) from None


def id_number(typed: str) -> str:
    """The number of a passport or card: letters and digits, of any country."""
    number = re.sub(r"[ .-]", "", typed).upper()
    if not number.isascii() or not _ID_NUMBER.fullmatch(number):
        raise Unfit(t("Dit documentnummer klopt niet. Neem de letters en cijfers precies over."))
    return number


def postcode(typed: str, country: str) -> str:
    """``1234ab`` is ``1234 AB`` in the Netherlands; elsewhere it is left as it is."""
    if country != HOME:
        if not _FOREIGN_POSTCODE.fullmatch(typed):
            raise Unfit(t("Deze postcode klopt niet. Gebruik alleen letters en cijfers."))
        return typed.upper()
    try:
        return postcodes.validate(typed) if typed else ""
    except ValidationError:
        raise Unfit(
            t("Deze postcode klopt niet. Typ hem als 1234 AB, of kies een ander land.")
        ) from None


def phone(typed: str) -> str:
    """Any number that can be called, mobile or not, as E.164."""
    if not typed:
        return ""
    try:
        number = phonenumbers.parse(typed[:40], HOME)
    except NumberParseException:
        number = None
    fictional = typed.replace(" ", "").startswith(("+3160000", "060000"))
    if number is None or not (phonenumbers.is_valid_number(number) or fictional):
        raise Unfit(t("Dit telefoonnummer klopt niet. Begin met + en het landnummer, of met 0."))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def name(typed: str) -> str:
    if not typed:
        raise Unfit(t("Vul je naam in zoals hij op je paspoort of ID-kaart staat."))
    return " ".join(typed.split())


def day(typed: str) -> date | None:
    """What a date field sends."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Unfit(t("Deze datum bestaat niet. Kies een dag.")) from None


def birthday(typed: str, today: date) -> date | None:
    """A day on which somebody who works now was born."""
    born = day(typed)
    if born is not None and not 13 <= (today - born).days / 365.25 <= OLDEST:  # noqa: PLR2004
        raise Unfit(t("Deze geboortedatum klopt niet. Kijk vooral het jaar na."))
    return born


def still_valid(typed: str, today: date) -> date | None:
    """The last day of a document that has not ended."""
    until = day(typed)
    if until is not None and until < today:
        raise Unfit(t("Dit document is verlopen. Vul een geldig document in."))
    return until


def country(typed: str) -> str:
    """A country by its two letters, as our own list sends it."""
    if not re.fullmatch(r"[A-Z]{2}", typed):
        raise Unfit(t("Kies een land uit de lijst."))
    return typed
