from datetime import date, timedelta

from rxportal.domain.line import Line
from rxportal.domain.shift import shifts_of

MONDAY = date(2026, 10, 5)
TUESDAY = MONDAY + timedelta(days=1)


def at(begins, ends, day=MONDAY, break_minutes=0):
    return Line(day, begins * 60, ends * 60, break_minutes)


def test_lines_of_one_day_are_one_shift_and_the_time_between_is_a_pause():
    [shift] = shifts_of([at(13, 17), at(8, 12, break_minutes=15)])
    assert (shift.worked, shift.pause, shift.day) == (8 * 60 - 15, 75, MONDAY)


def test_lines_that_touch_over_midnight_are_one_shift():
    [shift] = shifts_of([at(20, 24), at(0, 4, TUESDAY)])
    assert (shift.worked, shift.pause, shift.day) == (480, 0, MONDAY)


def test_eight_hours_apart_on_a_day_are_two_shifts():
    assert len(shifts_of([at(0, 6), at(14, 20)])) == 2
    assert len(shifts_of([at(0, 7), at(14, 20)])) == 1


def test_more_than_an_hour_apart_over_midnight_are_two_shifts():
    assert len(shifts_of([at(16, 23), Line(TUESDAY, 1, 480)])) == 2
    assert len(shifts_of([at(16, 23), Line(TUESDAY, 0, 480)])) == 1


def test_lines_without_times_and_impossible_lines_are_left_out():
    assert shifts_of([Line(MONDAY, total=480), Line(MONDAY, 480), at(8, 8)]) == []


def test_a_shift_shared_with_another_placement_is_our_own():
    [shift] = shifts_of([at(13, 17)], [at(8, 12)])
    assert shift.own
    assert shift.worked == 480
    [theirs] = shifts_of([], [at(8, 12)])
    assert not theirs.own


def test_a_short_line_inside_a_long_one_does_not_end_the_shift_early():
    [shift] = shifts_of([at(8, 22), at(9, 10), at(23, 24)])
    assert shift.ends.hour == 22  # midnight in Amsterdam, in UTC
    assert shift.pause == 0 or shift.worked == 16 * 60
