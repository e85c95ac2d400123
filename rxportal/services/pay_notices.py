"""Who is told what happens to their pay: one function per occasion, through the outbox."""

from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import AnnualStatement, Candidate, Payslip, PayslipConsent, User
from rxportal.domain import periods
from rxportal.locales import using
from rxportal.messages import pay as messages
from rxportal.services import outbox
from rxportal.services.outbox import Recipient


def payslip_ready(session: Session, payslip: Payslip, *, now: datetime) -> None:
    """The candidate: a payslip is there. Not for who wants them on paper, or cannot get in."""
    for reader in _reader(session, payslip.candidate_id):
        with using(reader.language):
            period = periods.name(periods.period_of(payslip.period, payslip.starts_on))
            message = messages.payslip_ready(
                name=reader.name, period=period, paid_on=payslip.paid_on, path=path(payslip)
            )
        outbox.put(session, message, reader, now=now)


def statement_ready(session: Session, statement: AnnualStatement, *, now: datetime) -> None:
    """The candidate: the annual statement is there. Not for whom a payslip's mail is not for."""
    for reader in _reader(session, statement.candidate_id):
        with using(reader.language):
            message = messages.statement_ready(
                name=reader.name, year=statement.year, path=f"/jaaropgaven/{statement.id}"
            )
        outbox.put(session, message, reader, now=now)


def _reader(session: Session, candidate_id: int) -> list[Recipient]:
    """The candidate's account; nobody where papers go by post, or nobody gets in."""
    consent = session.get(PayslipConsent, candidate_id)
    if consent is not None and not consent.digital:
        return []
    found = session.exec(
        select(User, Candidate.first_name)
        .join(Candidate, col(Candidate.id) == User.candidate_id)
        .where(User.candidate_id == candidate_id, col(User.active).is_(True))
        .order_by(col(User.id))
    ).first()
    if found is None:
        return []
    user, first_name = found
    return [Recipient(user.email, first_name, user.language, user.id or 0)]


def path(payslip: Payslip) -> str:
    return f"/loonstroken/{payslip.id}"
