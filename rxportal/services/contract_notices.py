"""Who is told what happens to a contract: one function per occasion, through the outbox."""

from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import Agency, Candidate, Contract, User
from rxportal.locales import using
from rxportal.messages import contracts as messages
from rxportal.messages.contracts import Paperwork
from rxportal.services import outbox
from rxportal.services.outbox import Recipient


def offered(session: Session, contract: Contract, *, now: datetime) -> None:
    """The candidate: read and sign it."""
    for reader in _candidate(session, contract):
        with using(reader.language):
            message = messages.offered(_paperwork(contract), name=reader.name)
        outbox.put(session, message, reader, expires_at=contract.sign_before, now=now)


def reminder(session: Session, contract: Contract, *, now: datetime) -> None:
    """The candidate: it still waits."""
    for reader in _candidate(session, contract):
        with using(reader.language):
            message = messages.reminder(_paperwork(contract), name=reader.name)
        outbox.put(session, message, reader, expires_at=contract.sign_before, now=now)


def signed(session: Session, contract: Contract, *, now: datetime) -> None:
    """The candidate: here is your copy."""
    for reader in _candidate(session, contract):
        with using(reader.language):
            message = messages.signed(_paperwork(contract), name=reader.name)
        outbox.put(session, message, reader, now=now)


def withdrawn(session: Session, contract: Contract, *, now: datetime) -> None:
    """The candidate: it need not be signed any more."""
    for reader in _candidate(session, contract):
        with using(reader.language):
            message = messages.withdrawn(
                _paperwork(contract), name=reader.name, reason=contract.reason
            )
        outbox.put(session, message, reader, now=now)


def declined(session: Session, contract: Contract, *, now: datetime) -> None:
    """Who offered it, or else the agency's own address: it was declined, and why."""
    candidate = session.get_one(Candidate, contract.candidate_id)
    for reader in _offerer(session, contract):
        with using(reader.language):
            message = messages.declined(
                _paperwork(contract),
                name=reader.name,
                candidate=candidate.name,
                reason=contract.reason,
            )
        outbox.put(session, message, reader, now=now)


def _paperwork(contract: Contract) -> Paperwork:
    return Paperwork(
        contract.id or 0,
        contract.title,
        contract.starts_on,
        contract.sign_before,
        contract.why if contract.replaces else "",
    )


def _candidate(session: Session, contract: Contract) -> list[Recipient]:
    """The candidate's account; nobody when it is closed or not there yet."""
    found = session.exec(
        select(User, Candidate.first_name)
        .join(Candidate, col(Candidate.id) == User.candidate_id)
        .where(User.candidate_id == contract.candidate_id, col(User.active).is_(True))
        .order_by(col(User.id))
    ).first()
    if found is None:
        return []
    user, name = found
    return [Recipient(user.email, name, user.language, user.id or 0)]


def _offerer(session: Session, contract: Contract) -> list[Recipient]:
    user = session.get(User, contract.offered_by or 0)
    if user and user.active:
        return [Recipient(user.email, user.name, user.language, user.id or 0)]
    agency = session.exec(select(Agency)).one()
    return [Recipient(agency.email, agency.name, "nl")] if agency.email else []
