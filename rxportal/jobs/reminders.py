"""Reminds people of what they still have to do: at most once a day, and only who has not acted.

Each client has its own days (``Client.remind_after``, ``escalate_after``), counted on the wall
clock: two days after Friday 16:00 is Sunday 16:00, also in the night the clock changes.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, null, update
from sqlmodel import Session, and_, col, or_, select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import Client, Contact, Contract, Declaration
from rxportal.domain.contract import State
from rxportal.domain.declaration import OPEN, Status
from rxportal.domain.zone import instant, local, today
from rxportal.services import approvers, contract_notices, notices
from rxportal.services.clients import MOST_DAYS

BEFORE = timedelta(days=1)  # ahead of the moment to hand in
REST = timedelta(hours=12)  # between the message that asked and the first reminder of it
LONGEST = timedelta(days=14)  # after that a person has to call
MOST = 20  # in one round, so that nobody waits for them; the next round takes the rest
_TO_SIGN = ((2, 7), (1, 3))  # which reminder of a contract after how many days, the last first
HOURS = range(8, 20)  # on the clock on the wall: nobody is written to at night


def remind(now: datetime) -> int:
    """Write the reminders that are due now; how many there were."""
    if local(now).hour not in HOURS:
        return 0
    with reading() as session:
        due = select(Declaration.id).where(_due(now)).order_by(col(Declaration.id)).limit(MOST)
        found = session.exec(due).all()
        late = select(Contract.id).where(_unsigned(now)).order_by(col(Contract.id)).limit(MOST)
        unsigned = session.exec(late).all()
    return sum(_remind(number or 0, now) for number in found) + sum(
        _remind_to_sign(number or 0, now) for number in unsigned
    )


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
            _ask(session, declaration, now)
        else:
            notices.reminder_to_fill_in(session, declaration, now=now)
        return True


def _remind_to_sign(contract_id: int, now: datetime) -> bool:
    """The same of a contract. Whose first reminder never went gets one, not two at once."""
    gone = case(
        *((col(Contract.offered_at) <= _ago(days, now), n) for n, days in _TO_SIGN), else_=0
    )
    with transaction() as session:
        claimed = session.exec(
            update(Contract)
            .where(col(Contract.id) == contract_id, _unsigned(now))
            .values(reminded_at=now, reminders=gone)
            .execution_options(synchronize_session=False)
        )
        if claimed.rowcount != 1:
            return False
        contract_notices.reminder(session, session.get_one(Contract, contract_id), now=now)
        return True


def _ask(session: Session, declaration: Declaration, now: datetime) -> None:
    """Remind whoever has to approve, and when they have had their days ask somebody else too."""
    client = session.get_one(Client, declaration.client_id)
    if _passed(declaration, client.remind_after, now):
        notices.reminder_to_approve(session, declaration, now=now)
    other = approvers.escalation(session, declaration, now=now)
    if (
        other is not None
        and declaration.escalated_at is None
        and _passed(declaration, client.escalate_after, now)
    ):
        if other not in approvers.asked(session, declaration, now=now):
            notices.escalated(session, declaration, other, now=now)
        declaration.escalated_at = now
        session.add(declaration)


def _passed(declaration: Declaration, days: int, now: datetime) -> bool:
    return days > 0 and declaration.changed_at <= _ago(days, now)


def _ago(days: int, now: datetime) -> datetime:
    """The moment at which the clock on the wall stood as now, so many days before."""
    wall = local(now)
    return instant(wall.date() - timedelta(days=days), wall.hour * 60 + wall.minute)


def _due(now: datetime) -> ColumnElement[bool]:
    """``changed_at`` of a submitted or rejected declaration is when it came to be so."""
    row = Declaration
    not_today = or_(col(row.reminded_at).is_(None), col(row.reminded_at) < instant(today(now), 0))
    to_judge = and_(
        col(row.status) == Status.SUBMITTED,
        or_(
            _had(Client.remind_after, now),
            and_(
                col(row.escalated_at).is_(None),
                _had(Client.escalate_after, now),
                exists().where(
                    col(Contact.client_id) == row.client_id, col(Contact.escalation).is_(True)
                ),
            ),
        ),
    )
    to_report = and_(
        col(row.status).in_(OPEN),
        col(row.due_at) <= now + BEFORE,
        col(row.due_at) > now - LONGEST,
        col(row.created_at) <= now - REST,
        or_(col(row.status) == Status.REPORT, col(row.changed_at) <= now - REST),
    )
    return and_(not_today, or_(to_judge, to_report))


def _unsigned(now: datetime) -> ColumnElement[bool]:
    """A contract that has waited three days without a reminder, or seven without a second."""
    return and_(
        col(Contract.state) == State.OFFERED,
        col(Contract.sign_before) > now,
        or_(
            *(
                and_(col(Contract.reminders) < n, col(Contract.offered_at) <= _ago(days, now))
                for n, days in _TO_SIGN
            )
        ),
    )


def _had(days: Any, now: datetime) -> ColumnElement[bool]:
    """Hours have waited for the client as many days, and no more than ``LONGEST`` longer."""
    waits = col(Declaration.changed_at)
    return and_(waits <= _since(days, now), waits > _since(days, now - LONGEST))


def _since(days: Any, now: datetime) -> Any:
    """Before which moment hours came to wait, if the client's days have passed; NULL for never."""
    moments = [(col(days) == number, _ago(number, now)) for number in range(1, MOST_DAYS + 1)]
    return (
        select(case(*moments, else_=null()))
        .where(Client.id == Declaration.client_id)
        .correlate(Declaration)
        .scalar_subquery()
    )
