"""Hashing passwords, and the one way to a new one.

Slow on purpose (about 25 ms of a processor and 19 MiB): call it in a worker thread, outside any
transaction that writes. However many people come at once, only ``AT_ONCE`` hashes are computed.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from passlib.context import CryptContext  # pyright: ignore[reportMissingTypeStubs]
from sqlmodel import Session, select

from rxportal.db.tables import Agency, User
from rxportal.domain.errors import Refused
from rxportal.domain.password import LONGEST, SHORTEST, Flaw, flaw, normal
from rxportal.locales import mark, t

AT_ONCE = 4  # each takes a processor and 19 MiB

# OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane.
_CONTEXT: Any = CryptContext(
    schemes=["argon2"],
    argon2__type="ID",
    argon2__memory_cost=19456,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
_NOBODYS: str = _CONTEXT.hash("nobody has this password")
_turn = threading.BoundedSemaphore(AT_ONCE)

_SENTENCES = {
    Flaw.SHORT: mark("Kies een wachtwoord van minstens {least} tekens, bijvoorbeeld drie woorden."),
    Flaw.LONG: mark("Kies een wachtwoord van hoogstens {most} tekens."),
    Flaw.LEAKED: mark(
        "Dit wachtwoord staat op lijsten van gelekte wachtwoorden. Kies een ander, bijvoorbeeld "
        "drie woorden die niet bij elkaar horen."
    ),
    Flaw.OWN: mark(
        "Dit wachtwoord lijkt te veel op je naam, je e-mailadres of het uitzendbureau. Kies iets "
        "dat een ander niet kan raden."
    ),
    Flaw.UPPER: mark("Zet minstens één hoofdletter in je wachtwoord."),
    Flaw.LOWER: mark("Zet minstens één kleine letter in je wachtwoord."),
    Flaw.DIGIT: mark("Zet minstens één cijfer in je wachtwoord."),
    Flaw.SYMBOL: mark("Zet minstens één leesteken in je wachtwoord, zoals - ! of ?"),
}


class WeakPassword(Refused):
    """Says what is wrong with a chosen password."""

    def __init__(self, found: Flaw) -> None:
        self.code = f"wachtwoord-{found}"
        super().__init__(t(_SENTENCES[found], least=SHORTEST, most=LONGEST))


class DifferentPasswords(Refused):
    code = "wachtwoord-ongelijk"

    def __init__(self) -> None:
        super().__init__(t("De twee wachtwoorden zijn niet gelijk. Typ ze nog een keer."))


def sentence(code: str) -> str:
    """What a refusal of a new password said, by its code; ``""`` for any other code."""
    if code == DifferentPasswords.code:
        return str(DifferentPasswords())
    found = next((each for each in Flaw if WeakPassword(each).code == code), None)
    return str(WeakPassword(found)) if found else ""


@dataclass(frozen=True)
class Demands:
    """What a new password of somebody must live up to."""

    names: tuple[str, ...]
    compositions: tuple[str, ...]


@dataclass(frozen=True)
class Accepted:
    """A password that lived up to the demands, as the hash to store. Only ``accept`` makes one."""

    digest: str


def demands_on(session: Session, user: User, *, now: datetime) -> Demands:  # noqa: ARG001
    """Not one's own name or address, nor the agency's; and what the agency adds to that."""
    agency = session.exec(select(Agency)).first()
    names = (user.name, user.email, agency.name if agency else "")
    return Demands(names, tuple(agency.compositions) if agency else ())


def accept(password: str, again: str, demands: Demands) -> Accepted:
    """Take it as a new password, typed twice. Raises ``WeakPassword``, ``DifferentPasswords``."""
    if password != again:
        raise DifferentPasswords
    found = flaw(password, names=demands.names, compositions=demands.compositions)
    if found is not None:
        raise WeakPassword(found)
    return Accepted(digest(password))


def digest(password: str) -> str:
    """The hash to store, of the password in Unicode NFC (NIST SP 800-63B)."""
    with _turn:
        return _CONTEXT.hash(normal(password))


def matches(password: str, stored: str) -> bool:
    """Whether ``stored`` is the hash of ``password``.

    An empty ``stored`` (no such account) costs as much time as a real one and is never right.
    """
    if len(password) > LONGEST:
        return False
    with _turn:
        right: bool = _CONTEXT.verify(normal(password), stored or _NOBODYS)
    return right and bool(stored)


def is_old(stored: str) -> bool:
    """Whether the hash was made with less effort than is asked now."""
    return bool(stored) and _CONTEXT.needs_update(stored)
