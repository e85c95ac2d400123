"""Which rows an actor may see: the one place where row-level access is decided."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, func, null, or_, true
from sqlmodel import col, select

from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    Article,
    ArticleDraft,
    ArticlePicture,
    AuditEvent,
    Candidate,
    ChangeRequest,
    Client,
    Comment,
    Contact,
    Contract,
    ContractPage,
    ContractReading,
    ContractTemplate,
    CostCentre,
    Declaration,
    DeclarationLine,
    Details,
    DiscardedFile,
    Document,
    DocumentType,
    HourType,
    ImportFile,
    Integration,
    Outbox,
    Payment,
    Payslip,
    PayslipConsent,
    PhaseRecord,
    Photo,
    Placement,
    Run,
    RunItem,
    RunLine,
    Signature,
    StandIn,
    StoredFile,
    Transition,
    User,
    Webhook,
    WebhookMessage,
)
from rxportal.domain.access import Actor, Role
from rxportal.domain.contract import State
from rxportal.domain.declaration import Status
from rxportal.domain.news import Stage
from rxportal.domain.pay import PaperState

Rule = Callable[[Actor], ColumnElement[bool]]


def visible(actor: Actor, table: type) -> ColumnElement[bool]:
    """A WHERE clause for ``table``. A table without a rule raises ``KeyError``: it never leaks."""
    rule = RULES[table]
    return true() if actor.is_agency else rule(actor)


def anybody(role: Role, *, limited: bool = False) -> Actor:
    """A placeholder, to build a statement once for all who have this role; ``limited``: for those
    clients who do not reach all cost centres.

    Who it is for is said when the statement runs, by the values of ``identity``. A rule that wants
    to know who it is while the statement is built gets an error, never somebody else's rows.
    """
    user: Any = bindparam("actor_user")
    party: Any = bindparam("actor_party")
    centres: Any = bindparam("actor_centres", expanding=True) if limited else None
    return Actor(user, role, party, centres=centres)


def identity(actor: Actor) -> dict[str, Any]:
    """Who a statement for ``anybody`` runs for."""
    known: dict[str, Any] = {"actor_user": actor.user_id, "actor_party": actor.party_id}
    return known if actor.centres is None else known | {"actor_centres": list(actor.centres)}


def _owned(candidate: Any, client: Any, centre: Any) -> Rule:
    """Rows that name both parties: a candidate sees its own, a client those at its company, of the
    cost centres that this contact reaches.
    """

    def rule(actor: Actor) -> ColumnElement[bool]:
        if actor.role is Role.CANDIDATE:
            return col(candidate) == actor.party_id
        if actor.centres is None:
            return col(client) == actor.party_id
        # A client has many more rows than some of its cost centres: SQLite must not lead with it.
        theirs = func.coalesce(col(client), null()) == actor.party_id
        return theirs & col(centre).in_(actor.centres)

    return rule


def _through_placement(own: Any, named: Any) -> Rule:
    """Rows that a placement of the actor points to: ``own`` is their id, ``named`` the pointer."""

    def rule(actor: Actor) -> ColumnElement[bool]:
        return col(own).in_(select(named).where(visible(actor, Placement)))

    return rule


def _declarations(actor: Actor) -> ColumnElement[bool]:
    """A client reads hours once they have been handed in, and never somebody's first draft."""
    mine = _owned(Declaration.candidate_id, Declaration.client_id, Declaration.cost_centre_id)(
        actor
    )
    if actor.role is Role.CANDIDATE:
        return mine
    handed_in = (col(Declaration.status) != Status.REPORT) | col(Declaration.submitted_at).is_not(
        None
    )
    return mine & handed_in


def _of_candidate(owner: Any) -> Rule:
    """Rows about a candidate alone: never for a client."""

    def rule(actor: Actor) -> ColumnElement[bool]:
        if actor.role is not Role.CANDIDATE:
            return false()
        return col(owner) == actor.party_id

    return rule


def _of_declaration(declaration_id: Any) -> Rule:
    def rule(actor: Actor) -> ColumnElement[bool]:
        mine = select(Declaration.id).where(visible(actor, Declaration))
        return col(declaration_id).in_(mine)

    return rule


def _published(candidate: Any, state: Any) -> Rule:
    """A candidate sees a paper from when it is published until it is withdrawn."""

    def rule(actor: Actor) -> ColumnElement[bool]:
        return _of_candidate(candidate)(actor) & (col(state) == PaperState.PUBLISHED)

    return rule


def _contracts(actor: Actor) -> ColumnElement[bool]:
    """A candidate's own, from when they are offered. A client sees none."""
    return _of_candidate(Contract.candidate_id)(actor) & (col(Contract.state) != State.DRAFT)


def _of_contract(contract_id: Any) -> Rule:
    def rule(actor: Actor) -> ColumnElement[bool]:
        return col(contract_id).in_(select(Contract.id).where(visible(actor, Contract)))

    return rule


def _documents(actor: Actor) -> ColumnElement[bool]:
    """A candidate's own, of the kinds that are theirs to see. A client sees none."""
    if actor.role is not Role.CANDIDATE:
        return false()
    seen = select(DocumentType.id).where(visible(actor, DocumentType))
    return (col(Document.candidate_id) == actor.party_id) & col(Document.type_id).in_(seen)


def _document_types(actor: Actor) -> ColumnElement[bool]:
    return col(DocumentType.candidate_sees).is_(True) if actor.role is Role.CANDIDATE else false()


# What people may react to, by the slug of the module. Who sees the row reads what was said.
COMMENTED: dict[str, type] = {
    "declaraties": Declaration,
    "contracten": Contract,
    "documenten": Document,
    "beheer/wijzigingen": ChangeRequest,
}


def _comments(actor: Actor) -> ColumnElement[bool]:
    return or_(
        *(
            (col(Comment.module) == module)
            & col(Comment.row_id).in_(select(_id(table)).where(visible(actor, table)))
            for module, table in COMMENTED.items()
        )
    )


def _id(table: Any) -> Any:
    return table.id


def _articles(actor: Actor) -> ColumnElement[bool]:
    """News for this role, on the days it is published (as the database's clock has it, in UTC)."""
    candidate = actor.role is Role.CANDIDATE
    until = col(Article.published_until)
    return (
        (col(Article.stage) == Stage.PUBLISHED)
        & col(Article.for_candidates if candidate else Article.for_clients)
        & (col(Article.published_from) <= func.current_date())
        & (until.is_(None) | (until >= func.current_date()))
    )


def _article_pictures(actor: Actor) -> ColumnElement[bool]:
    """As long as the article they belong to."""
    return col(ArticlePicture.article_id).in_(select(Article.id).where(visible(actor, Article)))


def _photos(actor: Actor) -> ColumnElement[bool]:
    """One's own, and that of whom one sees."""
    if actor.role is Role.CANDIDATE:
        return col(Photo.candidate_id) == actor.party_id
    return col(Photo.candidate_id).in_(select(Candidate.id).where(visible(actor, Candidate)))


def _contacts(actor: Actor) -> ColumnElement[bool]:
    """Colleagues at the same client, for who works there."""
    return col(Contact.client_id) == actor.party_id if actor.role is Role.CLIENT else false()


def _stand_ins(actor: Actor) -> ColumnElement[bool]:
    """Those in which the actor is absent, or judges for somebody else."""
    if actor.role is not Role.CLIENT:
        return false()
    mine = select(User.contact_id).where(col(User.id) == actor.user_id)
    return col(StandIn.contact_id).in_(mine) | col(StandIn.substitute_id).in_(mine)


def _nobody(_actor: Actor) -> ColumnElement[bool]:
    return false()


RULES: dict[type, Rule] = {
    AnnualStatement: _published(AnnualStatement.candidate_id, AnnualStatement.state),
    Accrual: _of_candidate(Accrual.candidate_id),
    Article: _articles,
    ArticleDraft: _nobody,
    ArticlePicture: _article_pictures,
    AuditEvent: _nobody,
    Candidate: _through_placement(Candidate.id, Placement.candidate_id),
    ChangeRequest: _of_candidate(ChangeRequest.candidate_id),
    Client: _through_placement(Client.id, Placement.client_id),
    Comment: _comments,
    Contract: _contracts,
    Contact: _contacts,
    ContractPage: _of_contract(ContractPage.contract_id),
    ContractReading: _of_contract(ContractReading.contract_id),
    ContractTemplate: _nobody,
    CostCentre: _through_placement(CostCentre.id, Placement.cost_centre_id),
    Declaration: _declarations,
    DeclarationLine: _of_declaration(DeclarationLine.declaration_id),
    Details: _of_candidate(Details.candidate_id),
    DiscardedFile: _nobody,
    Document: _documents,
    DocumentType: _document_types,
    HourType: _nobody,
    ImportFile: _nobody,
    Integration: _nobody,
    Outbox: _nobody,
    Payment: _of_candidate(Payment.candidate_id),
    Payslip: _published(Payslip.candidate_id, Payslip.state),
    PayslipConsent: _of_candidate(PayslipConsent.candidate_id),
    Photo: _photos,
    PhaseRecord: _of_candidate(PhaseRecord.candidate_id),
    Placement: _owned(Placement.candidate_id, Placement.client_id, Placement.cost_centre_id),
    Run: _nobody,
    RunItem: _nobody,
    RunLine: _nobody,
    StandIn: _stand_ins,
    Signature: _of_contract(Signature.contract_id),
    StoredFile: _of_declaration(StoredFile.declaration_id),
    Transition: _of_declaration(Transition.declaration_id),
    User: _nobody,
    Webhook: _nobody,
    WebhookMessage: _nobody,
}
