"""Verwerken: the hours go to payroll, and nothing moves them any more."""

import pytest

from rxportal.domain.declaration import ChangedMeanwhile, Status, Step, StepNotAllowed
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.services import declarations
from tests import make
from tests.make import NOW
from tests.services.steps import REASON, assert_logged, assert_refused, left


def process(session, number, actor=make.office, **more):
    return declarations.process(session, actor, number, now=NOW, **more)


@pytest.fixture
def approved(session):
    return make.declaration(session, status=Status.COMPLETED).id


@pytest.mark.parametrize("actor", [make.office, make.administrator])
def test_the_candidate_hears_of_it(session, approved, actor):
    process(session, approved, actor)
    after = left(session, approved)
    assert (after.status, after.row.version) == (Status.PROCESSED, 2)
    assert after.mails == [(make.candidate.email, "processed")]
    (entry,) = after.log
    assert_logged(
        entry,
        actor=actor,
        step=Step.PROCESS,
        before=Status.COMPLETED,
        after=Status.PROCESSED,
        at=NOW,
        version=2,
    )


def test_a_second_time_nothing_happens(session, approved):
    process(session, approved)
    assert_refused(session, approved, lambda: process(session, approved), StepNotAllowed)


def test_what_was_reopened_meanwhile_is_not_paid(session, approved):
    declarations.reopen(session, make.administrator, approved, version=1, reason=REASON, now=NOW)
    said = assert_refused(
        session, approved, lambda: process(session, approved, version=1), ChangedMeanwhile
    )
    assert said == "Mees de Boer was je net voor: deze declaratie staat nu op Ingediend."


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.COMPLETED}))
def test_only_what_was_approved_is_processed(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: process(session, number), StepNotAllowed)


@pytest.mark.parametrize("actor", [make.candidate, make.client, make.candidate2, make.client2])
def test_only_the_back_office_does(session, approved, actor):
    assert_refused(session, approved, lambda: process(session, approved, actor), Forbidden)


def test_what_does_not_exist_is_not_found(session):
    with pytest.raises(NotFound):
        process(session, 999)
