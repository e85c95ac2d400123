"""Who has not signed is reminded after three days and after seven, once each."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import reading
from rxportal.db.tables import Contract, Outbox
from rxportal.gateways.store import FakeStore
from rxportal.jobs.reminders import remind
from rxportal.services import offering
from tests import make
from tests.contracts import offered
from tests.make import NOW

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def row(session):
    return offered(session, FakeStore(), sign_before=NOW + 14 * DAY)


def told() -> int:
    with reading() as session:
        kinds = session.exec(select(Outbox.kind)).all()
    return kinds.count("contract_reminder")


def test_a_candidate_is_reminded_twice_and_no_more(session, row):
    for after, number in ((3 * DAY - MINUTE, 0), (3 * DAY, 1), (4 * DAY, 1), (7 * DAY, 2)):
        before = told()
        assert remind(NOW + after) == number - before
        assert told() == number
    assert [remind(NOW + days * DAY) for days in range(8, 13)] == [0] * 5
    session.expire_all()
    found = session.get_one(Contract, row.id)
    assert (found.reminders, found.reminded_at, found.version) == (2, NOW + 7 * DAY, row.version)


def test_after_a_week_in_which_nothing_ran_it_is_one(row):
    assert [remind(NOW + days * DAY) for days in (8, 9, 10)] == [1, 0, 0]


def test_nobody_is_reminded_of_what_does_not_wait(session, row):
    assert remind(NOW + 3 * DAY + 12 * HOUR) == 0  # at night
    offering.withdraw(session, make.office, row.id, version=row.version, reason="Loon", now=NOW)
    session.commit()
    assert remind(NOW + 3 * DAY) == 0


def test_nobody_is_reminded_when_it_is_too_late_to_sign(session, row):
    row.sign_before = NOW + 3 * DAY
    session.add(row)
    session.commit()
    assert remind(NOW + 3 * DAY) == 0
