"""What stands around every page: whose portal it is, and how many things wait for whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency
from rxportal.domain.access import Actor, Role
from rxportal.services import photos, preferences, waiting

COLLAPSED = "menu:collapsed"

MOST = 99  # a menu counts no further


@dataclass(frozen=True)
class Surroundings:
    agency: str
    phone: str
    counts: dict[str, str]  # of the modules in which something waits, as the menu shows it
    collapsed: bool
    closed: list[str]  # what is switched off for this actor
    photo: str = ""  # the address of their own


def surroundings(session: Session, actor: Actor, *, now: datetime) -> Surroundings:
    """What the shell shows the actor."""
    agency = session.exec(select(Agency)).first() or Agency(name="")
    numbers = waiting.counts(session, actor, most=MOST, now=now)
    chosen = preferences.get(session, actor, COLLAPSED, now=now)
    return Surroundings(
        agency.name,
        agency.phone,
        {slug: shown(number) for slug, number in numbers.items() if number},
        actor.is_agency if chosen is None else chosen == ["yes"],
        sorted(actor.closed),
        photos.of(session, actor, actor.party_id) if actor.role is Role.CANDIDATE else "",
    )


def shown(number: int) -> str:
    """As a menu has room for it: ``"99+"``."""
    return f"{MOST}+" if number > MOST else str(number)
