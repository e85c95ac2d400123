"""What every overview promises, for each module there is and each role: the next one is held to it
by standing in ``overviews/modules.py``.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from rxportal.db.scope import visible
from rxportal.db.tables.names import _CODES, _NAMES, folded
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.locales import t
from rxportal.overviews import feed, files, places, query, screen, walks
from rxportal.overviews.files import Kind
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import How, Range
from rxportal.overviews.view import View, read
from tests import make
from tests.make import CAST, NOW
from tests.overviews.cast import everything, theirs

SOME = 3  # of the choices of a filter, and of the words that are searched
A_FEW = (make.candidate, make.client, make.office)

pytestmark = pytest.mark.begins(rows=everything)
each_module = pytest.mark.parametrize("overview", MODULES.values(), ids=str)


@pytest.fixture(params=["few rows", "many rows"])
def gathering(request, monkeypatch):
    """Few rows are fetched and then sorted; of many, the order is walked."""
    if request.param == "many rows":
        monkeypatch.setattr(walks, "GATHER", 0)


def readers(overview, cast: Iterable = CAST):
    return [actor for actor in cast if actor.role in overview.roles]


def in_order(session, actor, overview, order=""):
    """The ids of all that the actor may see, as the database itself sorts them."""
    table, order = overview.table, order or overview.order
    by = [overview.orders[order.removeprefix("-")].column, table.id]
    found = select(table.id).where(visible(actor, table))
    return list(session.scalars(found.order_by(*(c.desc() if order[0] == "-" else c for c in by))))


def held(session, actor, overview, expression):
    """id -> what the expression is, of all that the actor may see."""
    table = overview.table
    return dict(
        map(tuple, session.execute(select(table.id, expression).where(visible(actor, table))))
    )


def walked(session, actor, overview, size="100", **asked):
    """The ids on the screen, from its first page to its last."""
    found: list[int] = []
    for number in range(1, 100):
        view = read(overview, actor.role, {**asked, "per": size, "pagina": str(number)})
        page = query.page(session, actor, overview, view, ["none of them"], now=NOW)
        found += [row.id for row in page.rows]
        if not page.more:
            return found
        assert len(page.rows) == view.size
    raise AssertionError(f"{overview} has no last page")


def orders(overview):
    return [f"{sign}{key}" for key in overview.orders for sign in ("", "-")]


# --- whose rows


@each_module
def test_everybody_gets_their_own_rows_and_all_of_them(session, overview):
    rows = {row.id: row for row in session.scalars(select(overview.table))}
    for actor in readers(overview):
        found = walked(session, actor, overview)
        assert found == in_order(session, actor, overview)
        assert found, f"tests/overviews/cast.py has nothing for {actor.role}"
        assert all(theirs(actor, rows[each]) for each in found)


@each_module
def test_another_partys_rows_are_in_no_total_filter_search_or_file(session, overview):
    for actor in readers(overview, (make.candidate, make.client)):
        mine = set(in_order(session, actor, overview))
        others = [each for each in in_order(session, make.office, overview) if each not in mine]
        assert others
        assert query.rows(session, actor, overview, others, ["none"], now=NOW) == ()
        assert query.versions(session, actor, overview, others, now=NOW) == {}
        assert set(query.everything(session, actor, overview, View(), now=NOW).rows) == mine
        assert query.total(session, actor, overview, View(), now=NOW) == len(mine)
        asked = [(overview.slug, each) for each in others]
        assert places.named(session, actor, asked, now=NOW) == {}


OF_FOLLOWERS = frozenset({"rows by their numbers", "their titles"})  # opened without the list
WAYS = {
    "a page": lambda *a: query.page(*a, View(), now=NOW),
    "its total": lambda *a: query.total(*a, View(), now=NOW),
    "its choices": lambda *a: query.options(*a, View(), now=NOW),
    "all to choose": lambda *a: query.everything(*a, View(), now=NOW),
    "whether there are any": lambda *a: query.exists(*a, now=NOW),
    "rows by their numbers": lambda *a: query.rows(*a, [1], [], now=NOW),
    "for a file": lambda *a: list(query.values(*a, View(), (), 1, now=NOW)),
    "the screen": lambda *a: screen.rows_of(*a, {}, now=NOW),
    "its counts": lambda *a: screen.counts_of(*a, {}, True, now=NOW),  # noqa: FBT003
    "their titles": lambda *a: screen.titles_of(*a, [1], now=NOW),
    "a file": lambda *a: files.begin(*a, Kind.CSV, now=NOW),
    "what is in it": lambda *a: files.write(*a, {}, Kind.CSV, io.BytesIO(), now=NOW),
    "the API": lambda *a: feed.listed(*a, [], now=NOW),
}


@pytest.mark.asvs("8.2.1", "8.3.1")
@each_module
def test_whose_role_has_no_permission_is_refused_everywhere(session, overview):
    for name, way in WAYS.items():
        for actor in CAST:
            follows = overview.followed is not None and actor.may(overview.followed[0])
            if actor.role in overview.roles or (follows and name in OF_FOLLOWERS):
                way(session, actor, overview)
                continue
            with pytest.raises(Forbidden):
                way(session, actor, overview)


@each_module
def test_a_module_that_is_switched_off_does_not_exist(session, overview):
    for way in WAYS.values():
        for actor in readers(overview):
            with pytest.raises(NotFound):
                way(session, replace(actor, closed=frozenset({overview.slug})), overview)


# --- in which order


@each_module
@pytest.mark.usefixtures("gathering")
def test_every_order_has_each_row_once_over_all_pages(session, overview):
    for actor in readers(overview):
        for order in orders(overview):
            found = walked(session, actor, overview, "25", sorteer=order)
            assert found == in_order(session, actor, overview, order), (actor.role, order)


@each_module
def test_a_heading_sorts_the_list_by_what_it_names(session, overview):
    """What is read in a cell and what it is sorted by are the same column."""
    for column in overview.columns:
        if column.order:
            assert overview.orders[column.order].column.compare(overview_column(column)), column.key


def overview_column(column):
    """The first of the column's expressions, without how the model names it."""
    return column.exprs[0].expression if hasattr(column.exprs[0], "expression") else column.exprs[0]


# --- filters


def choices(session, actor, overview):
    """Some choices of each filter as the address says them, and the ids each leaves."""
    for each in overview.filters_of(actor.role):
        if each.is_choice:
            values = held(session, actor, overview, overview.keys[each.bound])
            some = list(query.labels_of(session, actor, each, ()))[:SOME]
            tests = [(value, lambda now, value=value: now == value) for value in some]
        elif each.measure is not None:
            values = held(session, actor, overview, each.measure)
            tests = [
                (limits, lambda now, limits=limits: within(now, limits))
                for limits in ranges(values)
            ]
        else:
            values = held(session, actor, overview, each.text)
            tests = [
                (word, lambda now, word=word: word in now.lower()) for word in words_of(values)
            ]
        assert tests, each.key
        for value, fits in tests:
            yield each, value, {row for row, now in values.items() if now is not None and fits(now)}


def ranges(values):
    kept = sorted({int(now) for now in values.values() if now is not None})
    low, high = kept[len(kept) // 3], kept[-1 - len(kept) // 3]
    return [Range(low, high), Range(None, low), Range(high, None)]


def within(now, limits):
    return (limits.low is None or now >= limits.low) and (limits.high is None or now <= limits.high)


def words_of(values):
    """Plain words: how a database tells É from é is its own affair."""
    found = {word for now in values.values() for word in (now or "").lower().split()}
    return sorted(word for word in found if word.isascii())[:SOME]


@each_module
@pytest.mark.usefixtures("gathering")
def test_a_filter_leaves_what_it_says_in_every_order(session, overview):
    for actor in readers(overview, A_FEW):
        sorted_ = {order: in_order(session, actor, overview, order) for order in orders(overview)}
        for each, value, fitting in choices(session, actor, overview):
            asked = {each.key: each.write(value)}
            for order, ids in sorted_.items():
                found = walked(session, actor, overview, sorteer=order, **asked)
                expected = [row for row in ids if row in fitting]
                assert found == expected, (actor.role, asked, order)


@each_module
def test_a_choice_says_how_many_rows_it_leaves(session, overview):
    for actor in readers(overview):
        counts = query.options(session, actor, overview, View(), now=NOW)
        assert set(counts) == {
            each.key for each in overview.filters_of(actor.role) if each.is_choice
        }
        for key, options in counts.items():
            now = held(session, actor, overview, overview.keys[overview.filter(key).bound])
            for option in options:
                assert option.count == list(now.values()).count(option.value), (key, option)
                assert option.label


@each_module
def test_two_filters_and_a_search_leave_what_all_of_them_do(session, overview):
    for actor in readers(overview, A_FEW):
        found = list(choices(session, actor, overview))
        if len(found) < 2:
            assert not walked(session, actor, overview, zoek="xyzzyq")
            continue
        (first, one, some), *_, (last, other, more) = found
        if first.key == last.key:
            continue
        asked = {first.key: first.write(one), last.key: last.write(other)}
        assert set(walked(session, actor, overview, **asked)) == some & more
        assert not walked(session, actor, overview, zoek="xyzzyq", **asked)


@each_module
def test_each_filter_is_said_and_can_be_taken_off(session, overview):
    for actor in readers(overview, A_FEW):
        for each, value, _ in choices(session, actor, overview):
            asked = {each.key: each.write(value), "zoek": "an", "per": "50"}
            shown = screen.rows_of(session, actor, overview, asked, now=NOW)
            (chip,) = [chip for chip in shown.chips if chip.group == each.key]
            assert view_of(overview, actor, chip.href) == View(search="an", size=50)
            assert view_of(overview, actor, shown.clear_href) == View(size=50)


def view_of(overview, actor, href):
    return read(overview, actor.role, dict(parse_qsl(urlsplit(href).query)))


# --- search


def searched(session, actor, overview):
    """Words for each thing that is searched, and the rows that have it in the field it names."""
    for each in overview.searches_of(actor.role):
        match each.how:
            case How.NAME:
                yield from names(session, actor, overview, each)
            case How.NUMBER:
                numbers = held(session, actor, overview, overview.keys[each.bound])
                for value in sorted(set(numbers.values()))[:SOME]:
                    yield str(value), {row for row, now in numbers.items() if now == value}
            case How.WEEK:
                days = held(session, actor, overview, overview.orders[overview.period].column)
                for week in sorted({day_of(day).isocalendar()[:2] for day in days.values()})[
                    -SOME:
                ]:
                    fitting = {
                        row for row, day in days.items() if day_of(day).isocalendar()[:2] == week
                    }
                    yield f"{week[0]}-{week[1]}", fitting
            case How.CHOICE:
                now = held(session, actor, overview, overview.keys[each.bound])
                for value, label in overview.filter(each.choices).values.items():
                    yield t(label), {row for row, said in now.items() if said == value}


def names(session, actor, overview, each):
    points = held(session, actor, overview, overview.keys[each.bound])
    found = {}
    for row in session.scalars(select(each.table).where(each.table.id.in_(set(points.values())))):
        found[row.id] = [getattr(row, name.key) for name in _NAMES[each.table]]
        if code := _CODES.get(each.table):
            found[row.id].append(getattr(row, code.key))
    assert found, each.label
    for word in sorted(
        {folded(word) for words in found.values() for word in " ".join(words).split()}
    ):
        having = {
            key for key, words in found.items() if word in map(folded, " ".join(words).split())
        }
        if word.isalnum():
            yield word, {row for row, key in points.items() if key in having}


def day_of(day):
    return day if type(day) is date else day.date()


@each_module
@pytest.mark.usefixtures("gathering")
def test_search_finds_a_row_by_each_thing_it_names(session, overview):
    for actor in readers(overview):
        mine = in_order(session, actor, overview)
        assert bool(overview.searches_of(actor.role)) == bool(
            screen.search_hint(overview, actor.role)
        )
        for word, fitting in searched(session, actor, overview):
            found = walked(session, actor, overview, zoek=word)
            assert fitting <= set(found), (actor.role, word)
            assert found == [row for row in mine if row in set(found)], (actor.role, word)
        assert walked(session, actor, overview, zoek="xyzzyq") == []


# --- files and the API


def questions(session, actor, overview):
    """Addresses of the list: plain, in every order, with each filter, with each search."""
    yield {}
    yield from ({"sorteer": order} for order in orders(overview))
    seen_ = {}
    for each, value, _ in choices(session, actor, overview):
        seen_.setdefault(each.key, {each.key: each.write(value)})
    yield from seen_.values()
    for word, _ in list(searched(session, actor, overview))[:SOME]:
        yield {"zoek": word}
    if overview.period:
        yield {"periode": "deze-week"}


@pytest.mark.asvs("8.2.2", "8.3.1")
@each_module
def test_a_file_and_the_api_have_the_rows_of_the_screen_in_its_order(
    session, overview, monkeypatch
):
    taken: list[int] = []
    values = query.values

    def noted(*asked, **named):
        for row, cells in values(*asked, **named):
            taken.append(row)
            yield row, cells

    monkeypatch.setattr(query, "values", noted)
    for actor in readers(overview, A_FEW):
        for asked in questions(session, actor, overview):
            shown = walked(session, actor, overview, **asked)
            for kind in Kind if not asked else [Kind.CSV]:
                file = io.BytesIO()
                taken.clear()
                files.write(session, actor, overview, asked, kind, file, now=NOW)
                assert taken == shown, (kind, asked)
                assert lines(kind, file) == len(shown) + 1
            if asked.get("sorteer", overview.order) in feed.orders(overview):
                assert listed(session, actor, overview, asked) == shown, asked


def lines(kind, file):
    """How many rows are in the file, its head included."""
    if kind is Kind.CSV:
        text = file.getvalue().decode("utf-8-sig")
        return len(list(csv.reader(io.StringIO(text), delimiter=";")))
    with ZipFile(file) as book:
        return book.read("xl/worksheets/sheet1.xml").count(b"<row ")


def listed(session, actor, overview, asked):
    """The ids of all parts of the API."""
    found: list[int] = []
    asked = {**asked, "per": "7"}
    for _ in range(100):
        part = feed.listed(session, actor, overview, asked.items(), now=NOW)
        found += [row["id"] for row in part["rows"]]
        if part["next"] is None:
            assert part["total"] == len(found)
            return found
        asked["cursor"] = part["next"]
    raise AssertionError(f"{overview} has no last page")
