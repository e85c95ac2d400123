"""Who is asked to judge a declaration: the contacts of its placement, and whoever stands in."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import Contact, Declaration, Placement, User
from rxportal.domain.access import Actor
from rxportal.services import reach
from rxportal.services.outbox import Recipient


def asked(session: Session, declaration: Declaration, *, now: datetime) -> list[Contact]:
    """Who has to act now, in turn: of two who approve the second hears of it after the first.

    With the ones who stand in for them today, and with whom it was escalated to.
    """
    named = _named(session, declaration)
    waits = [each for each in named if each.id not in _done(session, declaration, now)]
    found = (waits or named)[:1]
    for each in tuple(found):
        found += reach.substitutes_of(session, each.id or 0, now=now)
    if declaration.escalated_at and (other := escalation(session, declaration, now=now)):
        found.append(other)
    first = _contact_of(session, declaration.approved_by)
    return [each for each in _once(found) if first is None or each.id != first]


def escalation(session: Session, declaration: Declaration, *, now: datetime) -> Contact | None:
    """Whom the client asks when the approver does not answer, if they reach these hours."""
    found = session.exec(
        select(Contact)
        .where(Contact.client_id == declaration.client_id, col(Contact.escalation).is_(True))
        .order_by(col(Contact.id))
    ).first()
    if found is None:
        return None
    centres = reach.centres_of(session, found.id or 0, now=now)
    reaches = centres is None or declaration.cost_centre_id in centres
    return found if reaches else None


def recipient_of(session: Session, contact: Contact) -> Recipient | None:
    """The contact at the address of their account, or at their own when they have none.

    ``None`` when the account is closed. Somebody without an account is written to as well: they
    have to hear that hours wait.
    """
    accounts = session.exec(
        select(User).where(User.contact_id == contact.id).order_by(col(User.id))
    ).all()
    if not accounts:
        return Recipient(contact.email, contact.name, "nl")
    user = next((user for user in accounts if user.active), None)
    return user and Recipient(user.email, user.name, user.language, user.id or 0)


def is_one(session: Session, user_id: int, declaration: Declaration, *, now: datetime) -> bool:
    """Whether this account is a contact of the placement, stands in for one today, or is whom it
    was escalated to.
    """
    mine = _contact_of(session, user_id)
    ids = {each.id for each in _named(session, declaration)}
    if mine is None:
        return False
    if declaration.escalated_at and (other := escalation(session, declaration, now=now)):
        ids.add(other.id)
    return bool(ids & {mine, *(each.id for each in reach.stood_in_for(session, mine, now=now))})


def needed(session: Session, declaration: Declaration) -> int:
    """How many different people have to approve these hours."""
    return max(1, len(_named(session, declaration)))


def on_behalf_of(session: Session, actor: Actor, declaration: Declaration, *, now: datetime) -> str:
    """The name of the approver in whose place the actor judges; ``""`` for one of their own."""
    mine = _contact_of(session, actor.user_id)
    named = {each.id for each in _named(session, declaration)}
    if mine is None or mine in named:
        return ""
    absent = reach.stood_in_for(session, mine, now=now)
    return next((each.name for each in absent if each.id in named), "")


def _named(session: Session, declaration: Declaration) -> list[Contact]:
    """The approver of the placement, and the second one if it asks for one."""
    place = session.get_one(Placement, declaration.placement_id)
    ids = [number for number in (place.contact_id, place.second_contact_id) if number]
    return [session.get_one(Contact, number) for number in dict.fromkeys(ids)]


def _done(session: Session, declaration: Declaration, now: datetime) -> set[int | None]:
    """Whoever approved as the first of two, and for whom they did."""
    first = _contact_of(session, declaration.approved_by)
    if first is None:
        return set()
    return {first, *(each.id for each in reach.stood_in_for(session, first, now=now))}


def _contact_of(session: Session, user_id: int | None) -> int | None:
    return session.exec(select(User.contact_id).where(User.id == user_id)).first()


def _once(contacts: Iterable[Contact]) -> list[Contact]:
    return list({each.id: each for each in contacts}.values())
