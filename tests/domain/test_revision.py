"""domain/revision.py: a line keeps its number as long as it is the same line."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.hour_types import by_code
from rxportal.domain.line import Line
from rxportal.domain.revision import Change, Item, first, latest, revised
from tests.make import MONDAY


def hours(day=0, begins=540, ends=1050, kind="regular"):
    on = MONDAY + timedelta(days=day)
    return Item(on, by_code(kind), Line(on, begins, ends, 30, None, kind))


def kilometres(quantity, day=0):
    return Item(MONDAY + timedelta(days=day), by_code("kilometres"), quantity=quantity)


def told(version):
    return [(each.number, each.change) for each in version.lines]


def test_what_is_sent_first_is_numbered_in_its_order():
    assert told(first([hours(0), hours(1), kilometres(100)])) == [
        (1, Change.ADD), (2, Change.ADD), (3, Change.ADD),
    ]  # fmt: skip


def test_what_stays_is_unchanged_wherever_it_stands():
    before = first([hours(0), hours(1)])
    assert told(revised(before, [hours(1), hours(0)])) == [
        (1, Change.UNCHANGED), (2, Change.UNCHANGED),
    ]  # fmt: skip


def test_other_times_or_another_kind_of_hours_on_a_day_is_a_change():
    before = first([hours(0), hours(1)])
    after = revised(before, [hours(0, ends=1080), hours(1, kind="overtime_125")])
    assert told(after) == [(1, Change.CHANGE), (2, Change.CHANGE)]


def test_kilometres_never_become_hours_nor_expenses():
    before = first([kilometres(100)])
    expense = Item(MONDAY, by_code("expenses"), quantity=100)
    assert told(revised(before, [hours(0), expense])) == [
        (1, Change.VOID), (2, Change.ADD), (3, Change.ADD),
    ]  # fmt: skip
    assert told(revised(before, [kilometres(200)])) == [(1, Change.CHANGE)]


def test_a_number_is_never_given_twice():
    version = latest([[hours(0), hours(1)], [hours(0)], [hours(0), hours(3)]])
    assert told(version) == [(1, Change.UNCHANGED), (3, Change.ADD)]


ITEMS = st.lists(
    st.one_of(
        st.builds(hours, st.integers(0, 6), st.sampled_from([420, 540]), st.sampled_from([900])),
        st.builds(kilometres, st.integers(1, 3), st.integers(0, 6)),
    ),
    max_size=8,
)


@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_what_holds_is_always_exactly_the_last_version(versions):
    found = latest(versions)
    numbers = [each.number for each in found.lines]
    assert sorted(map(repr, (each.item for each in found.standing))) == sorted(
        map(repr, versions[-1])
    )
    assert numbers == sorted(set(numbers))
    assert found.highest >= max(numbers, default=0)
