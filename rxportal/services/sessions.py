"""Signing in and out, and who a session's cookie belongs to."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sql
from sqlalchemy import update
from sqlmodel import Session, col

from rxportal.db.tables import Contact, User, UserSession
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import SignedOut
from rxportal.locales import LANGUAGES

ABSOLUTE = timedelta(hours=12)
IDLE = {Role.CANDIDATE: timedelta(minutes=60)}
IDLE_OTHERS = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=1)  # how often being active is written down


@dataclass(frozen=True)
class Opened:
    """A new session: ``token`` goes into the cookie and exists nowhere else."""

    token: str
    language: str


def fingerprint(token: str) -> str:
    """What the database keeps of a token: its SHA-256."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest() if token else ""


def open_for(
    session: Session,
    user: User,
    *,
    factor: str = "",
    address: str = "",
    browser: str = "",
    now: datetime,
) -> Opened:
    """A session for somebody who has shown who they are; ``factor`` is how, beside the password."""
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=fingerprint(token),
            user_id=user.id or 0,
            created_at=now,
            seen_at=now,
            expires_at=now + ABSOLUTE,
            proven_at=now,
            factor=factor,
            address=address[:64],
            browser=browser[:200],
        )
    )
    session.flush()
    return Opened(token, user.language)


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End the session; the cookie opens nothing any more, in any tab."""
    session.exec(
        update(UserSession)
        .where(
            col(UserSession.token_hash) == fingerprint(token), col(UserSession.ended_at).is_(None)
        )
        .values(ended_at=now)
    )


def actor_of(session: Session, token: str, *, now: datetime) -> Actor:
    """Who the cookie's token names right now. Raises ``SignedOut``."""
    asked = {"fingerprint": fingerprint(token)}
    found: Any = session.connection().execute(_WHO, asked).one_or_none()
    if found is None:
        raise SignedOut
    idle = IDLE.get(found.role, IDLE_OTHERS)
    if (
        found.ended_at is not None
        or not found.active
        or now >= found.expires_at
        or now >= found.seen_at + idle
    ):
        raise SignedOut
    party = {Role.CANDIDATE: found.candidate_id, Role.CLIENT: found.client_id}.get(found.role)
    return Actor(found.id, found.role, party or 0, found.name, found.email, found.language)


# Asked before every event: built once, and columns rather than rows of the mapper.
_WHO: Any = (
    sql.select(
        col(User.id),
        col(User.role),
        col(User.name),
        col(User.email),
        col(User.language),
        col(User.active),
        col(User.candidate_id),
        col(Contact.client_id),
        col(UserSession.ended_at),
        col(UserSession.seen_at),
        col(UserSession.expires_at),
    )
    .join(UserSession, col(UserSession.user_id) == col(User.id))
    .outerjoin(Contact, col(Contact.id) == col(User.contact_id))
    .where(col(UserSession.token_hash) == sql.bindparam("fingerprint"))
)


def note_activity(session: Session, token: str, *, now: datetime) -> None:
    """Write down that the person did something, at most once a minute."""
    session.exec(
        update(UserSession)
        .where(
            col(UserSession.token_hash) == fingerprint(token),
            col(UserSession.seen_at) < now - SEEN_EVERY,
        )
        .values(seen_at=now)
    )


def choose_language(session: Session, actor: Actor, language: str, *, now: datetime) -> None:  # noqa: ARG001
    """Keep the language the user reads. An unknown one is left alone."""
    if language in LANGUAGES:
        session.exec(update(User).where(col(User.id) == actor.user_id).values(language=language))
