"""Heropenen: the back-office undoes an approval before payroll, and the client judges anew."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Outbox
from rxportal.domain.declaration import (
    ChangedMeanwhile,
    ReasonMissing,
    Status,
    Step,
    StepNotAllowed,
)
from rxportal.domain.errors import Forbidden
from rxportal.services import declarations
from tests import make
from tests.make import NOW
from tests.services.steps import REASON, assert_logged, assert_refused, left


def reopen(session, number, actor=make.office, version=1, reason=REASON):
    return declarations.reopen(session, actor, number, version=version, reason=reason, now=NOW)


@pytest.fixture
def approved(session):
    return make.declaration(session, status=Status.COMPLETED, decided_by=make.client.name).id


@pytest.mark.parametrize("actor", [make.office, make.administrator])
def test_the_client_is_asked_again_and_told_why(session, approved, actor):
    reopen(session, approved, actor)
    after = left(session, approved)
    assert (after.status, after.row.version) == (Status.SUBMITTED, 2)
    assert (after.row.reason, after.row.decided_by) == (REASON, "")
    assert after.mails == [(make.client.email, "to_approve")]
    body = session.exec(select(Outbox.body_text)).one()
    assert f"Heropend door {actor.name}:\n“{REASON}”" in body
    (entry,) = after.log
    assert_logged(
        entry,
        actor=actor,
        step=Step.REOPEN,
        before=Status.COMPLETED,
        after=Status.SUBMITTED,
        at=NOW,
        version=2,
        reason=REASON,
    )


def test_without_a_reason_nothing_happens(session, approved):
    assert_refused(session, approved, lambda: reopen(session, approved, reason=" "), ReasonMissing)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.COMPLETED}))
def test_only_what_was_approved_is_reopened(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: reopen(session, number), StepNotAllowed)


def test_what_was_processed_meanwhile_is_not(session, approved):
    declarations.process(session, make.administrator, approved, now=NOW)
    said = assert_refused(session, approved, lambda: reopen(session, approved), ChangedMeanwhile)
    assert said == "Mees de Boer was je net voor: deze declaratie staat nu op Verwerkt."


@pytest.mark.parametrize("actor", [make.candidate, make.client, make.candidate2, make.client2])
def test_only_the_back_office_does(session, approved, actor):
    assert_refused(session, approved, lambda: reopen(session, approved, actor), Forbidden)
