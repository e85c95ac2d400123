"""db/scope.py: whose rows are whose."""

from datetime import date

import pytest
from sqlmodel import SQLModel, select

from rxportal.db.scope import RULES, visible
from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    Article,
    ArticleDraft,
    ArticlePicture,
    AuditEvent,
    Candidate,
    Change,
    ChangeRequest,
    Client,
    Comment,
    Contract,
    ContractPage,
    ContractReading,
    CostCentre,
    Declaration,
    DeclarationLine,
    Details,
    Document,
    DocumentType,
    Link,
    Outbox,
    Payment,
    Payslip,
    PayslipConsent,
    PhaseRecord,
    Placement,
    Preference,
    Run,
    RunItem,
    RunLine,
    Signature,
    User,
    UserSession,
    Viewed,
)
from rxportal.domain.declaration import Status
from rxportal.domain.details import What
from rxportal.domain.news import Stage
from rxportal.domain.pay import PaperState
from rxportal.gateways.store import FakeStore
from rxportal.services import declarations
from tests import contracts, make
from tests.make import NOW

BOTH_PARTIES = (Candidate, Client, CostCentre, Declaration, DeclarationLine, Placement)


def document(session, candidate_id, kind):
    row = Document(
        candidate_id=candidate_id,
        type_id=kind.id,
        name="a.pdf",
        key=f"key{candidate_id}{kind.id}",
        media_type="application/pdf",
        size=1,
        sha256="",
        added_at=NOW,
    )
    session.add(row)
    session.flush()
    return row.id


def test_a_client_sees_no_documents_and_a_candidate_those_meant_for_candidates(session):
    shown, hidden = (DocumentType(name=name, candidate_sees=name == "a") for name in "ab")
    session.add_all([shown, hidden])
    session.flush()
    mine, kept = document(session, 1, shown), document(session, 1, hidden)
    theirs = document(session, 2, shown)
    assert seen(session, make.candidate, Document) == {mine}
    assert seen(session, make.candidate2, Document) == {theirs}
    assert seen(session, make.client, Document) == set()
    assert seen(session, make.office, Document) == {mine, kept, theirs}
    assert seen(session, make.candidate, DocumentType) == {shown.id}
    assert seen(session, make.client, DocumentType) == set()


@pytest.mark.asvs("8.2.3")
def test_who_somebody_is_only_they_and_the_agency_see(session):
    for candidate_id in (1, 2):
        session.add(Details(candidate_id=candidate_id))
        session.add(
            ChangeRequest(
                candidate_id=candidate_id, what=What.NAME, new="x", sealed="", asked_at=NOW
            )
        )
    session.flush()
    for table in (Details, ChangeRequest):
        mine, theirs = (seen(session, who, table) for who in (make.candidate, make.candidate2))
        assert len(mine) == len(theirs) == 1
        assert seen(session, make.office, table) == mine | theirs
        assert seen(session, make.client, table) == set()


@pytest.fixture
def rows(session):
    """A declaration of each candidate, with a comment."""
    for candidate_id in (1, 2):
        row = make.declaration(session, candidate_id=candidate_id, status=Status.SUBMITTED)
        session.add(
            Comment(module="declaraties", row_id=row.id, user_id=1, user_name="x", at=NOW, body="x")
        )
    session.commit()
    return session


def seen(session, actor, table):
    return {row.id for row in session.exec(select(table).where(visible(actor, table)))}


@pytest.mark.parametrize("table", [*BOTH_PARTIES, Comment], ids=lambda table: table.__name__)
def test_two_candidates_and_two_clients_never_see_the_same_row(rows, table):
    everything = seen(rows, make.office, table)
    for one, other in ((make.candidate, make.candidate2), (make.client, make.client2)):
        mine, theirs = seen(rows, one, table), seen(rows, other, table)
        assert mine
        assert theirs
        assert not mine & theirs
        assert mine | theirs == everything


def test_a_client_never_reads_a_draft(session):
    row = make.declaration(session, status=Status.REPORT)
    assert seen(session, make.candidate, Declaration) == {row.id}
    assert seen(session, make.client, Declaration) == set()
    assert seen(session, make.client, DeclarationLine) == set()
    assert seen(session, make.office, Declaration) == {row.id}


@pytest.fixture
def paid(session):
    """A payslip in every state, a payment, a statement and an answer of each candidate."""
    for candidate_id in (1, 2):
        for at, state in enumerate(PaperState):
            slip = make.payslip(
                session, candidate_id=candidate_id, state=state, monday=make.MONDAY - at * make.WEEK
            )
            make.statement(session, candidate_id=candidate_id, state=state, year=2023 + at)
        make.payment(session, slip)
        session.add(PayslipConsent(candidate_id=candidate_id, digital=True, answered_at=NOW))
    session.commit()
    return session


@pytest.mark.parametrize("table", [Payslip, AnnualStatement], ids=lambda table: table.__name__)
def test_a_candidate_sees_their_own_papers_while_they_are_published(paid, table):
    everything = paid.exec(select(table)).all()
    for actor in (make.candidate, make.candidate2):
        mine = {
            row.id
            for row in everything
            if row.candidate_id == actor.party_id and row.state is PaperState.PUBLISHED
        }
        assert len(mine) == 1
        assert seen(paid, actor, table) == mine
    assert seen(paid, make.office, table) == {row.id for row in everything}


def test_a_candidate_sees_their_own_payments(paid):
    mine, theirs = (seen(paid, who, Payment) for who in (make.candidate, make.candidate2))
    assert (len(mine), len(theirs)) == (1, 1)
    assert seen(paid, make.office, Payment) == mine | theirs


@pytest.mark.parametrize("table", [Payslip, AnnualStatement, Payment, PayslipConsent])
@pytest.mark.parametrize("actor", [make.client, make.client2], ids=["client", "client2"])
def test_a_client_sees_nothing_of_what_anybody_is_paid(paid, table, actor):
    assert paid.exec(select(table)).all()
    assert not paid.exec(select(table).where(visible(actor, table))).all()


@pytest.mark.parametrize("table", [Contract, ContractPage, ContractReading, Signature])
def test_a_contract_is_its_candidates_own_and_no_clients(session, table):
    store = FakeStore()
    for number in (1, 2):
        row = contracts.offered(session, store, candidate_id=number, placement_id=number)
        session.add(ContractReading(contract_id=row.id, user_id=number, opened_at=NOW))
        session.add(
            Signature(
                contract_id=row.id, user_id=number, name="x", email="x", written="x", factor="sms",
                address="", browser="", opened_at=NOW, read_at=NOW, pages=1, signed_at=NOW,
                sha256="x",
            )
        )  # fmt: skip
    session.commit()

    def whose(actor):
        found = session.exec(select(table).where(visible(actor, table)))
        return {row.id if table is Contract else row.contract_id for row in found}

    assert whose(make.candidate) == {1}
    assert whose(make.candidate2) == {2}
    assert whose(make.client) == whose(make.client2) == set()
    assert whose(make.office) == {1, 2}


@pytest.mark.parametrize(
    "table", [AuditEvent, Outbox, Run, RunItem, RunLine, User], ids=lambda table: table.__name__
)
def test_messages_accounts_runs_and_the_trail_are_the_agencys_alone(rows, table):
    assert str(visible(make.candidate, table)) == "false"
    assert str(visible(make.client, table)) == "false"


@pytest.mark.parametrize("table", [Accrual, PhaseRecord], ids=lambda table: table.__name__)
def test_what_is_about_a_candidate_alone_is_never_for_a_client(rows, table):
    assert str(visible(make.client, table)) == "false"
    assert "candidate_id" in str(visible(make.candidate, table))


@pytest.mark.parametrize("table", [Change, Link, UserSession, Preference, Viewed])
def test_a_table_without_a_rule_leaks_nothing(rows, table):
    assert table not in RULES
    with pytest.raises(KeyError):
        visible(make.office, table)


def test_news_is_for_the_role_it_is_meant_for(rows):
    assert "for_candidates" in str(visible(make.candidate, Article))
    assert "for_clients" in str(visible(make.client, Article))
    assert str(visible(make.office, Article)) == "true"


def test_a_picture_is_seen_as_long_as_its_article_and_a_draft_by_nobody(session):
    first = date(2026, 1, 5)
    for stage in Stage:
        article = Article(title=stage.value, body="", published_from=first, stage=stage)
        session.add(article)
        session.flush()
        session.add(ArticleDraft(article_id=article.id, title="", body="", published_from=first))
        session.add(
            ArticlePicture(
                article_id=article.id, key=stage.value, media_type="image/png", size=1, sha256="",
                alt="", added_at=NOW,
            )
        )  # fmt: skip
    session.flush()
    published = session.exec(select(Article.id).where(Article.stage == Stage.PUBLISHED)).one()
    assert seen(session, make.candidate, Article) == {published}
    pictures = session.exec(select(ArticlePicture).where(visible(make.candidate, ArticlePicture)))
    assert [row.article_id for row in pictures] == [published]
    assert seen(session, make.client, ArticlePicture) == set()
    assert len(seen(session, make.office, ArticlePicture)) == len(Stage)
    assert str(visible(make.candidate, ArticleDraft)) == "false"


def test_every_rule_is_for_a_table():
    assert all(issubclass(table, SQLModel) for table in RULES)


@pytest.mark.parametrize("stranger", [make.candidate2, make.client2])
def test_a_row_out_of_scope_does_not_exist(rows, stranger):
    with pytest.raises(declarations.NotFound):
        declarations.find(rows, stranger, 1)
