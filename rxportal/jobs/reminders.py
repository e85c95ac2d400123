"""Reminds people of what they still have to do: at most once a day, and only who has not acted."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import and_, col, or_, select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import Declaration
from rxportal.domain.declaration import OPEN, Status
from rxportal.domain.zone import instant, local, today
from rxportal.services import notices

BEFORE = timedelta(days=1)  # ahead of the moment to hand in
PAUSE = timedelta(days=2)  # that an approver gets before the first reminder
REST = timedelta(hours=12)  # between the message that asked and the first reminder of it
LONGEST = timedelta(days=14)  # after that a person has to call
MOST = 20  # in one round, so that nobody waits for them; the next round takes the rest
HOURS = range(8, 20)  # on the clock on the wall: nobody is written to at night


def remind(now: datetime) -> int:
    """Write the reminders that are due now; how many there were."""
    if local(now).hour not in HOURS:
        return 0
    with reading() as session:
        due = select(Declaration.id).where(_due(now)).order_by(col(Declaration.id)).limit(MOST)
        found = session.exec(due).all()
    return sum(_remind(number or 0, now) for number in found)


def _remind(declaration_id: int, now: datetime) -> bool:
    """One reminder in one transaction: the claim looks again whether it is still called for, so
    nobody who has acted meanwhile gets one, and of two processes only one writes it.
    """
    with transaction() as session:
        claimed = session.exec(
            update(Declaration)
            .where(col(Declaration.id) == declaration_id, _due(now))
            .values(reminded_at=now)
            .execution_options(synchronize_session=False)
        )
        if claimed.rowcount != 1:
            return False
        declaration = session.get_one(Declaration, declaration_id)
        if declaration.status is Status.SUBMITTED:
            notices.reminder_to_approve(session, declaration, now=now)
        else:
            notices.reminder_to_fill_in(session, declaration, now=now)
        return True


def _due(now: datetime) -> ColumnElement[bool]:
    """``changed_at`` of a submitted or rejected declaration is when it came to be so."""
    row = Declaration
    not_today = or_(col(row.reminded_at).is_(None), col(row.reminded_at) < instant(today(now), 0))
    to_judge = and_(
        col(row.status) == Status.SUBMITTED,
        col(row.changed_at) <= now - PAUSE,
        col(row.changed_at) > now - PAUSE - LONGEST,
    )
    to_report = and_(
        col(row.status).in_(OPEN),
        col(row.due_at) <= now + BEFORE,
        col(row.due_at) > now - LONGEST,
        col(row.created_at) <= now - REST,
        or_(col(row.status) == Status.REPORT, col(row.changed_at) <= now - REST),
    )
    return and_(not_today, or_(to_judge, to_report))
