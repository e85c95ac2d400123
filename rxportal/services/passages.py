"""A way in that is under way: somebody has shown something, and not yet everything.

Its token is in a cookie of its own that opens nothing else. Every step asks ``of`` for the passage
it continues, so that no step can be skipped and none belongs to another way in.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import Link, Passage, Purpose, User
from rxportal.domain.errors import Refused
from rxportal.locales import t
from rxportal.services.sessions import fingerprint

COOKIE = "rxportal-stap"  # the name of the cookie a passage is kept in
LIVES = {
    Purpose.SIGN_IN: timedelta(minutes=10),
    Purpose.ACTIVATE: timedelta(minutes=30),
    Purpose.RESET: timedelta(minutes=30),
}


class Lost(Refused):
    """No such passage, or not for this step, or it has ended: begin again."""

    code = "stap-verlopen"

    def __init__(self) -> None:
        super().__init__(t("Deze stap is verlopen of al gedaan. Begin opnieuw."))


def begin(
    session: Session,
    user: User,
    purpose: Purpose,
    *,
    link: Link | None = None,
    wanted: str = "/",
    address: str = "",
    browser: str = "",
    now: datetime,
) -> str:
    """Somebody has shown the first thing; the token for the cookie."""
    token = secrets.token_urlsafe(32)
    session.add(
        Passage(
            token_hash=fingerprint(token),
            purpose=purpose,
            user_id=user.id or 0,
            link_id=link.id if link else None,
            wanted=wanted[:500],
            created_at=now,
            expires_at=now + LIVES[purpose],
            address=address[:64],
            browser=browser[:200],
        )
    )
    session.flush()
    return token


def of(
    session: Session, token: str, *purposes: Purpose, proven: bool = False, now: datetime
) -> Passage:
    """The passage of this cookie, for one of these purposes, at this step. Raises ``Lost``.

    ``proven`` asks that the pin or second factor was right. A link that was used or taken back
    meanwhile ends the passage it began, and so does an account that was closed.
    """
    row = session.exec(
        select(Passage)
        .join(User, col(User.id) == Passage.user_id)
        .outerjoin(Link, col(Link.id) == Passage.link_id)
        .where(
            Passage.token_hash == fingerprint(token),
            col(Passage.purpose).in_(purposes),
            col(Passage.ended_at).is_(None),
            col(Passage.expires_at) > now,
            col(User.active).is_(True),
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
        )
    ).one_or_none()
    if row is None or (proven and row.proven_at is None):
        raise Lost
    return row


def prove(session: Session, passage: Passage, *, now: datetime) -> None:
    """The pin or second factor was right. Raises ``Lost`` when another tab ended the passage."""
    _change(session, passage, proven_at=now)


def finish(session: Session, passage: Passage, *, now: datetime) -> None:
    """It ends, once: of many that finish the same passage all but one get ``Lost``."""
    _change(session, passage, ended_at=now)


def end_all(session: Session, user_id: int, *, now: datetime) -> None:
    """What was under way for this person begins again: a password or a factor changed."""
    session.exec(
        update(Passage)
        .where(col(Passage.user_id) == user_id, col(Passage.ended_at).is_(None))
        .values(ended_at=now)
    )


def _change(session: Session, passage: Passage, **values: datetime) -> None:
    changed = session.exec(
        update(Passage)
        .where(col(Passage.id) == passage.id, col(Passage.ended_at).is_(None))
        .values(**values)
    )
    if not changed.rowcount:
        raise Lost
