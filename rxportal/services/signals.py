"""That something happened which is on somebody's dashboard: open tabs look again within a second.

A service that changes what waits for somebody notes it, in the transaction that changes it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from rxportal.db.tables import Change
from rxportal.domain.access import Actor, Role

KEPT = timedelta(hours=1)
LATEST = timedelta(
    seconds=15
)  # longer than a transaction takes: one may commit before an older one


def note(
    session: Session,
    *,
    candidate_id: int | None = None,
    client_id: int | None = None,
    user_id: int | None = None,
    now: datetime,
) -> None:
    """Something changed for these two, and for the agency; for a user alone with ``user_id``."""
    session.add(Change(at=now, candidate_id=candidate_id, client_id=client_id, user_id=user_id))


def latest(session: Session, *, now: datetime) -> Sequence[Change]:
    """What changed just now; a reader remembers which of them it has seen."""
    return session.exec(select(Change).where(col(Change.at) > now - LATEST)).all()


def concerns(change: Change, actor: Actor) -> bool:
    """Whether it may be on this person's dashboard."""
    if change.user_id is not None:
        return change.user_id == actor.user_id
    if actor.role is Role.CANDIDATE:
        return change.candidate_id == actor.party_id
    return actor.is_agency or change.client_id == actor.party_id


def forget(session: Session, *, now: datetime) -> None:
    """Drop what every open tab has heard of."""
    session.exec(delete(Change).where(col(Change.at) < now - KEPT))
