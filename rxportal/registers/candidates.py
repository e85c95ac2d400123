"""Kandidaten: who works, and what pay needs to know of them."""

from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import inspect
from sqlmodel import Session, select

from rxportal.db.tables import Candidate, Details, User
from rxportal.domain import text
from rxportal.domain.access import Permission
from rxportal.domain.details import Secret
from rxportal.locales import mark, t
from rxportal.registers.spec import Field, Kind, Register, Value, col
from rxportal.registers.typed import Unfit
from rxportal.services import changes, employment, identity, signals

# A row is asked for its details field by field: they are looked up once.
_DETAILS: WeakKeyDictionary[Any, Details] = WeakKeyDictionary()


def _details(session: Session, row: Candidate) -> Details:
    """What else is known of the candidate; a row that is not kept yet when that is nothing."""
    state: Any = inspect(row)
    found = _DETAILS.get(state)
    if found is None or inspect(found).detached:
        found = changes.details_of(session, row.id or 0)
        _DETAILS[state] = found
    return found


def _begins(row: Candidate) -> None:
    """Nothing else is known of who was just added."""
    _DETAILS[inspect(row)] = Details(candidate_id=row.id or 0)


def _of_details(name: str) -> dict[str, Any]:
    """A field that stands in the candidate's details."""

    def read(session: Session, row: Candidate) -> Value:
        return getattr(_details(session, row), name)

    def write(session: Session, row: Candidate, value: Value) -> None:
        details = _details(session, row)
        setattr(details, name, value)
        session.add(details)

    return {"read": read, "write": write}


def _sealed(secret: Secret) -> dict[str, Any]:
    """A number that is kept sealed."""

    def write(session: Session, row: Candidate, value: Value) -> None:
        details = _details(session, row)
        changes.seal(details, secret, str(value))
        session.add(details)

    return {"secret": True, "write": write}


def _country(value: Any) -> str:
    code = str(value).upper() or identity.HOME
    if text.country(code) == code:
        raise Unfit(t("Typ een land als twee letters, bijvoorbeeld NL of PL."))
    return code


def _bsn(value: Any) -> str:
    return identity.bsn(value) if value else ""


def _iban(value: Any) -> str:
    return identity.iban(value) if value else ""


def _rule(session: Session, row: Candidate | None, values: dict[str, Value]) -> dict[str, str]:
    problems: dict[str, str] = {}
    try:
        if values.get("postcode"):
            country = str(values.get("country") or identity.HOME)
            values["postcode"] = identity.postcode(str(values["postcode"]), country)
    except Unfit as unfit:
        problems["postcode"] = str(unfit)
    if values.get("bsn") and (
        row is None or not employment.is_or_was_employed(session, row.id or 0)
    ):
        problems["bsn"] = t("Een BSN mag pas als iemand geplaatst is. Laat dit veld nu leeg.")
    return problems


def _after(session: Session, row: Candidate, changed: frozenset[str], now: datetime) -> None:
    """The account is called as its candidate is."""
    if changed & {"first_name", "last_name"}:
        for user in session.exec(select(User).where(col(User.candidate_id) == row.id)):
            user.name = row.name
            session.add(user)
    signals.note(session, candidate_id=row.id, now=now)


CANDIDATES = Register(
    slug="beheer/kandidaten",
    noun="candidate",
    one=mark("kandidaat"),
    many=mark("kandidaten"),
    table=Candidate,
    needs=Permission.CANDIDATE_WRITE,
    key=("number",),
    called=("first_name", "last_name"),
    rule=_rule,
    after=_after,
    begins=_begins,
    fields=(
        Field("number", mark("Nummer"), needed=True, longest=20,
              also=("kandidaatnummer", "personeelsnummer")),
        Field("first_name", mark("Roepnaam"), needed=True, longest=60, also=("voornaam",)),
        Field("last_name", mark("Achternaam"), needed=True, longest=60),
        Field("email", mark("E-mailadres"), Kind.EMAIL, needed=True, also=("e-mail", "email")),
        Field("phone", mark("06-nummer"), Kind.MOBILE, also=("mobiel", "telefoon"),
              hint=mark("Daar gaat de pincode heen.")),
        Field("first_names", mark("Voornamen"), **_of_details("first_names")),
        Field("birth_on", mark("Geboortedatum"), Kind.DAY, **_of_details("birth_on")),
        Field("nationality", mark("Nationaliteit"), longest=60, **_of_details("nationality")),
        Field("street", mark("Straat en huisnummer"), also=("adres",), **_of_details("street")),
        Field("postcode", mark("Postcode"), longest=12, **_of_details("postcode")),
        Field("city", mark("Plaats"), also=("woonplaats",), **_of_details("city")),
        Field("country", mark("Land"), longest=2, fit=_country, **_of_details("country")),
        Field("bsn", mark("BSN"), longest=20, fit=_bsn, **_sealed(Secret.BSN)),
        Field("iban", mark("Rekeningnummer (IBAN)"), longest=50, also=("iban",), fit=_iban,
              **_sealed(Secret.IBAN)),
        Field("iban_holder", mark("Op naam van"), also=("tenaamstelling",),
              **_of_details("iban_holder")),
    ),
)  # fmt: skip
