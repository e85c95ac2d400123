"""New declarations: for a period, and to correct."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import col, select

from rxportal.db.engine import transaction
from rxportal.db.tables import Declaration, Outbox, Placement
from rxportal.domain.declaration import Kind, Status
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.periods import PeriodKind
from rxportal.domain.week import Absence
from rxportal.services import creation, week
from tests import make
from tests.make import MONDAY, NOW


def create(session, day=MONDAY, kind=PeriodKind.WEEK, actor=make.office):
    return creation.create_for_period(session, actor, kind, day, now=NOW)


def mails(session):
    return len(session.exec(select(Outbox)).all())


def test_every_running_placement_gets_a_declaration_and_a_mail(session):
    created = create(session, MONDAY + timedelta(days=3))
    assert (len(created.made), created.skipped) == (2, [])
    for row in session.exec(select(Declaration)):
        assert (row.starts_on, row.ends_on) == (MONDAY, MONDAY + timedelta(days=6))
        assert (row.status, row.version, row.minutes, row.roster_minutes) == (
            Status.REPORT,
            1,
            0,
            2400,
        )
        assert row.day_roster == [480] * 5 + [0, 0]
        assert row.due_at == datetime(2026, 10, 12, 8, tzinfo=UTC)  # ten o'clock in summer
        assert row.deviates is False
    assert mails(session) == 2


def test_a_second_time_makes_nothing_and_mails_nobody(session):
    create(session)
    again = create(session)
    assert again.made == []
    assert again.skipped == [(n, "Er is al een declaratie voor week 41.") for n in (1, 2)]
    assert mails(session) == 2


def test_a_cancelled_declaration_makes_room(session):
    make.declaration(session, status=Status.CANCELLED)
    assert len(create(session).made) == 2


def test_placements_that_do_not_run_are_skipped_and_named(session):
    before, after = MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)
    ended = make.placement(session, ends_on=before)
    later = make.placement(session, starts_on=after)
    first = make.placement(session, starts_on=after - timedelta(days=1))
    last = make.placement(session, ends_on=MONDAY)
    created = create(session)
    assert created.skipped == [
        (ended.id, "De plaatsing is geëindigd op zo 4 okt."),
        (later.id, "De plaatsing begint pas op ma 12 okt."),
    ]
    made = session.exec(
        select(Declaration.placement_id).where(col(Declaration.id).in_(created.made))
    )
    assert set(made) == {1, 2, first.id, last.id}
    plan = {row.placement_id: row.roster_minutes for row in session.exec(select(Declaration))}
    assert (plan[first.id], plan[last.id]) == (0, 480)


@pytest.mark.parametrize(
    ("kind", "day", "starts", "ends", "due"),
    [
        (
            PeriodKind.WEEK,
            date(2026, 12, 31),
            date(2026, 12, 28),
            date(2027, 1, 3),
            datetime(2027, 1, 4, 9, tzinfo=UTC),
        ),
        (
            PeriodKind.MONTH,
            date(2026, 10, 9),
            date(2026, 10, 1),
            date(2026, 10, 31),
            datetime(2026, 11, 2, 9, tzinfo=UTC),
        ),
        (
            PeriodKind.FOUR_WEEKS,
            date(2026, 12, 28),
            date(2026, 11, 30),
            date(2027, 1, 3),
            datetime(2027, 1, 4, 9, tzinfo=UTC),
        ),
    ],
)
def test_each_kind_of_period_has_its_days(session, kind, day, starts, ends, due):
    for place in session.exec(select(Placement)):
        place.period = kind
    other = make.placement(session, period=PeriodKind.WEEK if kind != "week" else PeriodKind.MONTH)
    created = create(session, day, kind)
    assert len(created.made) == 2
    for row in session.exec(select(Declaration)):
        assert row.placement_id != other.id
        assert (row.starts_on, row.ends_on, row.due_at) == (starts, ends, due)
        assert len(row.day_roster) == (ends - starts).days + 1


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_only_the_agency_makes_declarations(session, actor):
    with pytest.raises(Forbidden):
        create(session, actor=actor)
    paid = make.declaration(session, status=Status.PROCESSED)
    with pytest.raises(Forbidden):
        creation.correct(session, actor, paid.id, now=NOW)


def test_two_people_at_once_make_one_declaration_each(engine):
    with transaction() as session:
        make.world(session)
    ready, results = Barrier(2), []

    def run():
        with transaction() as session:
            ready.wait()
            results.append(create(session))

    both = [Thread(target=run), Thread(target=run)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    with transaction() as session:
        assert len(session.exec(select(Declaration)).all()) == 2
        assert mails(session) == 2
    assert sorted(len(each.made) + len(each.skipped) for each in results) == [2, 2]


def test_a_correction_begins_with_what_was_paid(session):
    paid = make.declaration(session)
    tuesday = MONDAY + timedelta(days=1)
    week.set_absence(session, make.candidate, paid.id, day=tuesday, absence=Absence.SICK, now=NOW)
    paid.status = Status.PROCESSED
    row = creation.correct(session, make.office, paid.id, now=NOW)
    assert (row.kind, row.corrects_id, row.status) == (Kind.CORRECTION, paid.id, Status.REPORT)
    assert row.due_at == datetime(2026, 10, 12, 8, tzinfo=UTC)
    before, after = (week.open_sheet(session, make.candidate, x.id, now=NOW) for x in (paid, row))
    assert (after.minutes, after.totals, after.deviates) == (1920, before.totals, True)
    assert after.days[1].absence is Absence.SICK
    assert not {x.id for d in before.days for x in d.lines} & {
        x.id for d in after.days for x in d.lines
    }
    assert (before.status, mails(session)) == (Status.PROCESSED, 1)
    assert after.flaws == ()


def test_only_what_was_paid_is_corrected_and_once_at_a_time(session):
    row = make.declaration(session, status=Status.COMPLETED)
    with pytest.raises(creation.NotToCorrect, match="Afgerond"):
        creation.correct(session, make.office, row.id, now=NOW)
    row.status = Status.PROCESSED
    first = creation.correct(session, make.office, row.id, now=NOW)
    with pytest.raises(creation.NotToCorrect, match="al gecorrigeerd"):
        creation.correct(session, make.office, row.id, now=NOW)
    first.status = Status.CANCELLED
    session.flush()
    assert creation.correct(session, make.office, row.id, now=NOW).id != first.id
    with pytest.raises(NotFound):
        creation.correct(session, make.office, 999, now=NOW)


def test_no_declaration_is_made_where_hours_are_switched_off(session):
    closed = replace(make.office, closed=frozenset({"declaraties"}))
    with pytest.raises(NotFound):
        creation.create(session, closed, 1, make.MONDAY, now=make.NOW)
    assert not session.exec(select(Declaration)).all()
    assert creation.create(session, make.office, 1, make.MONDAY, now=make.NOW).placement_id == 1
