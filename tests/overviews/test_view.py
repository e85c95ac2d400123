"""overviews/view.py: the URL is the state of an overview."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.access import Role
from rxportal.domain.declaration import Status
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.spec import Range
from rxportal.overviews.view import PRESETS, REACH, SIZES, View, href, ordered, read, span_of

words = st.text(max_size=12)
asked_of = st.dictionaries(
    st.sampled_from(
        ["zoek", "periode", "sorteer", "pagina", "per", "status", "kostenplaats", "opdrachtgever",
         "rooster", "uren", "reden", "onzin"]
    ),
    words
    | st.sampled_from(["report,rejected", "1,2", "ja", "deze-week", "-changed", "3", "50",
                       "2026-W36_2026-W41", "2026-W54_2026-W60", "999999999999", "7,5..", "..40",
                       "3..2", "0,333..1"]),
)  # fmt: skip


def again(view, role=Role.OFFICE):
    return read(DECLARATIONS, role, dict(parse_qsl(urlsplit(href(DECLARATIONS, view)).query)))


@given(asked_of, st.sampled_from(list(Role)))
def test_whatever_a_url_says_it_opens_and_its_own_address_says_the_same(asked, role):
    view = read(DECLARATIONS, role, asked)
    assert again(view, role) == view
    assert view.size in SIZES
    assert 1 <= view.page <= REACH
    assert view.first < REACH


def test_what_it_does_not_know_is_dropped_and_the_rest_is_kept():
    asked = {"status": "report,verdwenen", "kostenplaats": "1,x", "kleur": "rood", "pagina": "-3"}
    view = read(DECLARATIONS, Role.OFFICE, asked)
    assert view == View(filters={"status": (Status.REPORT,), "kostenplaats": (1,)})


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("7,5..8", (450, 480)), ("..40", (None, 2400)), ("7.25..", (435, None)), ("0..0", (0, 0))],
)
def test_a_range_is_typed_in_hours_and_stored_in_minutes(typed, stored):
    view = read(DECLARATIONS, Role.OFFICE, {"uren": typed})
    assert view.filters["uren"] == (Range(*stored),)


@pytest.mark.parametrize(
    "typed", ["", "..", "8..7", "x..", "7", "1e9..", "9999999999..", "1,234.."]
)
def test_what_is_no_range_is_dropped(typed):
    assert read(DECLARATIONS, Role.OFFICE, {"uren": typed}) == View()


@pytest.mark.parametrize("key", ["reden", "zoek"])
@pytest.mark.parametrize("odd", ["\ud800", "\0", " " * 60 + "x", "\ud800" * 200])
def test_what_no_database_keeps_is_left_out_of_the_address(key, odd):
    view = read(DECLARATIONS, Role.OFFICE, {key: odd})
    href(DECLARATIONS, view).encode()
    assert "\0" not in f"{view.search}{view.filters}"


def test_words_keep_their_commas():
    view = read(DECLARATIONS, Role.OFFICE, {"reden": " te laat, denk  ik "})
    assert view.filters["reden"] == ("te laat, denk ik",)
    assert again(view) == view


def test_a_client_has_no_filter_on_clients():
    assert read(DECLARATIONS, Role.CLIENT, {"opdrachtgever": "2"}) == View()


def test_the_address_of_the_plain_list_is_bare():
    assert href(DECLARATIONS, View()) == "/declaraties"
    assert href(DECLARATIONS, View(order="")) == "/declaraties"


def test_the_address_reads_well():
    view = View(search="week 41", filters={"status": (Status.REPORT, Status.REJECTED)}, page=2)
    assert href(DECLARATIONS, view) == "/declaraties?zoek=week%2041&status=report,rejected&pagina=2"


def test_choosing_a_value_twice_leaves_it_out_and_starts_on_page_one():
    view = View(page=3).toggled("status", Status.REPORT)
    assert (view.filters, view.page) == ({"status": (Status.REPORT,)}, 1)
    assert view.toggled("status", Status.REPORT) == View()


def test_a_heading_sorts_the_newest_first_and_then_the_other_way():
    assert ordered(DECLARATIONS, View(), "week").order == "week"
    assert ordered(DECLARATIONS, View(order="week"), "week") == View()
    assert ordered(DECLARATIONS, View(), "hours").order == "-hours"
    assert ordered(DECLARATIONS, View(order="-hours"), "hours").order == "hours"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("deze-week", date(2026, 10, 5), date(2026, 10, 11)),
        ("vorige-week", date(2026, 9, 28), date(2026, 10, 4)),
        ("deze-maand", date(2026, 10, 1), date(2026, 10, 31)),
        ("vorige-maand", date(2026, 9, 1), date(2026, 9, 30)),
        ("dit-jaar", date(2025, 12, 29), date(2027, 1, 3)),
        ("2026-W53_2027-W01", date(2026, 12, 28), date(2027, 1, 10)),
    ],
)
def test_the_days_a_period_covers(period, first, last):
    assert span_of(period, date(2026, 10, 9)) == (first, last)


@given(words | st.from_regex(r"[0-9]{4}-W[0-9]{2}_[0-9]{4}-W[0-9]{2}", fullmatch=True))
def test_a_period_from_a_url_is_a_span_in_the_right_order_or_nothing(period):
    span = span_of(period, date(2026, 1, 1))
    assert span is None or span[0] <= span[1]


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(PRESETS)))
def test_every_preset_covers_something_on_every_day(day, period):
    first, last = span_of(period, day)
    assert first <= last
