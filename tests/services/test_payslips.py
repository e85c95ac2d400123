"""services/payslips.py: the back-office publishes and withdraws, a candidate is told and reads."""

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    AnnualStatement,
    AuditEvent,
    Outbox,
    Payslip,
    PayslipConsent,
    User,
)
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.pay import PaperState, PaperStepRefused
from rxportal.services import payslips
from tests import make
from tests.make import NOW, WEEK

DRAFT, PUBLISHED, WITHDRAWN = PaperState


@pytest.fixture
def slip(session):
    return make.payslip(session, state=DRAFT)


def publish(session, *rows, actor=make.office):
    payslips.publish(session, actor, [row.id for row in rows], now=NOW)


def mails(session):
    return [(mail.to, mail.kind) for mail in session.exec(select(Outbox).order_by(Outbox.id))]


def trail(session):
    return [
        (event.kind, event.actor, event.subject, event.details["payslip"])
        for event in session.exec(select(AuditEvent))
    ]


def test_what_is_published_is_seen_told_and_written_down(session, slip):
    with pytest.raises(NotFound):
        payslips.find(session, make.candidate, Payslip, slip.id)
    publish(session, slip)
    assert payslips.find(session, make.candidate, Payslip, slip.id) is slip
    assert (slip.state, slip.published_at) == (PUBLISHED, NOW)
    assert mails(session) == [(make.candidate.email, "payslip_ready")]
    assert trail(session) == [
        ("payslip_published", make.office.name, make.candidate.name, str(slip.id))
    ]


def test_the_mail_opens_exactly_that_payslip_and_names_no_amount(session, slip):
    publish(session, slip)
    mail = session.exec(select(Outbox)).one()
    assert f"/loonstroken/{slip.id}\n" in mail.body_text
    assert mail.subject == "Je loonstrook van week 38 staat klaar"
    for amount in ("662", "512", "€"):
        assert amount not in mail.subject + mail.body_text + mail.body_html


def test_a_second_time_is_refused_and_nobody_is_told_again(session, slip):
    publish(session, slip)
    with pytest.raises(PaperStepRefused, match="al gepubliceerd"):
        publish(session, slip)
    assert len(mails(session)) == 1


def test_all_are_published_or_none(session, engine, slip):
    other = make.payslip(session, candidate_id=2, monday=make.MONDAY - 5 * WEEK)
    with pytest.raises(PaperStepRefused):
        publish(session, slip, other)
    session.rollback()
    assert session.get_one(Payslip, slip.id).state is DRAFT
    assert mails(session) == []


def test_who_wants_paper_gets_no_mail(session, slip):
    session.add(PayslipConsent(candidate_id=1, digital=False, answered_at=NOW))
    publish(session, slip)
    assert slip.state is PUBLISHED
    assert mails(session) == []


def test_a_closed_account_gets_no_mail(session, slip):
    session.get_one(User, make.candidate.user_id).active = False
    publish(session, slip)
    assert mails(session) == []


def test_what_is_withdrawn_is_gone_for_the_candidate_until_it_comes_back(session, slip):
    publish(session, slip)
    payslips.withdraw_one(session, make.office, slip.id, now=NOW)
    assert (slip.state, slip.withdrawn_at) == (WITHDRAWN, NOW)
    with pytest.raises(NotFound):
        payslips.find(session, make.candidate, Payslip, slip.id)
    assert payslips.find(session, make.office, Payslip, slip.id) is slip
    assert trail(session)[-1][0] == "payslip_withdrawn"
    payslips.publish_one(session, make.office, slip.id, now=NOW)
    assert payslips.find(session, make.candidate, Payslip, slip.id) is slip


@pytest.mark.parametrize("state", [DRAFT, WITHDRAWN])
def test_what_is_not_published_is_not_withdrawn(session, state):
    row = make.payslip(session, state=state)
    with pytest.raises(PaperStepRefused, match="niets in te trekken"):
        payslips.withdraw_one(session, make.office, row.id, now=NOW)
    assert trail(session) == []


@pytest.mark.parametrize("actor", [make.candidate, make.client], ids=lambda who: who.role)
def test_only_the_agency_publishes_and_withdraws(session, slip, actor):
    for step in (payslips.publish_one, payslips.withdraw_one):
        with pytest.raises(Forbidden):
            step(session, actor, slip.id, now=NOW)
    assert session.get_one(Payslip, slip.id).state is DRAFT


def test_what_there_is_not_is_not_found(session):
    with pytest.raises(NotFound):
        payslips.publish_one(session, make.office, 999, now=NOW)


@pytest.mark.parametrize("build", [make.payslip, make.statement], ids=["payslip", "statement"])
def test_the_first_time_its_candidate_opens_it_counts(session, build):
    row = build(session)
    table, later = type(row), NOW + WEEK
    payslips.note_seen(session, make.office, table, row.id, now=NOW)
    session.refresh(row)
    assert row.seen_at is None
    for moment in (NOW, later):
        payslips.note_seen(session, make.candidate, table, row.id, now=moment)
    session.refresh(row)
    assert row.seen_at == NOW
    with pytest.raises(NotFound):
        payslips.note_seen(session, make.candidate2, table, row.id, now=NOW)
    assert table in (Payslip, AnnualStatement)
