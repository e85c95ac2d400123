"""One placement as a person reads it: its roster, and where its declarations are."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session, col, select

from rxportal.db.tables import Candidate, Contact, ContactCostCentre, Placement, RosterShift
from rxportal.domain import roster
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import Invalid, Refused
from rxportal.locales import t
from rxportal.services import audit, scoped


@dataclass(frozen=True)
class Agreed:
    """``shifts`` stand in the order of the week; ``declarations`` is the address of the list."""

    shifts: tuple[roster.RosterShift, ...]
    declarations: str
    second: str = ""  # the name of who approves as well


@dataclass(frozen=True)
class Approvers:
    """For the agency: ``choices`` are pairs of an id and a name, ``second_id`` 0 is nobody."""

    second_id: int
    choices: tuple[tuple[int, str], ...]


class Unreachable(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            t("{name} ziet de kostenplaats van deze plaatsing niet. Kies iemand anders.", name=name)
        )


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
        _name_of(session, place.second_contact_id),
    )


def approvers(session: Session, actor: Actor, placement_id: int, *, now: datetime) -> Approvers:  # noqa: ARG001
    """Who else at the client could approve. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.CLIENT_ARRANGE)
    place = find(session, actor, placement_id)
    rows = session.exec(
        select(Contact.id, Contact.name)
        .where(Contact.client_id == place.client_id, Contact.id != place.contact_id)
        .order_by(Contact.name, col(Contact.id))
    )
    return Approvers(
        place.second_contact_id or 0, tuple((number or 0, name) for number, name in rows)
    )


def ask_second(
    session: Session, actor: Actor, placement_id: int, contact_id: int, *, now: datetime
) -> None:
    """From now on two different people approve the hours; ``contact_id`` 0: one will do again.

    Raises ``Forbidden``, ``NotFound``, ``Invalid``, and ``Unreachable`` for somebody who would not
    see the hours.
    """
    known = approvers(session, actor, placement_id, now=now)
    if contact_id not in {0, *dict(known.choices)}:
        raise Invalid
    place = find(session, actor, placement_id)
    before, name = _name_of(session, place.second_contact_id), _name_of(session, contact_id)
    contact = session.get(Contact, contact_id)
    if contact is not None and contact.limited:
        centres = session.exec(
            select(ContactCostCentre.cost_centre_id).where(
                ContactCostCentre.contact_id == contact_id
            )
        ).all()
        if place.cost_centre_id not in centres:
            raise Unreachable(name)
    place.second_contact_id = contact_id or None
    session.add(place)
    if before != name:
        details = {"placement": str(place.id), "second": f"{before or '–'} → {name or '–'}"}
        audit.record(session, "client.arranged", actor=actor, details=details, now=now)


def _name_of(session: Session, contact_id: int | None) -> str:
    return session.exec(select(Contact.name).where(Contact.id == contact_id)).first() or ""


def _declarations(session: Session, actor: Actor, place: Placement) -> str:
    """The list of declarations of this person at this client."""
    asked: dict[str, str] = {}
    if actor.role is not Role.CLIENT:
        asked["opdrachtgever"] = str(place.client_id)
    if actor.role is not Role.CANDIDATE:
        asked["zoek"] = session.get_one(Candidate, place.candidate_id).name
    return f"/declaraties?{urlencode(asked)}"
