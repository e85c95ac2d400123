from datetime import UTC, date, datetime

import pytest

from rxportal.domain.zone import day_length, exists, instant, local, minutes_between, today


def test_just_after_midnight_in_amsterdam_is_a_new_day_though_utc_still_has_yesterday():
    assert today(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_a_wall_clock_time_is_one_hour_ahead_of_utc_in_winter_and_two_in_summer():
    assert instant(date(2026, 1, 5), 450) == datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
    assert instant(date(2026, 7, 6), 450) == datetime(2026, 7, 6, 5, 30, tzinfo=UTC)


def test_a_minute_past_the_day_is_on_the_next():
    assert instant(date(2026, 12, 31), 1440 + 60) == datetime(2027, 1, 1, 0, 0, tzinfo=UTC)


def test_the_hour_that_comes_twice_means_the_first():
    assert instant(date(2026, 10, 25), 150) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minute", "there"), [(119, True), (120, False), (179, False), (180, True)]
)
def test_the_hour_from_two_to_three_does_not_exist_when_summer_time_begins(minute, there):
    assert exists(date(2026, 3, 29), minute) is there


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(date(2026, 3, 29), 1380), (date(2026, 10, 25), 1500), (date(2026, 11, 23), 1440)],
)
def test_a_day_has_23_24_or_25_hours(day, minutes):
    assert day_length(day) == minutes


def test_local_and_instant_are_each_others_inverse():
    at = datetime(2026, 10, 9, 14, 14, tzinfo=UTC)
    wall = local(at)
    assert minutes_between(instant(wall.date(), wall.hour * 60 + wall.minute), at) == 0
