"""The demo agency: invented people, and 26 weeks of their hours up to today."""

from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency, User
from rxportal.gateways.store import FakeStore, Store
from rxportal.services.demo import (
    accruals,
    articles,
    cast,
    contracts,
    details,
    documents,
    habits,
    newcomers,
    pay,
    phases,
    weeks,
)


def fill(session: Session, *, store: Store | None = None, now: datetime) -> bool:
    """Put the demo agency into an empty database; False when somebody lives there already.

    The same day gives the same agency. Its files go into ``store``; without one, they are missing.
    """
    if session.exec(select(Agency.id).limit(1)).first() is not None:
        return False
    if session.exec(select(User.id).limit(1)).first() is not None:
        return False
    made = cast.fill(session, now=now)
    weeks.fill(session, made, now=now)
    pay.fill(session, made, store, now=now)
    accruals.fill(session, made)
    phases.fill(session, made)
    contracts.fill(session, made, now=now)
    articles.fill(session, made, now=now)
    newcomers.fill(session, made.office, now=now)
    details.fill(session, now=now)
    documents.fill(session, made.office, store or FakeStore(), now=now)
    habits.fill(session, now=now)
    session.flush()
    return True
