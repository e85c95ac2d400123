"""Substitutes, and hours that two different people have to approve."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Contact, ContactCostCentre, Placement, Transition, User
from rxportal.domain.declaration import (
    AlreadyAgreed,
    ChangedMeanwhile,
    HalfApproved,
    Status,
    Step,
)
from rxportal.domain.errors import NotFound
from rxportal.services import actions, declarations, judging, sessions, surroundings, week
from tests import make
from tests.make import NOW
from tests.services.steps import REASON, assert_refused, left

RUBEN, DARIA = make.client, make.candidate
MILA = make.Actor(31, make.Role.CLIENT, 1, "Mila Tervoort", "mila@vlotwerf.example")
JOOST = make.Actor(32, make.Role.CLIENT, 1, "Joost Rademaker", "joost@vlotwerf.example")


def two_wanted(session):
    make.world(session)
    make.contact(session, 31, "Mila Tervoort")
    make.contact(session, 32, "Joost Rademaker")
    place = session.get_one(Placement, 1)
    place.second_contact_id = 31
    session.add(place)
    make.declaration(session, filled=True)


pytestmark = pytest.mark.begins(rows=two_wanted)


@pytest.fixture
def week_(session):
    """Handed in, as version 2."""
    number = session.exec(select(Transition.declaration_id)).first() or 1
    declarations.submit(session, DARIA, number, now=NOW)
    session.commit()
    return number


def approve(session, number, actor, version):
    return judging.approve(session, actor, number, version=version, accepted=True, now=NOW)


def waiting(session, actor):
    """In the queue, on the dashboard and in the menu: always the same number."""
    numbers = {
        len(judging.queue(session, actor, now=NOW)),
        actions.needed(session, actor, now=NOW)[1],
        int(surroundings.surroundings(session, actor, now=NOW).counts.get("declaraties") or 0),
    }
    assert len(numbers) == 1
    return numbers.pop()


def test_one_after_the_other_and_everybody_sees_how_far_it_is(session, week_):
    assert left(session, week_).mails == [(RUBEN.email, "to_approve")]
    approve(session, week_, RUBEN, 2)
    half = left(session, week_)
    assert (half.status, half.row.version, half.row.decided_by) == (Status.SUBMITTED, 3, "")
    assert half.mails == [(MILA.email, "to_approve")]
    assert (half.log[-1].step, half.log[-1].user_id) == (Step.AGREE, RUBEN.user_id)
    assert (waiting(session, RUBEN), waiting(session, MILA)) == (0, 1)
    for actor in (RUBEN, MILA, DARIA, make.office):
        sheet = week.open_sheet(session, actor, week_, now=NOW)
        assert sheet.agreed_by == RUBEN.name
        assert (Step.APPROVE in sheet.steps) is (actor in (MILA, make.office))
        assert Step.WITHDRAW not in sheet.steps
        assert Step.AGREE not in sheet.steps
    approve(session, week_, MILA, 3)
    done = left(session, week_)
    assert done.status is Status.COMPLETED
    assert done.row.decided_by == "Ruben Oosterlaak, Mila Tervoort"
    assert done.row.approved_by is None
    assert (DARIA.email, "approved") in done.mails


def test_nobody_counts_twice(session, week_):
    approve(session, week_, RUBEN, 2)
    said = assert_refused(session, week_, lambda: approve(session, week_, RUBEN, 3), AlreadyAgreed)
    assert said.startswith("Je hebt deze uren al goedgekeurd.")
    make.stand_in(session, 1, 31)  # not for the other one either
    assert_refused(session, week_, lambda: approve(session, week_, RUBEN, 3), AlreadyAgreed)


def test_the_second_one_may_be_first_and_hears_who_was_faster(session, week_):
    approve(session, week_, MILA, 2)
    assert left(session, week_).mails == [(RUBEN.email, "to_approve")]
    said = assert_refused(
        session, week_, lambda: approve(session, week_, JOOST, 2), ChangedMeanwhile
    )
    assert said == "Mila Tervoort heeft deze uren net goedgekeurd, als eerste van twee."


def test_a_rejection_by_one_ends_it_and_both_approve_anew(session, week_):
    approve(session, week_, RUBEN, 2)
    declarations.reject(session, MILA, week_, version=3, reason=REASON, now=NOW)
    back = left(session, week_)
    assert (back.status, back.row.approved_by) == (Status.REJECTED, None)
    declarations.submit(session, DARIA, week_, now=NOW)
    approve(session, week_, RUBEN, 5)
    assert left(session, week_).status is Status.SUBMITTED


def test_a_reopened_week_asks_both_again(session, week_):
    approve(session, week_, RUBEN, 2)
    approve(session, week_, MILA, 3)
    declarations.reopen(session, make.office, week_, version=4, reason=REASON, now=NOW)
    assert left(session, week_).mails[-1] == (RUBEN.email, "to_approve")
    approve(session, week_, RUBEN, 5)
    assert left(session, week_).status is Status.SUBMITTED


def test_a_candidate_takes_back_nothing_that_somebody_approved(session, week_):
    approve(session, week_, RUBEN, 2)
    assert_refused(
        session, week_, lambda: declarations.withdraw(session, DARIA, week_, now=NOW), HalfApproved
    )


def test_a_substitute_is_mailed_too_judges_and_is_logged_as_one(session, week_):
    make.stand_in(session, 32, 1)
    declarations.withdraw(session, DARIA, week_, now=NOW)
    declarations.submit(session, DARIA, week_, now=NOW)
    assert left(session, week_).mails == [
        (RUBEN.email, "to_approve"),
        (JOOST.email, "to_approve"),
    ]
    approve(session, week_, JOOST, 4)
    half = left(session, week_)
    assert (half.log[-1].user_name, half.log[-1].on_behalf_of) == (JOOST.name, RUBEN.name)
    assert half.mails == [(MILA.email, "to_approve")]  # not Ruben: it was done for him
    approve(session, week_, MILA, 5)
    assert left(session, week_).log[-1].on_behalf_of == ""


def test_a_substitute_of_a_limited_colleague_acts_within_the_days_and_not_outside(session, week_):
    for number in (1, 32):
        contact = session.get_one(Contact, number)
        contact.limited = True
        session.add(contact)
    session.add(ContactCostCentre(contact_id=1, cost_centre_id=1))
    make.stand_in(session, 32, 1)
    tomorrow = NOW + timedelta(days=1)
    for day in (tomorrow, NOW - timedelta(days=1)):
        joost = sessions.actor_for(session, 32, now=day)
        assert_refused(session, week_, lambda j=joost: approve(session, week_, j, 2), NotFound)
    approve(session, week_, sessions.actor_for(session, 32, now=NOW), 2)
    assert left(session, week_).log[-1].on_behalf_of == RUBEN.name


def test_a_closed_account_is_passed_over(session, week_):
    user = session.get_one(User, 31)
    user.active = False
    session.add(user)
    session.flush()
    approve(session, week_, RUBEN, 2)
    assert left(session, week_).mails == []
