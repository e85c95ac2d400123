"""The second factor on the way in: what is asked of this passage, and what was shown.

One who has to use an app and has none yet sets it up here: first a pin by SMS, which proves whose
phone it is, then the QR code, then one code of the app. One who has a passkey is asked for that;
the code they have as well is the other way in, and there is no third.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, select

from rxportal.db.tables import Agency, Passage, PinPurpose, Purpose, User
from rxportal.domain.access import Actor
from rxportal.domain.errors import Counted, Refused
from rxportal.services import (
    audit,
    authenticators,
    browsers,
    factor_notices,
    factors,
    passages,
    passkeys,
    phones,
    pins,
    recovery_codes,
    sessions,
    text_budget,
)
from rxportal.services.authenticators import Enrolment
from rxportal.services.factors import Factor
from rxportal.services.recovery_codes import Made
from rxportal.services.sessions import Opened

PASSKEY_REFUSALS: tuple[Any, ...] = (
    passkeys.NotShown,
    passkeys.NotPossibleHere,
    passkeys.TooLate,
    passkeys.WrongPasskey,
)
PURPOSES = (Purpose.SIGN_IN, Purpose.RESET)
REFUSALS: tuple[Any, ...] = (
    pins.WrongPin,
    pins.PinExpired,
    pins.PinsSpent,
    pins.TooSoon,
    pins.NoNumber,
    phones.UnusableNumber,
    text_budget.TooManyTexts,
    authenticators.WrongCode,
    authenticators.CodeUsed,
    authenticators.Paused,
    authenticators.Hopeless,
    authenticators.NothingToConfirm,
    recovery_codes.WrongRecoveryCode,
    *PASSKEY_REFUSALS,
)


class Step(StrEnum):
    PASSKEY = "passkey"
    SMS = "sms"  # the pin that was texted
    APP = "app"  # the code of the app
    ENROL = "enrol"  # the pin that was texted, before an app is set up
    SCAN = "scan"  # the pin was right: show the QR code and ask for a code of it


@dataclass(frozen=True)
class Asked:
    """What the screen shows to somebody who has not proved themselves: no more than it has to."""

    step: Step
    other: Step | None  # the other way in
    purpose: Purpose
    number: str  # most of it hidden; empty: there is none
    until: datetime | None  # how long the pin that was sent can be filled in
    again_at: datetime | None  # when another one can be asked for
    codes: bool  # there are recovery codes
    agency: str
    phone: str  # of whoever can help


@dataclass(frozen=True)
class Proven:
    """The factor was right. For a sign-in ``opened`` is the session; ``browser`` is the token of
    a browser to remember, or ``""``.
    """

    purpose: Purpose
    wanted: str
    opened: Opened | None = None
    browser: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a request comes from."""

    address: str = ""
    browser: str = ""
    remember: bool = False


def asked(session: Session, token: str, *, other: bool = False, now: datetime) -> Asked:
    """What is asked of this passage, first or in the ``other`` way. Raises ``Lost``."""
    passage, user = _passage(session, token, now)
    ways = _ways(session, passage, user, now)
    step = ways[-1] if other else ways[0]
    pin = pins.waits_until(session, user, **_pin(passage, step), now=now)
    agency = session.exec(select(Agency)).one()
    return Asked(
        step=step,
        other=next((way for way in ways if way is not step), None),
        purpose=passage.purpose,
        number=phones.masked(user.phone),
        until=pin.expires_at if pin else None,
        again_at=pin.sent_at + pins.AGAIN_AFTER if pin else None,
        codes=recovery_codes.left(session, user.id or 0) > 0,
        agency=agency.name,
        phone=agency.helpdesk or agency.phone,
    )


def offer(session: Session, token: str, *, now: datetime) -> passkeys.Options:
    """What the browser needs to use a passkey. Raises ``Lost``."""
    passage, user = _passage(session, token, now)
    return passkeys.offer(session, user, passage, now=now)


def sentence(code: str) -> str:
    """What a refusal said, by its code; ``""`` for any other code."""
    found = next((refusal for refusal in REFUSALS if refusal.code == code), None)
    return str(found()) if found else ""


def start(session: Session, token: str, *, address: str, now: datetime) -> None:
    """The passage has begun: text a pin if one is asked first. When that cannot be done the screen
    says so; it is no reason to stop here.
    """
    try:
        passage, user = _passage(session, token, now)
        if _ways(session, passage, user, now)[0] is Step.PASSKEY:
            return
        resend(session, token, address=address, now=now)
    except Refused:
        return


def resend(session: Session, token: str, *, address: str, now: datetime) -> None:
    """Text a pin. Raises ``Lost`` and what ``pins.send`` raises."""
    passage, user = _passage(session, token, now)
    step = _code(session, passage, user, now)
    if step in {Step.SMS, Step.ENROL}:
        pins.send(session, user, **_pin(passage, step), address=address, now=now)


def check(session: Session, token: str, code: str, origin: Origin, *, now: datetime) -> Proven:
    """The pin or the code of the app. Raises ``Lost`` and what the factor raises."""
    passage, user = _passage(session, token, now)
    step = _code(session, passage, user, now)
    if step is Step.APP:
        _try(session, user, Factor.APP, origin, lambda: _app(session, user, code, now), now)
        return _proven(session, passage, user, Factor.APP, origin, now)
    if step is Step.SMS:
        pin = _pin(passage, step)
        _try(
            session,
            user,
            Factor.SMS,
            origin,
            lambda: pins.check(session, user, code, **pin, now=now),
            now,
        )
        return _proven(session, passage, user, Factor.SMS, origin, now)
    raise passages.Lost  # an app is still to be set up, or there is only a passkey


def use_passkey(
    session: Session, token: str, answer: passkeys.Answer, origin: Origin, *, now: datetime
) -> Proven:
    """A passkey of this person signed what it was given. Raises ``Lost`` and what
    ``passkeys.check`` raises.
    """
    passage, user = _passage(session, token, now)
    _try(
        session,
        user,
        Factor.PASSKEY,
        origin,
        lambda: passkeys.check(session, user, passage, answer, now=now),
        now,
    )
    return _proven(session, passage, user, Factor.PASSKEY, origin, now)


def recover(session: Session, token: str, code: str, origin: Origin, *, now: datetime) -> Proven:
    """A code on paper in place of the phone; its owner is told."""
    passage, user = _passage(session, token, now)
    _try(
        session,
        user,
        "recovery",
        origin,
        lambda: recovery_codes.check(session, user, code, now=now),
        now,
    )
    left = recovery_codes.left(session, user.id or 0)
    factor_notices.recovery_code_used(session, user, left=left, now=now)
    # The phone is lost: this browser is not one to stop asking.
    unremembered = Origin(origin.address, origin.browser)
    return _proven(session, passage, user, "recovery", unremembered, now)


def scan(session: Session, token: str, code: str, origin: Origin, *, now: datetime) -> Enrolment:
    """Begin to set up an app: the pin is right, now or a moment ago."""
    passage, user = _passage(session, token, now)
    step = _code(session, passage, user, now)
    if step is Step.ENROL:
        pin = _pin(passage, step)
        _try(
            session,
            user,
            Factor.SMS,
            origin,
            lambda: pins.check(session, user, code, **pin, now=now),
            now,
        )
    elif step is not Step.SCAN:
        raise passages.Lost
    return authenticators.enrol(session, user, now=now)


def confirm(
    session: Session, token: str, code: str, made: Made, origin: Origin, *, now: datetime
) -> Proven:
    """The first code of the new app, and ten codes on paper with it."""
    passage, user = _passage(session, token, now)
    if _code(session, passage, user, now) is not Step.SCAN:
        raise passages.Lost
    _try(
        session,
        user,
        Factor.APP,
        origin,
        lambda: authenticators.confirm(session, user, code, now=now),
        now,
    )
    factors.choose(session, user, Factor.APP, now=now)
    recovery_codes.replace(session, user, made, now=now)
    factor_notices.factor_changed(session, user, Factor.APP, now=now)
    proven = _proven(session, passage, user, Factor.APP, origin, now)
    audit.record(
        session,
        "factor.app",
        actor=_actor(user),
        subject=user,
        address=origin.address,
        now=now,
    )
    return proven


def _passage(session: Session, token: str, now: datetime) -> tuple[Passage, User]:
    passage = passages.of(session, token, *PURPOSES, now=now)
    if passage.proven_at is not None:
        raise passages.Lost
    return passage, session.get_one(User, passage.user_id)


def _ways(session: Session, passage: Passage, user: User, now: datetime) -> list[Step]:
    """What is asked first, and the other way in if there is one."""
    if not passkeys.has(session, user):
        return [_code_step(session, passage, user, now)]
    if authenticators.of(session, user):
        return [Step.PASSKEY, Step.APP]
    # A text is no way around a passkey, but for who has chosen it too; nor does it set up an app.
    texts = factors.code_asked(session, user) is Factor.SMS
    return [Step.PASSKEY, Step.SMS] if texts else [Step.PASSKEY]


def _code(session: Session, passage: Passage, user: User, now: datetime) -> Step:
    """The way in that takes a code, if there is one."""
    return _ways(session, passage, user, now)[-1]


def _code_step(session: Session, passage: Passage, user: User, now: datetime) -> Step:
    if authenticators.of(session, user):
        return Step.APP
    must = factors.code_asked(session, user) is Factor.APP
    if not must or passage.purpose is Purpose.RESET:
        return Step.SMS
    done = pins.proven(session, user, purpose=PinPurpose.ENROL, passage_id=passage.id, now=now)
    return Step.SCAN if done else Step.ENROL


def _pin(passage: Passage, step: Step) -> pins.Bound:
    enrols = step in {Step.ENROL, Step.SCAN}
    purpose = PinPurpose.ENROL if enrols else PinPurpose.PASSAGE
    return {"purpose": purpose, "passage_id": passage.id}


def _app(session: Session, user: User, code: str, now: datetime) -> None:
    authenticators.check(session, user, code, now=now)


def _try(
    session: Session,
    user: User,
    factor: str,
    origin: Origin,
    look: Callable[[], None],
    now: datetime,
) -> None:
    """Write down what was refused."""
    try:
        look()
    except Counted as refusal:
        audit.record(
            session,
            "factor.refused",
            subject=user,
            address=origin.address,
            details={"factor": factor, "why": getattr(refusal, "code", "")},
            now=now,
        )
        raise


def _proven(
    session: Session, passage: Passage, user: User, factor: str, origin: Origin, now: datetime
) -> Proven:
    """A sign-in ends here, once, as a session; anything else goes on with a proven passage."""
    if passage.purpose is not Purpose.SIGN_IN:
        passages.prove(session, passage, now=now)
        return Proven(passage.purpose, passage.wanted)
    passages.finish(session, passage, now=now)
    where = {"address": origin.address, "browser": origin.browser}
    opened = sessions.open_for(session, user, factor=factor, **where, now=now)
    remembered = browsers.remember(session, user, **where, now=now) if origin.remember else ""
    audit.record(
        session,
        "sign_in",
        actor=_actor(user),
        subject=user,
        address=origin.address,
        details={"factor": factor},
        now=now,
    )
    return Proven(passage.purpose, passage.wanted, opened, remembered)


def _actor(user: User) -> Actor:
    return Actor(user.id or 0, user.role, 0, user.name, user.email, user.language)
