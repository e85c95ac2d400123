"""The first run: an empty portal gets its agency and its first administrator, once.

Whoever is first would have all of it, so that the page asks for a code which only who started the
portal has seen: on its console.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from rxportal.db.tables import Agency, User
from rxportal.domain.access import Role
from rxportal.domain.errors import Counted, NotFound, Refused
from rxportal.domain.typed import email as as_stored
from rxportal.domain.typed import is_email, one_line
from rxportal.locales import t
from rxportal.services import audit, keys, limits, phones, sessions, standards
from rxportal.services.limits import Rule
from rxportal.services.passwords import Accepted, Demands
from rxportal.services.sessions import Opened

TRIES = Rule(20, timedelta(hours=1))  # of everybody together: a code has 40 bits
LONGEST = 120  # characters of a name
_USE = "first run"


class WrongCode(Counted):
    code = "code-eerste-keer"

    def __init__(self) -> None:
        super().__init__(t("Deze code klopt niet. Hij staat in het venster van de server."))


class Unfit(Refused):
    code = "niet-ingevuld"

    def __init__(self) -> None:
        super().__init__(t("Vul de naam van het bureau, je eigen naam en je e-mailadres in."))


@dataclass(frozen=True)
class Wish:
    agency: str
    name: str
    email: str
    phone: str = ""

    @property
    def demands(self) -> Demands:
        """What the password must not be."""
        return Demands((self.name, self.email, self.agency), ())


def is_needed(session: Session, *, now: datetime | None = None) -> bool:  # noqa: ARG001
    """Whether nobody has an account yet."""
    return session.exec(select(User.id).limit(1)).first() is None


def code() -> str:
    """``"K7QM-2XTA"``: the same for every process, as long as the key is."""
    _, key = keys.for_use(_USE)[0]
    words = base64.b32encode(hmac.digest(key, b"code", hashlib.sha256)).decode()
    return f"{words[:4]}-{words[4:8]}"


def knock(session: Session, given: str, wish: Wish, *, now: datetime) -> None:
    """Before a password is hashed. Raises ``NotFound`` once there is an account, ``TooOften``,
    ``WrongCode``, ``Unfit`` and ``UnusableNumber``.
    """
    if not is_needed(session):
        raise NotFound
    limits.require(session, "first-run", TRIES, now=now)
    if not hmac.compare_digest(_plain(given), _plain(code())):
        raise WrongCode
    if not wish.agency or not wish.name or not is_email(as_stored(wish.email)):
        raise Unfit
    if wish.phone:
        phones.normal(wish.phone)


def begin(
    session: Session,
    given: str,
    wish: Wish,
    accepted: Accepted,
    *,
    address: str = "",
    browser: str = "",
    now: datetime,
) -> Opened:
    """The agency, its standards and its administrator, who is signed in. Raises as ``knock``."""
    # Whoever counts a try waits for the one before: of two at once the second finds an account.
    knock(session, given, wish, now=now)
    if not is_needed(session):
        raise NotFound
    agency = session.exec(select(Agency)).first() or Agency(name="")
    agency.name = wish.agency
    session.add(agency)
    standards.put_in(session)
    user = User(
        email=as_stored(wish.email),
        name=wish.name,
        role=Role.ADMINISTRATOR,
        password_hash=accepted.digest,
        phone=phones.normal(wish.phone) if wish.phone else "",
        created_at=now,
        password_at=now,
    )
    session.add(user)
    session.flush()
    opened = sessions.open_for(session, user, address=address, browser=browser, now=now)
    audit.record(session, "portal.begun", subject=user, address=address, now=now)
    return opened


def wished(agency: str, name: str, email: str, phone: str) -> Wish:
    """As it was typed, cut off where no name goes on."""
    return Wish(
        one_line(agency)[:LONGEST],
        one_line(name)[:LONGEST],
        email.strip()[:254],
        phone.strip()[:40],
    )


def _plain(given: str) -> bytes:
    return "".join(given.split()).replace("-", "").upper().encode(errors="replace")
