"""Filling in the hours: each field is kept when it is left."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from rxportal.db.tables import Declaration, DeclarationLine, Entry, HourType
from rxportal.domain import hour_types
from rxportal.domain.declaration import ChangedMeanwhile, HoursClosed, Status
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.domain.hours import NotABreak, NotADuration, NotATime
from rxportal.domain.line import ImpossibleLine
from rxportal.services import declarations, week
from tests import make
from tests.make import MONDAY, NOW

TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY + timedelta(days=6)


def save(session, row, field, typed, *, day=MONDAY, line_id=0, actor=make.candidate):
    return week.save_field(
        session, actor, row.id, day=day, line_id=line_id, field=field, typed=typed, now=NOW
    )


def shift(session, row, begins, ends, *, actor=make.candidate, line_id=0, **more):
    arguments = {"day": MONDAY, "break_minutes": 30, "hour_type_id": 1, "also": (), **more}
    return week.save_shift(
        session, actor, row.id, line_id=line_id, begins=begins, ends=ends, now=NOW, **arguments
    )


@pytest.fixture
def empty(session):
    return make.declaration(session, filled=False)


def of_monday(sheet):
    return sheet.days[0].lines


def test_a_line_grows_field_by_field(session, empty):
    sheet = save(session, empty, "begins", "730")
    (line,) = of_monday(sheet)
    assert (line.begins, line.ends, line.minutes, sheet.minutes) == (450, None, 0, 0)
    sheet = save(session, empty, "ends", "16", line_id=line.id)
    sheet = save(session, empty, "break", "30", line_id=line.id)
    sheet = save(session, empty, "note", " spoed ", line_id=line.id)
    (line,) = of_monday(sheet)
    assert (line.begins, line.ends, line.break_minutes, line.note) == (450, 960, 30, "spoed")
    assert line.minutes == sheet.minutes == sheet.days[0].minutes == 480
    assert sheet.totals == (("Normale uren", 480),)
    assert sheet.version == 5


def test_what_is_saved_is_in_the_lists_too(session, empty):
    save(session, empty, "begins", "9")
    save(session, empty, "ends", "17:30")
    save(session, empty, "break", "30")
    session.refresh(empty)
    assert empty.day_minutes == [480, 0, 0, 0, 0, 0, 0]
    assert (empty.minutes, empty.roster_minutes, empty.deviates) == (480, 2400, True)
    assert empty.changed_at == NOW


def test_a_row_typed_faster_than_the_answer_is_one_line(session, empty):
    for field, typed in (("begins", "9"), ("ends", "17"), ("break", "60")):
        sheet = save(session, empty, field, typed)
    (line,) = of_monday(sheet)
    assert (line.begins, line.ends, line.break_minutes) == (540, 1020, 60)


def test_a_second_begin_is_a_second_line(session, empty):
    for begins, ends in (("17", "19"), ("8", "12")):
        save(session, empty, "begins", begins)
        sheet = save(session, empty, "ends", ends)
    assert [(x.begins, x.ends) for x in of_monday(sheet)] == [(480, 720), (1020, 1140)]
    assert sheet.days[0].minutes == 6 * 60


def test_an_emptied_line_is_gone(session, empty):
    (line,) = of_monday(save(session, empty, "begins", "9"))
    save(session, empty, "ends", "17", line_id=line.id)
    sheet = save(session, empty, "begins", "", line_id=line.id)
    assert (of_monday(sheet)[0].begins, sheet.minutes) == (None, 0)
    assert of_monday(save(session, empty, "ends", " ", line_id=line.id)) == ()


def test_a_field_left_as_it_was_is_no_change(session, empty):
    (line,) = of_monday(save(session, empty, "begins", "9"))
    before = week.open_sheet(session, make.candidate, empty.id, now=NOW).version
    assert save(session, empty, "begins", "09:00", line_id=line.id).version == before


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        ("begins", "7,5", NotATime),
        ("ends", "25", NotATime),
        ("break", "lang", NotABreak),
        ("total", "veel", NotADuration),
        ("total", "8", week.TimesWanted),
        ("note", "x" * 201, week.NoteTooLong),
        ("hour_type", "999", hour_types.UnknownHourType),
        ("hour_type", "-1", Invalid),
        ("minutes", "8", Invalid),
    ],
)
def test_what_cannot_be_understood_changes_nothing(session, field, typed, refusal):
    row = make.declaration(session)
    (line,) = of_monday(week.open_sheet(session, make.candidate, row.id, now=NOW))
    session.commit()
    with pytest.raises(refusal):
        save(session, row, field, typed, line_id=line.id)
    session.rollback()
    sheet = week.open_sheet(session, make.candidate, row.id, now=NOW)
    assert of_monday(sheet) == (line,)
    assert sheet.version == 1


def test_kilometres_are_no_hours(session, empty):
    km = session.exec(select(HourType.id).where(HourType.code == "kilometres")).one()
    with pytest.raises(hour_types.UnknownHourType):
        save(session, empty, "hour_type", str(km))
    with pytest.raises(hour_types.UnknownHourType):
        shift(session, empty, 540, 1050, hour_type_id=km)


def test_another_hour_type_counts_apart(session, empty):
    night = session.exec(select(HourType.id).where(HourType.code == "night")).one()
    sheet = shift(session, empty, 1320, 360, hour_type_id=night)
    assert sheet.totals == (("Toeslag nacht 140%", 450),)
    (line,) = of_monday(sheet)
    assert (line.begins, line.ends, line.minutes) == (1320, 360, 450)


@pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)])
def test_a_day_outside_the_period_is_refused(session, empty, day):
    with pytest.raises(Invalid):
        save(session, empty, "begins", "9", day=day)
    with pytest.raises(Invalid):
        shift(session, empty, 540, 1050, also=(day,))


def test_only_the_days_of_the_placement_can_be_filled_in(session):
    wednesday, friday = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
    place = make.placement(session, starts_on=wednesday, ends_on=friday)
    row = make.declaration(session, placement_id=place.id, filled=False)
    sheet = save(session, row, "begins", "9", day=wednesday)
    assert [day.within for day in sheet.days] == [False, False, True, True, True, False, False]
    for day in (TUESDAY, friday + timedelta(days=1)):
        with pytest.raises(Invalid):
            save(session, row, "begins", "9", day=day)


def test_a_total_does_where_the_placement_says_so(session):
    place = make.placement(session, entry=Entry.TOTALS)
    row = make.declaration(session, placement_id=place.id, filled=False)
    sheet = save(session, row, "total", "7,5")
    (line,) = of_monday(sheet)
    assert (line.begins, line.minutes, sheet.minutes) == (None, 450, 450)
    sheet = save(session, row, "begins", "", line_id=line.id)
    assert sheet.minutes == 450
    sheet = save(session, row, "begins", "9", line_id=line.id)
    assert (of_monday(sheet)[0].begins, sheet.minutes) == (540, 0)
    sheet = save(session, row, "total", "8", line_id=line.id)
    assert (of_monday(sheet)[0].begins, sheet.minutes) == (None, 480)
    assert of_monday(save(session, row, "total", "", line_id=line.id)) == ()


def test_the_days_sheet_saves_a_shift_at_once_and_copies_it(session, empty):
    other = [MONDAY + timedelta(days=n) for n in (2, 4)]
    first = shift(session, empty, 600, 1020, day=other[0])
    sheet = shift(session, empty, 540, 1050, also=(MONDAY, *other))
    assert [day.minutes for day in sheet.days] == [480, 0, 480, 0, 480, 0, 0]
    assert sheet.version == first.version + 1
    assert [len(day.lines) for day in sheet.days] == [1, 0, 1, 0, 1, 0, 0]


def test_the_days_sheet_changes_the_line_it_shows(session):
    row = make.declaration(session)
    (line,) = of_monday(week.open_sheet(session, make.candidate, row.id, now=NOW))
    sheet = shift(session, row, 480, 720, line_id=line.id, break_minutes=0)
    assert [(x.id, x.minutes) for x in of_monday(sheet)] == [(line.id, 240)]
    assert (sheet.minutes, sheet.deviates, sheet.days[0].differs) == (2160, True, True)
    assert of_monday(shift(session, row, None, None, line_id=line.id)) == ()


def test_a_shift_nobody_can_have_worked_is_refused(session, empty):
    session.commit()
    for begins, ends, pause in ((540, 540, 0), (540, 600, 60), (1440, 480, 0)):
        with pytest.raises(ImpossibleLine):
            shift(session, empty, begins, ends, break_minutes=pause)
        session.rollback()
    for begins, ends, pause in ((-1, 540, 0), (540, 1441, 0), (540, 1050, -1)):
        with pytest.raises(Invalid):
            shift(session, empty, begins, ends, break_minutes=pause)
    assert week.open_sheet(session, make.candidate, empty.id, now=NOW).version == 1


def test_half_a_shift_is_kept(session, empty):
    (line,) = of_monday(shift(session, empty, 540, None))
    assert (line.begins, line.ends, line.minutes) == (540, None, 0)


def test_a_line_is_removed(session):
    row = make.declaration(session)
    (line,) = of_monday(week.open_sheet(session, make.candidate, row.id, now=NOW))
    sheet = week.remove_line(session, make.candidate, row.id, line_id=line.id, now=NOW)
    assert (of_monday(sheet), sheet.minutes) == ((), 1920)
    with pytest.raises(NotFound):
        week.remove_line(session, make.candidate, row.id, line_id=line.id, now=NOW)


def test_a_line_of_another_declaration_is_not_reached(session):
    mine = make.declaration(session)
    theirs = make.declaration(session, candidate_id=2)
    line = session.exec(
        select(DeclarationLine).where(col(DeclarationLine.declaration_id) == theirs.id)
    ).first()
    for write in (
        lambda: save(session, mine, "begins", "9", line_id=line.id),
        lambda: shift(session, mine, 540, 600, line_id=line.id),
        lambda: week.remove_line(session, make.candidate, mine.id, line_id=line.id, now=NOW),
    ):
        with pytest.raises(NotFound):
            write()


def test_a_line_stays_on_its_day(session):
    row = make.declaration(session)
    (line,) = of_monday(week.open_sheet(session, make.candidate, row.id, now=NOW))
    with pytest.raises(NotFound):
        save(session, row, "begins", "9:30", day=TUESDAY, line_id=line.id)


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(make.candidate2, NotFound), (make.client, Forbidden), (make.client2, Forbidden)],
)
def test_nobody_else_fills_in_my_hours(session, empty, actor, refusal):
    with pytest.raises(refusal):
        save(session, empty, "begins", "9", actor=actor)
    with pytest.raises(refusal):
        shift(session, empty, 540, 1050, actor=actor)


@pytest.mark.parametrize("actor", [make.candidate2, make.client2])
def test_a_stranger_does_not_see_the_sheet(session, empty, actor):
    with pytest.raises(NotFound):
        week.open_sheet(session, actor, empty.id, now=NOW)


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.COMPLETED, Status.PROCESSED, Status.CANCELLED]
)
def test_hours_that_are_handed_in_stand_still(session, status):
    row = make.declaration(session, status=status)
    with pytest.raises(HoursClosed):
        save(session, row, "begins", "10")
    session.rollback()
    assert session.get(Declaration, row.id).version == 1


def test_a_rejected_declaration_can_be_mended(session):
    row = make.declaration(session, status=Status.REJECTED)
    assert save(session, row, "begins", "18").version == 2


def test_an_approval_of_what_was_shown_before_is_refused(session):
    row = make.declaration(session)
    declarations.submit(session, make.candidate, row.id, now=NOW)
    shown = row.version
    declarations.withdraw(session, make.candidate, row.id, now=NOW)
    save(session, row, "begins", "18")
    save(session, row, "ends", "19")
    declarations.submit(session, make.candidate, row.id, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        declarations.approve(session, make.client, row.id, version=shown, now=NOW)


def test_week_53_is_a_week_like_any_other(session):
    monday = date(2026, 12, 28)
    row = make.declaration(session, monday=monday, filled=False)
    sheet = save(session, row, "begins", "9", day=date(2027, 1, 3))
    assert (sheet.period.year, sheet.period.number) == (2026, 53)
    assert sheet.days[6].lines[0].begins == 540
