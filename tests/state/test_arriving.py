"""state/arriving.py: going to a page is one event with one answer."""

import inspect

import pytest

from rxportal.pages import PAGES
from rxportal.state.dashboard import DashboardState
from rxportal.state.modules import DeclarationsState
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState
from rxportal.state.shell import ShellState
from tests import make

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def told(delta, state, name):
    """What an answer says of a var of that state."""
    return delta.get(state.get_full_name(), {}).get(f"{name}_rx_state_")


@only_sqlite
async def test_the_first_answer_has_all_that_the_page_shows(session, tabs):
    make.declaration(session, filled=False)
    tab = tabs(make.candidate)
    await tab.go("/")
    assert len(tab.deltas) == 1
    assert told(tab.deltas[0], DashboardState, "actions")
    assert told(tab.deltas[0], ShellState, "agency")
    assert tab.deltas[0]["reflex___state____state"]["is_hydrated_rx_state_"] is True


@only_sqlite
async def test_what_is_not_waited_for_follows(session, tabs):
    make.declaration(session, filled=False)
    tab = tabs(make.candidate)
    await tab.go("/declaraties")
    rows = [told(delta, DeclarationsState, "rows") for delta in tab.deltas]
    assert rows[0]
    assert not any(rows[1:])
    state = await tab.state(DeclarationsState)
    assert (state.total, state.counted) == ("1", state.arrivals)


@only_sqlite
async def test_a_stranger_is_sent_to_the_door_once(session, tabs):
    tab = tabs(None)
    await tab.go("/declaraties/1")
    assert tab.redirects == ["/inloggen?naar=%2Fdeclaraties%2F1"]


@only_sqlite
async def test_a_page_that_is_not_theirs_says_so_once(session, tabs):
    other = make.declaration(session, candidate_id=2, placement_id=2)
    tab = tabs(make.candidate)
    await tab.go(f"/declaraties/{other.id}")
    assert len(tab.errors) == 1
    assert (await tab.state(NoticeState)).bad
    await tab.go("/")
    assert (await tab.state(DashboardState)).loaded is True


@only_sqlite
@pytest.mark.begins(rows=make.known)
async def test_a_tab_of_somebody_else_starts_empty(session, tabs):
    make.declaration(session, filled=False)
    tab = tabs(make.candidate)
    await tab.go("/")
    tab.cookie = tabs(make.candidate2).cookie
    await tab.go("/")
    assert (await tab.state(DashboardState)).actions == []
    assert (await tab.state(SessionState)).name == make.candidate2.name


def test_every_page_is_filled_by_plain_coroutines():
    for page, handlers in PAGES:
        for handler in handlers:
            assert inspect.iscoroutinefunction(handler.fn), page.ROUTE
            assert not handler.is_background, page.ROUTE
            assert list(inspect.signature(handler.fn).parameters) == ["self"], page.ROUTE


def test_no_page_is_compiled_into_the_file_of_another():
    """Whoever opens one page would download them all."""
    modules = [page.page.__module__ for page, _ in PAGES]
    assert len(modules) == len(set(modules))
    assert not [name for name in modules if not name.startswith("rxportal.pages.")]
