"""services/judging.py: the queue, and approving what was shown."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, User
from rxportal.domain.declaration import ChangedMeanwhile, Status
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.services import judging
from tests import make


def waiting(session, **more):
    return make.declaration(session, status=Status.SUBMITTED, version=2, **more)


def test_the_queue_shows_what_differs_first_then_the_oldest(session):
    equal = waiting(session)
    older = waiting(session, monday=make.MONDAY - timedelta(weeks=1))
    differs = waiting(session, monday=make.MONDAY + timedelta(weeks=1), deviates=True)
    found = judging.queue(session, make.client, now=make.NOW)
    assert [row.id for row in found] == [differs.id, older.id, equal.id]
    assert (found[0].name, found[0].period, found[0].minutes) == (
        make.candidate.name,
        "week 42",
        2400,
    )


def test_the_queue_holds_only_what_waits_at_this_client(session):
    waiting(session, candidate_id=2)
    make.declaration(session)
    assert judging.queue(session, make.client, now=make.NOW) == []


def test_hours_one_handed_in_do_not_wait_for_oneself(session):
    row = waiting(session, submitted_by=make.office.user_id)
    assert judging.queue(session, make.office, now=make.NOW) == []
    assert [each.id for each in judging.queue(session, make.administrator, now=make.NOW)] == [
        row.id
    ]


def test_an_approver_who_also_works_does_not_see_the_own_hours(session):
    waiting(session)
    user = session.get_one(User, make.client.user_id)
    user.candidate_id = 1
    session.add(user)
    session.commit()
    assert judging.queue(session, make.client, now=make.NOW) == []


def test_a_candidate_has_no_queue(session):
    with pytest.raises(Forbidden):
        judging.queue(session, make.candidate, now=make.NOW)


def test_approving_without_the_disclaimer_is_refused(session):
    row = waiting(session)
    agency = session.exec(select(Agency)).one()
    agency.disclaimer = "Ik ben bevoegd om deze uren goed te keuren."
    session.add(agency)
    session.commit()
    with pytest.raises(judging.DisclaimerNotAccepted):
        approve(session, make.client, row, accepted=False)
    assert row.status is Status.SUBMITTED
    assert approve(session, make.client, row, accepted=True).status is Status.COMPLETED


def test_without_a_disclaimer_there_is_nothing_to_accept(session):
    row = waiting(session)
    assert approve(session, make.client, row, accepted=False).status is Status.COMPLETED


def test_approval_counts_for_the_version_that_was_shown(session):
    row = waiting(session)
    with pytest.raises(ChangedMeanwhile):
        judging.approve(session, make.client, row.id, version=1, accepted=True, now=make.NOW)


def test_a_stranger_learns_nothing(session):
    row = waiting(session)
    with pytest.raises(NotFound):
        approve(session, make.client2, row, accepted=False)
    with pytest.raises(Forbidden):
        approve(session, make.candidate, row, accepted=False)


def approve(session, actor, row, *, accepted):
    return judging.approve(
        session, actor, row.id, version=row.version, accepted=accepted, now=make.NOW
    )
