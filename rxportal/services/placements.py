"""One placement as a person reads it: its roster, and where its declarations are."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session, col, select

from rxportal.db.tables import Candidate, Placement, RosterShift
from rxportal.domain import roster
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.services import scoped


@dataclass(frozen=True)
class Agreed:
    """``shifts`` stand in the order of the week; ``declarations`` is the address of the list."""

    shifts: tuple[roster.RosterShift, ...]
    declarations: str


def find(session: Session, actor: Actor, placement_id: int) -> Placement:
    """Raises ``NotFound`` for what this actor may not see."""
    require(actor, Permission.PLACEMENT_READ)
    return scoped.find(session, actor, Placement, placement_id)


def agreed(
    session: Session,
    actor: Actor,
    placement_id: int,
    *,
    now: datetime,  # noqa: ARG001
) -> Agreed:
    """What was agreed for a placement beside its own columns. Raises ``NotFound``."""
    place = find(session, actor, placement_id)
    shifts = session.exec(
        select(RosterShift)
        .where(col(RosterShift.placement_id) == place.id)
        .order_by(col(RosterShift.weekday), col(RosterShift.begins))
    )
    return Agreed(
        tuple(
            roster.RosterShift(each.weekday, each.begins, each.ends, each.break_minutes)
            for each in shifts
        ),
        _declarations(session, actor, place),
    )


def _declarations(session: Session, actor: Actor, place: Placement) -> str:
    """The list of declarations of this person at this client."""
    asked: dict[str, str] = {}
    if actor.role is not Role.CLIENT:
        asked["opdrachtgever"] = str(place.client_id)
    if actor.role is not Role.CANDIDATE:
        asked["zoek"] = session.get_one(Candidate, place.candidate_id).name
    return f"/declaraties?{urlencode(asked)}"
