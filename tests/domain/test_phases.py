"""domain/phases.py: what counts, and what comes next."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.phases import (
    STANDARD,
    WEEK,
    Phase,
    Rules,
    Standing,
    counts,
    months_later,
    outlook,
    restarts_on,
    rules_on,
    worked_weeks,
)

RULES = STANDARD[0]
PROPOSED = Rules(date(2027, 1, 1), months_in_b=24, months_without_work=60)
DAYS = st.lists(st.dates(date(2022, 1, 3), date(2027, 12, 31)), max_size=200)
MONDAY = date(2026, 10, 5)
FRIDAY = date(2026, 10, 9)


@given(DAYS, st.randoms())
def test_a_week_counts_once_however_many_days_were_worked(days, random):
    weeks = worked_weeks(days)
    assert len(weeks) == len({day.isocalendar()[:2] for day in days})
    assert all(monday.weekday() == 0 for monday in weeks)
    shuffled = [*days, *days]
    random.shuffle(shuffled)
    assert worked_weeks(shuffled) == weeks


@given(DAYS)
def test_no_week_is_lost_or_counted_twice_when_the_count_starts_again(days):
    weeks = worked_weeks(days)
    made = counts(weeks, RULES)
    assert [monday for each in made for monday in each] == weeks
    for earlier, later in pairwise(made):
        assert later[0] >= restarts_on(earlier[-1], RULES)
    for each in made:
        assert all(b < restarts_on(a, RULES) for a, b in pairwise(each))


@given(DAYS)
def test_a_longer_interruption_never_makes_more_counts(days):
    weeks = worked_weeks(days)
    assert len(counts(weeks, PROPOSED)) <= len(counts(weeks, RULES))


@pytest.mark.parametrize(
    ("again", "counted"),
    [
        (date(2026, 11, 9), [2]),  # six months after Sunday 10 May is 10 November
        (date(2026, 11, 16), [1, 1]),
    ],
)
def test_more_than_six_months_without_work_and_the_count_starts_again(again, counted):
    assert restarts_on(date(2026, 5, 4), RULES) == date(2026, 11, 11)
    assert [len(each) for each in counts([date(2026, 5, 4), again], RULES)] == counted


@pytest.mark.parametrize(
    ("weeks", "left", "on"),
    [
        (31, 21, date(2027, 3, 8)),
        (51, 1, date(2026, 10, 19)),
        (52, 0, date(2026, 10, 12)),
        (60, 0, date(2026, 10, 12)),
    ],
)
def test_phase_a_lasts_52_worked_weeks(weeks, left, on):
    found = outlook(Standing(Phase.A, date(2026, 2, 16), MONDAY, weeks), RULES, FRIDAY)
    assert (found.weeks_left, found.next_phase, found.next_on) == (left, Phase.B, on)


def test_weeks_in_which_nothing_was_worked_put_it_off():
    standing = Standing(Phase.A, date(2026, 2, 16), MONDAY, 50)
    later = outlook(standing, RULES, FRIDAY + 5 * WEEK)
    assert later.next_on == MONDAY + 7 * WEEK
    assert later.restarts_on == date(2027, 4, 12)


@given(st.integers(0, 80), st.integers(0, 30))
def test_each_worked_week_brings_phase_b_a_week_nearer(weeks, ago):
    last = MONDAY - ago * WEEK
    one = outlook(Standing(Phase.A, last, last, weeks), RULES, FRIDAY)
    more = outlook(Standing(Phase.A, last, last, weeks + 1), RULES, FRIDAY)
    assert one.weeks_left - more.weeks_left == (1 if weeks < RULES.weeks_in_a else 0)
    assert one.next_on - more.next_on == (one.weeks_left - more.weeks_left) * WEEK
    assert one.next_on > FRIDAY - timedelta(days=7)


@pytest.mark.parametrize(
    ("rules", "since", "contracts", "left", "on"),
    [
        (RULES, date(2024, 2, 29), 2, 4, date(2027, 2, 28)),
        (RULES, date(2024, 3, 1), 7, 0, date(2027, 3, 1)),
        (PROPOSED, date(2026, 1, 5), 1, 5, date(2028, 1, 5)),
    ],
)
def test_phase_b_ends_by_time_or_by_contracts(rules, since, contracts, left, on):
    standing = Standing(Phase.B, since, MONDAY, 52, contracts)
    found = outlook(standing, rules, FRIDAY)
    assert (found.contracts_left, found.next_phase, found.next_on) == (left, Phase.C, on)


def test_nothing_comes_after_phase_c():
    found = outlook(Standing(Phase.C, date(2020, 1, 6), MONDAY), RULES, FRIDAY)
    assert (found.next_phase, found.next_on) == (None, None)


@pytest.mark.parametrize(
    ("day", "rules"),
    [(date(2021, 1, 1), RULES), (date(2026, 12, 31), RULES), (date(2027, 1, 1), PROPOSED)],
)
def test_the_rules_are_those_of_the_day(day, rules):
    assert rules_on(day, (PROPOSED, RULES)) == rules


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 80), st.integers(0, 80))
def test_months_go_on_and_never_skip_one(day, some, more):
    later = months_later(day, some)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == some
    assert later.day <= day.day
    assert months_later(day, some + more) >= later
