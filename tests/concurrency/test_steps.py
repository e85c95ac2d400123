"""Steps that meet: exactly one wins, and the others read what happened. 50 rounds each."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import Declaration, DeclarationLine, Outbox, Placement, Transition
from rxportal.domain.declaration import ChangedMeanwhile, Status, Step, StepNotAllowed
from rxportal.services import declarations, week
from tests import make
from tests.concurrency.crowd import Crowd, refusals
from tests.make import NOW

ROUNDS = 50


@pytest.fixture(scope="module")
def crowd():
    with Crowd(20) as people:
        yield people


@pytest.fixture
def weeks(session):
    """So many weeks in a status, one for each round."""

    place = session.get_one(Placement, 1)
    place.starts_on = make.MONDAY - timedelta(weeks=ROUNDS)
    session.add(place)

    def weeks(status):
        return [
            make.declaration(session, status=status, monday=make.MONDAY - timedelta(weeks=index)).id
            for index in range(ROUNDS)
        ]

    return weeks


def found(number):
    """The declaration, its transitions and the kinds of its messages."""
    with reading() as session:
        row = session.get_one(Declaration, number)
        steps = session.exec(select(Transition).where(Transition.declaration_id == number)).all()
        kinds = session.exec(select(Outbox.kind).where(Outbox.declaration_id == number)).all()
        return row, list(steps), list(kinds)


def test_twenty_submits_at_once_are_one(crowd, weeks):
    for number in weeks(Status.REPORT):
        submit = partial(
            lambda session, number: declarations.submit(
                session, make.candidate, number, version=1, now=NOW
            ),
            number=number,
        )
        results = crowd.at_once([submit] * 20)
        said = refusals(results)
        assert len(said) == 19
        assert set(said) == {"Dat kan niet meer: deze declaratie staat op Ingediend."}
        row, steps, kinds = found(number)
        assert (row.status, row.version) == (Status.SUBMITTED, 2)
        assert [step.step for step in steps] == [Step.SUBMIT]
        assert kinds == ["to_approve"]


def test_of_approving_and_rejecting_at_once_one_wins_and_the_other_reads_who(crowd, weeks):
    wins = set()
    for number in weeks(Status.SUBMITTED):

        def approve(session, number=number):
            return declarations.approve(session, make.client, number, version=1, now=NOW)

        def reject(session, number=number):
            return declarations.reject(
                session, make.office, number, version=1, reason="Klopt niet.", now=NOW
            )

        results = crowd.at_once([approve, reject])
        row, (step,), (kind,) = found(number)
        wins.add(step.step)
        if step.step is Step.APPROVE:
            expected = (Status.COMPLETED, "approved", make.client.name, "Afgerond")
        else:
            expected = (Status.REJECTED, "rejected", make.office.name, "Afgewezen")
        assert (row.status, kind, row.decided_by) == expected[:3]
        assert refusals(results) == [
            f"{expected[2]} was je net voor: deze declaratie staat nu op {expected[3]}."
        ]
    assert wins <= {Step.APPROVE, Step.REJECT}


def test_withdrawing_and_approving_at_once_never_approves_what_was_taken_back(crowd, weeks):
    for number in weeks(Status.SUBMITTED):

        def approve(session, number=number):
            return declarations.approve(session, make.client, number, version=1, now=NOW)

        def withdraw(session, number=number):
            return declarations.withdraw(session, make.candidate, number, version=1, now=NOW)

        results = crowd.at_once([approve, withdraw])
        row, (step,), kinds = found(number)
        assert len(refusals(results)) == 1
        assert (row.status, kinds) in [(Status.COMPLETED, ["approved"]), (Status.REPORT, [])]
        assert step.after == row.status


def test_a_version_that_changed_since_is_never_approved(crowd, weeks):
    """Withdrawn, changed and handed in again while the client looked at the old hours."""
    for number in weeks(Status.SUBMITTED):

        def again(session, number=number):
            declarations.withdraw(session, make.candidate, number, version=1, now=NOW)
            return declarations.submit(session, make.candidate, number, version=2, now=NOW)

        def approve(session, number=number):
            return declarations.approve(session, make.client, number, version=1, now=NOW)

        results = crowd.at_once([again, *[approve] * 3])
        row, steps, _ = found(number)
        if row.status is Status.COMPLETED:  # an approval was first, of the hours that were shown
            assert [step.step for step in steps] == [Step.APPROVE]
        else:
            assert (row.status, row.version) == (Status.SUBMITTED, 3)
            assert [step.step for step in steps] == [Step.WITHDRAW, Step.SUBMIT]
            assert all(isinstance(result, ChangedMeanwhile) for result in results[1:])
        assert len(refusals(results)) == 3
        with transaction() as session, pytest.raises((ChangedMeanwhile, StepNotAllowed)):
            approve(session)


def test_processing_and_reopening_at_once_never_pays_what_is_open_again(crowd, weeks):
    for number in weeks(Status.COMPLETED):

        def process(session, number=number):
            return declarations.process(session, make.office, number, now=NOW)

        def reopen(session, number=number):
            return declarations.reopen(
                session, make.administrator, number, version=1, reason="Fout", now=NOW
            )

        results = crowd.at_once([process, reopen])
        row, (step,), (kind,) = found(number)
        assert len(refusals(results)) == 1
        assert (row.status, kind) in [
            (Status.PROCESSED, "processed"),
            (Status.SUBMITTED, "to_approve"),
        ]
        assert step.after == row.status


def test_hours_saved_while_they_are_handed_in_are_either_in_it_or_refused(crowd, weeks, session):
    """Never handed in with other hours than were shown, and never changed after that."""
    for number in weeks(Status.REPORT):
        line = session.exec(
            select(DeclarationLine)
            .where(DeclarationLine.declaration_id == number)
            .order_by(DeclarationLine.id)
        ).first()
        session.commit()

        def submit(session, number=number):
            return declarations.submit(session, make.candidate, number, version=1, now=NOW)

        def save(session, number=number, line=line):
            return week.save_field(
                session,
                make.candidate,
                number,
                day=line.day,
                line_id=line.id,
                field="ends",
                typed="18:30",
                now=NOW,
            )

        results = crowd.at_once([submit, save])
        row, steps, kinds = found(number)
        (said,) = refusals(results)
        if row.status is Status.SUBMITTED:
            assert (row.minutes, row.version, len(steps), kinds) == (2400, 2, 1, ["to_approve"])
            assert said == "De uren liggen vast: deze declaratie staat op Ingediend."
        else:
            assert (row.minutes, row.version, steps, kinds) == (2460, 2, [], [])
            assert said.startswith("De uren zijn net gewijzigd.")
