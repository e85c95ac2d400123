"""A candidate's photo: put there by themselves, seen by who sees them, gone when it is removed.

The agency can switch it off, for everybody (which is: for candidates) or for who would see it. Then
none is kept.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.db.tables import Agency, Photo
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.switches import PHOTO
from rxportal.formats.uploads import Clean
from rxportal.services import limits
from rxportal.services.limits import Rule

TRIES = Rule(20, timedelta(hours=1))  # photos of one account: each costs a second of the server


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a picture is opened, which is work. Raises ``Forbidden`` or ``TooOften``."""
    if actor.role is not Role.CANDIDATE or PHOTO in actor.closed:
        raise Forbidden
    limits.require(session, limits.of_account("photo", actor.user_id), TRIES, now=now)


def put(session: Session, actor: Actor, square: Clean, *, now: datetime) -> Photo:
    """In the place of the one before. Raises ``Forbidden``."""
    remove(session, actor, now=now)
    row = Photo(
        candidate_id=actor.party_id,
        key=secrets.token_urlsafe(24),
        content=square.content,
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row


def remove(session: Session, actor: Actor, *, now: datetime) -> None:  # noqa: ARG001
    """Nothing is kept of it. Raises ``Forbidden``."""
    if actor.role is not Role.CANDIDATE or PHOTO in actor.closed:
        raise Forbidden
    session.exec(delete(Photo).where(visible(actor, Photo)))


def of(session: Session, actor: Actor, candidate_id: int) -> str:
    """The address of somebody's photo; empty when there is none to see."""
    if not _is_shown(session, actor):
        return ""
    found = session.exec(
        select(Photo.key).where(Photo.candidate_id == candidate_id, visible(actor, Photo))
    ).first()
    return f"/bestanden/foto/{found}" if found else ""


def read(session: Session, actor: Actor, key: str, *, now: datetime) -> bytes:  # noqa: ARG001
    """The picture. Raises ``NotFound``, also where photos are switched off."""
    found = None
    if _is_shown(session, actor):
        found = session.exec(
            select(Photo.content).where(Photo.key == key, visible(actor, Photo))
        ).first()
    if found is None:
        raise NotFound
    return found


def forget_all(session: Session) -> None:
    """The agency switched them off."""
    session.exec(delete(Photo))


def _is_shown(session: Session, actor: Actor) -> bool:
    """Off for candidates is off for everybody."""
    if PHOTO in actor.closed:
        return False
    agency = session.exec(select(Agency)).first()
    return agency is None or PHOTO not in agency.switched_off.get(Role.CANDIDATE.value, ())
