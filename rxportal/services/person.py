"""Which rows are about one person: for what is handed to them, and what is taken away of them.

Every table stands in ``PATHS`` with the way to a person's rows, or in ``OTHERS`` with why none of
them is about one person; a table in neither fails the tests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, SQLModel, col, select

from rxportal.db.scope import COMMENTED, visible
from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    ArticleRead,
    AuditEvent,
    Authenticator,
    Candidate,
    ChangeRequest,
    Comment,
    Contact,
    ContactCostCentre,
    Contract,
    ContractReading,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    Details,
    Document,
    JudgeLink,
    Link,
    Outbox,
    Passkey,
    Payment,
    Payslip,
    PayslipConsent,
    PhaseRecord,
    Photo,
    Placement,
    Preference,
    RecoveryCode,
    RememberedBrowser,
    RosterShift,
    RunLine,
    SavedView,
    Signature,
    StandIn,
    StoredFile,
    Transition,
    User,
    UserSession,
    Viewed,
)
from rxportal.domain.access import Actor, Role
from rxportal.services import scoped


@dataclass(frozen=True)
class Person:
    """Somebody as the portal knows them; 0 is none. ``own``: they ask for themselves."""

    name: str
    users: tuple[int, ...]
    candidate: int = 0
    contact: int = 0
    own: bool = False


def of_actor(session: Session, actor: Actor) -> Person:
    user = session.get_one(User, actor.user_id)
    return Person(
        actor.name,
        (actor.user_id,),
        actor.party_id if actor.role is Role.CANDIDATE else 0,
        (user.contact_id or 0) if actor.role is Role.CLIENT else 0,
        own=True,
    )


def of_candidate(session: Session, actor: Actor, candidate_id: int) -> Person:
    """Raises ``NotFound``."""
    row = scoped.find(session, actor, Candidate, candidate_id)
    return Person(row.name, tuple(accounts(session, candidate_id)), candidate_id)


def accounts(session: Session, candidate_id: int) -> Sequence[int]:
    found = session.exec(
        select(col(User.id)).where(col(User.candidate_id) == candidate_id).order_by(col(User.id))
    )
    return [each or 0 for each in found]


def rows_of(actor: Actor, person: Person, table: type) -> ColumnElement[bool]:
    """A WHERE clause. What a person does not see in the portal yet, or no more, they do not get by
    asking for all of it either: for that there is the agency.
    """
    path = PATHS[table](person)
    return and_(path, visible(actor, table)) if table in _SHOWN else path


Path = Callable[[Person], ColumnElement[bool]]


def _candidate(owner: Any) -> Path:
    return lambda person: col(owner) == person.candidate


def _user(owner: Any) -> Path:
    return lambda person: col(owner).in_(person.users)


def _contact(*owners: Any) -> Path:
    return lambda person: or_(*(col(owner) == person.contact for owner in owners))


def _within(pointer: Any, table: Any) -> Path:
    """Rows that point to one of a person's rows in ``table``."""
    return lambda person: col(pointer).in_(select(table.id).where(PATHS[table](person)))


def _either(*paths: Path) -> Path:
    return lambda person: or_(*(path(person) for path in paths))


def _comments(person: Person) -> ColumnElement[bool]:
    """What they said, and what was said of their rows."""
    about = [
        (col(Comment.module) == module) & _within(Comment.row_id, table)(person)
        for module, table in COMMENTED.items()
    ]
    return or_(_user(Comment.user_id)(person), *about)


def _audited(person: Person) -> ColumnElement[bool]:
    if not person.users:
        return false()
    return _either(_user(AuditEvent.actor_id), _user(AuditEvent.subject_id))(person)


PATHS: dict[type[SQLModel], Path] = {
    Candidate: _candidate(Candidate.id),
    Details: _candidate(Details.candidate_id),
    ChangeRequest: _candidate(ChangeRequest.candidate_id),
    Photo: _candidate(Photo.candidate_id),
    Contact: _contact(Contact.id),
    ContactCostCentre: _contact(ContactCostCentre.contact_id),
    StandIn: _contact(StandIn.contact_id, StandIn.substitute_id),
    User: _user(User.id),
    Placement: _candidate(Placement.candidate_id),
    RosterShift: _within(RosterShift.placement_id, Placement),
    PhaseRecord: _candidate(PhaseRecord.candidate_id),
    Declaration: _candidate(Declaration.candidate_id),
    DeclarationLine: _within(DeclarationLine.declaration_id, Declaration),
    DeclarationDay: _within(DeclarationDay.declaration_id, Declaration),
    Transition: _either(_user(Transition.user_id), _within(Transition.declaration_id, Declaration)),
    StoredFile: _within(StoredFile.declaration_id, Declaration),
    RunLine: _candidate(RunLine.candidate_id),
    Accrual: _candidate(Accrual.candidate_id),
    Payslip: _candidate(Payslip.candidate_id),
    AnnualStatement: _candidate(AnnualStatement.candidate_id),
    Payment: _candidate(Payment.candidate_id),
    PayslipConsent: _candidate(PayslipConsent.candidate_id),
    Contract: _candidate(Contract.candidate_id),
    ContractReading: _user(ContractReading.user_id),
    Signature: _user(Signature.user_id),
    Document: _candidate(Document.candidate_id),
    Comment: _comments,
    ArticleRead: _user(ArticleRead.user_id),
    Viewed: _user(Viewed.user_id),
    SavedView: _user(SavedView.user_id),
    Preference: _user(Preference.user_id),
    Outbox: _user(Outbox.user_id),
    UserSession: _user(UserSession.user_id),
    RememberedBrowser: _user(RememberedBrowser.user_id),
    Authenticator: _user(Authenticator.user_id),
    Passkey: _user(Passkey.user_id),
    RecoveryCode: _user(RecoveryCode.user_id),
    Link: _user(Link.user_id),
    JudgeLink: _user(JudgeLink.user_id),
    AuditEvent: _audited,
}

# Of these a person sees some rows and not others.
_SHOWN = frozenset({AnnualStatement, Comment, Contract, Document, Payslip})

_AGENCY = "what the agency says to everybody"
OTHERS: dict[str, str] = {
    "agency": "whose portal it is",
    "api_answer": "what a program was answered, for a day",
    "article": _AGENCY,
    "article_draft": _AGENCY,
    "article_picture": _AGENCY,
    "audit_head": "where the trail ends",
    "change": "that something changed, for an hour",
    "client": "a company",
    "contract_page": "the words of the PDF, which is there as a file",
    "contract_template": "the text of contracts, with nobody in it",
    "cost_centre": "a part of a company",
    "discarded_file": "names of files that are about to go",
    "document_type": "a kind of document",
    "hour_type": "a kind of hours",
    "import_file": "rows of many people at once, for a week",
    "integration": "a program",
    "name_ending": "the name, cut up to search by",
    "passage": "a way in that is under way, for minutes",
    "phase_rules": "the law",
    "pin": "the hash of a code, for minutes",
    "placement_hour_type": "what may be reported on a placement",
    "processing_run": "the hours of many people at once",
    "webhook": "where a program hears of what happens",
    "webhook_message": "what a program heard: ids",
    "rate_limit": "how often something was tried, for two days",
    "run_item": "that a declaration was in a run; its lines say what it came to",
}
