"""Which cost centres a contact reaches today, of colleagues they stand in for as well.

``db/scope.py`` turns that into rows. The only question about a person that depends on the day.
"""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from rxportal.db.tables import Contact, ContactCostCentre, StandIn
from rxportal.domain.zone import today


def centres_of(session: Session, contact_id: int, *, now: datetime) -> tuple[int, ...] | None:
    """Their ids, in order; ``None`` is everything of the client, ``()`` nothing at all."""
    contact = session.get(Contact, contact_id, populate_existing=True)
    if contact is None:
        return ()
    theirs = [contact, *stood_in_for(session, contact_id, now=now)]
    if not all(each.limited for each in theirs):
        return None
    named = select(ContactCostCentre.cost_centre_id).where(
        col(ContactCostCentre.contact_id).in_([each.id for each in theirs])
    )
    return tuple(sorted(set(session.exec(named))))


def stood_in_for(session: Session, contact_id: int, *, now: datetime) -> list[Contact]:
    """In whose place this contact judges today; never anybody of another client."""
    substitute = aliased(Contact)
    return list(
        session.exec(
            select(Contact)
            .join(StandIn, col(StandIn.contact_id) == Contact.id)
            .join(substitute, col(substitute.id) == StandIn.substitute_id)
            .where(
                col(substitute.client_id) == Contact.client_id,
                col(StandIn.substitute_id) == contact_id,
                during(now),
            )
            .order_by(col(Contact.id))
        ).unique()
    )


def substitutes_of(session: Session, contact_id: int, *, now: datetime) -> list[Contact]:
    """Who judges in this contact's place today."""
    absent = aliased(Contact)
    return list(
        session.exec(
            select(Contact)
            .join(StandIn, col(StandIn.substitute_id) == Contact.id)
            .join(absent, col(absent.id) == StandIn.contact_id)
            .where(
                col(absent.client_id) == Contact.client_id,
                col(StandIn.contact_id) == contact_id,
                during(now),
            )
            .order_by(col(Contact.id))
        ).unique()
    )


def during(now: datetime) -> ColumnElement[bool]:
    """The substitution holds on this day in Amsterdam."""
    day = today(now)
    return (col(StandIn.starts_on) <= day) & (col(StandIn.ends_on) >= day)
