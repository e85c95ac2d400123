"""overviews/query.py, through the declarations overview, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rxportal.db.tables import Declaration
from rxportal.domain.access import Permission
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Forbidden
from rxportal.domain.periods import PeriodKind
from rxportal.locales import using
from rxportal.overviews import query
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.spec import LARGEST, Range
from rxportal.overviews.view import REACH, View, read
from tests import make

ASKED = [
    {},
    {"search": "41"},
    {"search": "zandoever"},
    {"search": "kowalczewska"},
    {"search": "o"},
    {"search": "rapp"},
    {"search": "3"},
    {"filters": {"opdrachtgever": (1, 2)}},
    {"filters": {"kostenplaats": (1, 2)}},
    {"filters": {"status": tuple(Status)}},
    {"filters": {"rooster": (True, False)}},
    {"period": "deze-week"},
    {"order": "-changed"},
    {"order": "hours", "period": "dit-jaar"},
    {"filters": {"uren": (Range(0, None),)}},
    {"filters": {"reden": ("a",)}},
]
SEARCHES = [
    ("41", {2, 3}),
    ("2026-41", {2, 3}),
    ("2026-W41", {2, 3}),
    ("2025-41", set()),
    ("zand", {3, 4}),
    ("ANDOEV", {3, 4}),
    ("152", {1, 2}),
    ("locatie", {1, 2}),
    ("piotr", {3, 4}),
    ("zawislak", {3, 4}),  # written Zawiślak
    ("rapporteer", {2, 4}),
    ("afger", {3}),
    ("41 zandoever", {3}),
    ("zandoever 41 afgerond", {3}),
    ("vlotwerf zandoever", set()),
    ("k10042", {3, 4}),
    ("4", {4}),  # a declaration's own number; week 4 has none
    ("%", set()),
    ("_", set()),
    ("niemand", set()),
    ("99999999999999999999", set()),
]
WEEK_40, WEEK_41, WEEK_42 = date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12)


def some_weeks(session):
    """Candidate 1 at client 1: weeks 40 and 41; candidate 2 at client 2: weeks 41 and 42."""
    make.world(session)
    make.declaration(session, monday=WEEK_40, status=Status.SUBMITTED)
    make.declaration(session, monday=WEEK_41, deviates=True)
    make.declaration(session, monday=WEEK_41, candidate_id=2, status=Status.COMPLETED)
    make.declaration(session, monday=WEEK_42, candidate_id=2)


pytestmark = pytest.mark.begins(rows=some_weeks)


def shown(session, actor, view=None, **asked):
    page = query.page(session, actor, DECLARATIONS, view or View(**asked), now=make.NOW)
    session.rollback()
    return page


def weeks(session, actor, **asked):
    return [(row.cells["week"], row.cells["client"]) for row in shown(session, actor, **asked).rows]


def ids(session, actor, **asked):
    return [row.id for row in shown(session, actor, **asked).rows]


def test_the_newest_week_comes_first(session):
    assert ids(session, make.office) == [4, 3, 2, 1]
    assert ids(session, make.office, order="week") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("actor", "theirs"),
    [
        (make.candidate, {1, 2}),
        (make.client, {1, 2}),
        (make.candidate2, {3, 4}),
        (make.client2, {3, 4}),
        (make.office, {1, 2, 3, 4}),
        (make.administrator, {1, 2, 3, 4}),
    ],
)
def test_nobody_sees_counts_or_chooses_another_ones_rows(session, actor, theirs):
    for asked in ASKED:
        view = View(**asked)
        found = {row.id for row in shown(session, actor, view).rows}
        assert found <= theirs, asked
        assert query.total(session, actor, DECLARATIONS, view, now=make.NOW) == len(found), asked
        everything = query.everything(session, actor, DECLARATIONS, view, now=make.NOW)
        assert set(everything.rows) == found
        groups = query.options(session, actor, DECLARATIONS, view, now=make.NOW)
        assert all(option.count <= len(theirs) for group in groups.values() for option in group)
        if not actor.is_agency:
            assert [option.value for option in groups["kostenplaats"]] == [actor.party_id]


def test_search_finds_what_the_bar_says_it_searches(session):
    for search, found in SEARCHES:
        assert set(ids(session, make.office, search=search)) == found, search


def test_percent_and_underscore_mean_themselves(session):
    place = make.placement(session)
    session.get_one(type(place), place.id)
    centre = session.get_one(make.CostCentre, 1)
    centre.name = "Nacht_100%"
    session.commit()
    assert set(ids(session, make.office, search="t_1")) == {1, 2}
    assert set(ids(session, make.office, search="100%")) == {1, 2}
    assert ids(session, make.office, search="t%1") == []


def test_a_new_name_is_found_and_the_old_one_is_not(session):
    session.get_one(make.Client, 2).name = "Bakkerij Halmstok"
    session.commit()
    assert set(ids(session, make.office, search="halmstok")) == {3, 4}
    assert ids(session, make.office, search="zandoever") == []


def test_a_status_is_searched_in_the_language_of_the_reader(session):
    with using("en"):
        assert ids(session, make.office, search="zzz") == []
    assert set(ids(session, make.candidate, search="ingediend")) == {1}


def test_more_names_than_are_looked_up_one_by_one_are_found_all_the_same(session, monkeypatch):
    few = tuple(replace(search, most=1) for search in DECLARATIONS.searches)
    narrow = replace(DECLARATIONS, searches=few)
    page = query.page(session, make.office, narrow, View(search="o"), now=make.NOW)
    assert {row.id for row in page.rows} == {1, 2, 3, 4}


def test_filters_narrow_and_add_up(session):
    assert ids(session, make.office, filters={"status": (Status.REPORT,)}) == [4, 2]
    both = {"status": (Status.REPORT, Status.SUBMITTED), "kostenplaats": (1,)}
    assert ids(session, make.office, filters=both) == [2, 1]
    assert ids(session, make.office, filters={"kostenplaats": (1,), "opdrachtgever": (2,)}) == []
    assert ids(session, make.office, filters={"rooster": (True,)}) == [2]


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("deze-week", {2, 3}),
        ("vorige-week", {1}),
        ("deze-maand", {2, 3, 4}),
        ("vorige-maand", {1}),
        ("dit-jaar", {1, 2, 3, 4}),
        ("2026-W40_2026-W41", {1, 2, 3}),
        ("2025-W01_2025-W52", set()),
    ],
)
def test_a_declaration_belongs_to_the_period_its_first_day_is_in(session, period, found):
    assert set(ids(session, make.office, period=period)) == found


@pytest.mark.parametrize("order", ["changed", "-changed", "hours", "-hours"])
@pytest.mark.parametrize("asked", [{}, {"search": "41"}, {"filters": {"status": (Status.REPORT,)}}])
def test_every_order_holds_with_filters(session, order, asked):
    for number, minutes in ((1, 100), (2, 50), (3, 200), (4, 10)):
        row = session.get_one(make.Declaration, number)
        row.minutes, row.changed_at = minutes, make.NOW + timedelta(minutes=minutes)
    session.commit()
    found = ids(session, make.office, order=order, **asked)
    ascending = [n for n in (4, 2, 1, 3) if n in found]
    assert found == (ascending if not order.startswith("-") else ascending[::-1])
    assert found


def test_a_row_reads_in_dutch(session):
    row = shown(session, make.candidate, order="week").rows[0]
    assert (row.id, row.version, row.measure) == (1, 1, 2400)
    assert row.cells["week"] == "40"
    assert row.cells["week_note"] == "28 sep–4 okt"
    assert row.cells["cost_centre"] == "152 (locatie Y)"
    assert row.cells["hours"] == "40,00"
    assert row.cells["status"] == "submitted"
    assert row.cells["changed"] == "9 okt"
    assert row.cells["days"].startswith("ma 8,00, di 8,00")
    assert "candidate" not in row.cells


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "title"),
    [
        (PeriodKind.WEEK, date(2026, 12, 28), date(2027, 1, 3), "Week 53"),
        (PeriodKind.FOUR_WEEKS, date(2026, 10, 5), date(2026, 11, 1), "Periode 11"),
        (PeriodKind.MONTH, date(2027, 2, 1), date(2027, 2, 28), "Februari 2027"),
    ],
)
def test_a_row_is_named_after_its_own_kind_of_period(session, kind, starts, ends, title):
    place = make.placement(session, period=kind)
    row = make.declaration(session, placement_id=place.id, monday=starts, filled=False)
    row.ends_on = ends
    session.commit()
    found = next(each for each in shown(session, make.office).rows if each.id == row.id)
    number = "53" if kind is PeriodKind.WEEK else title
    assert (found.cells["week"], found.cells["week_title"]) == (number, title)


def test_only_the_columns_asked_for_are_read(session):
    page = query.page(
        session, make.office, DECLARATIONS, View(), ["week", "candidate"], now=make.NOW
    )
    assert set(page.rows[0].cells) == {
        "week", "week_note", "week_title", "week_days", "candidate",
    }  # fmt: skip


def test_pages_follow_each_other_without_gap_or_overlap(session):
    for number in range(60):
        make.declaration(session, monday=date(2020, 1, 6) + timedelta(weeks=number))
    everything = ids(session, make.candidate, size=100)
    paged = [row for page in (1, 2, 3) for row in ids(session, make.candidate, page=page, size=25)]
    assert len(everything) == 62
    assert paged == everything
    assert shown(session, make.candidate, page=2, size=25).more is True
    assert shown(session, make.candidate, page=3, size=25).more is False


def test_options_count_what_the_other_filters_leave(session):
    view = View(filters={"status": (Status.REPORT,)})
    groups = query.options(session, make.office, DECLARATIONS, view, now=make.NOW)
    assert {o.label: o.count for o in groups["status"]} == {
        "Rapporteer": 2, "Ingediend": 1, "Afgewezen": 0, "Afgerond": 1, "Verwerkt": 0,
        "Vervallen": 0,
    }  # fmt: skip
    assert [(o.label, o.count) for o in groups["kostenplaats"]] == [
        ("152 (locatie Y)", 1), ("210 (kas 3)", 1),
    ]  # fmt: skip
    assert [(o.value, o.count) for o in groups["rooster"]] == [(True, 1), (False, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"uren": (Range(600, 600),)}, {2}),
        ({"uren": (Range(601, None),)}, {1, 3, 4}),
        ({"uren": (Range(None, 2400),)}, {1, 2, 3, 4}),
        ({"uren": (Range(2401, None),)}, set()),
        ({"reden": ("LANGER",)}, {2}),
        ({"reden": ("100%",)}, {2}),
        ({"reden": ("l%r",)}, set()),
        ({"reden": ("d_nsdag",)}, set()),
        ({"reden": ("langer",), "uren": (Range(601, None),)}, set()),
    ],
)
def test_numbers_and_words_narrow_as_well(session, asked, found):
    row = session.get_one(Declaration, 2)
    row.minutes, row.reason = 600, "Dinsdag was langer, 100% zeker."
    session.commit()
    for order in ("", "-changed", "hours"):
        assert set(ids(session, make.office, filters=asked, order=order)) == found
    counts = counted(session, DECLARATIONS, filters=asked)
    assert sum(counts["status"].values()) == len(found)
    assert set(counts) == {"kostenplaats", "status", "opdrachtgever", "rooster"}


@pytest.mark.parametrize("typed", ["35791394..", "35791395..", "..999999999", "..-999999999"])
def test_no_number_is_too_large_for_the_database(session, typed):
    view = read(DECLARATIONS, make.office.role, {"uren": typed})
    assert view.filters or abs(int(typed.strip("."))) * 60 > LARGEST
    assert query.total(session, make.office, DECLARATIONS, view, now=make.NOW) >= 0


def counted(session, overview, **view):
    groups = query.options(session, make.office, overview, View(**view), now=make.NOW)
    return {
        key: {option.value: option.count for option in options} for key, options in groups.items()
    }


def test_rows_that_are_tested_by_name_are_counted_as_well(session, monkeypatch):
    """Many people with one name: the ids are not looked up, each row is tested."""
    tested = replace(
        DECLARATIONS, searches=tuple(replace(s, most=0) for s in DECLARATIONS.searches)
    )
    for view in ({"search": "zand"}, {"search": "zand", "filters": {"status": (Status.REPORT,)}}):
        assert counted(session, tested, **view) == counted(session, DECLARATIONS, **view)
    monkeypatch.setattr(query, "REACH", 1)
    unknown = counted(session, tested, search="zand")
    assert {count for group in unknown.values() for count in group.values()} == {-1}
    assert counted(session, DECLARATIONS, search="zand")["kostenplaats"] == {1: 0, 2: 2}


def test_a_picked_value_of_somebody_else_has_no_name(session):
    centre = DECLARATIONS.filter("kostenplaats")
    assert query.labels_of(session, make.client, centre, (2,)) == {1: "152 (locatie Y)"}


def test_choosing_everything_keeps_the_versions_that_were_there(session):
    chosen = query.everything(session, make.office, DECLARATIONS, View(), now=make.NOW)
    assert chosen.complete
    assert chosen.rows == dict.fromkeys((4, 3, 2, 1), (1, 2400))


def test_without_the_permission_there_is_nothing_to_see(session):
    secret = replace(DECLARATIONS, needs=Permission.SETTINGS_WRITE)
    for ask in (query.page, query.total, query.options, query.everything):
        with pytest.raises(Forbidden):
            ask(session, make.office, secret, View(), now=make.NOW)


def test_the_list_goes_down_to_its_reach_and_no_further(session):
    assert REACH % 100 == 0
    page = shown(session, make.office, page=REACH // 25 + 1, size=25)
    assert page.rows == ()


def test_what_was_worded_for_one_reader_is_worded_anew_for_another(session):
    """Rows are worded once: not across languages, values or years."""
    dutch = shown(session, make.candidate).rows
    with using("en"):
        english = shown(session, make.candidate).rows
    assert [row.cells["days"] for row in dutch] != [row.cells["days"] for row in english]
    later = query.page(
        session, make.candidate, DECLARATIONS, View(), now=make.NOW + timedelta(days=400)
    ).rows
    assert dutch[1].cells["changed"] + f" {make.NOW.year}" == later[1].cells["changed"]
    session.get_one(make.Client, 1).name = "Vlotwerf Noord"
    session.commit()
    assert {client for _, client in weeks(session, make.candidate)} == {"Vlotwerf Noord"}


def test_a_client_finds_no_hours_that_were_never_handed_in(session):
    draft = make.declaration(session, monday=WEEK_42)
    draft.submitted_at = None
    session.commit()
    assert draft.id in ids(session, make.candidate)
    for asked in ({}, {"search": "42"}, {"filters": {"status": (Status.REPORT,)}}):
        view = View(**asked)
        assert draft.id not in ids(session, make.client, **asked)
        total = query.total(session, make.client, DECLARATIONS, view, now=make.NOW)
        assert total == len(ids(session, make.client, **asked))
        assert (
            draft.id
            not in query.everything(session, make.client, DECLARATIONS, view, now=make.NOW).rows
        )
