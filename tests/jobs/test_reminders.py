"""Reminders: to whom still has to act, once a day at most, and never at night."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from rxportal.db.engine import reading
from rxportal.db.tables import Client, Contact, Declaration, Outbox, Placement, User
from rxportal.domain.declaration import Status
from rxportal.jobs import reminders
from rxportal.jobs.loop import Rounds
from rxportal.jobs.outbox import Ways
from rxportal.jobs.reminders import remind
from rxportal.services import declarations
from tests import make

DUE = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)  # Monday 10:00 in Amsterdam
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
DARIA, RUBEN = make.candidate.email, make.client.email


@pytest.fixture
def week(session):
    """A week handed out on the Friday, due on Monday; ``changed`` is when it came to its status."""

    def week(status=Status.REPORT, *, changed=make.NOW, **more):
        row = make.declaration(
            session, status=status, due_at=DUE, submitted_at=changed, filled=False, **more
        )
        row.changed_at = changed
        session.add(row)
        session.commit()
        return row.id

    return week


def told() -> list[tuple[str, str]]:
    with reading() as session:
        return list(session.exec(select(Outbox.to, Outbox.kind).order_by(Outbox.id)))


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (DUE - DAY - MINUTE, 0),  # more than a day ahead
        (DUE - DAY, 1),
        (DUE, 1),
        (DUE + 13 * DAY, 1),
        (DUE + 14 * DAY, 0),  # after that a person has to call
    ],
)
def test_a_candidate_hears_of_it_from_a_day_ahead_until_two_weeks_after(week, now, number):
    week()
    assert remind(now) == number
    assert told() == [(DARIA, "reminder_to_fill_in")] * number


def test_many_are_written_a_few_in_each_round(week, monkeypatch):
    monkeypatch.setattr(reminders, "MOST", 2)
    for weeks in range(5):
        week(monday=make.MONDAY - weeks * 7 * DAY)
    rounds = Rounds(Ways(), lambda: DUE)
    reminded = []
    for _ in range(4):
        rounds.once()
        with reading() as session:
            found = session.exec(select(Declaration.reminded_at)).all()
        reminded.append(sum(at is not None for at in found))
    assert reminded == [2, 4, 5, 5]


def newest() -> str:
    with reading() as session:
        return session.exec(select(Outbox.body_text).order_by(col(Outbox.id).desc())).first()


def test_it_says_whether_it_is_late(week):
    week()
    remind(DUE - HOUR)
    first = newest()
    remind(DUE + DAY)
    second = newest()
    assert "Dien je uren in vóór maandag 12 oktober, 10:00." in first
    assert "Dat moest vóór maandag 12 oktober, 10:00." in second


def test_once_a_day_at_most(week):
    number = week()
    assert remind(DUE) == 1
    assert remind(DUE + HOUR) == 0
    assert remind(DUE + 9 * HOUR) == 0  # the same evening
    assert remind(DUE + DAY - HOUR) == 1  # the next morning
    with reading() as session:
        assert session.get_one(Declaration, number).reminded_at == DUE + DAY - HOUR


@pytest.mark.parametrize(
    ("wall", "number"), [((5, 59), 0), ((6, 0), 1), ((17, 59), 1), ((18, 0), 0)]
)
def test_nobody_is_written_to_at_night(week, wall, number):
    """In UTC; in Amsterdam it is two hours later."""
    week()
    assert remind(datetime(2026, 10, 12, *wall, tzinfo=UTC)) == number


def test_a_week_that_was_only_just_handed_out_is_not_nagged_about(week, session):
    number = week()
    row = session.get_one(Declaration, number)
    row.created_at = DUE - HOUR
    session.add(row)
    session.commit()
    assert remind(DUE) == 0


def test_rejected_hours_get_half_a_day_and_then_a_reminder_that_says_so(week):
    week(Status.REJECTED, changed=DUE + DAY)
    assert remind(DUE + DAY + 11 * HOUR - MINUTE) == 0
    assert remind(DUE + 2 * DAY) == 1
    with reading() as session:
        assert (
            "afgewezen uren zijn nog niet opnieuw ingediend"
            in session.exec(select(Outbox.body_text)).one()
        )


@pytest.mark.parametrize(
    ("after", "number"),
    [(2 * DAY - MINUTE, 0), (2 * DAY, 1), (15 * DAY, 1), (16 * DAY + HOUR, 0)],
)  # the clock went back in between
def test_an_approver_hears_of_it_after_two_days(week, after, number):
    week(Status.SUBMITTED, changed=DUE)
    assert remind(DUE + after) == number
    assert told() == [(RUBEN, "reminder_to_approve")] * number


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.PROCESSED, Status.CANCELLED])
def test_what_is_done_is_never_reminded_of(week, status):
    week(status)
    for days in range(20):
        assert remind(DUE + days * DAY) == 0


def test_whoever_acts_between_looking_and_writing_gets_none(week, session, monkeypatch):
    """The check is made again in the transaction that writes the message."""
    number = week(Status.SUBMITTED, changed=DUE)
    claim = reminders._remind

    def first_somebody_approves(found, now):
        declarations.approve(session, make.client, number, version=1, now=now)
        session.commit()
        return claim(found, now)

    monkeypatch.setattr(reminders, "_remind", first_somebody_approves)
    assert remind(DUE + 3 * DAY) == 0
    assert told() == [(DARIA, "approved")]


def test_a_reminder_that_has_not_left_yet_is_dropped_when_its_reader_acts(week, session):
    number = week(Status.SUBMITTED, changed=DUE)
    assert remind(DUE + 3 * DAY) == 1
    declarations.approve(session, make.client, number, version=1, now=DUE + 3 * DAY)
    session.commit()
    assert told() == [(DARIA, "approved")]


def test_a_reminder_that_still_waits_makes_way_for_the_next_one(week):
    week()
    assert remind(DUE) == remind(DUE + DAY) == 1
    assert told() == [(DARIA, "reminder_to_fill_in")]


def test_somebody_whose_account_is_closed_gets_none(week, session):
    week()
    user = session.get_one(User, make.candidate.user_id)
    user.active = False
    session.add(user)
    session.commit()
    remind(DUE)
    assert told() == []


@pytest.fixture
def arranged(session):
    """``arranged(remind, escalate)``: the days of client 1, where Mila is asked when Ruben is
    silent; and who they are.
    """
    make.contact(session, 31, "Mila Tervoort", escalation=True)

    def arranged(remind_after=2, escalate_after=5):
        client = session.get_one(Client, 1)
        client.remind_after, client.escalate_after = remind_after, escalate_after
        session.add(client)
        session.commit()

    arranged()
    return arranged


MILA = "mila@vlotwerf.example"


@pytest.mark.parametrize(
    ("days", "after", "number"),
    [(1, DAY - MINUTE, 0), (1, DAY, 1), (4, 4 * DAY - MINUTE, 0), (4, 4 * DAY, 1), (0, 9 * DAY, 0)],
)
def test_each_client_has_its_own_days(week, arranged, days, after, number):
    arranged(days, 0)
    week(Status.SUBMITTED, changed=DUE)
    assert remind(DUE + after) == number


def test_somebody_else_is_asked_when_the_approver_is_silent(week, arranged, session):
    number = week(Status.SUBMITTED, changed=DUE)
    for day in range(1, 5):
        remind(DUE + day * DAY)
    assert told() == [(RUBEN, "reminder_to_approve")]  # the newest takes the place of the others
    remind(DUE + 5 * DAY)
    assert told() == [(RUBEN, "reminder_to_approve"), (MILA, "escalated")]
    with reading() as fresh:
        assert fresh.get_one(Declaration, number).escalated_at == DUE + 5 * DAY
        body = fresh.exec(select(Outbox.body_text).where(Outbox.kind == "escalated")).one()
    assert "Ruben Oosterlaak heeft nog niet gereageerd." in body
    remind(DUE + 6 * DAY)
    assert told() == [(RUBEN, "reminder_to_approve"), (MILA, "reminder_to_approve")]


def test_a_client_that_wants_no_reminders_can_still_escalate_once(week, arranged):
    arranged(0, 3)
    week(Status.SUBMITTED, changed=DUE)
    assert [remind(DUE + day * DAY) for day in range(1, 7)] == [0, 0, 1, 0, 0, 0]
    assert told() == [(MILA, "escalated")]


def test_nobody_is_asked_what_they_do_not_reach(week, arranged, session):
    contact = session.get_one(Contact, 31)
    contact.limited = True
    session.add(contact)
    session.commit()
    week(Status.SUBMITTED, changed=DUE)
    remind(DUE + 5 * DAY)
    assert told() == [(RUBEN, "reminder_to_approve")]


def test_hours_that_come_back_begin_their_wait_anew(week, arranged, session):
    number = week(Status.SUBMITTED, changed=DUE, version=1)
    remind(DUE + 5 * DAY)
    declarations.withdraw(session, make.candidate, number, now=DUE + 6 * DAY)
    assert session.get_one(Declaration, number).escalated_at is None


def test_the_first_of_two_is_not_reminded_and_the_second_is(week, arranged, session):
    place = session.get_one(Placement, 1)
    place.second_contact_id = 31
    session.add(place)
    number = week(Status.SUBMITTED, changed=DUE)
    declarations.approve(session, make.client, number, version=1, now=DUE)
    session.commit()
    remind(DUE + 2 * DAY)
    assert told() == [(MILA, "to_approve"), (MILA, "reminder_to_approve")]


def test_a_substitute_is_reminded_as_well(week, session):
    make.contact(session, 32, "Joost Rademaker")
    day = (DUE + 2 * DAY).date()
    make.stand_in(session, 32, 1, starts=day, ends=day)
    week(Status.SUBMITTED, changed=DUE)
    remind(DUE + 2 * DAY)
    assert told() == [
        (RUBEN, "reminder_to_approve"),
        ("joost@vlotwerf.example", "reminder_to_approve"),
    ]


@pytest.mark.parametrize(
    ("handed_in", "due"),
    [  # 10:30 on the wall, two days later: the clock goes back, and forward, in between
        (datetime(2026, 10, 24, 8, 30, tzinfo=UTC), datetime(2026, 10, 26, 9, 30, tzinfo=UTC)),
        (datetime(2027, 3, 27, 9, 30, tzinfo=UTC), datetime(2027, 3, 29, 8, 30, tzinfo=UTC)),
    ],
)
def test_days_are_counted_on_the_clock_on_the_wall(week, arranged, handed_in, due):
    arranged(2, 0)
    week(Status.SUBMITTED, changed=handed_in)
    assert remind(due - MINUTE) == 0
    assert remind(due) == 1


def test_a_week_53_is_reminded_of_in_the_new_year_by_its_name(week, arranged):
    new_year = datetime(2027, 1, 1, 12, 0, tzinfo=UTC)
    week(Status.SUBMITTED, changed=new_year, monday=date(2026, 12, 28))
    assert remind(new_year + 2 * DAY - MINUTE) == 0
    assert remind(new_year + 2 * DAY) == 1
    assert "week 53" in newest().lower()
