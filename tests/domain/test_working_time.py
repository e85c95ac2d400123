from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.line import Line
from rxportal.domain.working_time import Rule, concerns, unacknowledged

MONDAY = date(2026, 10, 5)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = WEEK[1:]


def at(begins, ends, day=MONDAY, break_minutes=60):
    return Line(day, int(begins * 60), int(ends * 60), break_minutes)


def rules(found):
    return [concern.rule for concern in found]


def only(lines, rule, **around):
    [concern] = [c for c in concerns(lines, **around) if c.rule is rule]
    return concern


def test_an_ordinary_week_gives_no_concern():
    week = [Line(day, 420, 930, 30) for day in WEEK[:5]]
    assert (
        concerns(week, others=[Line(d - timedelta(days=7), 420, 930, 30) for d in WEEK[:5]]) == []
    )


def test_ten_hours_of_rest_are_named_with_both_shifts_and_the_norm():
    week = [at(13, 21, TUESDAY), at(7, 15, WEDNESDAY)]
    [concern] = concerns(week)
    assert concern.sentence == ("Tussen di 21:00 en wo 07:00 zit 10 uur rust. De norm is 11 uur.")
    assert (concern.rule, concern.day) == (Rule.REST, WEDNESDAY)


def test_eleven_hours_of_rest_are_enough_and_a_minute_less_is_not():
    assert concerns([at(12, 20, TUESDAY), at(7, 15, WEDNESDAY)]) == []
    found = concerns([Line(TUESDAY, 720, 1201, 60), at(7, 15, WEDNESDAY)])
    assert found[0].sentence == (
        "Tussen di 20:01 en wo 07:00 zit 10,98 uur rust. De norm is 11 uur."
    )


def test_the_night_the_clock_goes_forward_has_an_hour_less_of_rest():
    saturday = date(2026, 3, 28)
    week = [at(12, 20, saturday), at(7, 15, saturday + timedelta(days=1))]
    assert only(week, Rule.REST).sentence.startswith("Tussen za 20:00 en zo 07:00 zit 10 uur")


def test_rest_counts_from_the_last_shift_of_the_week_before():
    sunday = at(15, 23, MONDAY - timedelta(days=1))
    concern = only([at(7, 15)], Rule.REST, others=[sunday])
    assert concern.day == MONDAY
    assert concern.sentence.startswith("Tussen zo 23:00 en ma 07:00 zit 8 uur rust.")


def test_rest_before_a_shift_of_somebody_else_is_shown_at_our_own_day():
    concern = only([at(15, 23)], Rule.REST, others=[at(7, 15, TUESDAY)])
    assert concern.day == MONDAY


def test_other_lines_are_never_warned_about_themselves():
    others = [at(8, 22, SUNDAY, 0), at(7, 21, SUNDAY - timedelta(days=1), 0)]
    assert concerns([at(8, 16, MONDAY)], others=others) == []


def test_more_than_twelve_hours_of_work_in_a_shift_are_named():
    assert concerns([at(7, 20, break_minutes=60)]) == []
    concern = only([Line(MONDAY, 420, 1201, 60)], Rule.SHIFT)
    assert concern.sentence == (
        "Op ma 5 okt staat een dienst van 12,02 uur. De norm is hoogstens 12 uur."
    )


def test_two_lines_of_a_day_make_one_long_shift():
    assert only([at(7, 13, break_minutes=0), at(14, 21, break_minutes=0)], Rule.SHIFT)


def test_a_total_alone_counts_as_one_shift():
    concern = only([Line(MONDAY, total=400), Line(MONDAY, total=400)], Rule.SHIFT)
    assert "13,33 uur" in concern.sentence
    assert rules(concerns([Line(MONDAY, total=720)])) == []


@pytest.mark.parametrize(
    ("line", "norm"),
    [
        (Line(MONDAY, 480, 480 + 330 + 0, 0), None),
        (Line(MONDAY, 480, 480 + 331 + 29, 29), 30),
        (Line(MONDAY, 480, 480 + 331 + 30, 30), None),
        (Line(MONDAY, 480, 480 + 600 + 30, 30), None),
        (Line(MONDAY, 480, 480 + 601 + 44, 44), 45),
        (Line(MONDAY, 480, 480 + 601 + 45, 45), None),
    ],
)
def test_long_work_needs_a_break_of_30_or_45_minutes(line, norm):
    found = concerns([line])
    assert rules(found) == ([Rule.BREAK] if norm else [])
    if norm:
        assert found[0].sentence.endswith(f"minuten pauze. De norm is {norm} minuten.")
        assert found[0].sentence.startswith("Op ma 5 okt staat ")


def test_the_time_between_two_lines_is_a_break():
    assert concerns([at(8, 12, break_minutes=0), at(12.5, 16.5, break_minutes=0)]) == []


def test_sixty_hours_a_week_are_allowed_and_more_are_named():
    week = [at(7, 18, day) for day in WEEK[:6]]
    assert rules(concerns(week)) == []
    more = [*week[:5], Line(SATURDAY, 420, 1081, 60)]
    concern = only(more, Rule.WEEK)
    assert concern.sentence == ("In week 41 staat 60,02 uur. De norm is hoogstens 60 uur per week.")
    assert concern.day == SATURDAY


def test_hours_at_another_placement_count_for_the_week():
    week = [at(7, 18, day) for day in WEEK[:5]]
    assert only(week, Rule.WEEK, others=[at(7, 19, SATURDAY)]).day == FRIDAY


def test_each_week_of_a_longer_period_is_weighed_by_itself():
    fortnight = [at(7, 17, day + timedelta(weeks=n)) for n in (0, 1) for day in WEEK[:5]]
    assert concerns(fortnight) == []


def test_a_week_runs_from_monday_to_sunday_wherever_the_lines_begin():
    next_monday = SUNDAY + timedelta(days=1)
    others = [at(7, 18, MONDAY)]
    week = [at(7, 18, day) for day in WEEK[1:6]]
    assert Rule.WEEK not in rules(concerns([*week, at(9, 12, next_monday)], others=others))
    assert only([*week, at(9, 12, SUNDAY)], Rule.WEEK, others=others).day == SUNDAY


def test_a_long_second_week_is_named():
    second = [at(7, 20, day + timedelta(weeks=1)) for day in WEEK[:6]]
    concern = only([at(9, 17), *second], Rule.WEEK)
    assert concern.sentence.startswith("In week 42 staat 72 uur.")


def test_one_monday_is_a_week_to_average_over():
    concern = only([at(9, 17)], Rule.AVERAGE, previous_weeks=[51 * 60] * 15)
    assert concern.day == MONDAY


def test_the_average_over_sixteen_weeks_is_at_most_48_hours():
    week = [at(7, 17, day) for day in WEEK[:5]]  # 45 hours
    enough = [48 * 60] * 14 + [51 * 60]
    assert concerns(week, previous_weeks=enough) == []
    concern = only(week, Rule.AVERAGE, previous_weeks=[*enough[:-1], 51 * 60 + 1])
    assert concern.sentence == (
        "In de 16 weken tot en met week 41 staat gemiddeld 48,02 uur per week. "
        "De norm is hoogstens 48 uur."
    )
    assert concern.day == FRIDAY


def test_only_the_last_fifteen_weeks_count_and_missing_ones_are_nothing():
    week = [at(7, 17, day) for day in WEEK[:5]]
    assert concerns(week, previous_weeks=[60 * 60] * 5) == []
    assert concerns(week, previous_weeks=[99 * 60] * 3 + [40 * 60] * 15) == []


def test_seven_days_in_a_row_leave_no_weekly_rest():
    concern = only([at(7, 15, day) for day in WEEK], Rule.WEEKLY_REST)
    assert concern.sentence == (
        "Van ma 5 okt 07:00 tot zo 11 okt 15:00 is er geen 36 uur rust achter elkaar. "
        "De norm is 36 uur in 7 dagen."
    )
    assert concern.day == SUNDAY


def test_six_days_and_a_free_sunday_are_rest_enough():
    week = [at(7, 15, day) for day in WEEK[:6]]
    assert concerns(week, others=[at(7, 15, day + timedelta(weeks=1)) for day in WEEK[:6]]) == []


def test_the_weekly_rest_begins_before_132_hours_have_passed():
    week = [Line(day, 450, 930, 30) for day in WEEK[:5]]
    in_time, late = Line(SATURDAY, 750, 1170, 30), Line(SATURDAY, 750, 1171, 30)
    assert rules(concerns([*week, in_time])) == []
    concern = only([*week, late], Rule.WEEKLY_REST)
    assert concern.sentence.startswith("Van ma 5 okt 07:30 tot za 10 okt 19:31 is er geen 36 uur")


def test_a_rest_of_36_hours_counts_and_a_minute_less_does_not():
    before = [at(7, 15, day) for day in WEEK[:3]]
    after = [at(7, 15, day) for day in WEEK[5:]]
    enough, short = Line(THURSDAY, 420, 1140, 60), Line(THURSDAY, 420, 1141, 60)
    assert rules(concerns([*before, enough, *after])) == []
    assert rules(concerns([*before, short, *after])) == [Rule.WEEKLY_REST]


def test_days_worked_in_the_week_before_count_for_the_weekly_rest():
    before = [at(7, 15, day - timedelta(weeks=1)) for day in WEEK[3:]]
    week = [at(7, 15, day) for day in WEEK[:3]]
    concern = only(week, Rule.WEEKLY_REST, others=before)
    assert concern.day == WEDNESDAY
    assert concern.sentence.startswith("Van do 1 okt 07:00 tot wo 7 okt 15:00")


def test_concerns_come_in_order_of_day():
    week = [at(7, 22, day, 0) for day in reversed(WEEK[:3])]
    found = concerns(week)
    assert [c.day for c in found] == sorted(c.day for c in found)
    assert set(rules(found)) == {Rule.SHIFT, Rule.BREAK, Rule.REST}


def test_an_acknowledged_concern_is_not_asked_again():
    found = concerns([at(7, 22, break_minutes=0)])
    assert len(found) == 2
    assert unacknowledged(found, []) == found
    assert unacknowledged(found, {found[0].key}) == found[1:]
    assert unacknowledged(found, {concern.key for concern in found}) == []


def test_a_changed_shift_is_asked_again():
    before = concerns([at(7, 22, break_minutes=60)])
    after = concerns([at(7, 22.5, break_minutes=60)])
    assert rules(before) == rules(after) == [Rule.SHIFT]
    assert unacknowledged(after, {concern.key for concern in before}) == after


def test_a_change_elsewhere_does_not_ask_again():
    long_day = at(7, 22, break_minutes=60)
    before = concerns([long_day])
    after = concerns([long_day, at(9, 17, THURSDAY)])
    assert unacknowledged(after, {concern.key for concern in before}) == []


def test_a_key_names_the_rule_and_the_day():
    [concern] = concerns([at(7, 22, break_minutes=60)])
    assert concern.key.startswith("shift:2026-10-05:")
    assert len(concern.key) < 50


LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(WEEK),
        st.none() | st.integers(-10, 1500),
        st.none() | st.integers(-10, 1500),
        st.integers(-10, 200),
        st.none() | st.integers(-10, 1500),
    ),
    max_size=12,
)


@given(LINES, LINES)
def test_whatever_is_filled_in_concerns_are_about_our_own_days_and_have_their_own_key(own, others):
    found = concerns(own, others=others)
    assert {concern.day for concern in found} <= {line.day for line in own}
    keys = [concern.key for concern in found]
    assert len(set(keys)) == len(keys)
    assert concerns(own, others=others) == found


@given(LINES)
def test_other_lines_alone_never_give_a_concern(others):
    assert concerns([], others=others) == []
