"""What people type, a spreadsheet has or a program sends, as the value that is kept.

Each raises ``Unfit``, whose sentence stands at the field. Nothing is guessed: what may mean two
things is refused.
"""

import re
from datetime import date, datetime
from typing import Any

from rxportal.domain import typed
from rxportal.domain.errors import Refused
from rxportal.domain.hour_types import Unit, amount
from rxportal.locales import t
from rxportal.registers.spec import Field, Kind, Value
from rxportal.services import phones
from rxportal.services.identity import Unfit

_YES = frozenset({"ja", "j", "x", "1", "true", "waar", "yes"})
_NO = frozenset({"", "nee", "n", "0", "false", "onwaar", "no"})
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WHOLE = re.compile(r"-?\d{1,9}")
_NOTHING: dict[Kind, Value] = {
    Kind.DAY: None, Kind.ROW: None, Kind.ROWS: (), Kind.WHOLE: 0, Kind.CENTS: 0, Kind.TICK: False,
}  # fmt: skip


def value(field: Field, given: Any) -> Value:
    """The value of one field; of ``ROW`` and ``ROWS`` the words that name them, as a text."""
    text = lines(given) if field.kind is Kind.TEXT else words(given)
    if not text and field.kind is not Kind.TICK:
        if field.needed:
            raise Unfit(t("Vul {label} in.", label=t(field.label)))
        return _NOTHING.get(field.kind, "")
    if len(text) > field.longest and field.kind is not Kind.ROWS:
        raise Unfit(t("Dit is te lang. Gebruik hooguit {n} tekens.", n=field.longest))
    found = _READ[field.kind](field, text) if field.kind in _READ else text
    return field.fit(found) if field.fit else found


def words(given: Any) -> str:
    """As somebody would have typed it. Raises ``Invalid`` for what no database keeps."""
    if given is None:
        return ""
    if isinstance(given, datetime):
        given = given.date()
    if isinstance(given, bool):
        return "ja" if given else "nee"
    if isinstance(given, float) and given.is_integer():
        given = int(given)  # how a spreadsheet keeps 152
    return typed.one_line(typed.words(str(given)))


def lines(given: Any) -> str:
    """The same of more lines than one, with an end of line as we write it."""
    return "\n".join(map(typed.seen, typed.words(str(given or "")).splitlines()))


def _email(_field: Field, text: str) -> str:
    if not typed.is_email(text):
        raise Unfit(t("Dit is geen e-mailadres. Mist er “.nl” of “.com”?"))
    return typed.email(text)


def _mobile(_field: Field, text: str) -> str:
    try:
        return phones.normal(text)
    except phones.UnusableNumber as unusable:
        raise Unfit(str(unusable)) from None


def _day(_field: Field, text: str) -> date:
    dutch = _DUTCH_DAY.fullmatch(text)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise Unfit(t("Dit is geen datum. Typ hem als 31-12-2026.")) from None


def _whole(field: Field, text: str) -> int:
    if not text.isascii() or not _WHOLE.fullmatch(text):
        raise Unfit(t("Typ hier een heel getal."))
    return _within(field, int(text), field.least, field.most)


def _cents(field: Field, text: str) -> int:
    try:
        found = amount(text, Unit.EUROS, field.most)
    except Refused:
        raise Unfit(t("Typ een bedrag, bijvoorbeeld 27,60.")) from None
    return _within(field, found, field.least, field.most)


def _within(_field: Field, number: int, least: int, most: int) -> int:
    if not least <= number <= most:
        raise Unfit(t("Dit getal kan niet: kies iets van {least} tot {most}.",
                      least=least, most=most))  # fmt: skip
    return number


def _tick(_field: Field, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise Unfit(t("Typ ja of nee."))


def _choice(field: Field, text: str) -> Any:
    for stored, label in field.values.items():
        if text.casefold() in {str(stored).casefold(), label.casefold(), t(label).casefold()}:
            return stored
    known = ", ".join(t(label) for label in field.values.values())
    raise Unfit(t("Dit kan hier niet. Kies uit: {known}.", known=known))


_READ: dict[Kind, Any] = {
    Kind.EMAIL: _email,
    Kind.MOBILE: _mobile,
    Kind.DAY: _day,
    Kind.WHOLE: _whole,
    Kind.CENTS: _cents,
    Kind.TICK: _tick,
    Kind.CHOICE: _choice,
}
