"""What keeps hours from being handed in: mistakes, and concerns that nobody answered."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Declaration, DeclarationLine, HourType
from rxportal.domain.declaration import Kind, Status
from rxportal.domain.line import Field
from rxportal.services import declarations, week
from tests import make
from tests.make import MONDAY, NOW

WEEK = timedelta(days=7)
SUNDAY = MONDAY + timedelta(days=6)


def shift(session, row, begins, ends, pause=30, day=MONDAY):
    return week.save_shift(
        session,
        make.office,
        row.id,
        day=day,
        line_id=0,
        begins=begins,
        ends=ends,
        break_minutes=pause,
        hour_type_id=1,
        now=NOW,
    )


def sheet_of(session, row, actor=make.candidate):
    return week.open_sheet(session, actor, row.id, now=NOW)


def rules(sheet):
    return [concern.key.split(":")[0] for concern in sheet.concerns]


@pytest.fixture
def empty(session):
    return make.declaration(session, filled=False)


def test_an_ordinary_week_is_complete(session):
    row = make.declaration(session)
    week.check_complete(session, row)
    sheet = sheet_of(session, row)
    assert (sheet.flaws, sheet.concerns) == ((), ())


def test_a_blank_week_is_not(session, empty):
    with pytest.raises(week.Incomplete) as refused:
        declarations.submit(session, make.candidate, empty.id, now=NOW)
    (problem,) = refused.value.problems
    assert (problem.day, problem.field) == (None, Field.WHOLE)
    session.rollback()
    assert session.get(Declaration, empty.id).status is Status.REPORT


def test_every_mistake_is_named_with_its_day_and_line(session, empty):
    first = shift(session, empty, 540, None)
    sheet = shift(session, empty, 540, None, day=SUNDAY)
    flaws = [(flaw.day, flaw.field, flaw.line_id) for flaw in sheet.flaws]
    lines = [first.days[0].lines[0].id, sheet.days[6].lines[0].id]
    assert flaws == [(MONDAY, Field.ENDS, lines[0]), (SUNDAY, Field.ENDS, lines[1])]
    with pytest.raises(week.Incomplete, match=r"maandag|ma 5 okt.*Er is nog 1 ander punt"):
        week.check_complete(session, empty)


def test_an_expense_waits_for_its_receipt(session):
    row = make.declaration(session)
    costs = session.exec(select(HourType.id).where(HourType.code == "expenses")).one()
    sheet = week.save_extra(
        session,
        make.candidate,
        row.id,
        extra_id=0,
        day=MONDAY,
        hour_type_id=costs,
        typed="12",
        note="",
        now=NOW,
    )
    assert [(x.field, x.line_id) for x in sheet.flaws] == [(Field.RECEIPT, sheet.extras[0].id)]
    with pytest.raises(week.Incomplete, match="bon"):
        week.check_complete(session, row)


def test_a_concern_must_be_answered_and_then_does_not_block(session, empty):
    sheet = shift(session, empty, 420, 1200, 60)  # twelve hours is the norm
    assert sheet.concerns == ()
    shift(session, empty, 420, 1260, 60, day=MONDAY + timedelta(days=2))
    sheet = sheet_of(session, empty)
    assert rules(sheet) == ["shift"]
    with pytest.raises(week.Incomplete, match=r"13 uur.*Geef aan dat dit klopt"):
        week.check_complete(session, empty)
    keys = [concern.key for concern in sheet.concerns]
    sheet = week.acknowledge(session, make.candidate, empty.id, keys=keys, now=NOW)
    assert [concern.acknowledged for concern in sheet.concerns] == [True]
    declarations.submit(session, make.candidate, empty.id, now=NOW)
    assert empty.status is Status.SUBMITTED


def test_a_changed_shift_is_asked_about_anew(session, empty):
    sheet = shift(session, empty, 420, 1260, 60)
    keys = [concern.key for concern in sheet.concerns]
    week.acknowledge(session, make.candidate, empty.id, keys=[*keys, "made up"], now=NOW)
    assert empty.acknowledged == keys
    line = sheet.days[0].lines[0]
    sheet = week.save_field(
        session,
        make.candidate,
        empty.id,
        day=MONDAY,
        line_id=line.id,
        field="ends",
        typed="22:00",
        now=NOW,
    )
    assert [concern.acknowledged for concern in sheet.concerns] == [False]
    assert empty.acknowledged == []


def test_rest_counts_from_the_last_shift_of_the_week_before(session, empty):
    before = make.declaration(session, monday=MONDAY - WEEK, filled=False)
    shift(session, before, 900, 1380, day=MONDAY - timedelta(days=1))  # until Sunday 23:00
    assert rules(shift(session, empty, 540, 960)) == ["rest"]
    assert rules(sheet_of(session, before)) == ["rest"]


@contextmanager
def handed_in(session, row):
    """A client reads no drafts: for a moment the week is at the client's."""
    row.status = Status.SUBMITTED
    session.flush()
    yield
    row.status = Status.REPORT
    session.flush()


def test_hours_at_another_client_count_but_are_not_told_there(session, empty):
    elsewhere = make.placement(session, client_id=2)
    other = make.declaration(session, placement_id=elsewhere.id, filled=False)
    shift(session, other, 900, 1380)  # Monday until 23:00
    shift(session, empty, 420, 900, day=MONDAY + timedelta(days=1))
    assert rules(sheet_of(session, empty)) == ["rest"]
    assert rules(sheet_of(session, empty, make.office)) == ["rest"]
    with handed_in(session, empty):
        assert sheet_of(session, empty, make.client).concerns == ()
    with pytest.raises(week.Incomplete, match="rust"):
        week.check_complete(session, empty)


def test_the_same_time_at_two_clients_cannot_be(session, empty):
    elsewhere = make.placement(session, client_id=2)
    other = make.declaration(session, placement_id=elsewhere.id, filled=False)
    shift(session, other, 540, 1050)
    shift(session, empty, 600, 720, 0)
    with pytest.raises(week.Incomplete, match="overlappen"):
        week.check_complete(session, empty)
    other.status = Status.CANCELLED
    week.check_complete(session, empty)


def test_what_a_correction_replaces_does_not_count_twice(session):
    paid = make.declaration(session, status=Status.PROCESSED)
    row = make.declaration(session, kind=Kind.CORRECTION, corrects_id=paid.id)
    week.check_complete(session, row)
    assert sheet_of(session, row).corrects_id == paid.id
    week.check_complete(session, paid)
    again = make.declaration(session, kind=Kind.CORRECTION, corrects_id=row.id)
    for each in (paid, row, again):
        week.check_complete(session, each)


def test_the_average_looks_at_sixteen_weeks_over_all_placements(session):
    elsewhere = make.placement(session, client_id=2)
    for n in range(1, 16):
        make.declaration(
            session, placement_id=elsewhere.id, monday=MONDAY - n * WEEK, status=Status.PROCESSED
        ).day_minutes = [576] * 5 + [0, 0]  # 48 hours
    row = make.declaration(session)
    for line in session.exec(
        select(DeclarationLine).where(DeclarationLine.declaration_id == row.id)
    ):
        line.ends = 1050 + 96
    sheet = sheet_of(session, row)
    assert rules(sheet) == []  # exactly 48 hours on average
    sheet = shift(session, row, 540, 600, 0, day=MONDAY + timedelta(days=5))
    assert rules(sheet) == ["average"]
    oldest = session.exec(
        select(Declaration).where(Declaration.starts_on == MONDAY - 15 * WEEK)
    ).one()
    oldest.starts_on -= WEEK  # a week earlier it does not count any more
    oldest.ends_on -= WEEK
    session.flush()
    assert rules(sheet_of(session, row)) == []


def test_a_client_sees_an_answer_to_what_it_can_see_itself(session, empty):
    sheet = shift(session, empty, 420, 1260, 60)
    keys = [concern.key for concern in sheet.concerns]
    for answered in (False, True):
        with handed_in(session, empty):
            concerns = sheet_of(session, empty, make.client).concerns
            assert [concern.acknowledged for concern in concerns] == [answered]
        week.acknowledge(session, make.candidate, empty.id, keys=keys, now=NOW)
