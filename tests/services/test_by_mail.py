"""Judging from a mail: one link, one declaration, one version, one contact, once."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    Agency,
    AuditEvent,
    Contact,
    Declaration,
    JudgeLink,
    Outbox,
    Placement,
    User,
    UserSession,
)
from rxportal.domain.declaration import (
    Channel,
    OwnHours,
    ReasonMissing,
    Status,
    Step,
)
from rxportal.services import by_mail, declarations, judge_links, limits
from rxportal.services.judge_links import DeadLink
from rxportal.services.judging import DisclaimerNotAccepted
from tests import make
from tests.make import NOW
from tests.services.steps import REASON, assert_logged, assert_refused, left

RUBEN, DARIA = make.client, make.candidate
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


def switched_on(session):
    make.world(session)
    agency = session.exec(select(Agency)).one()
    agency.approve_by_mail = True
    session.add(agency)
    make.declaration(session)
    make.declaration(session, monday=make.MONDAY - make.WEEK)


pytestmark = pytest.mark.begins(rows=switched_on)


@pytest.fixture
def token(session):
    """Of the mail that says declaration 1, version 2, waits for Ruben."""
    declarations.submit(session, DARIA, 1, now=NOW)
    session.commit()
    return mailed(session)


def mailed(session, kind="to_approve"):
    row = session.exec(select(Outbox).where(Outbox.kind == kind).order_by(Outbox.id.desc())).first()
    return re.search(r"/beoordelen/(\S+)", row.body_text)[1]


def approve(session, token, now=NOW):
    return by_mail.approve(session, token, accepted=True, address="10.0.0.1", now=now)


def refused(session, token, now=NOW):
    """Both steps are refused, with what the screen says too; that sentence."""
    assert_refused(
        session, 1, lambda: by_mail.reject(session, token, reason=REASON, now=now), DeadLink
    )
    said = assert_refused(session, 1, lambda: approve(session, token, now), DeadLink)
    seen = by_mail.seen(session, token, now=now)
    assert (seen.sheet, seen.name, seen.sentence) == (None, "", said)
    return said


def test_the_mail_carries_a_secret_that_the_database_does_not_keep(session, token):
    row = session.exec(select(Outbox)).one()
    assert row.secret
    assert row.expires_at == NOW + WEEK
    assert "Je hoeft niet in te loggen." in row.body_text
    assert "/declaraties/" not in row.body_text
    (link,) = session.exec(select(JudgeLink)).all()
    assert token not in str(link.model_dump())


def test_without_the_setting_the_mail_asks_to_sign_in(session):
    agency = session.exec(select(Agency)).one()
    agency.approve_by_mail = False
    session.add(agency)
    declarations.submit(session, DARIA, 1, now=NOW)
    row = session.exec(select(Outbox)).one()
    assert "/declaraties/1" in row.body_text
    assert not row.secret
    assert session.exec(select(JudgeLink)).all() == []


def test_looking_at_it_ten_times_changes_nothing(session, token):
    session.commit()
    for _ in range(10):
        seen = by_mail.seen(session, token, now=NOW)
        assert (seen.sheet.id, seen.name) == (1, RUBEN.name)
    assert not session.new
    assert not session.dirty
    assert left(session, 1).status is Status.SUBMITTED


def test_it_approves_once_by_the_way_of_the_mail(session, token):
    approve(session, token)
    after = left(session, 1)
    assert (after.status, after.row.decided_by) == (Status.COMPLETED, RUBEN.name)
    assert_logged(
        after.log[-1], actor=RUBEN, step=Step.APPROVE, before=Status.SUBMITTED,
        after=Status.COMPLETED, at=NOW, channel=Channel.MAIL,
    )  # fmt: skip
    event = session.exec(select(AuditEvent).where(AuditEvent.kind == "judge_link.approved")).one()
    assert (event.actor_id, event.address) == (RUBEN.user_id, "10.0.0.1")
    assert event.details == {"declaration": "1"}
    assert session.exec(select(UserSession)).all() == []
    assert "al beoordeeld" in refused(session, token)


def test_it_rejects_once_with_a_reason(session, token):
    assert_refused(
        session, 1, lambda: by_mail.reject(session, token, reason=" ", now=NOW), ReasonMissing
    )
    by_mail.reject(session, token, reason=REASON, now=NOW)
    after = left(session, 1)
    assert (after.status, after.row.reason) == (Status.REJECTED, REASON)
    assert after.log[-1].channel is Channel.MAIL
    assert "al beoordeeld" in refused(session, token)


def test_the_disclaimer_is_accepted_or_nothing_happens(session, token):
    agency = session.exec(select(Agency)).one()
    agency.disclaimer = "Ik heb de uren gezien."
    session.add(agency)
    assert by_mail.seen(session, token, now=NOW).disclaimer == agency.disclaimer
    assert_refused(
        session,
        1,
        lambda: by_mail.approve(session, token, accepted=False, now=NOW),
        DisclaimerNotAccepted,
    )
    approve(session, token)
    assert left(session, 1).status is Status.COMPLETED


def test_it_judges_no_other_declaration(session, token):
    declarations.submit(session, DARIA, 2, now=NOW)
    approve(session, token)
    assert left(session, 1).status is Status.COMPLETED
    assert left(session, 2).status is Status.SUBMITTED


def test_it_judges_no_other_version(session, token):
    declarations.withdraw(session, DARIA, 1, now=NOW)
    declarations.submit(session, DARIA, 1, now=NOW)
    newer = mailed(session)
    assert newer != token
    assert "veranderd" in refused(session, token)
    approve(session, newer)
    assert left(session, 1).status is Status.COMPLETED


def test_it_lives_seven_days(session, token):
    assert by_mail.seen(session, token, now=NOW + WEEK - SECOND).sheet
    assert "7 dagen" in refused(session, token, NOW + WEEK)


def by_hand(session):
    declarations.approve(session, RUBEN, 1, version=2, now=NOW)


def withdrawn(session):
    declarations.withdraw(session, DARIA, 1, now=NOW)


def cancelled(session):
    declarations.cancel(session, make.office, 1, version=2, reason="x", now=NOW)


def another_approver(session):
    make.contact(session, 31, "Mila Tervoort")
    place = session.get_one(Placement, 1)
    place.contact_id = 31
    session.add(place)


def another_client(session):
    contact = session.get_one(Contact, 1)
    contact.client_id = 2
    session.add(contact)


def out_of_reach(session):
    contact = session.get_one(Contact, 1)
    contact.limited = True
    session.add(contact)


def changed(**fields):
    def change(session):
        user = session.get_one(User, RUBEN.user_id)
        for key, value in fields.items():
            setattr(user, key, value)
        session.add(user)

    return change


def switched_off(session):
    agency = session.exec(select(Agency)).one()
    agency.approve_by_mail = False
    session.add(agency)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (by_hand, "staan al op Afgerond"),
        (withdrawn, "teruggehaald"),
        (cancelled, "staan al op Vervallen"),
        (another_approver, "beoordeelt deze uren niet meer"),
        (another_client, "beoordeelt deze uren niet meer"),
        (out_of_reach, "beoordeelt deze uren niet meer"),
        (changed(active=False), "account is gesloten"),
        (changed(email="elders@example.nl"), "account is gesloten"),
        (changed(role=make.Role.OFFICE), "account is gesloten"),
        (switched_off, "zonder inloggen kan niet meer"),
    ],
)
def test_what_ends_it_is_said_and_nothing_happens(session, token, happens, said):
    happens(session)
    session.flush()
    assert said in refused(session, token)


@pytest.mark.parametrize("token", ["", "x", "a" * 43])
def test_a_token_that_is_none_opens_nothing(session, token):
    assert "klopt niet" in refused(session, token)


def test_nobody_judges_their_own_hours_from_a_mail(session, token):
    user = session.get_one(User, RUBEN.user_id)
    user.candidate_id = 1
    session.add(user)
    session.flush()
    assert_refused(session, 1, lambda: approve(session, token), OwnHours)
    seen = by_mail.seen(session, token, now=NOW)
    assert seen.sheet is None
    assert "eigen uren" in seen.sentence


def test_somebody_without_an_account_gets_a_mail_without_a_link(session):
    user = session.get_one(User, RUBEN.user_id)
    user.contact_id = None
    session.add(user)
    declarations.submit(session, DARIA, 1, now=NOW)
    row = session.exec(select(Outbox)).one()
    assert (row.to, row.secret) == (RUBEN.email, False)
    assert session.exec(select(JudgeLink)).all() == []


def test_of_two_who_use_it_at_once_one_does(session, token):
    found = judge_links.find(session, token, now=NOW)
    judge_links.use(session, found.link, now=NOW)
    with pytest.raises(DeadLink):
        judge_links.use(session, found.link, now=NOW)


def test_one_address_tries_so_often_and_no_more(session):
    for _ in range(by_mail.PER_ADDRESS.most):
        by_mail.knock(session, address="10.0.0.1", now=NOW)
    with pytest.raises(limits.TooOften):
        by_mail.knock(session, address="10.0.0.1", now=NOW)
    by_mail.knock(session, address="10.0.0.2", now=NOW)


def test_each_of_two_approvers_gets_a_link_of_their_own(session):
    make.contact(session, 31, "Mila Tervoort")
    place = session.get_one(Placement, 1)
    place.second_contact_id = 31
    session.add(place)
    declarations.submit(session, DARIA, 1, now=NOW)
    first = mailed(session)
    approve(session, first)
    row = session.get_one(Declaration, 1)
    assert (row.status, row.approved_by) == (Status.SUBMITTED, RUBEN.user_id)
    assert "al beoordeeld" in refused(session, first)
    second = mailed(session)
    assert by_mail.seen(session, second, now=NOW).sheet.agreed_by == RUBEN.name
    approve(session, second)
    assert left(session, 1).row.decided_by == "Ruben Oosterlaak, Mila Tervoort"
