"""What people of the demo agency opened and pinned: a dashboard that somebody uses."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import Contact, Declaration, SavedView, User, Viewed
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import MODULE, Status
from rxportal.services.demo_accounts import ACCOUNTS

_OPENED = 4  # rows of each, half an hour apart
# What still waits, as it stands in an address.
_WAITS = {
    Role.CANDIDATE: f"status={Status.SUBMITTED.value},{Status.COMPLETED.value}",
    Role.CLIENT: f"status={Status.SUBMITTED.value}&rooster=ja",
}


def fill(session: Session, *, now: datetime) -> None:
    names = {
        Role.CANDIDATE: "Nog niet uitbetaald",
        Role.CLIENT: "Te beoordelen, anders dan het rooster",
    }
    for address in ACCOUNTS:
        user = session.exec(select(User).where(User.email == address)).one()
        actor = _actor(session, user)
        _open(session, actor, now)
        if actor.role in names:
            session.add(
                SavedView(
                    user_id=actor.user_id,
                    module=MODULE,
                    name=names[actor.role],
                    query=_WAITS[actor.role],
                    pinned=True,
                    created_at=now,
                )
            )


def _open(session: Session, actor: Actor, now: datetime) -> None:
    rows = session.exec(
        select(Declaration.id)
        .where(
            visible(actor, Declaration),
            col(Declaration.status).in_((Status.PROCESSED, Status.COMPLETED)),
        )
        .order_by(col(Declaration.starts_on).desc(), col(Declaration.id))
        .limit(_OPENED)
    ).all()
    for at, row_id in enumerate(rows, 2):
        session.add(
            Viewed(
                user_id=actor.user_id,
                module=MODULE,
                row_id=row_id or 0,
                at=now - timedelta(minutes=30 * at),
            )
        )


def _actor(session: Session, user: User) -> Actor:
    contact = session.get(Contact, user.contact_id or 0)
    party = user.candidate_id or (contact.client_id if contact else 0)
    return Actor(user.id or 0, user.role, party, user.name)
