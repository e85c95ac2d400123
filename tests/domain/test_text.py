from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain import text
from rxportal.locales import using

MONDAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(2445, "40,75"), (0, "0,00"), (480, "8,00"), (440, "7,33"), (74_040, "1.234,00")],
)
def test_hours_are_an_amount_with_a_comma(minutes, shown):
    assert text.hours(minutes) == shown


def test_hours_in_a_sentence_have_no_needless_zeros():
    assert [text.hours_brief(m) for m in (600, 630, 615, 620, 72_000)] == [
        "10",
        "10,5",
        "10,25",
        "10,33",
        "1.200",
    ]


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(45, "+\u00a00,75"), (-480, "−\u00a08,00"), (1, "+\u00a00,02"), (0, "0,00")],
)
def test_a_difference_has_a_real_minus_and_a_space(minutes, shown):
    assert text.signed_hours(minutes) == shown


def test_a_time_of_the_clock_has_a_colon_and_four_digits():
    assert [text.clock(m) for m in (0, 450, 1439, 1440)] == ["00:00", "07:30", "23:59", "24:00"]
    assert text.clock_range(1320, 360) == "22:00–06:00"


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (128_416, "€\u00a01.284,16"),
        (0, "€\u00a00,00"),
        (-3200, "−\u00a0€\u00a032,00"),
        (123_456_789, "€\u00a01.234.567,89"),
        (5, "€\u00a00,05"),
    ],
)
def test_money_is_grouped_and_never_breaks_from_its_sign(cents, shown):
    assert text.money(cents) == shown


def test_kilometres_and_days_drop_needless_zeros():
    assert text.kilometres(12_000) == "120\u00a0km"
    assert text.kilometres(2450) == "24,5\u00a0km"
    assert text.kilometres(2405) == "24,05\u00a0km"
    assert [text.days(d) for d in (100, 150, 25)] == ["1", "1,5", "0,25"]


def test_dates_are_short_in_lists_and_long_in_sentences_without_dots():
    assert text.day_short(date(2026, 10, 12)) == "ma 12 okt"
    assert text.day_long(date(2026, 10, 12)) == "maandag 12 oktober"
    assert text.day_opening(date(2026, 10, 12)) == "Maandag 12 oktober"
    assert text.day_and_month(date(2026, 10, 12)) == "12 okt"
    assert text.weekday(MONDAY) == "ma"
    assert text.weekday_long(MONDAY) == "maandag"
    assert text.month(MONDAY) == "oktober 2026"
    assert "." not in "".join(text.day_short(date(2026, month, 1)) for month in range(1, 13))


@pytest.mark.parametrize(
    ("starts", "ends", "long", "short"),
    [
        (MONDAY, date(2026, 10, 11), "5 t/m 11 oktober", "5–11 okt"),
        (date(2026, 9, 28), date(2026, 10, 4), "28 september t/m 4 oktober", "28 sep–4 okt"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 december t/m 3 januari", "28 dec–3 jan"),
        (date(2025, 10, 5), date(2026, 10, 11), "5 oktober t/m 11 oktober", "5 okt–11 okt"),
        (MONDAY, MONDAY, "5 oktober", "5 okt"),
    ],
)
def test_a_range_of_days_names_a_month_once_when_it_can(starts, ends, long, short):
    assert text.date_range(starts, ends) == long
    assert text.date_range_short(starts, ends) == short


def test_a_week_has_its_iso_number_and_its_days():
    assert text.week_label(MONDAY) == "week 41, 5 t/m 11 oktober"
    assert text.week_label(date(2026, 12, 28)) == "week 53, 28 december t/m 3 januari"


def test_a_moment_is_shown_as_the_clock_in_amsterdam_shows_it():
    assert text.moment(datetime(2026, 10, 9, 14, 14, tzinfo=UTC)) == "vr 9 okt, 16:14"
    assert text.moment(datetime(2026, 12, 31, 23, 5, tzinfo=UTC)) == "vr 1 jan, 00:05"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 10, 9, 7, 0, tzinfo=UTC), "vandaag"),
        (datetime(2026, 10, 8, 22, 0, tzinfo=UTC), "vandaag"),
        (datetime(2026, 10, 8, 21, 59, tzinfo=UTC), "gisteren"),
        (datetime(2026, 10, 7, 12, 0, tzinfo=UTC), "wo 7 okt"),
        (datetime(2025, 10, 9, 12, 0, tzinfo=UTC), "9 okt 2025"),
    ],
)
def test_a_recent_moment_is_today_or_yesterday(at, shown):
    assert text.relative_day(at, NOW) == shown


def test_a_recent_moment_keeps_its_time():
    at = datetime(2026, 10, 8, 12, 5, tzinfo=UTC)
    assert text.relative_moment(at, NOW) == "gisteren, 14:05"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Daria Kowalczewska", "DK"),
        ("Piet van der Berg", "PB"),
        ("Amina el Haddoui", "AH"),
        ("Sanne", "S"),
        ("van der Berg", "B"),
        ("sanne de wit", "SW"),
        ("Łukasz Żak", "ŁŻ"),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_first_and_the_last_name(name, shown):
    assert text.initials(name) == shown


def test_in_english_the_point_and_the_comma_change_places():
    with using("en"):
        assert text.hours(2445) == "40.75"
        assert text.hours(74_040) == "1,234.00"
        assert text.hours_brief(630) == "10.5"
        assert text.money(128_416) == "€1,284.16"
        assert text.day_short(MONDAY) == "Mon 5 Oct"
        assert text.day_long(MONDAY) == "Monday 5 October"
        assert text.kilometres(2450) == "24.5\u00a0km"


@given(st.integers(-(10**9), 10**9))
def test_money_shows_every_cent(cents):
    digits = "".join(c for c in text.money(cents) if c.isdecimal())
    assert int(digits) == abs(cents)
