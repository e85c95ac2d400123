"""What somebody changes about how they get in: the second factor, the number, the address.

Each of these asks for a proof that is at most five minutes old (``step_up``), is told about by
mail, and is written down. A new number or address shows first that it is theirs.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from rxportal.db.tables import Candidate, Contact, PinPurpose, User
from rxportal.domain import browser, text
from rxportal.domain.access import Actor
from rxportal.domain.errors import Refused
from rxportal.domain.typed import email as as_stored
from rxportal.domain.typed import is_email
from rxportal.locales import t
from rxportal.services import (
    audit,
    authenticators,
    browsers,
    devices,
    factor_notices,
    factors,
    passkeys,
    phones,
    pins,
    recovery_codes,
    step_up,
)
from rxportal.services.authenticators import Enrolment
from rxportal.services.factors import Factor
from rxportal.services.recovery_codes import Made
from rxportal.services.sessions import fingerprint

CHANGES = {
    PinPurpose.ENROL: "app",
    PinPurpose.STEP_UP: "sms",
    PinPurpose.NUMBER: "number",
    PinPurpose.ADDRESS: "address",
}


class AsksMore(Refused):
    code = "verificatie-verplicht"

    def __init__(self) -> None:
        super().__init__(t("Je uitzendbureau vraagt deze verificatie. Je kunt hem niet uitzetten."))


class LastPasskey(Refused):
    code = "passkey-nodig"

    def __init__(self) -> None:
        super().__init__(
            t("Je uitzendbureau vraagt verificatie. Stel eerst een app in of maak een passkey bij.")
        )


class UnusableAddress(Refused):
    code = "adres-onbruikbaar"

    def __init__(self) -> None:
        super().__init__(t("Dit adres is niet compleet. Mist er “.nl” of “.com”?"))


class TakenAddress(Refused):
    code = "adres-bezet"

    def __init__(self) -> None:
        super().__init__(t("Dit e-mailadres hoort al bij een ander account. Kies een ander."))


@dataclass(frozen=True)
class Here:
    """The session a change is made from."""

    token: str
    address: str = ""


@dataclass(frozen=True)
class Security:
    """How somebody gets in, for their own screen."""

    fresh: bool  # changes can be made now
    asks_code: bool  # there is an app whose code can go with the proof
    factor: Factor | None  # the code that is asked where no passkey is used
    least: Factor | None  # what the agency wants at the least
    number: str
    email: str
    codes: int
    waiting: str  # for the code of which change: a value of CHANGES, "scan", or nothing
    sent_to: str
    browsers: list[tuple[int, str, str]]  # id, name, until when
    passkeys: list[tuple[int, str, str, str]]  # id, name, made when, used when


def known(session: Session, actor: Actor, here: str, *, now: datetime) -> Security:
    """``here`` is the token of the session that asks."""
    user = session.get_one(User, actor.user_id)
    fresh = step_up.is_fresh(session, here, now=now)
    waiting, sent_to = _waiting(session, user, here, now) if fresh else ("", "")
    return Security(
        fresh=fresh,
        asks_code=step_up.asks_code(session, user),
        factor=factors.code_asked(session, user),
        least=factors.asked_by_agency(session, user),
        number=phones.spaced(user.phone),
        email=user.email,
        codes=recovery_codes.left(session, actor.user_id),
        waiting=waiting,
        sent_to=sent_to,
        browsers=[
            (each.id, browser.in_words(each.browser), text.moment(each.expires_at))
            for each in browsers.mine(session, actor, now=now)
        ],
        passkeys=[
            (
                each.id or 0,
                each.name,
                text.moment(each.created_at),
                text.moment(each.used_at) if each.used_at else "",
            )
            for each in passkeys.mine(session, actor.user_id)
        ],
    )


def text_me(
    session: Session, actor: Actor, here: Here, purpose: PinPurpose, *, now: datetime
) -> None:
    """Text a pin to the number on file, before an app or SMS is used. Raises ``ProofNeeded``."""
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    bound: pins.Bound = {"purpose": purpose, "session_id": row.id}
    pins.send(session, user, **bound, address=here.address, now=now)


def use_sms(session: Session, actor: Actor, here: Here, code: str, *, now: datetime) -> None:
    """Ask a pin by SMS from now on. Raises ``AsksMore`` where the agency wants an app."""
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    if factors.asked_by_agency(session, user) is Factor.APP:
        raise AsksMore
    pins.check(session, user, code, purpose=PinPurpose.STEP_UP, session_id=row.id, now=now)
    _chosen(session, actor, user, Factor.SMS, here, now)


def scan(session: Session, actor: Actor, here: Here, code: str, *, now: datetime) -> Enrolment:
    """The pin is right, now or a moment ago: show the QR code."""
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    bound: pins.Bound = {"purpose": PinPurpose.ENROL, "session_id": row.id}
    if not pins.proven(session, user, **bound, now=now):
        pins.check(session, user, code, **bound, now=now)
    return authenticators.enrol(session, user, now=now)


def use_app(
    session: Session, actor: Actor, here: Here, code: str, made: Made, *, now: datetime
) -> None:
    """The first code of the app is right: it is asked from now on, and there are new codes on
    paper.
    """
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    if not pins.proven(session, user, purpose=PinPurpose.ENROL, session_id=row.id, now=now):
        raise authenticators.NothingToConfirm
    authenticators.confirm(session, user, code, now=now)
    recovery_codes.replace(session, user, made, now=now)
    _chosen(session, actor, user, Factor.APP, here, now)


def use_nothing(session: Session, actor: Actor, here: Here, *, now: datetime) -> None:
    """Back to what the agency asks at the least. Raises ``AsksMore`` when that is an app."""
    step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    if factors.asked_by_agency(session, user) is Factor.APP:
        raise AsksMore
    _chosen(session, actor, user, None, here, now)


def offer_passkey(session: Session, actor: Actor, here: Here, *, now: datetime) -> passkeys.Options:
    """What the browser needs on this screen: to show a passkey as a proof, or then to make one."""
    user = session.get_one(User, actor.user_id)
    if step_up.is_fresh(session, here.token, now=now):
        row = step_up.require(session, here.token, now=now)
        return passkeys.offer_new(session, user, row, now=now)
    if passkeys.has(session, user):
        return step_up.offer(session, actor, here.token, now=now)
    return {}


def add_passkey(
    session: Session,
    actor: Actor,
    here: Here,
    answer: passkeys.Answer,
    name: str,
    made: Made,
    *,
    now: datetime,
) -> bool:
    """Ask for this passkey from now on. Whether ``made``, ten codes on paper, was taken: who had
    none needs them when the device is lost. Raises what ``passkeys.add`` raises.
    """
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    passkey = passkeys.add(session, user, row, answer, name=name, now=now)
    lacks = recovery_codes.left(session, actor.user_id) == 0
    if lacks:
        recovery_codes.replace(session, user, made, now=now)
    factor_notices.passkey_added(session, user, passkey.name, now=now)
    _passkeys_changed(session, actor, user, here, "passkey.added", now)
    return lacks


def remove_passkey(
    session: Session, actor: Actor, here: Here, passkey_id: int, *, now: datetime
) -> None:
    """It opens nothing any more. Raises ``NotFound``, and ``LastPasskey`` when nothing is left of
    what the agency asks.
    """
    step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    name = passkeys.remove(session, user, passkey_id)
    if not passkeys.has(session, user) and not step_up.asks_code(session, user):
        if factors.asked_by_agency(session, user) is Factor.APP:
            raise LastPasskey
        recovery_codes.forget(session, user)
    factor_notices.passkey_removed(session, user, name, now=now)
    _passkeys_changed(session, actor, user, here, "passkey.removed", now)


def new_codes(session: Session, actor: Actor, here: Here, made: Made, *, now: datetime) -> None:
    """Ten other codes on paper; the old ones open nothing any more."""
    step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    recovery_codes.replace(session, user, made, now=now)
    factor_notices.recovery_codes_made(session, user, now=now)
    _record(session, "recovery_codes.made", actor, user, here, now)


def ask_number(session: Session, actor: Actor, here: Here, typed: str, *, now: datetime) -> None:
    """Text a pin to the number that will be the new one. Raises ``UnusableNumber``."""
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    bound: pins.Bound = {"purpose": PinPurpose.NUMBER, "session_id": row.id}
    new = phones.normal(typed)
    pins.send(session, user, **bound, number=new, address=here.address, now=now)


def take_number(session: Session, actor: Actor, here: Here, code: str, *, now: datetime) -> None:
    """The pin that was texted to the new number is right."""
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    bound: pins.Bound = {"purpose": PinPurpose.NUMBER, "session_id": row.id}
    pins.check(session, user, code, **bound, now=now)
    pin = pins.proven(session, user, **bound, now=now)
    user.phone = pin.number if pin else user.phone
    session.add(user)
    if user.candidate_id:
        candidate = session.get_one(Candidate, user.candidate_id)
        candidate.phone = user.phone
        session.add(candidate)
    browsers.forget_all(session, actor.user_id, now=now)
    factor_notices.number_changed(session, user, now=now)
    _record(session, "number.changed", actor, user, here, now)


def ask_address(session: Session, actor: Actor, here: Here, typed: str, *, now: datetime) -> None:
    """Mail a code to the address that will be the new one. Raises ``UnusableAddress``.

    Whether it is somebody else's already is said to who reads it, and to nobody else.
    """
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    new = as_stored(typed)
    if not is_email(new) or new == user.email:
        raise UnusableAddress
    pins.mail(session, user, session_id=row.id, email=new, now=now)


def take_address(session: Session, actor: Actor, here: Here, code: str, *, now: datetime) -> None:
    """The code that was mailed to the new address is right. Raises ``TakenAddress``."""
    row = step_up.require(session, here.token, now=now)
    user = session.get_one(User, actor.user_id)
    bound: pins.Bound = {"purpose": PinPurpose.ADDRESS, "session_id": row.id}
    pins.check(session, user, code, **bound, now=now)
    pin = pins.proven(session, user, **bound, now=now)
    old, new = user.email, pin.number if pin else user.email
    if session.exec(select(User.id).where(User.email == new)).first():
        raise TakenAddress
    user.email = new
    session.add(user)
    own: Any = session.get(Candidate, user.candidate_id or 0) or session.get(
        Contact, user.contact_id or 0
    )
    if own:
        own.email = new
        session.add(own)
    session.flush()
    factor_notices.address_changed(session, user, old, now=now)
    _record(session, "address.changed", actor, user, here, now)


def _chosen(
    session: Session,
    actor: Actor,
    user: User,
    factor: Factor | None,
    here: Here,
    now: datetime,
) -> None:
    """Another factor: elsewhere one signs in anew, with it."""
    factors.choose(session, user, factor, now=now)
    factor_notices.factor_changed(session, user, factors.code_asked(session, user) or "", now=now)
    devices.end_others(session, actor, fingerprint(here.token), now=now)
    _record(session, f"factor.{factor or 'none'}", actor, user, here, now)


def _passkeys_changed(
    session: Session, actor: Actor, user: User, here: Here, kind: str, now: datetime
) -> None:
    """As with another factor: elsewhere one signs in anew."""
    browsers.forget_all(session, actor.user_id, now=now)
    devices.end_others(session, actor, fingerprint(here.token), now=now)
    _record(session, kind, actor, user, here, now)


def _waiting(session: Session, user: User, here: str, now: datetime) -> tuple[str, str]:
    """For which code the screen waits, and where it was sent."""
    row = step_up.require(session, here, now=now)
    pin = pins.newest(session, user, session_id=row.id, now=now)
    if pin is None:
        return "", ""
    if pin.used_at is None:
        shown = pin.number if pin.purpose is PinPurpose.ADDRESS else phones.masked(pin.number)
        return CHANGES.get(pin.purpose, ""), shown
    if pin.purpose is PinPurpose.ENROL and authenticators.being_set_up(session, user, now=now):
        return "scan", ""
    return "", ""


def _record(
    session: Session, kind: str, actor: Actor, user: User, here: Here, now: datetime
) -> None:
    audit.record(session, kind, actor=actor, subject=user, address=here.address, now=now)
