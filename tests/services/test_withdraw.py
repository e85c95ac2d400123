"""Intrekken: the candidate takes the hours back, as long as nobody has judged them."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Outbox
from rxportal.domain.declaration import ChangedMeanwhile, Status, Step, StepNotAllowed
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.services import declarations, outbox
from tests import make
from tests.make import NOW
from tests.services.steps import assert_logged, assert_refused, left


def withdraw(session, number, actor=make.candidate, **more):
    return declarations.withdraw(session, actor, number, now=NOW, **more)


@pytest.fixture
def submitted(session):
    number = make.declaration(session).id
    declarations.submit(session, make.candidate, number, now=NOW)
    session.commit()
    return number


@pytest.mark.parametrize("actor", [make.candidate, make.office])
def test_it_can_be_filled_in_again(session, submitted, actor):
    withdraw(session, submitted, actor, version=2)
    after = left(session, submitted)
    assert (after.status, after.row.version) == (Status.REPORT, 3)
    assert_logged(
        after.log[1],
        actor=actor,
        step=Step.WITHDRAW,
        before=Status.SUBMITTED,
        after=Status.REPORT,
        at=NOW,
        version=3,
    )


def test_the_request_to_approve_that_has_not_left_is_dropped(session, submitted):
    assert left(session, submitted).mails == [(make.client.email, "to_approve")]
    withdraw(session, submitted)
    assert left(session, submitted).mails == []


def test_a_request_that_was_sent_or_is_being_sent_stays(session, submitted):
    assert outbox.lease(session, now=NOW) is not None
    withdraw(session, submitted)
    assert left(session, submitted).mails == [(make.client.email, "to_approve")]


def test_handed_in_again_it_is_asked_again_once(session, submitted):
    withdraw(session, submitted)
    declarations.submit(session, make.candidate, submitted, now=NOW)
    assert left(session, submitted).mails == [(make.client.email, "to_approve")]
    assert len(session.exec(select(Outbox.message_id)).all()) == 1


def test_who_was_judged_meanwhile_reads_by_whom(session, submitted):
    declarations.approve(session, make.client, submitted, version=2, now=NOW)
    said = assert_refused(
        session, submitted, lambda: withdraw(session, submitted, version=2), ChangedMeanwhile
    )
    assert said == "Ruben Oosterlaak was je net voor: deze declaratie staat nu op Afgerond."


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED}))
def test_only_what_waits_is_taken_back(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: withdraw(session, number), StepNotAllowed)


def test_a_stranger_is_told_nothing(session, submitted):
    stranger = make.candidate2
    assert_refused(session, submitted, lambda: withdraw(session, submitted, stranger), NotFound)


def test_a_client_takes_nothing_back(session, submitted):
    assert_refused(session, submitted, lambda: withdraw(session, submitted, make.client), Forbidden)
