"""domain/accruals.py: a balance is the sum of its mutations, to the cent and to the minute."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.accruals import (
    RATES,
    Mutation,
    Rates,
    Reserve,
    accrued,
    balances,
    rates_on,
    steps,
)

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
AMOUNTS = st.integers(-500_000, 500_000)
MUTATIONS = st.lists(st.builds(Mutation, DAYS, st.sampled_from(Reserve), AMOUNTS), max_size=60)
CHANGES = st.lists(st.tuples(DAYS, AMOUNTS), max_size=60)


@given(MUTATIONS, st.randoms())
def test_the_balance_is_the_sum_in_any_order(mutations, random):
    held = balances(mutations)
    for reserve in Reserve:
        assert held[reserve] == sum(each.amount for each in mutations if each.reserve is reserve)
    shuffled = list(mutations)
    random.shuffle(shuffled)
    assert balances(shuffled) == held


@given(MUTATIONS, MUTATIONS)
def test_two_parts_of_a_history_add_up(one, other):
    whole = balances([*one, *other])
    assert all(
        whole[reserve] == balances(one)[reserve] + balances(other)[reserve] for reserve in Reserve
    )


@given(CHANGES, st.randoms())
def test_the_course_ends_at_the_sum_and_has_each_day_once(changes, random):
    made = steps(changes)
    assert (made[-1].balance if made else 0) == sum(amount for _, amount in changes)
    days = [step.day for step in made]
    assert days == sorted({day for day, _ in changes})
    shuffled = list(changes)
    random.shuffle(shuffled)
    assert steps(shuffled) == made


def test_what_forty_hours_build_up():
    built_up = accrued(2400, 1533, rates_on(date(2026, 10, 9)))
    assert built_up == {
        Reserve.LEAVE: 261,  # 10,87% of 40 hours: 4,35 hours
        Reserve.HOLIDAY_PAY: 5108,  # 8,33% of € 613,20
        Reserve.SHORT_ABSENCE: 368,
        Reserve.PUBLIC_HOLIDAYS: 1600,
    }


@given(st.integers(0, 10_000), st.integers(0, 20_000))
def test_what_is_built_up_is_off_by_half_a_cent_at_most(minutes, wage):
    rates = rates_on(date(2026, 6, 1))
    built_up = accrued(minutes, wage, rates)
    exact = minutes * wage / 60 * rates.holiday_pay / 10_000
    assert abs(built_up[Reserve.HOLIDAY_PAY] - exact) <= 0.5 + 1e-6
    assert abs(built_up[Reserve.LEAVE] - minutes * rates.leave / 10_000) <= 0.5
    assert all(amount >= 0 for amount in built_up.values())


@pytest.mark.parametrize(
    ("day", "leave"),
    [
        (date(2024, 5, 1), 1092),  # before the first that is known
        (date(2025, 12, 31), 1092),
        (date(2026, 1, 1), 1087),
        (date(2030, 1, 1), 1082),
    ],
)
def test_the_percentages_are_those_of_the_day(day, leave):
    assert rates_on(day).leave == leave
    assert rates_on(day, RATES[::-1]).leave == leave


def test_an_agency_can_have_its_own_percentages():
    own = (Rates(date(2026, 7, 1), leave=800, public_holidays=0, holiday_pay=800),)
    assert rates_on(date(2026, 7, 1), own) == own[0]
    assert accrued(600, 1000, own[0])[Reserve.LEAVE] == 48


def test_time_is_in_minutes_and_the_rest_in_cents():
    assert [each for each in Reserve if each.is_time] == [Reserve.LEAVE]
    assert steps([(date(2026, 1, 1) + timedelta(days=n), 5) for n in (1, 0)])[1].balance == 10
