"""Indienen: the hours go to the client's approver."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Contact, DeclarationDay, Outbox, User
from rxportal.domain.declaration import ChangedMeanwhile, Channel, Status, Step, StepNotAllowed
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.services import declarations
from rxportal.services.completeness import Incomplete
from tests import make
from tests.make import MONDAY, NOW
from tests.services.steps import assert_logged, assert_refused, left


def submit(session, number, actor=make.candidate, **more):
    return declarations.submit(session, actor, number, now=NOW, **more)


@pytest.mark.parametrize("status", [Status.REPORT, Status.REJECTED])
def test_it_goes_to_the_approver(session, status):
    number = make.declaration(session, status=status, version=3).id
    submit(session, number, version=3)
    after = left(session, number)
    assert (after.status, after.row.version) == (Status.SUBMITTED, 4)
    assert (after.row.submitted_by, after.row.submitted_at) == (make.candidate.user_id, NOW)
    assert after.row.changed_at == NOW
    assert after.mails == [(make.client.email, "to_approve")]
    (entry,) = after.log
    assert_logged(
        entry,
        actor=make.candidate,
        step=Step.SUBMIT,
        before=status,
        after=Status.SUBMITTED,
        at=NOW,
        version=4,
    )


def test_the_back_office_hands_in_for_somebody(session):
    number = make.declaration(session).id
    submit(session, number, make.office, channel=Channel.COMMAND)
    after = left(session, number)
    assert after.row.submitted_by == make.office.user_id
    assert after.log[0].channel is Channel.COMMAND
    assert after.mails == [(make.client.email, "to_approve")]


def test_the_marks_and_the_reason_of_a_rejection_are_gone(session):
    row = make.declaration(session, status=Status.REJECTED, reason="Fout", decided_by="Ruben")
    session.add(
        DeclarationDay(declaration_id=row.id, day=MONDAY, rejected=True, proposed_begins=540)
    )
    submit(session, row.id)
    after = left(session, row.id)
    assert (after.row.reason, after.row.decided_by) == ("", "")
    (day,) = session.exec(select(DeclarationDay)).all()
    assert (day.rejected, day.proposed_begins) == (False, None)


def test_a_week_without_hours_is_not_accepted(session):
    number = make.declaration(session, filled=False).id
    assert assert_refused(session, number, lambda: submit(session, number), Incomplete)


def test_a_second_time_nothing_happens(session):
    number = make.declaration(session).id
    submit(session, number, version=1)
    for version in (1, 2, None):
        said = assert_refused(
            session,
            number,
            lambda version=version: submit(session, number, version=version),
            StepNotAllowed,
        )
        assert said == "Dat kan niet meer: deze declaratie staat op Ingediend."


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.COMPLETED, Status.PROCESSED, Status.CANCELLED]
)
def test_only_open_hours_are_handed_in(session, status):
    number = make.declaration(session, status=status).id
    assert_refused(session, number, lambda: submit(session, number), StepNotAllowed)


def test_hours_that_changed_since_they_were_shown_are_not(session):
    number = make.declaration(session, version=2).id
    said = assert_refused(
        session, number, lambda: submit(session, number, version=1), ChangedMeanwhile
    )
    assert said.startswith("De uren zijn net gewijzigd.")


def test_a_stranger_is_told_nothing(session):
    number = make.declaration(session).id
    stranger = make.candidate2
    assert_refused(session, number, lambda: submit(session, number, stranger), NotFound)
    with pytest.raises(NotFound):
        submit(session, 999)


def test_a_client_hands_in_nothing(session):
    number = make.declaration(session).id
    assert_refused(session, number, lambda: submit(session, number, make.client), Forbidden)


def test_the_mail_goes_to_the_address_of_the_account_in_the_language_of_its_reader(session):
    user = session.get_one(User, make.client.user_id)
    user.email, user.language = "ruben@elders.example", "en"
    session.add(user)
    number = make.declaration(session).id
    submit(session, number)
    assert left(session, number).mails == [("ruben@elders.example", "to_approve")]
    assert '<html lang="en">' in session.exec(select(Outbox.body_html)).one()


def test_an_approver_without_an_account_is_written_to_and_one_with_a_closed_one_is_not(session):
    user = session.get_one(User, make.client.user_id)
    user.active = False
    session.add(user)
    first = make.declaration(session).id
    submit(session, first)
    assert left(session, first).mails == []
    user.contact_id = None
    session.add(user)
    second = make.declaration(session, monday=MONDAY + timedelta(weeks=1)).id
    submit(session, second)
    address = session.get_one(Contact, 1).email
    assert left(session, second).mails == [(address, "to_approve")]
