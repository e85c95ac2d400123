from datetime import date, timedelta

from rxportal.domain.line import Line
from rxportal.domain.periods import parse
from rxportal.domain.week import Extra, Week, totals

PERIOD = parse("2026-W41")
MONDAY, TUESDAY, *_, SUNDAY = PERIOD.days


def test_a_week_is_summed_per_day_per_hour_type_and_as_a_whole():
    week = Week(
        PERIOD,
        [
            Line(MONDAY, 420, 930, 30),
            Line(MONDAY, 1020, 1140, hour_type="evening"),
            Line(TUESDAY, total=450),
        ],
    )
    sums = totals(week)
    assert sums.minutes == 480 + 120 + 450
    assert sums.per_day == dict.fromkeys(PERIOD.days, 0) | {MONDAY: 600, TUESDAY: 450}
    assert sums.per_type == {"regular": 930, "evening": 120}


def test_a_night_shift_counts_on_the_day_it_begins():
    sums = totals(Week(PERIOD, [Line(SUNDAY, 1320, 360)]))
    assert sums.per_day[SUNDAY] == 480
    assert sums.minutes == 480


def test_a_line_that_is_not_finished_counts_nothing_yet():
    sums = totals(Week(PERIOD, [Line(MONDAY, begins=420)]))
    assert (sums.minutes, sums.per_type) == (0, {})


def test_kilometres_and_expenses_are_summed_in_their_own_unit():
    extras = [Extra(MONDAY, "kilometres", 2400), Extra(TUESDAY, "kilometres", 2400)]
    sums = totals(Week(PERIOD, extras=[*extras, Extra(MONDAY, "expenses", 5895)]))
    assert sums.extras == {"kilometres": 4800, "expenses": 5895}
    assert sums.minutes == 0


def test_a_day_outside_the_period_is_counted_where_it_stands():
    outside = date(2026, 10, 12)
    assert totals(Week(PERIOD, [Line(outside, 480, 960)])).per_day[outside] == 480


def test_the_days_of_an_empty_week_are_all_there():
    sums = totals(Week(PERIOD))
    assert list(sums.per_day) == [date(2026, 10, 5) + timedelta(days=n) for n in range(7)]
