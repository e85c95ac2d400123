"""What stands around every page: whose portal it is, and how many things wait for whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Agency, Declaration
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import MODULE, Status
from rxportal.services import photos, preferences

COLLAPSED = "menu:collapsed"

WAITS_FOR: dict[Role, tuple[Status, ...]] = {
    Role.CANDIDATE: (Status.REPORT, Status.REJECTED),
    Role.CLIENT: (Status.SUBMITTED,),
    Role.OFFICE: (Status.COMPLETED,),
    Role.ADMINISTRATOR: (Status.COMPLETED,),
}
MOST = 99  # a menu counts no further


@dataclass(frozen=True)
class Surroundings:
    agency: str
    phone: str
    waiting: str  # how many declarations wait for this actor, as the menu shows it; "" for none
    collapsed: bool
    closed: list[str]  # what is switched off for this actor
    photo: str = ""  # the address of their own


def surroundings(session: Session, actor: Actor, *, now: datetime) -> Surroundings:
    """What the shell shows the actor."""
    agency = session.exec(select(Agency)).first() or Agency(name="")
    waiting = (
        select(Declaration.id)
        .where(
            visible(actor, Declaration),
            col(Declaration.status).in_(WAITS_FOR[actor.role]),
        )
        .limit(MOST + 1)
    )
    number = session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    if MODULE in actor.closed:
        number = 0
    chosen = preferences.get(session, actor, COLLAPSED, now=now)
    return Surroundings(
        agency.name,
        agency.phone,
        f"{MOST}+" if number > MOST else str(number or ""),
        actor.is_agency if chosen is None else chosen == ["yes"],
        sorted(actor.closed),
        photos.of(session, actor, actor.party_id) if actor.role is Role.CANDIDATE else "",
    )
