"""services/statements.py: annual statements are published and withdrawn, as payslips are."""

import pytest
from sqlmodel import select

from rxportal.db.tables import AnnualStatement, AuditEvent, Outbox, PayslipConsent, User
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.pay import PaperState, PaperStepRefused
from rxportal.services import payslips, statements
from tests import make
from tests.make import NOW


@pytest.fixture
def row(session):
    return make.statement(session, state=PaperState.DRAFT)


def mails(session):
    return [(mail.to, mail.kind) for mail in session.exec(select(Outbox).order_by(Outbox.id))]


def trail(session):
    return [
        (event.kind, event.subject, event.details["year"])
        for event in session.exec(select(AuditEvent).order_by(AuditEvent.id))
    ]


def seen(session, actor, row):
    return payslips.find(session, actor, AnnualStatement, row.id)


def test_what_is_published_is_seen_told_and_written_down(session, row):
    with pytest.raises(NotFound):
        seen(session, make.candidate, row)
    statements.publish_one(session, make.office, row.id, now=NOW)
    assert seen(session, make.candidate, row).published_at == NOW
    assert mails(session) == [(make.candidate.email, "statement_ready")]
    assert trail(session) == [("statement_published", make.candidate.name, "2025")]
    mail = session.exec(select(Outbox)).one()
    assert f"/jaaropgaven/{row.id}\n" in mail.body_text
    for amount in ("23.456", "4.351", "€"):
        assert amount not in mail.subject + mail.body_text + mail.body_html


def test_a_second_time_is_refused_and_nobody_is_told_again(session, row):
    statements.publish_one(session, make.office, row.id, now=NOW)
    with pytest.raises(PaperStepRefused, match="al gepubliceerd"):
        statements.publish_one(session, make.office, row.id, now=NOW)
    assert len(mails(session)) == 1


def test_what_is_withdrawn_is_gone_for_the_candidate_until_it_comes_back(session, row):
    statements.publish_one(session, make.office, row.id, now=NOW)
    statements.withdraw_one(session, make.office, row.id, now=NOW)
    with pytest.raises(NotFound):
        seen(session, make.candidate, row)
    assert seen(session, make.office, row).state is PaperState.WITHDRAWN
    with pytest.raises(PaperStepRefused, match="niets in te trekken"):
        statements.withdraw_one(session, make.office, row.id, now=NOW)
    statements.publish_one(session, make.office, row.id, now=NOW)
    assert [kind for kind, *_ in trail(session)] == [
        "statement_published", "statement_withdrawn", "statement_published",
    ]  # fmt: skip


def test_who_wants_paper_or_cannot_get_in_gets_no_mail(session, row):
    session.add(PayslipConsent(candidate_id=1, digital=False, answered_at=NOW))
    statements.publish_one(session, make.office, row.id, now=NOW)
    other = make.statement(session, candidate_id=2, state=PaperState.DRAFT)
    session.get_one(User, make.candidate2.user_id).active = False
    statements.publish_one(session, make.office, other.id, now=NOW)
    assert mails(session) == []


@pytest.mark.parametrize("actor", [make.candidate, make.client], ids=lambda who: who.role)
def test_only_the_agency_publishes_and_withdraws(session, row, actor):
    for step in (statements.publish_one, statements.withdraw_one):
        with pytest.raises(Forbidden):
            step(session, actor, row.id, now=NOW)
    assert session.get_one(AnnualStatement, row.id).state is PaperState.DRAFT
