"""state/day_bar.py: where the blocks of a day stand."""

import pytest

from rxportal.state.day_bar import Bar, Scale, day_bar, scale_of, ticks

EARLY = (420, 930, 30)  # 07:00-15:30


def test_an_ordinary_day_is_two_blocks_with_the_break_between():
    assert day_bar([EARLY], [EARLY], Scale()) == [
        Bar("roster", "11.11%", "47.22%"),
        Bar("work", "11.11%", "22.22%"),
        Bar("work", "36.11%", "22.22%"),
    ]


def test_what_lies_outside_the_roster_is_marked_on_both_sides():
    bars = day_bar([(360, 975, 0)], [EARLY], Scale())
    assert [bar for bar in bars if bar.kind == "over"] == [
        Bar("over", "5.56%", "5.56%"),
        Bar("over", "58.33%", "4.17%"),
    ]


def test_between_two_planned_shifts_is_outside_the_roster_too():
    bars = day_bar([(480, 1020, 0)], [(480, 720, 0), (780, 1020, 0)], Scale())
    assert [bar for bar in bars if bar.kind == "over"] == [Bar("over", "38.89%", "5.56%")]


def test_without_a_roster_nothing_is_outside_it():
    assert [bar.kind for bar in day_bar([EARLY], [], Scale())] == ["work", "work"]


@pytest.mark.parametrize(
    ("spans", "scale"),
    [
        ([], Scale(300, 1380)),
        ([EARLY], Scale(300, 1380)),
        ([(270, 780, 30)], Scale(240, 1380)),
        ([(1320, 360, 0)], Scale(1020, 2100)),
        ([(420, 930, 30), (1320, 360, 0)], Scale(300, 1800)),
    ],
)
def test_the_line_covers_the_work_of_the_whole_week(spans, scale):
    assert scale_of(spans) == scale


def test_the_line_is_marked_every_three_hours_and_a_long_one_every_six():
    assert [tick.label for tick in ticks(Scale())] == ["06", "09", "12", "15", "18", "21"]
    assert [tick.label for tick in ticks(Scale(300, 1800))] == ["06", "12", "18", "00"]


def test_a_night_shift_lies_on_one_line():
    assert day_bar([(1320, 360, 0)], [], Scale(1020, 2100)) == [Bar("work", "27.78%", "44.44%")]
