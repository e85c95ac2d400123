"""Standing in: a contact, or the agency, says who judges in somebody's place, and on which days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, select

from rxportal.db.scope import visible
from rxportal.db.tables import Contact, StandIn, User
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.zone import today
from rxportal.locales import t
from rxportal.services import audit
from rxportal.services.signals import note

LONGEST = timedelta(days=366)
MOST = 20  # of one contact, from today on


@dataclass(frozen=True)
class Standing:
    """``absent`` and ``substitute`` are names; ``ends`` is whether the actor may end it."""

    id: int
    absent: str
    substitute: str
    starts_on: date
    ends_on: date
    ends: bool
    running: bool


@dataclass(frozen=True)
class Arrangement:
    """``absent`` are those whose place it can be, ``colleagues`` those who can stand in: pairs of
    an id and a name.
    """

    standing: tuple[Standing, ...]
    absent: tuple[tuple[int, str], ...]
    colleagues: tuple[tuple[int, str], ...]


class Unfit(Refused):
    """What cannot be arranged like this; ``problems`` has a sentence for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Nog niet opgeslagen. Kijk bij de velden wat er niet klopt."))
        self.problems = dict(problems)


def arranged(session: Session, actor: Actor, client_id: int = 0, *, now: datetime) -> Arrangement:
    """Who stands in for whom from today on: about the actor, or for the agency at this client."""
    require(actor, Permission.STAND_IN_ARRANGE)
    own = 0 if actor.is_agency else _absent(session, actor, 0).id or 0
    client_id = client_id if actor.is_agency else actor.party_id
    contacts = session.exec(
        select(Contact)
        .where(visible(actor, Contact), Contact.client_id == client_id)
        .order_by(Contact.name, col(Contact.id))
    ).all()
    names = {each.id: each.name for each in contacts}
    rows = session.exec(
        select(StandIn)
        .where(
            visible(actor, StandIn),
            col(StandIn.contact_id).in_(list(names)),
            col(StandIn.ends_on) >= today(now),
        )
        .order_by(col(StandIn.starts_on), col(StandIn.id))
    ).all()
    standing = tuple(
        Standing(
            row.id or 0,
            names[row.contact_id],
            names.get(row.substitute_id, ""),
            row.starts_on,
            row.ends_on,
            actor.is_agency or row.contact_id == own,
            row.starts_on <= today(now),
        )
        for row in rows
    )
    able = _able(session, client_id)
    return Arrangement(
        standing,
        tuple((number or 0, name) for number, name in names.items() if own in {0, number}),
        tuple(each for each in able if each[0] != own),
    )


def arrange(
    session: Session,
    actor: Actor,
    substitute_id: int,
    starts_on: date | None,
    ends_on: date | None,
    *,
    contact_id: int = 0,
    now: datetime,
) -> None:
    """From ``starts_on`` until ``ends_on`` the substitute judges in the contact's place.

    Raises ``Unfit``, and ``NotFound`` for a contact out of reach.
    """
    absent = _absent(session, actor, contact_id)
    session.exec(select(Contact).where(Contact.id == absent.id).with_for_update())
    problems = _problems(session, absent, substitute_id, starts_on, ends_on, today(now))
    if problems or starts_on is None or ends_on is None:
        raise Unfit(problems)
    substitute = session.get_one(Contact, substitute_id)
    session.add(
        StandIn(
            contact_id=absent.id or 0,
            substitute_id=substitute_id,
            starts_on=starts_on,
            ends_on=ends_on,
            made_by=actor.name,
            made_at=now,
        )
    )
    note(session, client_id=absent.client_id, now=now)
    _record(session, actor, "stand_in.made", absent, substitute, starts_on, ends_on, now)


def end(session: Session, actor: Actor, stand_in_id: int, *, now: datetime) -> None:
    """It does not hold any more, from now on. Only the absent one and the agency end it."""
    require(actor, Permission.STAND_IN_ARRANGE)
    row = session.exec(
        select(StandIn).where(StandIn.id == stand_in_id, visible(actor, StandIn)).with_for_update()
    ).one_or_none()
    if row is None or not (actor.is_agency or row.contact_id == _own(session, actor)):
        raise NotFound
    absent = session.get_one(Contact, row.contact_id)
    substitute = session.get_one(Contact, row.substitute_id)
    session.exec(delete(StandIn).where(col(StandIn.id) == row.id))
    note(session, client_id=absent.client_id, now=now)
    _record(session, actor, "stand_in.ended", absent, substitute, row.starts_on, row.ends_on, now)


def _absent(session: Session, actor: Actor, contact_id: int) -> Contact:
    """The actor's own contact; for the agency the one that is named."""
    require(actor, Permission.STAND_IN_ARRANGE)
    wanted = contact_id if actor.is_agency else _own(session, actor)
    found = session.exec(
        select(Contact).where(Contact.id == wanted, visible(actor, Contact))
    ).one_or_none()
    if found is None or (contact_id and contact_id != found.id):
        raise NotFound
    return found


def _own(session: Session, actor: Actor) -> int | None:
    return session.exec(select(User.contact_id).where(User.id == actor.user_id)).first()


def _able(session: Session, client_id: int) -> list[tuple[int, str]]:
    """Whoever at the client has an open account: without one nobody can judge."""
    rows = session.exec(
        select(Contact.id, Contact.name)
        .join(User, col(User.contact_id) == Contact.id)
        .where(Contact.client_id == client_id, col(User.active).is_(True), User.role == Role.CLIENT)
        .order_by(Contact.name, col(Contact.id))
    )
    return [(number or 0, name) for number, name in rows]


def _problems(
    session: Session,
    absent: Contact,
    substitute_id: int,
    starts_on: date | None,
    ends_on: date | None,
    day: date,
) -> dict[str, str]:
    found: dict[str, str] = {}
    if substitute_id == absent.id:
        found["substitute"] = t("Kies iemand anders dan wie er niet is.")
    elif substitute_id not in dict(_able(session, absent.client_id)):
        found["substitute"] = t("Kies een collega met een account.")
    if starts_on is None:
        found["starts"] = t("Kies de eerste dag.")
    if ends_on is None:
        found["ends"] = t("Kies de laatste dag.")
    if starts_on is None or ends_on is None:
        return found
    if ends_on < starts_on:
        found["ends"] = t("De laatste dag ligt vóór de eerste.")
    elif ends_on < day:
        found["ends"] = t("Deze dag is al voorbij.")
    elif ends_on - starts_on > LONGEST:
        found["ends"] = t("Kies een periode van hoogstens een jaar.")
    later = select(StandIn).where(StandIn.contact_id == absent.id, col(StandIn.ends_on) >= day)
    others = session.exec(later).all()
    clash = any(
        row.substitute_id == substitute_id and row.starts_on <= ends_on and row.ends_on >= starts_on
        for row in others
    )
    if clash or len(others) >= MOST:
        found.setdefault(
            "substitute", t("Deze vervanging is al geregeld in (een deel van) die periode.")
        )
    return found


def _record(
    session: Session,
    actor: Actor,
    kind: str,
    absent: Contact,
    substitute: Contact,
    starts_on: date,
    ends_on: date,
    now: datetime,
) -> None:
    details = {
        "absent": absent.name,
        "substitute": substitute.name,
        "days": f"{starts_on.isoformat()} – {ends_on.isoformat()}",
    }
    audit.record(session, kind, actor=actor, details=details, now=now)
