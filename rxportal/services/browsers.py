"""Browsers in which the second factor is not asked again for thirty days."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, and_, col, select

from rxportal.db.tables import RememberedBrowser, User
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import NotFound
from rxportal.services.sessions import fingerprint

LIVES = timedelta(days=30)


@dataclass(frozen=True)
class Known:
    """A browser as its owner sees it in a list."""

    id: int
    browser: str
    address: str
    created_at: datetime
    expires_at: datetime


def remember(
    session: Session, user: User, *, address: str = "", browser: str = "", now: datetime
) -> str:
    """The token for this browser's cookie; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        RememberedBrowser(
            token_hash=fingerprint(token),
            user_id=user.id or 0,
            created_at=now,
            expires_at=now + LIVES,
            address=address[:64],
            browser=browser[:200],
        )
    )
    session.flush()
    return token


def knows(session: Session, user: User, token: str, *, now: datetime) -> bool:
    """Whether this person asked to be remembered in this browser, less than 30 days ago."""
    found = select(RememberedBrowser.id).where(
        RememberedBrowser.token_hash == fingerprint(token), _open(user.id or 0, now)
    )
    return session.exec(found).first() is not None


def renew(session: Session, user: User, token: str, *, now: datetime) -> str:
    """Another token for the cookie, ``""`` when it is not known: a copy of the old one opens
    nothing once its owner has been back. The thirty days go on.
    """
    fresh = secrets.token_urlsafe(32)
    changed = session.exec(
        update(RememberedBrowser)
        .where(col(RememberedBrowser.token_hash) == fingerprint(token), _open(user.id or 0, now))
        .values(token_hash=fingerprint(fresh))
    )
    return fresh if changed.rowcount == 1 else ""


def mine(session: Session, actor: Actor, *, now: datetime) -> list[Known]:
    """The actor's own, the newest first."""
    found = session.exec(
        select(RememberedBrowser)
        .where(_open(actor.user_id, now))
        .order_by(col(RememberedBrowser.id).desc())
    )
    return [
        Known(row.id or 0, row.browser, row.address, row.created_at, row.expires_at)
        for row in found
    ]


def forget(session: Session, actor: Actor, browser: int, *, now: datetime) -> None:
    """End one of the actor's own. Raises ``NotFound``."""
    changed = session.exec(
        update(RememberedBrowser)
        .where(col(RememberedBrowser.id) == browser, _open(actor.user_id, now))
        .values(ended_at=now)
    )
    if changed.rowcount != 1:
        raise NotFound


def forget_all(session: Session, user_id: int, *, now: datetime) -> None:
    """A password or a factor changed: every browser asks again."""
    session.exec(update(RememberedBrowser).where(_open(user_id, now)).values(ended_at=now))


def forget_role(session: Session, role: Role, *, now: datetime) -> None:
    """More is asked of a role: what its people showed before is not enough any more."""
    theirs = select(User.id).where(User.role == role)
    session.exec(
        update(RememberedBrowser)
        .where(col(RememberedBrowser.user_id).in_(theirs), _still_open(now))
        .values(ended_at=now)
    )


def _open(user_id: int, now: datetime) -> ColumnElement[bool]:
    return and_(col(RememberedBrowser.user_id) == user_id, _still_open(now))


def _still_open(now: datetime) -> ColumnElement[bool]:
    return and_(col(RememberedBrowser.ended_at).is_(None), col(RememberedBrowser.expires_at) > now)
