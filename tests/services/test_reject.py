"""Afwijzen: the hours go back with a reason, and with the days that are wrong."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import DeclarationDay, Outbox, User
from rxportal.domain.declaration import (
    LONGEST_REASON,
    ChangedMeanwhile,
    OwnHours,
    ReasonMissing,
    ReasonTooLong,
    Status,
    Step,
    StepNotAllowed,
)
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.services import declarations
from rxportal.services.declarations import Proposal
from tests import make
from tests.make import MONDAY, NOW
from tests.services.steps import REASON, assert_logged, assert_refused, left

TUESDAY = MONDAY + timedelta(days=1)


def reject(session, number, actor=make.client, version=1, reason=REASON, **more):
    return declarations.reject(
        session, actor, number, version=version, reason=reason, now=NOW, **more
    )


@pytest.fixture
def submitted(session):
    return make.declaration(session, status=Status.SUBMITTED, submitted_by=1).id


def test_the_candidate_reads_why(session, submitted):
    reject(session, submitted, reason=f"  {REASON}\n")
    after = left(session, submitted)
    assert (after.status, after.row.version) == (Status.REJECTED, 2)
    assert (after.row.reason, after.row.decided_by) == (REASON, make.client.name)
    assert after.mails == [(make.candidate.email, "rejected")]
    assert f"“{REASON}”" in session.exec(select(Outbox.body_text)).one()
    (entry,) = after.log
    assert_logged(
        entry,
        actor=make.client,
        step=Step.REJECT,
        before=Status.SUBMITTED,
        after=Status.REJECTED,
        at=NOW,
        version=2,
        reason=REASON,
    )


def test_the_days_that_are_wrong_are_marked_and_named_in_the_mail(session, submitted):
    reject(session, submitted, days=[TUESDAY], proposals={MONDAY: Proposal(540, 1020, 30)})
    first, second = session.exec(select(DeclarationDay).order_by(DeclarationDay.day)).all()
    assert (first.day, first.rejected) == (MONDAY, True)
    assert (first.proposed_begins, first.proposed_ends, first.proposed_break) == (540, 1020, 30)
    assert (second.day, second.rejected, second.proposed_begins) == (TUESDAY, True, None)
    body = session.exec(select(Outbox.body_text)).one()
    assert "Het gaat om maandag 5 oktober, dinsdag 6 oktober." in body


def test_a_day_that_already_has_a_note_is_marked_too(session, submitted):
    session.add(DeclarationDay(declaration_id=submitted, day=TUESDAY))
    reject(session, submitted, days=[TUESDAY])
    (day,) = session.exec(select(DeclarationDay)).all()
    assert day.rejected


@pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)])
def test_a_day_outside_the_period_is_refused(session, submitted, day):
    assert_refused(session, submitted, lambda: reject(session, submitted, days=[day]), Invalid)
    proposals = {day: Proposal(540, 1020, 30)}
    assert_refused(
        session, submitted, lambda: reject(session, submitted, proposals=proposals), Invalid
    )
    assert session.exec(select(DeclarationDay)).all() == []


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_without_a_reason_nothing_happens(session, submitted, reason):
    said = assert_refused(
        session, submitted, lambda: reject(session, submitted, reason=reason), ReasonMissing
    )
    assert said == "Schrijf kort op waarom. De ander leest dit."


def test_a_reason_has_an_end(session, submitted):
    endless = "x" * (LONGEST_REASON + 1)
    assert_refused(
        session, submitted, lambda: reject(session, submitted, reason=endless), ReasonTooLong
    )
    reject(session, submitted, reason="x" * LONGEST_REASON)
    assert left(session, submitted).status is Status.REJECTED


def test_a_second_time_nothing_happens(session, submitted):
    reject(session, submitted)
    assert_refused(
        session, submitted, lambda: reject(session, submitted, version=2), StepNotAllowed
    )


def test_who_is_second_reads_who_was_first(session, submitted):
    declarations.approve(session, make.office, submitted, version=1, now=NOW)
    said = assert_refused(session, submitted, lambda: reject(session, submitted), ChangedMeanwhile)
    assert said == "Sanne Waterlander was je net voor: deze declaratie staat nu op Afgerond."


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED, Status.REPORT}))
def test_only_what_waits_is_rejected(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: reject(session, number), StepNotAllowed)


def test_nobody_judges_their_own_hours(session, submitted):
    user = session.get_one(User, make.client.user_id)
    user.candidate_id = 1
    session.add(user)
    assert_refused(session, submitted, lambda: reject(session, submitted), OwnHours)


def test_another_client_is_told_nothing(session, submitted):
    stranger = make.client2
    assert_refused(session, submitted, lambda: reject(session, submitted, stranger), NotFound)


def test_a_candidate_rejects_nothing(session, submitted):
    assert_refused(
        session, submitted, lambda: reject(session, submitted, make.candidate), Forbidden
    )
