"""Signing in and out, and who a session's cookie belongs to."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sql
from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.config import settings
from rxportal.db.tables import Agency, Contact, User, UserSession
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import SignedOut
from rxportal.locales import LANGUAGES
from rxportal.services import reach

WARNED = timedelta(minutes=2)  # before a session ends by itself
MOST = 5  # open at once; of more the one that was used longest ago ends
SEEN_EVERY = timedelta(minutes=1)  # how often being active is written down


@dataclass(frozen=True)
class Opened:
    """A new session: ``token`` goes into the cookie and exists nowhere else."""

    token: str
    language: str


def fingerprint(token: str) -> str:
    """What the database keeps of a token: its SHA-256."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest() if token else ""


def longest() -> timedelta:
    """How long a session lives at most."""
    return timedelta(hours=settings().session_hours)


def idle(role: Role) -> timedelta:
    """How long it lives without anybody doing anything (ASVS 7.3.1)."""
    chosen = settings()
    candidate = role is Role.CANDIDATE
    return timedelta(minutes=chosen.idle_minutes_candidates if candidate else chosen.idle_minutes)


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
            expires_at=now + longest(),
            proven_at=now,
            factor=factor,
            address=address[:64],
            browser=browser[:200],
        )
    )
    session.flush()
    _end_oldest(session, user.id or 0, now)
    return Opened(token, user.language)


def _end_oldest(session: Session, user_id: int, now: datetime) -> None:
    newest = (
        select(UserSession.id)
        .where(UserSession.user_id == user_id, col(UserSession.ended_at).is_(None))
        .order_by(col(UserSession.seen_at).desc(), col(UserSession.id).desc())
    )
    surplus = session.scalars(newest.offset(MOST)).all()
    if surplus:
        session.exec(
            update(UserSession).where(col(UserSession.id).in_(surplus)).values(ended_at=now)
        )


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
    if not found.active or now >= _ends_at(found):
        raise SignedOut
    return _actor(session, found, now)


def actor_for(session: Session, user_id: int, *, now: datetime) -> Actor | None:
    """The same of an account that has no session; ``None`` when it is closed."""
    found: Any = session.connection().execute(_ACCOUNT, {"user_id": user_id}).one_or_none()
    return _actor(session, found, now) if found is not None and found.active else None


def _actor(session: Session, found: Any, now: datetime) -> Actor:
    party = {Role.CANDIDATE: found.candidate_id, Role.CLIENT: found.client_id}.get(found.role)
    off: dict[str, list[str]] = found.switched_off or {}
    contact = found.contact_id if found.role is Role.CLIENT else None
    return Actor(
        found.id,
        found.role,
        party or 0,
        found.name,
        found.email,
        found.language,
        frozenset(off.get(found.role, ())),
        reach.centres_of(session, contact, now=now) if contact else None,
    )


def user_of(session: Session, token: str) -> int:
    """Whose session it is or was, for the log; 0 when there never was one."""
    row = select(UserSession.user_id).where(UserSession.token_hash == fingerprint(token))
    return session.exec(row).first() or 0


def _ends_at(found: Any) -> datetime:
    """When the session ends by itself, or did, or was ended."""
    return found.ended_at or min(found.expires_at, found.seen_at + idle(found.role))


@dataclass(frozen=True)
class Standing:
    """Whose session it is as what, and when it ends if nothing is done; in the past when it has."""

    role: Role
    language: str
    ends_at: datetime
    final: bool  # whatever the person does: it has lived long enough


def standing(
    session: Session, fingerprints: Sequence[str], *, now: datetime
) -> dict[str, Standing]:
    """How these sessions stand; one that nobody may use any more is left out."""
    rows = session.connection().execute(_STANDING, {"fingerprints": list(fingerprints)})
    return {
        row.token_hash: Standing(
            row.role, row.language, _ends_at(row), _ends_at(row) == row.expires_at
        )
        for row in rows
        if row.active and now < _ends_at(row)
    }


def standing_of(
    session: Session,
    _actor: Actor,
    token_hash: str,
    *,
    now: datetime,
) -> Standing:
    """How the session with this fingerprint stands. Raises ``SignedOut``."""
    found = standing(session, [token_hash], now=now).get(token_hash)
    if found is None:
        raise SignedOut
    return found


_STANDING: Any = (
    sql.select(
        col(UserSession.token_hash),
        col(UserSession.ended_at),
        col(UserSession.seen_at),
        col(UserSession.expires_at),
        col(User.role),
        col(User.language),
        col(User.active),
    )
    .join(User, col(UserSession.user_id) == col(User.id))
    .where(col(UserSession.token_hash).in_(sql.bindparam("fingerprints", expanding=True)))
)

# Asked before every event: built once, and columns rather than rows of the mapper.
_PERSON: Any = (
    sql.select(
        col(User.id),
        col(User.role),
        col(User.name),
        col(User.email),
        col(User.language),
        col(User.active),
        col(User.candidate_id),
        col(User.contact_id),
        col(Contact.client_id),
        sql.select(col(Agency.switched_off)).limit(1).scalar_subquery().label("switched_off"),
    )
    .select_from(User)
    .outerjoin(Contact, col(Contact.id) == col(User.contact_id))
)
_ACCOUNT: Any = _PERSON.where(col(User.id) == sql.bindparam("user_id"))
_WHO: Any = (
    _PERSON.add_columns(
        col(UserSession.ended_at), col(UserSession.seen_at), col(UserSession.expires_at)
    )
    .join(UserSession, col(UserSession.user_id) == col(User.id))
    .where(col(UserSession.token_hash) == sql.bindparam("fingerprint"))
)


def note_activity(session: Session, token: str, *, now: datetime) -> None:
    """Write down that the person did something, at most once a minute.

    Raises ``SignedOut``: what was idle for too long has ended, and does not begin again.
    """
    actor_of(session, token, now=now)
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
