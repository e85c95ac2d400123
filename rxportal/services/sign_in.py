"""Signing in with e-mail and password: what is counted, what is answered, what is opened.

In three parts, because looking at a password takes long and must not hold up a transaction:
``knock`` counts the try and finds what to hold the password against, ``passwords.matches`` does so,
``enter`` draws the conclusion. Unknown, wrong, inactive, not activated and tried too often all get
``WrongCredentials``, after the same work.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from rxportal.config import settings
from rxportal.db.tables import Purpose, User
from rxportal.domain.access import Actor
from rxportal.domain.errors import Counted
from rxportal.domain.typed import email as as_stored
from rxportal.locales import t
from rxportal.services import (
    account_notices,
    audit,
    factors,
    limits,
    passages,
    sessions,
    verification,
)
from rxportal.services.limits import Rule, TooOften
from rxportal.services.sessions import Opened

QUARTER = timedelta(minutes=15)
PER_ACCOUNT = Rule(10, QUARTER)
PER_ADDRESS = Rule(50, QUARTER)  # failures from one address, whoever's account
IN_ALL = Rule(600, QUARTER)  # failures of everybody; more than that slows every stranger down
IN_A_ROW = 100  # failures without a success: then only a new password helps (NIST 3.2.2)
EVERYBODY = "login:everybody"


class WrongCredentials(Counted):
    """Unknown, wrong, inactive, not activated, tried too often: the answer is the same."""

    code = "onjuist"

    def __init__(self) -> None:
        super().__init__(
            t(
                "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog een keer, of "
                "maak een nieuw wachtwoord. Na {n} keer mis moet je een kwartier wachten.",
                n=PER_ACCOUNT.most,
            )
        )


@dataclass(frozen=True)
class Door:
    """What a password has to fit. ``closed``: today no password fits."""

    bucket: str
    user_id: int
    stored: str
    closed: bool
    last: bool  # with this failure it is too often in a row
    slow: bool  # there is a flood of failures: strangers wait a moment


@dataclass(frozen=True)
class Pending:
    """The password was right and a second factor is asked; ``token`` is of the passage."""

    token: str
    language: str


def knock(
    session: Session, email: str, *, address: str, acquaintance: str = "", now: datetime
) -> Door:
    """Count the try, before anybody knows what it is worth. Raises ``TooOften`` for an address.

    ``acquaintance`` is what a browser was given by an earlier sign-in: its tries are counted
    apart, so that nobody can lock the owner out of an account.
    """
    until = limits.closed(session, limits.of_address("login", address), PER_ADDRESS, now=now)
    if until is not None:
        raise TooOften(until, now=now)
    typed = as_stored(email)
    user = session.exec(select(User).where(User.email == typed)).one_or_none()
    known = user is not None and _is_known(user, acquaintance)
    if user is None:
        bucket = f"login:unknown:{hashlib.sha256(typed.encode(errors='replace')).hexdigest()[:32]}"
    elif known:
        bucket = f"login:browser:{sessions.fingerprint(acquaintance)[:32]}"
    else:
        bucket = limits.of_account("login", user.id or 0)
    account = limits.of_account("login", user.id or 0) if user else bucket
    spent = limits.in_a_row(session, account) >= IN_A_ROW
    wait = limits.spend(session, bucket, PER_ACCOUNT, now=now) is not None
    last = not wait and not spent and limits.in_a_row(session, account) >= IN_A_ROW
    slow = not known and limits.closed(session, EVERYBODY, IN_ALL, now=now) is not None
    usable = user is not None and user.active
    return Door(
        bucket=bucket,
        user_id=(user.id or 0) if user else 0,
        stored=user.password_hash if user else "",
        closed=spent or wait or not usable,
        last=last,
        slow=slow,
    )


def enter(
    session: Session,
    door: Door,
    *,
    right: bool,
    newer: str = "",
    wanted: str = "/",
    address: str = "",
    browser: str = "",
    browser_token: str = "",
    now: datetime,
) -> Opened | Pending:
    """Open a session, or ask for the second factor. ``right``: the password fitted.

    ``newer`` is its hash at today's strength, when the stored one is older. Raises
    ``WrongCredentials``.
    """
    user = session.get(User, door.user_id) if door.user_id else None
    if user is None or not right or door.closed or user.password_hash != door.stored:
        _refuse(session, user, door, right=right, address=address, now=now)
        raise WrongCredentials
    for bucket in {door.bucket, limits.of_account("login", door.user_id)}:
        limits.clear(session, bucket, now=now)
    if newer:
        user.password_hash = newer
        session.add(user)
    if factors.needed(session, user, browser_token=browser_token, now=now) is not None:
        token = passages.begin(
            session,
            user,
            Purpose.SIGN_IN,
            wanted=wanted,
            address=address,
            browser=browser,
            now=now,
        )
        verification.start(session, token, address=address, now=now)
        return Pending(token, user.language)
    remembered = "browser" if factors.asked(session, user) else ""
    opened = sessions.open_for(
        session, user, factor=remembered, address=address, browser=browser, now=now
    )
    audit.record(session, "sign_in", actor=_actor(user), subject=user, address=address, now=now)
    return opened


def acquaint(user: User) -> str:
    """What a browser keeps to be known as one of this user's; it opens nothing by itself.

    Ends when the password changes.
    """
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_seal(user, nonce)}"


def _is_known(user: User, acquaintance: str) -> bool:
    nonce, dot, seal = acquaintance[:200].partition(".")
    return bool(dot) and hmac.compare_digest(seal.encode(), _seal(user, nonce).encode())


def _seal(user: User, nonce: str) -> str:
    keys = settings().secret_keys
    if not keys:  # a command line tool: it knows no browsers
        return secrets.token_urlsafe(32)
    content = f"acquaintance:{user.id}:{user.password_at}:{nonce}"
    return hmac.new(keys[0].encode(), content.encode(), hashlib.sha256).hexdigest()


def _refuse(
    session: Session, user: User | None, door: Door, *, right: bool, address: str, now: datetime
) -> None:
    """Count it against the address and everybody, and say in the trail why."""
    limits.spend(session, limits.of_address("login", address), PER_ADDRESS, now=now)
    if limits.spend(session, EVERYBODY, IN_ALL, now=now) is None:
        flood = limits.closed(session, EVERYBODY, IN_ALL, now=now) is not None
    else:
        flood = False
    if user and door.last:
        _close(session, user, address=address, now=now)
    why = _why(user, door, right=right)
    audit.record(
        session,
        "sign_in.refused",
        subject=user,
        address=address,
        details={"why": why},
        now=now,
    )
    if flood:
        audit.record(session, "sign_in.flood", address=address, now=now)


def _why(user: User | None, door: Door, *, right: bool) -> str:
    if user is None:
        return "unknown"
    if not user.active:
        return "inactive"
    if not door.stored:
        return "not_activated"
    if door.closed:
        return "too_often"
    return "wrong" if not right else "changed"


def _close(session: Session, user: User, *, address: str, now: datetime) -> None:
    """The hundredth failure in a row: tell the owner once."""
    if user.active and user.password_hash:
        account_notices.tried_too_often(session, user, times=IN_A_ROW, now=now)
        audit.record(session, "account.closed", subject=user, address=address, now=now)


def _actor(user: User) -> Actor:
    return Actor(user.id or 0, user.role, 0, user.name, user.email, user.language)
