"""Mobile numbers: which ones a pin may be texted to, and how they are shown."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from rxportal.config import settings
from rxportal.domain.errors import Refused
from rxportal.locales import t

HOME = "NL"  # what a number without a country code belongs to
# No operator gives these out: what a demonstration and the tests have for numbers.
FICTIONAL = "+3160000"
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
_HIDDEN = "•"
_SHOWN = 2  # digits at the end


class UnusableNumber(Refused):
    code = "nummer-onbruikbaar"

    def __init__(self) -> None:
        super().__init__(
            t("Dit is geen mobiel nummer waar we een sms naar kunnen sturen. Controleer het.")
        )


def normal(typed: str) -> str:
    """The number as E.164: ``"06 12 34 56 78"`` -> ``"+31612345678"``. Raises ``UnusableNumber``
    for what is no number, no mobile one (a premium or satellite number costs a fortune) or from
    a country that is not on the list.
    """
    try:
        number = phonenumbers.parse(typed[:40], HOME)
    except NumberParseException:
        raise UnusableNumber from None
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if written.startswith(FICTIONAL) and len(written) == len("+31600000000"):
        return written
    country = phonenumbers.region_code_for_number(number)
    if (
        number.extension
        or country not in settings().sms_countries
        or not phonenumbers.is_valid_number(number)
        or phonenumbers.number_type(number) not in _MOBILE
    ):
        raise UnusableNumber
    return written


def masked(number: str) -> str:
    """For the screen of somebody who has not shown who they are: ``"06 •••• ••12"``."""
    if not number:
        return ""
    shown = number[-_SHOWN:]
    if number.startswith("+316"):
        return f"06 {_HIDDEN * 4} {_HIDDEN * 2}{shown}"
    country = phonenumbers.parse(number).country_code
    return f"+{country} {_HIDDEN * 6}{shown}"


def spaced(number: str) -> str:
    """For its owner: ``"06 12345678"``, ``"+32 470 12 34 56"``."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number)
    home = parsed.country_code == phonenumbers.country_code_for_region(HOME)
    kind = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind)
