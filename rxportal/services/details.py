"""*Mijn gegevens*: what a candidate reads of themselves, and changes of it.

A part is saved field by field: what is right is kept, what is not gets a sentence. What pay and
identity depend on becomes a request (``services/changes.py``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, Details, User
from rxportal.domain import text
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.details import ID_KINDS, SECRET_OF, WHATS, Part, Secret, What, masked
from rxportal.domain.errors import Forbidden, Invalid
from rxportal.domain.typed import words
from rxportal.domain.zone import today
from rxportal.locales import mark, t
from rxportal.services import (
    audit,
    changes,
    employment,
    identity,
    phones,
    secret_box,
    signals,
    step_up,
)
from rxportal.services.changes import details_of
from rxportal.services.identity import Unfit
from rxportal.services.security import Here

LONGEST = 120  # characters of a field
YES, NO = "ja", "nee"


@dataclass(frozen=True)
class Asked:
    """A field: ``kind`` is how it is drawn, ``what`` that it has to be approved."""

    key: str
    label: str
    kind: str = "text"  # "date", "tel", "country", "choice", "yesno" or "secret"
    what: What | None = None
    complete: str = "off"  # what a browser may fill in
    hint: str = ""
    needed: bool = False  # nobody who works for us is paid without it


FIELDS: dict[Part, tuple[Asked, ...]] = {
    Part.PERSON: (
        Asked("first_names", mark("Voornamen"), what=What.NAME,
              hint=mark("Zoals ze op je paspoort of ID-kaart staan.")),
        Asked("first_name", mark("Roepnaam"), what=What.NAME, complete="given-name"),
        Asked("last_name", mark("Achternaam"), what=What.NAME, complete="family-name"),
        Asked("birth_on", mark("Geboortedatum"), "date", complete="bday", needed=True),
        Asked("bsn", mark("BSN"), "secret", What.BSN,
              hint=mark("Laat leeg als het hetzelfde blijft."), needed=True),
        Asked("nationality", mark("Nationaliteit")),
        Asked("street", mark("Straat en huisnummer"), complete="street-address",
              needed=True),
        Asked("postcode", mark("Postcode"), complete="postal-code", needed=True),
        Asked("city", mark("Plaats"), complete="address-level2", needed=True),
        Asked("country", mark("Land"), "country", complete="country"),
    ),
    Part.CONTACT: (
        Asked("emergency_name", mark("Wie bellen we bij nood?"), hint=mark("Naam")),
        Asked("emergency_phone", mark("Telefoon bij nood"), "tel"),
    ),
    Part.BANK: (
        Asked("iban", mark("Rekeningnummer (IBAN)"), "secret", What.IBAN,
              hint=mark("Laat leeg als het hetzelfde blijft."), needed=True),
        Asked("iban_holder", mark("Op naam van"), what=What.IBAN),
    ),
    Part.TAX: (
        Asked("tax_credit", mark("Heffingskorting toepassen"), "yesno", What.TAX,
              hint=mark("Je gebruikt hem bij één werkgever tegelijk."), needed=True),
        Asked("tax_credit_from", mark("Vanaf"), "date", What.TAX),
    ),
    Part.IDENTITY: (
        Asked("id_kind", mark("Soort document"), "choice", needed=True),
        Asked("id_number", mark("Documentnummer"), "secret",
              hint=mark("Laat leeg als het hetzelfde blijft."), needed=True),
        Asked("id_expires_on", mark("Geldig tot"), "date", needed=True),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A field as its owner sees it. ``typed`` is what the form begins with: never a secret."""

    key: str
    label: str
    text: str
    typed: str
    kind: str
    complete: str
    hint: str
    secret: bool = False  # there is more to it than is shown


@dataclass(frozen=True)
class Waits:
    """A change that the agency has not looked at yet."""

    id: int
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Known:
    name: str
    number: str
    fields: tuple[Shown, ...]
    waits: tuple[Waits, ...]
    proven: bool  # the account number can be changed now


@dataclass
class Saved:
    """What came of a form: a sentence for each field that is not right; what waits now."""

    problems: dict[str, str] = field(default_factory=dict[str, str])
    asked: bool = False
    changed: bool = False


def known(session: Session, actor: Actor, part: Part, here: Here, *, now: datetime) -> Known:
    """One part of what is known of the actor. Raises ``Forbidden`` for who is no candidate."""
    candidate, details = _own(session, actor)
    values = _values(candidate, details)
    waits = changes.waiting(session, actor)
    return Known(
        candidate.name,
        candidate.number,
        tuple(_shown(each, values) for each in FIELDS[part]),
        tuple(
            Waits(row.id or 0, t(WHATS[what]), row.old, row.new)
            for what, row in waits.items()
            if any(each.what is what for each in FIELDS[part])
        ),
        step_up.is_fresh(session, here.token, now=now),
    )


def save(
    session: Session,
    actor: Actor,
    part: Part,
    typed: Mapping[str, str],
    here: Here,
    *,
    now: datetime,
) -> Saved:
    """Keep what is right. Raises ``Forbidden``, and ``ProofNeeded`` for an account number."""
    candidate, details = _own(session, actor)
    if part is Part.BANK:
        step_up.require(session, here.token, now=now)
    given = {each.key: words(typed.get(each.key, ""))[:LONGEST] for each in FIELDS[part]}
    before = _values(candidate, details)
    done = Saved()
    fit = _checked(part, given, before, done, now)
    if fit.get("bsn") and not employment.is_or_was_employed(session, actor.party_id):
        done.problems["bsn"] = str(employment.NotEmployed())
    for what in What:
        keys = [each.key for each in FIELDS[part] if each.what is what]
        if keys and not any(key in done.problems for key in keys):
            done.asked |= _ask(session, actor, what, {k: fit.get(k) for k in keys}, before, now)
    direct = {each.key for each in FIELDS[part] if each.what is None}
    for key in direct & set(fit):
        done.changed |= _keep(details, key, fit[key])
    session.add(details)
    session.flush()
    if done.changed:
        signals.note(session, candidate_id=actor.party_id, now=now)
        user = session.get_one(User, actor.user_id)
        kept = {"part": part.value}
        audit.record(
            session, "details.changed", actor=actor, subject=user, address=here.address,
            details=kept, now=now,
        )  # fmt: skip
    return done


def reveal(session: Session, actor: Actor, secret: Secret, here: Here, *, now: datetime) -> str:
    """One's own number in full. That it was shown is written down."""
    require(actor, Permission.IDENTITY_REVEAL)
    _, details = _own(session, actor)
    sealed: str = getattr(details, secret.value)
    if not sealed:
        return ""
    value = secret_box.unseal(sealed, bound_to=changes.bound_to(actor.party_id, secret))
    user = session.get_one(User, actor.user_id)
    kept = {"what": secret.value}
    audit.record(
        session, "identity.revealed", actor=actor, subject=user, address=here.address,
        details=kept, now=now,
    )  # fmt: skip
    return value


def part_of(what: What) -> Part:
    """Where it is changed."""
    return next(part for part, fields in FIELDS.items() if any(f.what is what for f in fields))


def _own(session: Session, actor: Actor) -> tuple[Candidate, Details]:
    if actor.role is not Role.CANDIDATE:
        raise Forbidden
    found = session.exec(
        select(Details).where(visible(actor, Details), col(Details.candidate_id) == actor.party_id)
    ).one_or_none()
    return session.get_one(Candidate, actor.party_id), found or details_of(session, actor.party_id)


def _values(candidate: Candidate, details: Details) -> dict[str, str]:
    """Every field as a form sends it; of a secret what is shown."""
    found = {
        "first_name": candidate.first_name,
        "last_name": candidate.last_name,
        **{f"{secret.value}": getattr(details, f"{secret.value}_shown") for secret in Secret},
    }
    for asked in (each for part in FIELDS.values() for each in part):
        if asked.key not in found:
            found[asked.key] = _typed(getattr(details, asked.key))
    return found


def _typed(value: str | bool | date | None) -> str:  # noqa: FBT001
    if isinstance(value, bool):
        return YES if value else NO
    return value.isoformat() if isinstance(value, date) else value or ""


def _shown(asked: Asked, values: Mapping[str, str]) -> Shown:
    value = values[asked.key]
    secret = asked.kind == "secret"
    return Shown(
        key=asked.key,
        label=t(asked.label),
        text=_in_words(asked.kind, value),
        typed="" if secret else _to_type(asked.kind, value),
        kind=asked.kind,
        complete=asked.complete,
        hint=t(asked.hint) if asked.hint else "",
        secret=secret and bool(value),
    )


def _in_words(kind: str, value: str) -> str:
    match kind:
        case "date" if value:
            day = date.fromisoformat(value)
            return f"{text.day_and_month(day)} {day.year}"
        case "tel":
            return phones.spaced(value)
        case "country":
            return text.country(value)
        case "choice" if value:
            return t(ID_KINDS[value])
        case "yesno" if value:
            return t("Ja") if value == YES else t("Nee")
        case _:
            return value


def _to_type(kind: str, value: str) -> str:
    return phones.spaced(value) if kind == "tel" else value


Fit = str | date | bool | None


def _checked(
    part: Part, given: Mapping[str, str], before: Mapping[str, str], done: Saved, now: datetime
) -> dict[str, Fit]:
    """What may be kept, by field; the rest gets its sentence in ``done``."""
    fit: dict[str, Fit] = {}
    for asked in FIELDS[part]:
        value = given[asked.key]
        if asked.kind == "secret" and not value:
            continue  # it stays the same
        try:
            fit[asked.key] = _check(asked, value, given, now)
        except Unfit as unfit:
            done.problems[asked.key] = str(unfit)
    if part is Part.BANK and not before["iban"] and not given["iban"]:
        done.problems["iban"] = t("Vul je rekeningnummer in.")
    return fit


def _check(asked: Asked, value: str, given: Mapping[str, str], now: datetime) -> Fit:
    day = today(now)
    checks: dict[str, Callable[[str], Fit]] = {
        "first_names": identity.name,
        "first_name": identity.name,
        "last_name": identity.name,
        "iban_holder": identity.name,
        "birth_on": partial(identity.birthday, today=day),
        "bsn": identity.bsn,
        "iban": identity.iban,
        "id_number": identity.id_number,
        "id_expires_on": partial(identity.still_valid, today=day),
        "postcode": partial(identity.postcode, country=given.get("country", identity.HOME)),
        "country": identity.country,
        "emergency_phone": identity.phone,
        "id_kind": _id_kind,
        "tax_credit": _yes_or_no,
        "tax_credit_from": _from,
    }
    return checks[asked.key](value) if asked.key in checks else value


def _id_kind(value: str) -> str:
    if value and value not in ID_KINDS:
        raise Invalid
    return value


def _yes_or_no(value: str) -> bool:
    if value not in (YES, NO):
        raise Unfit(t("Kies ja of nee."))
    return value == YES


def _from(value: str) -> date:
    day = identity.day(value)
    if day is None:
        raise Unfit(t("Vul in vanaf welke dag dit geldt."))
    return day


def _ask(
    session: Session,
    actor: Actor,
    what: What,
    fit: Mapping[str, Fit],
    before: Mapping[str, str],
    now: datetime,
) -> bool:
    """Ask for a change when there is one; whether it was asked."""
    if what is What.IBAN and fit["iban"] is None:
        if fit["iban_holder"] == before["iban_holder"]:
            return False
        fit = {**fit, "iban": _same_iban(session, actor)}
    values = {key: _typed(value) for key, value in fit.items()}
    secret = SECRET_OF.get(what)
    if (secret and not values[secret.value]) or (
        not secret and all(before[key] == value for key, value in values.items())
    ):
        return False
    old, new = _told(what, before, None), _told(what, values, secret)
    changes.ask(session, actor, what, values, old=old, new=new, now=now)
    return True


def _same_iban(session: Session, actor: Actor) -> str:
    sealed = details_of(session, actor.party_id).iban
    bound = changes.bound_to(actor.party_id, Secret.IBAN)
    return secret_box.unseal(sealed, bound_to=bound)


def _told(what: What, values: Mapping[str, str], secret: Secret | None) -> str:
    """In one line, for who decides and who waits; of a secret only what is shown."""
    if secret:
        values = {**values, secret.value: masked(secret, values[secret.value])}
    match what:
        case What.NAME:
            full = f"{values['first_name']} {values['last_name']}".strip()
            return f"{full} ({values['first_names']})" if values["first_names"] else full
        case What.BSN:
            return values["bsn"]
        case What.IBAN:
            return ", ".join(filter(None, (values["iban"], values["iban_holder"])))
        case What.TAX:
            since = _in_words("date", values["tax_credit_from"])
            said = _in_words("yesno", values["tax_credit"])
            return t("{said}, vanaf {day}", said=said, day=since) if since else said


def _keep(details: Details, key: str, value: Fit) -> bool:
    """Whether anything changed."""
    if key == Secret.ID_NUMBER.value:
        changes.seal(details, Secret.ID_NUMBER, str(value))
        return True
    before = getattr(details, key)
    setattr(details, key, value)
    return before != value
