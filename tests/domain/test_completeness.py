from datetime import date, timedelta

import pytest

from rxportal.domain.completeness import NotComplete, check, problems
from rxportal.domain.hour_types import STANDARD, by_code
from rxportal.domain.line import Field, Line
from rxportal.domain.periods import parse
from rxportal.domain.week import Absence, Extra, Terms, Week

PERIOD = parse("2026-W41")
MONDAY, TUESDAY, WEDNESDAY, *_, SUNDAY = PERIOD.days
TERMS = Terms(date(2020, 1, 1))
TOTALS = Terms(date(2020, 1, 1), wants_times=False)
DAY = Line(MONDAY, 420, 930, 30)


def only(week, terms=TERMS, others=()):
    [problem] = problems(week, terms, others)
    return problem


def test_an_ordinary_week_can_be_submitted():
    lines = [Line(day, 420, 930, 30) for day in PERIOD.days[:5]]
    extras = [Extra(MONDAY, "kilometres", 2400), Extra(MONDAY, "expenses", 5895, has_receipt=True)]
    week = Week(PERIOD, lines, extras, {SUNDAY: Absence.FREE})
    assert problems(week, TERMS) == []
    check(week, TERMS)


def test_a_week_with_nothing_in_it_is_refused():
    problem = only(Week(PERIOD))
    assert problem.sentence == "Er staan nog geen uren. Vul ze in, of kies Niet gewerkt."
    assert (problem.day, problem.field) == (None, Field.WHOLE)


def test_blank_lines_are_nothing():
    assert only(Week(PERIOD, [Line(MONDAY, break_minutes=30)])).field is Field.WHOLE


def test_one_day_off_does_not_make_the_week_filled_in():
    assert only(Week(PERIOD, absences={MONDAY: Absence.FREE})).field is Field.WHOLE


@pytest.mark.parametrize(
    "week",
    [
        Week(PERIOD, not_worked=True),
        Week(PERIOD, absences=dict.fromkeys(PERIOD.days, Absence.FREE)),
        Week(PERIOD, absences={MONDAY: Absence.SICK}),
        Week(PERIOD, extras=[Extra(MONDAY, "kilometres", 2400)]),
    ],
    ids=["not worked", "every day off", "sick", "kilometres"],
)
def test_a_week_without_hours_can_be_submitted_when_it_says_something(week):
    assert problems(week, TERMS) == []


@pytest.mark.parametrize(
    "week",
    [
        Week(PERIOD, [DAY], not_worked=True),
        Week(PERIOD, extras=[Extra(MONDAY, "kilometres", 2400)], not_worked=True),
    ],
    ids=["hours", "kilometres"],
)
def test_not_worked_with_something_filled_in_is_refused(week):
    assert only(week).sentence.startswith("Je koos Niet gewerkt, maar er staan uren of kosten.")


def test_a_day_outside_the_period_is_refused_and_named():
    problem = only(Week(PERIOD, [DAY, Line(date(2026, 10, 12), 420, 930)]))
    assert problem.sentence == "Maandag 12 oktober hoort niet bij deze periode. Haal deze dag leeg."
    assert (problem.day, problem.field, problem.index) == (date(2026, 10, 12), Field.DAY, 1)


@pytest.mark.parametrize("terms", [Terms(TUESDAY), Terms(date(2020, 1, 1), MONDAY)])
def test_a_day_outside_the_placement_is_refused_and_named(terms):
    outside = MONDAY if terms.starts == TUESDAY else TUESDAY
    inside = TUESDAY if terms.starts == TUESDAY else MONDAY
    week = Week(PERIOD, [Line(outside, 420, 930), Line(inside, 420, 930)])
    problem = only(week, terms)
    assert "loopt de plaatsing niet" in problem.sentence
    assert (problem.day, problem.field) == (outside, Field.DAY)


def test_an_extra_or_a_day_off_outside_the_placement_is_refused_too():
    week = Week(PERIOD, [DAY], [Extra(TUESDAY, "kilometres", 100)], {WEDNESDAY: Absence.SICK})
    found = problems(week, Terms(date(2020, 1, 1), MONDAY))
    assert [(p.day, p.field) for p in found] == [(TUESDAY, Field.DAY), (WEDNESDAY, Field.DAY)]


def test_a_period_the_placement_has_no_day_in_is_refused():
    sentences = [p.sentence for p in problems(Week(PERIOD), Terms(date(2026, 10, 12)))]
    assert sentences == ["De plaatsing loopt niet in deze periode. Neem contact op met je bureau."]


def test_every_problem_is_told_in_order_of_day():
    week = Week(
        PERIOD,
        [
            Line(WEDNESDAY, 480, 480),
            Line(MONDAY, begins=480),
            Line(TUESDAY, 480, 540, 90),
        ],
        [Extra(TUESDAY, "expenses", 5895)],
    )
    assert [(p.day, p.field) for p in problems(week, TERMS)] == [
        (MONDAY, Field.ENDS),
        (TUESDAY, Field.BREAK),
        (TUESDAY, Field.RECEIPT),
        (WEDNESDAY, Field.ENDS),
    ]


def test_the_refusal_carries_all_problems_and_reads_as_the_first():
    week = Week(PERIOD, [Line(MONDAY, begins=480), Line(TUESDAY, ends=480)])
    with pytest.raises(NotComplete) as refusal:
        check(week, TERMS)
    assert len(refusal.value.problems) == 2
    assert str(refusal.value) == "Vul bij ma 5 okt de eindtijd in. Er is nog 1 ander punt."


def test_a_refusal_with_one_problem_is_just_that_sentence():
    with pytest.raises(NotComplete) as refusal:
        check(Week(PERIOD, [Line(MONDAY, begins=480)]), TERMS)
    assert str(refusal.value) == "Vul bij ma 5 okt de eindtijd in."


def test_a_total_alone_is_refused_where_the_placement_wants_times():
    problem = only(Week(PERIOD, [Line(MONDAY, total=480)]))
    assert problem.sentence == "Vul bij ma 5 okt de begintijd en de eindtijd in."
    assert (problem.field, problem.index) == (Field.BEGINS, 0)


def test_a_total_alone_is_welcome_where_the_placement_says_so():
    assert problems(Week(PERIOD, [Line(MONDAY, total=480), Line(TUESDAY, 480, 960)]), TOTALS) == []


def test_totals_of_one_day_together_fit_in_the_day():
    lines = [Line(MONDAY, total=900), Line(MONDAY, total=541)]
    problem = only(Week(PERIOD, lines), TOTALS)
    assert problem.sentence == "Op ma 5 okt staat meer dan 24 uur. Vul minder uren in."
    assert problems(Week(PERIOD, [lines[0], Line(MONDAY, total=540)]), TOTALS) == []


def test_overlapping_lines_are_refused_at_the_later_one():
    problem = only(Week(PERIOD, [Line(MONDAY, 660, 900), Line(MONDAY, 480, 720)]))
    assert "overlappen" in problem.sentence
    assert (problem.field, problem.index) == (Field.BEGINS, 0)


def test_the_same_line_twice_is_refused():
    assert "overlappen" in only(Week(PERIOD, [DAY, Line(MONDAY, 420, 930, 30)])).sentence


def test_the_night_shift_of_the_week_before_may_not_overlap():
    before = Line(MONDAY - timedelta(days=1), 1320, 360)
    problem = only(Week(PERIOD, [Line(MONDAY, 300, 720)]), others=[before])
    assert (problem.day, problem.field, problem.index) == (MONDAY, Field.BEGINS, 0)


def test_our_night_shift_may_not_overlap_the_week_after():
    after = Line(SUNDAY + timedelta(days=1), 300, 720)
    problem = only(Week(PERIOD, [Line(SUNDAY, 1320, 360)]), others=[after])
    assert (problem.day, problem.field, problem.index) == (SUNDAY, Field.ENDS, 0)


def test_what_overlaps_in_other_weeks_is_not_our_problem():
    others = [Line(MONDAY - timedelta(days=3), 480, 960)] * 2
    assert problems(Week(PERIOD, [DAY]), TERMS, others) == []


@pytest.mark.parametrize("code", ["champagne", "kilometres"])
def test_a_line_needs_an_hour_type_of_the_placement(code):
    problem = only(Week(PERIOD, [Line(MONDAY, 480, 960, hour_type=code)]))
    assert problem.sentence == "Kies bij ma 5 okt een uursoort van deze plaatsing."
    assert problem.field is Field.HOUR_TYPE


def test_a_type_the_placement_does_not_have_is_refused():
    terms = Terms(date(2020, 1, 1), hour_types=[by_code("regular")])
    week = Week(PERIOD, [DAY], [Extra(MONDAY, "kilometres", 2400)])
    assert only(week, terms).sentence == "Kies bij ma 5 okt een soort van deze plaatsing."


def test_hours_are_no_extra():
    problem = only(Week(PERIOD, [DAY], [Extra(MONDAY, "regular", 480)]))
    assert problem.field is Field.HOUR_TYPE


def test_an_expense_needs_its_receipt():
    problem = only(Week(PERIOD, [DAY], [Extra(MONDAY, "expenses", 5895)]))
    assert problem.sentence == "Voeg bij ma 5 okt de bon toe: Onkosten."
    assert (problem.field, problem.index) == (Field.RECEIPT, 0)


@pytest.mark.parametrize("amount", [0, -100])
def test_an_extra_of_nothing_is_refused(amount):
    problem = only(Week(PERIOD, [DAY], [Extra(MONDAY, "kilometres", amount)]))
    assert problem.sentence == "Vul bij ma 5 okt een aantal of bedrag in: Reiskilometers."


def test_the_smallest_extra_is_something():
    assert problems(Week(PERIOD, [DAY], [Extra(MONDAY, "kilometres", 1)]), TERMS) == []


@pytest.mark.parametrize("state", [Absence.FREE, Absence.SICK])
def test_a_day_off_with_hours_is_refused(state):
    problem = only(Week(PERIOD, [DAY], absences={MONDAY: state}))
    assert problem.sentence.startswith("Maandag 5 oktober staat op ")
    assert problem.sentence.endswith("maar er staan uren. Haal de uren weg of kies Gewerkt.")
    assert problem.field is Field.DAY


def test_every_standard_type_can_be_declared():
    extras = [Extra(MONDAY, x.code, 100, has_receipt=True) for x in STANDARD if x.unit != "hours"]
    lines = [
        Line(MONDAY, n * 60, n * 60 + 60, hour_type=x.code)
        for n, x in enumerate(x for x in STANDARD if x.unit == "hours")
    ]
    assert problems(Week(PERIOD, lines, extras), TERMS) == []
