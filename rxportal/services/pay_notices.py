"""Who is told what happens to their pay: one function per occasion, through the outbox."""

from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import Candidate, Payslip, PayslipConsent, User
from rxportal.domain import periods
from rxportal.locales import using
from rxportal.messages import pay as messages
from rxportal.services import outbox
from rxportal.services.outbox import Recipient


def payslip_ready(session: Session, payslip: Payslip, *, now: datetime) -> None:
    """The candidate: a payslip is there. Not for who wants them on paper, or cannot get in."""
    consent = session.get(PayslipConsent, payslip.candidate_id)
    if consent is not None and not consent.digital:
        return
    found = session.exec(
        select(User, Candidate.first_name)
        .join(Candidate, col(Candidate.id) == User.candidate_id)
        .where(User.candidate_id == payslip.candidate_id, col(User.active).is_(True))
        .order_by(col(User.id))
    ).first()
    if found is None:
        return
    user, first_name = found
    with using(user.language):
        period = periods.name(periods.period_of(payslip.period, payslip.starts_on))
        message = messages.payslip_ready(
            name=first_name, period=period, paid_on=payslip.paid_on, path=path(payslip)
        )
    reader = Recipient(user.email, first_name, user.language, user.id or 0)
    outbox.put(session, message, reader, now=now)


def path(payslip: Payslip) -> str:
    return f"/loonstroken/{payslip.id}"
