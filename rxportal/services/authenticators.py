"""Codes from an app (TOTP, RFC 6238): SHA-1, six digits, thirty seconds.

That is what Google Authenticator, Duo Mobile and Authy all know.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from pyotp.totp import TOTP
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from rxportal.db.tables import Agency, Authenticator, User
from rxportal.domain.errors import Counted, Refused
from rxportal.locales import t
from rxportal.services import limits, secret_box
from rxportal.services.limits import Rule

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1  # steps the phone's clock may be off, either way
ENROL_WITHIN = timedelta(minutes=30)
WRONG = Rule(5, timedelta(minutes=5))
HOPELESS = 100  # wrong in a row: the back-office has to reset the factor


class WrongCode(Counted):
    code = "code-onjuist"

    def __init__(self) -> None:
        super().__init__(t("Deze code klopt niet. Typ de 6 cijfers die nu in de app staan."))


class CodeUsed(Counted):
    code = "code-gebruikt"

    def __init__(self) -> None:
        super().__init__(t("Deze code is al gebruikt. Wacht tot de app een nieuwe laat zien."))


class Paused(Refused):
    code = "code-wachten"

    def __init__(self) -> None:
        super().__init__(
            t("Er is te vaak een verkeerde code ingevuld. Wacht vijf minuten en probeer opnieuw.")
        )


class Hopeless(Refused):
    code = "code-geblokkeerd"

    def __init__(self) -> None:
        super().__init__(
            t("Er is te vaak een verkeerde code ingevuld. Bel je vestiging om het te herstellen.")
        )


class NothingToConfirm(Refused):
    code = "app-verlopen"

    def __init__(self) -> None:
        super().__init__(t("Het instellen van de app is verlopen. Begin opnieuw."))


@dataclass(frozen=True)
class Enrolment:
    """What the app has to know: ``uri`` as a QR code, ``secret`` to type. Shown once."""

    uri: str
    secret: str


def enrol(session: Session, user: User, *, now: datetime) -> Enrolment:
    """Make a secret for an app. The app that is there now stays until the new one has proved
    itself; a beginning that was not finished is forgotten.
    """
    session.exec(
        delete(Authenticator).where(
            col(Authenticator.user_id) == user.id, col(Authenticator.confirmed_at).is_(None)
        )
    )
    secret = pyotp.random_base32()  # 160 bits
    row = Authenticator(user_id=user.id or 0, secret="", created_at=now)
    session.add(row)
    session.flush()
    row.secret = secret_box.seal(secret, bound_to=place(row))
    session.add(row)
    session.flush()
    agency = session.exec(select(Agency)).one().name
    uri = TOTP(secret).provisioning_uri(name=user.email, issuer_name=agency)
    return Enrolment(uri, secret)


def confirm(session: Session, user: User, code: str, *, now: datetime) -> None:
    """The first right code: this app counts from now on, and the one before it no more.

    Raises ``WrongCode``, ``Paused`` or ``NothingToConfirm``.
    """
    row = being_set_up(session, user, now=now)
    if row is None:
        raise NothingToConfirm
    _use(session, user, row, code, now)
    session.exec(
        delete(Authenticator).where(
            col(Authenticator.user_id) == user.id, col(Authenticator.id) != row.id
        )
    )
    row.confirmed_at = now
    session.add(row)
    session.flush()


def check(session: Session, user: User, code: str, *, now: datetime) -> None:
    """Use up the code. Raises ``WrongCode``, ``CodeUsed``, ``Paused`` or ``Hopeless``."""
    row = of(session, user)
    if row is None:
        raise WrongCode
    _use(session, user, row, code, now)


def of(session: Session, user: User) -> Authenticator | None:
    """The app that counts."""
    return session.exec(
        select(Authenticator).where(
            Authenticator.user_id == user.id, col(Authenticator.confirmed_at).is_not(None)
        )
    ).one_or_none()


def being_set_up(session: Session, user: User, *, now: datetime) -> Authenticator | None:
    """The app that waits for its first right code."""
    return session.exec(
        select(Authenticator).where(
            Authenticator.user_id == user.id,
            col(Authenticator.confirmed_at).is_(None),
            col(Authenticator.created_at) > now - ENROL_WITHIN,
        )
    ).one_or_none()


def remove(session: Session, user: User) -> None:
    """No app any more, and none being set up."""
    session.exec(delete(Authenticator).where(col(Authenticator.user_id) == user.id))


def take_try(session: Session, user: User, *, now: datetime) -> None:
    """Count a try before the code is looked at. Raises ``Paused`` or ``Hopeless``; a right code
    that comes then is refused too, and not used up.
    """
    bucket = tries_of(user)
    if limits.in_a_row(session, bucket) >= HOPELESS:
        raise Hopeless
    if limits.spend(session, bucket, WRONG, now=now) is not None:
        raise Paused


def tries_of(user: User) -> str:
    """The bucket of wrong codes, from an app or on paper."""
    return limits.of_account("code", user.id or 0)


def _use(session: Session, user: User, row: Authenticator, code: str, now: datetime) -> None:
    take_try(session, user, now=now)
    secret = secret_box.unseal(row.secret, bound_to=place(row))
    steps = _steps(secret, code, now)
    if not steps:
        raise WrongCode
    taken = session.exec(
        update(Authenticator)
        .where(col(Authenticator.id) == row.id, col(Authenticator.last_step) < steps[-1])
        .values(last_step=steps[-1])
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:
        raise CodeUsed
    session.refresh(row)
    if secret_box.is_old(row.secret):
        row.secret = secret_box.seal(secret, bound_to=place(row))
        session.add(row)
    limits.clear(session, tries_of(user), now=now)


def _steps(secret: str, code: str, now: datetime) -> list[int]:
    """The time steps, oldest first, of which this is the code."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not typed.isascii() or not typed.isdecimal():
        return []
    present = int(now.timestamp()) // STEP_SECONDS
    app = TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    around = range(present - DRIFT, present + DRIFT + 1)
    return [step for step in around if hmac.compare_digest(app.generate_otp(step), typed)]


def place(row: Authenticator) -> str:
    """What its secret is bound to."""
    return f"authenticator:{row.id}:{row.user_id}"
