"""Goedkeuren: the client accepts the hours that were shown, and nobody their own."""

import pytest
from sqlmodel import Session

from rxportal.db.tables import User
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import (
    ChangedMeanwhile,
    OwnHours,
    Status,
    Step,
    StepNotAllowed,
)
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.services import declarations
from tests import make
from tests.make import NOW
from tests.services.steps import REASON, assert_logged, assert_refused, left


def approve(session, number, actor=make.client, version=1):
    return declarations.approve(session, actor, number, version=version, now=NOW)


@pytest.fixture
def submitted(session):
    return make.declaration(session, status=Status.SUBMITTED, submitted_by=1).id


@pytest.mark.parametrize("actor", [make.client, make.office, make.administrator])
def test_the_candidate_hears_who_did(session, submitted, actor):
    approve(session, submitted, actor)
    after = left(session, submitted)
    assert (after.status, after.row.version) == (Status.COMPLETED, 2)
    assert after.row.decided_by == actor.name
    assert after.mails == [(make.candidate.email, "approved")]
    (entry,) = after.log
    assert_logged(
        entry,
        actor=actor,
        step=Step.APPROVE,
        before=Status.SUBMITTED,
        after=Status.COMPLETED,
        at=NOW,
        version=2,
    )


def test_a_second_time_nothing_happens(session, submitted):
    approve(session, submitted)
    for version in (1, 2):
        assert_refused(
            session,
            submitted,
            lambda v=version: approve(session, submitted, version=v),
            StepNotAllowed,
        )


def test_who_is_second_reads_who_was_first(session, submitted):
    declarations.reject(session, make.office, submitted, version=1, reason=REASON, now=NOW)
    said = assert_refused(session, submitted, lambda: approve(session, submitted), ChangedMeanwhile)
    assert said == "Sanne Waterlander was je net voor: deze declaratie staat nu op Afgewezen."


def test_other_hours_than_were_shown_are_not_approved(session, submitted):
    declarations.withdraw(session, make.candidate, submitted, now=NOW)
    declarations.submit(session, make.candidate, submitted, now=NOW)
    for version in (1, 2):
        said = assert_refused(
            session,
            submitted,
            lambda v=version: approve(session, submitted, version=v),
            ChangedMeanwhile,
        )
        assert "Daria Kowalczewska was je net voor" in said
    approve(session, submitted, version=3)
    assert left(session, submitted).status is Status.COMPLETED


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED, Status.REPORT}))
def test_only_what_waits_is_approved(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: approve(session, number), StepNotAllowed)


def also_works_as_candidate(session: Session, actor: Actor) -> None:
    """The same person is a candidate too, with the hours in question."""
    user = session.get_one(User, actor.user_id)
    user.candidate_id = 1
    session.add(user)
    session.commit()


@pytest.mark.parametrize("actor", [make.client, make.office])
def test_nobody_approves_their_own_hours(session, submitted, actor):
    also_works_as_candidate(session, actor)
    said = assert_refused(session, submitted, lambda: approve(session, submitted, actor), OwnHours)
    assert said == "Je kunt je eigen uren niet goedkeuren. Vraag het een collega."


def test_nobody_approves_what_they_handed_in_for_somebody_else(session):
    number = make.declaration(session).id
    declarations.submit(session, make.office, number, now=NOW)
    assert_refused(session, number, lambda: approve(session, number, make.office, 2), OwnHours)
    approve(session, number, make.administrator, 2)
    assert left(session, number).row.decided_by == make.administrator.name


def test_another_client_is_told_nothing(session, submitted):
    stranger = make.client2
    assert_refused(session, submitted, lambda: approve(session, submitted, stranger), NotFound)


def test_a_candidate_approves_nothing(session, submitted):
    assert_refused(
        session, submitted, lambda: approve(session, submitted, make.candidate), Forbidden
    )


def test_somebody_without_an_account_is_not_written_to(session, submitted):
    user = session.get_one(User, make.candidate.user_id)
    user.candidate_id, user.role = None, Role.OFFICE
    session.add(user)
    approve(session, submitted)
    assert left(session, submitted).mails == []
