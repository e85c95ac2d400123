from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.line import (
    Field,
    ImpossibleLine,
    Line,
    blank,
    clashes,
    counted,
    reads,
    span,
    timed,
    worked,
)
from rxportal.domain.zone import MINUTES_PER_DAY

MONDAY = date(2026, 10, 5)
TUESDAY = MONDAY + timedelta(days=1)


def shift(begins, ends, break_minutes=0, day=MONDAY):
    return Line(day, begins * 60, ends * 60, break_minutes)


def test_a_shift_is_the_time_between_begin_and_end_without_the_break():
    assert worked(Line(MONDAY, 420, 930, 30)) == 480
    assert worked(Line(MONDAY, 420, 930)) == 510
    assert worked(Line(MONDAY, 1439, 1440)) == 1


def test_a_shift_may_cross_midnight_and_belongs_to_the_day_it_begins():
    night = shift(22, 6, 30)
    assert worked(night) == 450
    assert night.day == MONDAY


@pytest.mark.parametrize("ends", [0, 24])
def test_a_shift_until_midnight_may_be_written_both_ways(ends):
    assert worked(shift(16, ends)) == 480


@pytest.mark.parametrize(
    ("begins", "ends", "day", "minutes"),
    [
        (22, 6, date(2026, 3, 28), 7 * 60),
        (22, 6, date(2026, 10, 24), 9 * 60),
        (0, 8, date(2026, 3, 29), 7 * 60),
        (0, 8, date(2026, 10, 25), 9 * 60),
        (3, 11, date(2026, 3, 29), 8 * 60),
        (22, 6, date(2026, 3, 27), 8 * 60),
        (22, 6, date(2026, 10, 25), 8 * 60),
        (0, 24, date(2026, 10, 25), 25 * 60),
    ],
)
def test_the_nights_the_clock_changes_count_what_a_stopwatch_says(begins, ends, day, minutes):
    assert worked(shift(begins, ends, day=day)) == minutes


def test_a_time_in_the_skipped_hour_is_refused_and_names_the_night():
    with pytest.raises(ImpossibleLine, match=r"^Zondag 29 maart gaat de klok van 02:00") as refusal:
        worked(Line(date(2026, 3, 28), 22 * 60, 150))
    assert refusal.value.field is Field.ENDS
    with pytest.raises(ImpossibleLine, match=r"^Zondag 29 maart gaat de klok van 02:00") as refusal:
        worked(Line(date(2026, 3, 29), 150, 600))
    assert refusal.value.field is Field.BEGINS


def test_begin_equal_to_end_is_no_shift_of_24_hours():
    with pytest.raises(ImpossibleLine) as refusal:
        worked(shift(8, 8))
    assert str(refusal.value) == (
        "Maandag 5 oktober begint en eindigt om 08:00. Pas een van de twee aan."
    )
    assert (refusal.value.day, refusal.value.field) == (MONDAY, Field.ENDS)


@pytest.mark.parametrize("minutes", [60, 61])
def test_a_break_as_long_as_the_shift_is_refused(minutes):
    with pytest.raises(ImpossibleLine) as refusal:
        worked(shift(8, 9, minutes))
    assert str(refusal.value) == (
        f"De pauze van {minutes} minuten past niet in ma 5 okt 08:00–09:00. Maak de pauze korter."
    )
    assert refusal.value.field is Field.BREAK


def test_a_negative_break_is_refused():
    with pytest.raises(ImpossibleLine):
        worked(shift(8, 9, -1))


def test_a_break_may_fill_all_but_a_minute():
    assert worked(shift(8, 9, 59)) == 1


def test_a_missing_time_is_named():
    with pytest.raises(ImpossibleLine, match=r"^Vul bij ma 5 okt de eindtijd in\.$") as refusal:
        worked(Line(MONDAY, begins=480))
    assert refusal.value.field is Field.ENDS
    with pytest.raises(ImpossibleLine, match=r"^Vul bij ma 5 okt de begintijd in\.$") as refusal:
        worked(Line(MONDAY, ends=480))
    assert refusal.value.field is Field.BEGINS
    with pytest.raises(ImpossibleLine, match=r"^Vul bij ma 5 okt de begintijd in\.$"):
        worked(Line(MONDAY))


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [(-1, 60, Field.BEGINS), (1440, 60, Field.BEGINS), (0, 1441, Field.ENDS), (60, -1, Field.ENDS)],
)
def test_a_time_outside_the_day_is_refused(begins, ends, field):
    with pytest.raises(ImpossibleLine, match=r"^Kies bij ma 5 okt een tijd van 00:00") as refusal:
        worked(Line(MONDAY, begins, ends))
    assert refusal.value.field is field


def test_a_total_alone_counts_as_it_stands():
    assert worked(Line(MONDAY, total=450, break_minutes=30)) == 450
    assert worked(Line(MONDAY, total=1)) == 1


@pytest.mark.parametrize("total", [0, -60])
def test_a_total_of_nothing_is_refused(total):
    with pytest.raises(ImpossibleLine, match=r"^Vul bij ma 5 okt meer dan 0 uur in") as refusal:
        worked(Line(MONDAY, total=total))
    assert refusal.value.field is Field.TOTAL


@pytest.mark.parametrize(
    ("day", "longest"), [(MONDAY, 1440), (date(2026, 3, 29), 1380), (date(2026, 10, 25), 1500)]
)
def test_a_total_may_be_as_long_as_the_day_and_no_longer(day, longest):
    assert worked(Line(day, total=longest)) == longest
    with pytest.raises(ImpossibleLine, match=f"heeft {longest // 60} uur"):
        worked(Line(day, total=longest + 1))


def test_times_and_a_total_together_are_refused():
    with pytest.raises(ImpossibleLine, match="óf tijden in, óf een totaal") as refusal:
        worked(Line(MONDAY, 480, 960, total=450))
    assert refusal.value.field is Field.TOTAL


def test_a_running_total_passes_over_what_is_not_finished():
    assert counted(Line(MONDAY, begins=480)) == 0
    assert counted(shift(8, 16)) == 480


def test_a_line_tells_how_far_it_is_filled_in():
    assert blank(Line(MONDAY, break_minutes=30))
    assert not blank(Line(MONDAY, begins=0))
    assert not blank(Line(MONDAY, total=0))
    assert timed(shift(8, 16))
    assert not timed(Line(MONDAY, begins=480))


def test_a_line_reads_as_its_day_and_times():
    assert reads(shift(22, 6)) == "ma 5 okt 22:00–06:00"
    assert reads(Line(MONDAY, total=480)) == "ma 5 okt 8,00 u"
    assert reads(Line(MONDAY, begins=480)) == "ma 5 okt 0,00 u"


def test_two_lines_at_the_same_time_are_named_both():
    [clash] = clashes([shift(11, 15), shift(8, 12)])
    assert str(clash) == (
        "Deze tijden overlappen: ma 5 okt 08:00–12:00 en ma 5 okt 11:00–15:00. "
        "Pas een van de twee aan."
    )
    assert (clash.day, clash.field) == (MONDAY, Field.BEGINS)


def test_a_night_shift_overlaps_the_first_line_of_the_next_day():
    [clash] = clashes([shift(22, 6), shift(5, 9, day=TUESDAY)])
    assert "ma 5 okt 22:00–06:00 en di 6 okt 05:00–09:00" in str(clash)
    assert clash.day == TUESDAY


def test_a_line_may_begin_when_another_ends():
    assert clashes([shift(8, 12), shift(12, 16), shift(22, 6), shift(6, 8, day=TUESDAY)]) == []


def test_every_line_inside_a_long_one_clashes_with_the_long_one():
    found = clashes([shift(8, 18), shift(9, 10), shift(11, 12)])
    assert len(found) == 2
    assert all(": ma 5 okt 08:00–18:00 en" in str(clash) for clash in found)


def test_lines_without_times_never_clash():
    assert clashes([Line(MONDAY, total=480), Line(MONDAY, total=60), Line(MONDAY, 480)]) == []


LINES = st.builds(
    Line,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, MINUTES_PER_DAY - 1),
    st.integers(0, MINUTES_PER_DAY),
    st.integers(0, 120),
)


@given(LINES)
def test_a_shift_is_longer_than_nothing_and_at_most_a_day_or_it_is_refused(line):
    try:
        assert 0 < worked(line) <= MINUTES_PER_DAY + 60
    except ImpossibleLine as refusal:
        assert refusal.day == line.day  # noqa: PT017
        assert counted(line) == 0


@given(st.lists(st.builds(shift, st.integers(0, 23), st.integers(0, 24)), max_size=6))
def test_lines_clash_exactly_when_two_of_them_share_a_minute(lines):
    spans = sorted(span(line) for line in lines if counted(line))
    shared = any(later[0] < earlier[1] for earlier, later in pairwise(spans))
    assert bool(clashes(lines)) is shared
