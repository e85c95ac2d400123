"""Proving again who one is, before a change that a stranger at the screen must not make.

The password, and for who uses an app or a passkey that as well. It holds for five minutes, and the
session goes on under another token (ASVS 7.2.4).
"""

import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, select

from rxportal.db.tables import User, UserSession
from rxportal.domain.access import Actor
from rxportal.domain.errors import Counted, Refused, SignedOut
from rxportal.locales import t
from rxportal.services import accounts, audit, authenticators, limits, passkeys
from rxportal.services.sessions import Opened, fingerprint

NO_PASSKEY = passkeys.Answer()
HOLDS = timedelta(minutes=5)


class ProofNeeded(Refused):
    code = "bevestig"

    def __init__(self) -> None:
        super().__init__(t("Vul eerst je wachtwoord in: dan weten we zeker dat jij het bent."))


def is_fresh(session: Session, token: str, *, now: datetime) -> bool:
    """Whether this session was proven in the last five minutes."""
    row = session_of(session, token)
    return row.proven_at is not None and now < row.proven_at + HOLDS


def require(session: Session, token: str, *, now: datetime) -> UserSession:
    """The session, if it was proven just now. Raises ``ProofNeeded``: first proof, then change."""
    if not is_fresh(session, token, now=now):
        raise ProofNeeded
    return session_of(session, token)


def asks_code(session: Session, user: User) -> bool:
    """Whether a code of the app goes with the password."""
    return authenticators.of(session, user) is not None


def offer(session: Session, actor: Actor, token: str, *, now: datetime) -> passkeys.Options:
    """What the browser needs to use a passkey here."""
    user = session.get_one(User, actor.user_id)
    return passkeys.offer(session, user, session_of(session, token), now=now)


def prove(
    session: Session,
    actor: Actor,
    *,
    token: str,
    stored: str,
    right: bool,
    code: str = "",
    passkey: passkeys.Answer = NO_PASSKEY,
    address: str = "",
    now: datetime,
) -> Opened:
    """The session under its new token. ``right``: the password, held against ``stored``, was;
    ``passkey`` is what the browser made of the ``offer``, in place of a code.

    Raises ``WrongPassword``, and what the app's code or the passkey raises.
    """
    user = session.get_one(User, actor.user_id)
    try:
        if not right or user.password_hash != stored:
            raise accounts.WrongPassword
        if passkeys.has(session, user) and (passkey.text or not asks_code(session, user)):
            passkeys.check(session, user, session_of(session, token), passkey, now=now)
        elif asks_code(session, user):
            authenticators.check(session, user, code, now=now)
    except Counted as refusal:
        details = {"why": getattr(refusal, "code", "")}
        _record(session, "proof.refused", actor, user, address, details, now)
        raise
    limits.clear(session, limits.of_account("reauth", actor.user_id), now=now)
    row, fresh = session_of(session, token), secrets.token_urlsafe(32)
    row.proven_at, row.token_hash = now, fingerprint(fresh)
    session.add(row)
    session.flush()
    _record(session, "proof", actor, user, address, {}, now)
    return Opened(fresh, user.language)


def session_of(session: Session, token: str) -> UserSession:
    """The session with this token. Raises ``SignedOut``."""
    row = session.exec(
        select(UserSession).where(UserSession.token_hash == fingerprint(token))
    ).one_or_none()
    if row is None:
        raise SignedOut
    return row


def _record(
    session: Session,
    kind: str,
    actor: Actor,
    user: User,
    address: str,
    details: dict[str, str],
    now: datetime,
) -> None:
    audit.record(
        session, kind, actor=actor, subject=user, address=address, details=details, now=now
    )
