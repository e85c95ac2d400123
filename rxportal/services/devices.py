"""*Mijn apparaten*: where somebody is signed in, and ending that."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import User, UserSession
from rxportal.domain import browser, text
from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound
from rxportal.services import audit, sessions


@dataclass(frozen=True)
class Device:
    """One signed-in browser; ``seen`` is when it was used last, in words."""

    id: int
    name: str
    seen: str
    address: str
    phone: bool
    here: bool  # the browser that asks


def mine(session: Session, actor: Actor, here: str, *, now: datetime) -> list[Device]:
    """Where the actor is signed in, this browser first; ``here`` is its token's fingerprint."""
    rows = session.exec(
        select(UserSession)
        .where(UserSession.user_id == actor.user_id, col(UserSession.ended_at).is_(None))
        .order_by(col(UserSession.seen_at).desc())
    ).all()
    open_ = sessions.standing(session, [row.token_hash for row in rows], now=now)
    found = [
        Device(
            row.id or 0,
            browser.in_words(row.browser),
            text.relative_moment(row.seen_at, now),
            row.address,
            browser.system_of(row.browser) in browser.PHONES,
            row.token_hash == here,
        )
        for row in rows
        if row.token_hash in open_
    ]
    return sorted(found, key=lambda device: not device.here)


def end(session: Session, actor: Actor, device_id: int, *, now: datetime) -> None:
    """End one of the actor's own sessions. Raises ``NotFound``."""
    ended = session.exec(
        update(UserSession)
        .where(
            col(UserSession.id) == device_id,
            col(UserSession.user_id) == actor.user_id,
            col(UserSession.ended_at).is_(None),
        )
        .values(ended_at=now)
    )
    if not ended.rowcount:
        raise NotFound
    _record(session, actor, session.get_one(User, actor.user_id), 1, now)


def end_others(session: Session, actor: Actor, here: str, *, now: datetime) -> int:
    """End all of the actor's sessions but the one with this fingerprint; how many."""
    user = session.get_one(User, actor.user_id)
    number = end_all(session, user, but=here, now=now)
    if number:
        _record(session, actor, user, number, now)
    return number


def end_all(session: Session, user: User, *, but: str = "", now: datetime) -> int:
    """End this person's sessions, but the one with the fingerprint ``but``; how many."""
    ended = session.exec(
        update(UserSession)
        .where(
            col(UserSession.user_id) == user.id,
            col(UserSession.token_hash) != but,
            col(UserSession.ended_at).is_(None),
        )
        .values(ended_at=now)
    )
    return ended.rowcount


def _record(session: Session, actor: Actor, user: User, number: int, now: datetime) -> None:
    details = {"sessions": str(number)}
    audit.record(session, "session.ended", actor=actor, subject=user, details=details, now=now)
