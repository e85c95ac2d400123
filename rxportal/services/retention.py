"""Takes away what may be kept no longer, by the terms of ``domain/retention.py``.

A file goes after its row: what is to be removed is written down in the transaction that removes
the row, so that a crash between the two leaves a note and never a file that nobody knows.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, text
from sqlmodel import Session, col, delete, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    Candidate,
    ChangeRequest,
    Comment,
    Contract,
    ContractPage,
    ContractReading,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    Details,
    DiscardedFile,
    Document,
    DocumentType,
    ImportFile,
    Outbox,
    Payment,
    Payslip,
    PayslipConsent,
    PhaseRecord,
    Placement,
    PlacementHourType,
    RosterShift,
    RunItem,
    RunLine,
    Signature,
    StoredFile,
    Transition,
    User,
    Viewed,
)
from rxportal.domain import retention as rules
from rxportal.domain.details import What
from rxportal.domain.retention import Group, Kept
from rxportal.domain.zone import local, today
from rxportal.services import audit, employment, signals

AT_ONCE = 200  # in one transaction: nobody waits long for it
_READ = 1000  # rows that are held at once while all of them are looked at
_LOCK = 0x6B656570  # of PostgreSQL's advisory locks, ours; SQLite has one writer anyway
Ids = Sequence[int]


def due(session: Session, group: Group, *, now: datetime) -> Ids:
    """What of this group has to go: ids of its rows, or of candidates where a part of one goes.

    It may read all there is, which takes seconds: ask it where nobody waits to write.
    """
    return _DUE[group](session, today(now))


def remove(session: Session, group: Group, ids: Ids, *, now: datetime) -> None:
    """Take away some of what is due, a few at a time: nobody who writes waits for the rest.

    That it went is written down.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    _REMOVE[group](session, ids, now)
    told = {"what": group.value, "count": str(len(ids))}
    audit.record(session, "retention.removed", details=told, now=now)


def discard(session: Session, keys: Iterable[str], *, now: datetime) -> None:
    """Write down files whose rows go in this transaction."""
    session.add_all(DiscardedFile(key=key, since=now) for key in keys if key)


def discarded(session: Session) -> Sequence[str]:
    return session.exec(select(DiscardedFile.key).limit(AT_ONCE)).all()


def forget(session: Session, keys: Sequence[str]) -> None:
    """These files are gone."""
    session.exec(delete(DiscardedFile).where(col(DiscardedFile.key).in_(keys)))


def _documents(session: Session, day: date) -> Ids:
    return _ids(
        session,
        select(Document.id)
        .join(DocumentType, col(Document.type_id) == DocumentType.id)
        .where(col(DocumentType.kept) == Kept.DAYS, col(Document.keep_until) < day),
    )


def _identity_copies(session: Session, day: date) -> Ids:
    """Read some at a time: there may be as many papers as weeks of work."""
    standing = employment.standings(session, day)
    of_law = session.exec(
        select(Document.id, Document.candidate_id, Document.added_at, DocumentType.kept)
        .join(DocumentType, col(Document.type_id) == DocumentType.id)
        .where(col(DocumentType.kept) != Kept.DAYS)
        .execution_options(yield_per=_READ)
    )
    ends = (
        (id_, rules.kept_until(Kept(kept), local(at).date(), standing.get(who)))
        for id_, who, at, kept in of_law
    )
    return [id_ or 0 for id_, end in ends if end is not None and end < day]


def _identity_numbers(session: Session, day: date) -> Ids:
    d = Details
    known = or_(col(d.id_number) != "", col(d.id_kind) != "", col(d.id_expires_on).is_not(None))
    return _left(session, day, rules.IDENTITY_YEARS, _who(session, d.candidate_id, known))


def _citizen_numbers(session: Session, day: date) -> Ids:
    asked = col(ChangeRequest.what) == What.BSN
    known = {
        *_who(session, Details.candidate_id, col(Details.bsn) != ""),
        *_who(session, ChangeRequest.candidate_id, asked),
    }
    return sorted(known - set(employment.standings(session, day))) if known else []


def _pay_details(session: Session, day: date) -> Ids:
    d = Details
    known = or_(
        col(d.bsn) != "", col(d.iban) != "", col(d.iban_holder) != "",
        col(d.tax_credit).is_not(None),
    )  # fmt: skip
    who = {
        *_who(session, d.candidate_id, known),
        *_who(session, ChangeRequest.candidate_id, col(ChangeRequest.id).is_not(None)),
    }
    return _left(session, day, rules.PAYROLL_YEARS, who)


def _contracts(session: Session, day: date) -> Ids:
    owner = col(Contract.candidate_id)
    who = session.exec(select(owner).distinct())
    gone = _left(session, day, rules.PAYROLL_YEARS, who)
    return [
        id_
        for first in range(0, len(gone), AT_ONCE)
        for id_ in _ids(
            session, select(Contract.id).where(owner.in_(gone[first : first + AT_ONCE]))
        )
    ]


def _hours(session: Session, day: date) -> Ids:
    first = rules.hours_begin(day)
    d = Declaration
    return _ids(session, select(d.id).where(col(d.starts_on) < first, col(d.ends_on) < first))


def _payslips(session: Session, day: date) -> Ids:
    """A wage belongs to the year in which it was paid."""
    first = rules.payroll_begins(day)
    return _ids(session, select(Payslip.id).where(col(Payslip.paid_on) < first))


def _payments(session: Session, day: date) -> Ids:
    first = rules.payroll_begins(day)
    return _ids(session, select(Payment.id).where(col(Payment.paid_on) < first))


def _statements(session: Session, day: date) -> Ids:
    first = rules.payroll_begins(day).year
    return _ids(session, select(AnnualStatement.id).where(col(AnnualStatement.year) < first))


def _imports(session: Session, day: date) -> Ids:
    """Read in Amsterdam's days, as everything else is: a file from the week before goes."""
    old = datetime.combine(day, time(), UTC) - timedelta(days=rules.IMPORT_DAYS)
    return _ids(session, select(ImportFile.id).where(col(ImportFile.made_at) < old))


def _people(session: Session, day: date) -> Ids:
    """Erased, of whom nothing is kept any more that has a term of its own."""
    c = Candidate
    kept = (Declaration, Payslip, Payment, AnnualStatement, Contract, Document)
    asked = select(c.id).where(
        col(c.erased_at).is_not(None),
        *(~select(row.id).where(col(row.candidate_id) == c.id).exists() for row in kept),
    )
    found = _ids(session, asked)
    standing = employment.standings(session, day) if found else {}
    return [
        who
        for who in found
        if who not in standing or rules.has_left(standing[who], rules.PAYROLL_YEARS, day)
    ]


_DUE: dict[Group, Callable[[Session, date], Ids]] = {
    Group.DOCUMENTS: _documents,
    Group.IDENTITY_COPIES: _identity_copies,
    Group.IDENTITY_NUMBERS: _identity_numbers,
    Group.CITIZEN_NUMBERS: _citizen_numbers,
    Group.HOURS: _hours,
    Group.PAYSLIPS: _payslips,
    Group.PAYMENTS: _payments,
    Group.STATEMENTS: _statements,
    Group.CONTRACTS: _contracts,
    Group.PAY_DETAILS: _pay_details,
    Group.IMPORTS: _imports,
    Group.PEOPLE: _people,
}


def _forget_documents(session: Session, ids: Ids, now: datetime) -> None:
    for owner in session.exec(
        select(Document.candidate_id).where(col(Document.id).in_(ids)).distinct()
    ):
        signals.note(session, candidate_id=owner, now=now)
    _drop(session, Document, col(Document.key), ids, "documenten", now)


def _forget_identity_numbers(session: Session, ids: Ids, now: datetime) -> None:  # noqa: ARG001
    gone = {"id_number": "", "id_number_shown": "", "id_kind": "", "id_expires_on": None}
    _blank(session, ids, gone)


def _forget_citizen_numbers(session: Session, ids: Ids, now: datetime) -> None:  # noqa: ARG001
    _blank(session, ids, {"bsn": "", "bsn_shown": ""})
    c = ChangeRequest
    session.exec(delete(c).where(col(c.candidate_id).in_(ids), col(c.what) == What.BSN))


def _forget_pay_details(session: Session, ids: Ids, now: datetime) -> None:  # noqa: ARG001
    gone = {"bsn": "", "bsn_shown": "", "iban": "", "iban_shown": "", "iban_holder": ""}
    _blank(session, ids, {**gone, "tax_credit": None, "tax_credit_from": None})
    session.exec(delete(ChangeRequest).where(col(ChangeRequest.candidate_id).in_(ids)))


def _forget_hours(session: Session, ids: Ids, now: datetime) -> None:
    receipts = select(StoredFile.key).where(col(StoredFile.declaration_id).in_(ids))
    discard(session, session.exec(receipts), now=now)
    for pointer in (Accrual.declaration_id, Declaration.corrects_id):
        _unlink(session, pointer, ids)
    for row, owner in (
        (RunLine, RunLine.declaration_id),
        (RunItem, RunItem.declaration_id),
        (DeclarationLine, DeclarationLine.declaration_id),
        (DeclarationDay, DeclarationDay.declaration_id),
        (Transition, Transition.declaration_id),
        (StoredFile, StoredFile.declaration_id),
        (Outbox, Outbox.declaration_id),
    ):
        session.exec(delete(row).where(col(owner).in_(ids)))
    _drop(session, Declaration, None, ids, "declaraties", now)


def _forget_payslips(session: Session, ids: Ids, now: datetime) -> None:
    _unlink(session, Payment.payslip_id, ids)
    _drop(session, Payslip, col(Payslip.file_key), ids, "loonstroken", now)


def _forget_imports(session: Session, ids: Ids, now: datetime) -> None:
    _drop(session, ImportFile, col(ImportFile.key), ids, "beheer/import", now)


def _forget_payments(session: Session, ids: Ids, now: datetime) -> None:
    _drop(session, Payment, None, ids, "betalingen", now)


def _forget_statements(session: Session, ids: Ids, now: datetime) -> None:
    _drop(session, AnnualStatement, col(AnnualStatement.file_key), ids, "jaaropgaven", now)


def _forget_contracts(session: Session, ids: Ids, now: datetime) -> None:
    sealed = select(Contract.sealed_key).where(col(Contract.id).in_(ids))
    discard(session, session.exec(sealed), now=now)
    _unlink(session, Contract.replaced_by, ids)
    for row, owner in (
        (ContractPage, ContractPage.contract_id),
        (ContractReading, ContractReading.contract_id),
        (Signature, Signature.contract_id),
    ):
        session.exec(delete(row).where(col(owner).in_(ids)))
    _drop(session, Contract, col(Contract.file_key), ids, "contracten", now)


def _forget_people(session: Session, ids: Ids, now: datetime) -> None:
    """What hangs on the person alone, then their accounts, which nothing names any more."""
    places = select(Placement.id).where(col(Placement.candidate_id).in_(ids))
    for row, owner in (
        (RosterShift, RosterShift.placement_id),
        (PlacementHourType, PlacementHourType.placement_id),
    ):
        session.exec(delete(row).where(col(owner).in_(places)))
    for row, owner in (
        (Placement, Placement.candidate_id),
        (PhaseRecord, PhaseRecord.candidate_id),
        (Accrual, Accrual.candidate_id),
        (PayslipConsent, PayslipConsent.candidate_id),
        (ChangeRequest, ChangeRequest.candidate_id),
        (Details, Details.candidate_id),
        (User, User.candidate_id),
    ):
        session.exec(delete(row).where(col(owner).in_(ids)))
    _drop(session, Candidate, None, ids, "beheer/kandidaten", now)


_REMOVE: dict[Group, Callable[[Session, Ids, datetime], None]] = {
    Group.DOCUMENTS: _forget_documents,
    Group.IDENTITY_COPIES: _forget_documents,
    Group.IDENTITY_NUMBERS: _forget_identity_numbers,
    Group.CITIZEN_NUMBERS: _forget_citizen_numbers,
    Group.HOURS: _forget_hours,
    Group.PAYSLIPS: _forget_payslips,
    Group.PAYMENTS: _forget_payments,
    Group.STATEMENTS: _forget_statements,
    Group.CONTRACTS: _forget_contracts,
    Group.PAY_DETAILS: _forget_pay_details,
    Group.IMPORTS: _forget_imports,
    Group.PEOPLE: _forget_people,
}


def _ids(session: Session, asked: SelectOfScalar[Any]) -> Ids:
    return [id_ or 0 for id_ in session.exec(asked)]


def _who(session: Session, owner: Any, rows: ColumnElement[bool]) -> set[int]:
    return set(session.exec(select(col(owner)).where(rows)))


def _left(session: Session, day: date, years: int, who: Iterable[int]) -> Ids:
    """Those of them who left so many calendar years ago."""
    asked = set(who)
    standing = employment.standings(session, day) if asked else {}
    return sorted(each for each in asked if rules.has_left(standing.get(each), years, day))


def _blank(session: Session, candidates: Ids, gone: dict[str, Any]) -> None:
    session.exec(update(Details).where(col(Details.candidate_id).in_(candidates)).values(**gone))


def _unlink(session: Session, pointer: Any, ids: Ids) -> None:
    """What points to these rows no longer does."""
    session.exec(update(pointer.class_).where(pointer.in_(ids)).values({pointer.key: None}))


def _drop(session: Session, table: Any, key: Any, ids: Ids, module: str, now: datetime) -> None:
    """The rows, their files, and what people said of them and looked at."""
    if key is not None:
        discard(session, session.exec(select(key).where(col(table.id).in_(ids))), now=now)
    for about in (Comment, Viewed):
        session.exec(delete(about).where(col(about.module) == module, col(about.row_id).in_(ids)))
    session.exec(delete(table).where(col(table.id).in_(ids)))
