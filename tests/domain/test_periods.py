from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.periods import (
    Period,
    PeriodKind,
    UnknownPeriod,
    Week53,
    days_label,
    days_within,
    label,
    name,
    next_period,
    parse,
    period_of,
    previous_period,
    weeks_of,
)

WEEK, FOUR_WEEKS, MONTH = PeriodKind
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 1))
KINDS = st.sampled_from(PeriodKind)
SETTINGS = st.sampled_from(Week53)


def test_a_week_runs_from_monday_to_sunday():
    week = period_of(WEEK, date(2026, 10, 7))
    assert week == Period(WEEK, 2026, 41, date(2026, 10, 5), date(2026, 10, 11))
    assert [day.day for day in week.days] == [5, 6, 7, 8, 9, 10, 11]
    assert date(2026, 10, 11) in week
    assert date(2026, 10, 12) not in week


def test_week_53_of_2026_ends_in_january():
    week = period_of(WEEK, date(2027, 1, 3))
    assert week == Period(WEEK, 2026, 53, date(2026, 12, 28), date(2027, 1, 3))
    assert week.key == "2026-W53"
    assert next_period(week).key == "2027-W01"
    assert label(week) == "week 53, 28 december t/m 3 januari"


def test_a_year_has_thirteen_periods_of_four_weeks():
    assert (parse("2027-P01").starts, parse("2027-P01").ends) == (
        date(2027, 1, 4),
        date(2027, 1, 31),
    )
    assert parse("2027-P13").ends == date(2028, 1, 2)
    assert [week.number for week in weeks_of(parse("2027-P13"))] == [49, 50, 51, 52]


def test_week_53_can_make_period_13_five_weeks_long():
    last = period_of(FOUR_WEEKS, date(2026, 12, 31), Week53.EXTEND_13)
    assert (last.key, last.starts, last.ends) == (
        "2026-P13",
        date(2026, 11, 30),
        date(2027, 1, 3),
    )
    assert [week.number for week in weeks_of(last)] == [49, 50, 51, 52, 53]
    assert next_period(last, Week53.EXTEND_13).key == "2027-P01"


def test_week_53_can_be_a_period_14_of_its_own():
    last = period_of(FOUR_WEEKS, date(2026, 12, 31), Week53.PERIOD_14)
    assert (last.key, last.starts, last.ends) == (
        "2026-P14",
        date(2026, 12, 28),
        date(2027, 1, 3),
    )
    before = previous_period(last, Week53.PERIOD_14)
    assert (before.key, before.ends) == ("2026-P13", date(2026, 12, 27))


def test_a_year_without_week_53_has_no_period_14():
    with pytest.raises(UnknownPeriod):
        parse("2027-P14", Week53.PERIOD_14)
    assert period_of(FOUR_WEEKS, date(2028, 1, 2), Week53.PERIOD_14).key == "2027-P13"


def test_a_month_runs_from_the_first_to_its_last_day():
    assert period_of(MONTH, date(2028, 2, 10)).ends == date(2028, 2, 29)
    december = period_of(MONTH, date(2026, 12, 31))
    assert (december.key, december.ends) == ("2026-12", date(2026, 12, 31))
    assert next_period(december).key == "2027-01"


def test_a_month_touches_weeks_it_has_only_a_part_of():
    assert [week.number for week in weeks_of(parse("2026-10"))] == [40, 41, 42, 43, 44]


def test_a_period_is_called_by_its_number_and_its_days():
    assert label(parse("2026-W41")) == "week 41, 5 t/m 11 oktober"
    assert label(parse("2026-P11")) == "periode 11, 5 oktober t/m 1 november"
    assert label(parse("2026-10")) == "oktober 2026"
    assert [name(parse(key)) for key in ("2026-W41", "2026-P11", "2026-10")] == [
        "week 41",
        "periode 11",
        "oktober 2026",
    ]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "2026",
        "2026-W54",
        "2027-W53",
        "2026-W00",
        "2026-P00",
        "2026-P14",
        "2026-13",
        "2026-00",
        "1999-W01",
        "2101-01",
        "9999-W01",
        "2026-w41",
        "2026-W4",
        "2026-W041",
        "2026-W41\n",
        " 2026-W41",
        "2026-10-05",
        "202٦-W41",
    ],
)
def test_a_key_of_no_period_is_refused(key):
    with pytest.raises(UnknownPeriod, match=r"^Deze periode bestaat niet"):
        parse(key)


@pytest.mark.parametrize("day", [date.min, date.max, date(1999, 12, 31), date(2101, 2, 1)])
@pytest.mark.parametrize("kind", PeriodKind)
def test_a_year_the_portal_does_not_go_to_is_refused(day, kind):
    with pytest.raises(UnknownPeriod):
        period_of(kind, day)


def test_the_portal_goes_from_2000_to_2100():
    assert parse("2000-W01").starts == date(2000, 1, 3)
    assert parse("2100-12").ends == date(2100, 12, 31)


@pytest.mark.parametrize(
    ("starts", "ends", "label"),
    [
        (date(2026, 10, 5), date(2026, 10, 11), "week 41, 5 t/m 11 oktober"),
        (date(2026, 10, 5), date(2026, 11, 1), "periode 11, 5 oktober t/m 1 november"),
        (date(2026, 10, 1), date(2026, 10, 31), "oktober 2026"),
        (date(2026, 10, 5), date(2026, 10, 12), "5 t/m 12 oktober"),
    ],
)
def test_days_are_called_by_the_period_they_are(starts, ends, label):
    assert days_label(starts, ends) == label


def test_a_placement_that_starts_or_ends_midweek_has_part_of_the_week():
    week = parse("2026-W41")
    wednesday, thursday = date(2026, 10, 7), date(2026, 10, 8)
    assert days_within(week, wednesday, thursday) == [wednesday, thursday]
    assert days_within(week, wednesday)[0] == wednesday
    assert days_within(week, wednesday)[-1] == week.ends
    assert days_within(week, date(2020, 1, 1), thursday)[-1] == thursday
    assert days_within(week, date(2020, 1, 1)) == week.days


def test_a_placement_that_is_over_has_no_days():
    week = parse("2026-W41")
    assert days_within(week, date(2020, 1, 1), date(2026, 10, 4)) == []
    assert days_within(week, date(2026, 10, 12)) == []


@given(KINDS, DAYS, SETTINGS)
def test_a_day_is_in_the_period_it_falls_in_and_its_key_finds_it_back(kind, day, week53):
    period = period_of(kind, day, week53)
    assert day in period
    assert parse(period.key, week53) == period


@given(KINDS, DAYS, SETTINGS)
def test_periods_follow_each_other_without_gap_or_overlap(kind, day, week53):
    period = period_of(kind, day, week53)
    following = next_period(period, week53)
    assert following.starts == period.ends + timedelta(days=1)
    assert previous_period(following, week53) == period
