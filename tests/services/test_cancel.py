"""Vervallen: the back-office takes a declaration away that should not be there."""

import pytest

from rxportal.domain.declaration import (
    LONGEST_REASON,
    ChangedMeanwhile,
    ReasonMissing,
    ReasonTooLong,
    Status,
    Step,
    StepNotAllowed,
)
from rxportal.domain.errors import Forbidden
from rxportal.services import declarations
from tests import make
from tests.make import NOW
from tests.services.steps import REASON, assert_logged, assert_refused, left

MOVABLE = [Status.REPORT, Status.SUBMITTED, Status.REJECTED, Status.COMPLETED]


def cancel(session, number, actor=make.office, version=1, reason=REASON):
    return declarations.cancel(session, actor, number, version=version, reason=reason, now=NOW)


@pytest.mark.parametrize("status", MOVABLE)
def test_it_can_be_until_it_is_paid(session, status):
    number = make.declaration(session, status=status).id
    cancel(session, number)
    after = left(session, number)
    assert (after.status, after.row.version, after.row.reason) == (Status.CANCELLED, 2, REASON)
    (entry,) = after.log
    assert_logged(
        entry,
        actor=make.office,
        step=Step.CANCEL,
        before=status,
        after=Status.CANCELLED,
        at=NOW,
        version=2,
        reason=REASON,
    )


def test_a_request_to_approve_that_has_not_left_is_dropped(session):
    number = make.declaration(session).id
    declarations.submit(session, make.candidate, number, now=NOW)
    cancel(session, number, version=2)
    assert left(session, number).mails == []


def test_it_makes_room_for_another_one(session):
    number = make.declaration(session).id
    cancel(session, number)
    assert make.declaration(session).id != number


@pytest.mark.parametrize("status", [Status.PROCESSED, Status.CANCELLED])
def test_what_is_paid_or_gone_cannot_be(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: cancel(session, number), StepNotAllowed)


def test_a_reason_is_needed_and_has_an_end(session):
    number = make.declaration(session).id
    assert_refused(session, number, lambda: cancel(session, number, reason=""), ReasonMissing)
    endless = "x" * (LONGEST_REASON + 1)
    assert_refused(session, number, lambda: cancel(session, number, reason=endless), ReasonTooLong)


def test_what_changed_since_it_was_shown_is_not(session):
    number = make.declaration(session).id
    declarations.submit(session, make.candidate, number, now=NOW)
    said = assert_refused(session, number, lambda: cancel(session, number), ChangedMeanwhile)
    assert said == "Daria Kowalczewska was je net voor: deze declaratie staat nu op Ingediend."


@pytest.mark.parametrize("actor", [make.candidate, make.client, make.candidate2, make.client2])
def test_only_the_back_office_does(session, actor):
    number = make.declaration(session).id
    assert_refused(session, number, lambda: cancel(session, number, actor), Forbidden)
