from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.line import Line, clashes
from rxportal.domain.periods import Week53, parse
from rxportal.domain.roster import (
    Aspect,
    RosterShift,
    compare,
    copied,
    difference,
    equals_roster,
    for_period,
    minutes_per_day,
)

WEEK = parse("2026-W41")
LAST_WEEK = parse("2026-W40")
MONDAY = WEEK.starts
LONG_AGO = date(2020, 1, 1)
OFFICE_HOURS = [RosterShift(weekday, 420, 930, 30) for weekday in range(5)]


def test_a_roster_fills_an_ordinary_week():
    assert for_period([RosterShift(0, 480, 720)], WEEK, LONG_AGO) == [Line(MONDAY, 480, 720)]
    lines = for_period(OFFICE_HOURS, WEEK, LONG_AGO)
    assert lines == [Line(MONDAY + timedelta(days=n), 420, 930, 30) for n in range(5)]
    assert set(minutes_per_day(lines).values()) == {480}


def test_a_roster_leaves_days_outside_the_placement_empty():
    lines = for_period(OFFICE_HOURS, WEEK, date(2026, 10, 7), date(2026, 10, 8))
    assert [line.day.day for line in lines] == [7, 8]


def test_several_shifts_on_a_day_come_in_order_of_time_with_their_hour_type():
    roster = [RosterShift(0, 1020, 1260, hour_type="evening"), RosterShift(0, 480, 720)]
    assert [(x.begins, x.hour_type) for x in for_period(roster, WEEK, LONG_AGO)] == [
        (480, "regular"),
        (1020, "evening"),
    ]


def test_a_roster_fills_five_weeks_of_a_long_period_13():
    lines = for_period(OFFICE_HOURS, parse("2026-P13", Week53.EXTEND_13), LONG_AGO)
    assert len(lines) == 25


def test_a_copied_week_falls_on_the_same_weekdays():
    lines = for_period(OFFICE_HOURS, LAST_WEEK, LONG_AGO)
    assert copied(lines, LAST_WEEK, WEEK, LONG_AGO) == for_period(OFFICE_HOURS, WEEK, LONG_AGO)


def test_a_copied_week_keeps_totals_and_hour_types():
    line = Line(LAST_WEEK.starts, total=450, break_minutes=15, hour_type="travel")
    assert copied([line], LAST_WEEK, WEEK, LONG_AGO) == [
        Line(MONDAY, total=450, break_minutes=15, hour_type="travel")
    ]


def test_a_copied_week_leaves_out_days_after_the_placement():
    lines = for_period(OFFICE_HOURS, LAST_WEEK, LONG_AGO)
    moved = copied(lines, LAST_WEEK, WEEK, LONG_AGO, date(2026, 10, 6))
    assert [line.day.day for line in moved] == [5, 6]


def test_a_copied_month_keeps_its_weekdays():
    lines = for_period(OFFICE_HOURS, parse("2026-09"), LONG_AGO)
    moved = copied(lines, parse("2026-09"), parse("2026-10"), LONG_AGO)
    assert {line.day.weekday() for line in moved} == {0, 1, 2, 3, 4}
    assert all(line.day.month == 10 for line in moved)


def test_the_difference_is_told_for_every_day_in_either():
    tuesday, saturday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)
    declared = {MONDAY: 480, tuesday: 525, saturday: 120}
    agreed = {MONDAY: 480, tuesday: 480, MONDAY + timedelta(days=2): 480}
    assert list(difference(declared, agreed).values()) == [0, 45, -480, 120]


@pytest.mark.parametrize(
    ("line", "differs", "more"),
    [
        (Line(MONDAY, 420, 930, 30), set(), 0),
        (Line(MONDAY, 420, 975, 30), {Aspect.ENDS, Aspect.TOTAL}, 45),
        (Line(MONDAY, 405, 930, 30), {Aspect.BEGINS, Aspect.TOTAL}, 15),
        (Line(MONDAY, 405, 915, 30), {Aspect.BEGINS, Aspect.ENDS}, 0),
        (Line(MONDAY, 420, 930, 45), {Aspect.BREAK, Aspect.TOTAL}, -15),
        (Line(MONDAY, total=480), set(), 0),
        (Line(MONDAY, total=450), {Aspect.TOTAL}, -30),
        (Line(MONDAY, 420), {Aspect.ENDS, Aspect.BREAK, Aspect.TOTAL}, -480),
    ],
)
def test_a_day_beside_the_roster_tells_what_differs(line, differs, more):
    day = compare([line], [Line(MONDAY, 420, 930, 30)])[MONDAY]
    assert (day.differs, day.difference, day.equal) == (differs, more, not differs)


def test_a_day_off_and_an_extra_day_both_differ():
    tuesday = MONDAY + timedelta(days=1)
    days = compare([Line(tuesday, 480, 720)], [Line(MONDAY, 480, 720)])
    assert days[MONDAY].differs == {Aspect.LINES, Aspect.TOTAL}
    assert days[MONDAY].difference == -240
    assert days[tuesday].differs == {Aspect.LINES, Aspect.TOTAL}
    assert days[tuesday].difference == 240


def test_midnight_written_as_24_00_equals_00_00():
    assert equals_roster([Line(MONDAY, 960, 1440)], [Line(MONDAY, 960, 0)])


def test_the_order_of_lines_on_a_day_does_not_matter():
    morning, afternoon = Line(MONDAY, 480, 720), Line(MONDAY, 780, 1020)
    assert equals_roster([afternoon, morning], [morning, afternoon])
    assert not equals_roster([morning], [morning, afternoon])


ROSTERS = st.lists(
    st.builds(RosterShift, st.integers(0, 6), st.integers(360, 900), st.integers(901, 1300)),
    max_size=7,
    unique_by=lambda shift: shift.weekday,
)


@given(ROSTERS)
def test_a_week_taken_over_from_the_roster_equals_it_and_never_overlaps(roster):
    lines = for_period(roster, WEEK, LONG_AGO)
    assert equals_roster(lines, for_period(roster, WEEK, LONG_AGO))
    assert clashes(lines) == []
    assert len(lines) == len(roster)
