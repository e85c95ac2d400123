"""overviews/steps.py: the course of a reserve as a picture."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.accruals import Reserve, Step, steps
from rxportal.overviews.steps import HIGH, MOST_LINES, WIDE, Chart, drawn

TODAY = date(2026, 10, 9)
CHANGES = st.lists(
    st.tuples(st.dates(date(2024, 1, 1), TODAY), st.integers(-300_000, 900_000)),
    min_size=1,
    max_size=80,
)


@given(CHANGES, st.sampled_from(Reserve))
def test_whatever_happened_it_stays_within_the_picture(changes, reserve):
    chart = drawn(steps(changes), reserve, TODAY)
    across = [int(number) for number in re.findall(r"H(\d+)", chart.line)]
    heights = [float(number) for number in re.findall(r"V(-?[\d.]+)", chart.line)]
    assert across == sorted(across)
    assert across[-1] == WIDE
    assert all(0 <= height <= HIGH for height in heights)
    assert 2 <= len(chart.levels) <= MOST_LINES + 1
    assert all(0 <= float(month.at.rstrip("%")) <= 100 for month in chart.months)


def test_a_line_goes_up_where_something_was_added():
    chart = drawn(
        [Step(TODAY - timedelta(days=28), 600), Step(TODAY - timedelta(days=14), 1200)],
        Reserve.LEAVE,
        TODAY,
    )
    assert chart.line == "M0 100.0H0V50.0H500V0.0H1000"
    assert [(level.label, level.at) for level in chart.levels] == [
        ("0", "100.0%"), ("5", "75.0%"), ("10", "50.0%"), ("15", "25.0%"), ("20", "0.0%"),
    ]  # fmt: skip
    assert [month.label for month in chart.months] == ["okt"]


def test_money_is_labelled_in_whole_euros():
    chart = drawn([Step(TODAY, 128_416)], Reserve.HOLIDAY_PAY, TODAY)
    assert [level.label for level in chart.levels] == [
        "€\u00a00", "€\u00a0500", "€\u00a01.000", "€\u00a01.500",
    ]  # fmt: skip


def test_what_was_there_before_the_year_is_where_the_line_begins():
    chart = drawn([Step(date(2024, 1, 1), 600), Step(TODAY, 0)], Reserve.LEAVE, TODAY)
    assert chart.line == "M0 0.0H1000V100.0H1000"


def test_nothing_happened_nothing_is_drawn():
    assert drawn([], Reserve.LEAVE, TODAY) == Chart()
