"""state/watch.py: tabs in which nobody does anything."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import User, UserSession
from rxportal.domain.access import Role
from rxportal.services import sessions, users
from rxportal.state.dashboard import DashboardState
from rxportal.state.session import SessionState, following, open_tabs
from rxportal.state.shell import ShellState
from rxportal.state.watch import SessionWatch
from tests import make


@pytest.fixture
def watched(tabs, monkeypatch):
    """``await watched()`` is one round of the watch over the tabs opened with ``watched.tab``."""
    open_tabs.clear()
    following.clear()
    known = {}

    async def tell(token):
        await known[token].send(SessionState, "look_again")

    async def renew(token):
        await known[token].send(DashboardState, "follow")

    watch = SessionWatch(lambda: known, tell, renew)

    async def round_():
        await watch.once()

    def tab(actor, path="/"):
        opened = tabs(actor, path)
        known[opened.token] = opened
        return opened

    round_.tab = tab
    return round_


def change(session, **values):
    row = session.exec(select(UserSession)).one()
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.commit()


@pytest.mark.asvs("7.4.1")
async def test_a_session_that_is_ended_elsewhere_empties_the_open_page(session, watched):
    tab = watched.tab(make.candidate, "/declaraties")
    await tab.send(ShellState, "arrive")
    await watched()
    assert tab.redirects == []
    sessions.sign_out(session, tab.cookie.split("=")[1], now=datetime.now(UTC))
    session.commit()
    await watched()
    assert tab.redirects == ["/inloggen?naar=%2Fdeclaraties"]
    assert (await tab.state(SessionState)).name == ""
    await watched()
    assert len(tab.redirects) == 1


@pytest.mark.asvs("7.4.2")
async def test_a_closed_account_is_out_without_a_click(session, watched):
    tab, other = watched.tab(make.candidate), watched.tab(make.candidate2)
    for each in (tab, other):
        await each.send(ShellState, "arrive")
    await watched()
    session.get_one(User, make.candidate.user_id).active = False
    session.commit()
    await watched()
    assert tab.redirects
    assert not other.redirects


@pytest.mark.asvs("8.3.2")
async def test_another_role_opens_its_own_dashboard(session, watched):
    tab = watched.tab(make.office, "/declaraties")
    await tab.send(ShellState, "arrive")
    await watched()
    user = session.get_one(User, make.office.user_id)
    user.role, user.contact_id = Role.CLIENT, 1
    session.commit()
    await watched()
    assert tab.redirects == ["/"]
    assert (await tab.state(SessionState)).role == "client"


@pytest.mark.asvs("7.3.1")
async def test_two_minutes_before_the_end_there_is_a_warning_that_can_be_answered(session, watched):
    tab = watched.tab(make.candidate)
    await tab.send(ShellState, "arrive")
    change(session, seen_at=datetime.now(UTC) - timedelta(minutes=58, seconds=30))
    await watched()
    warned = await tab.state(SessionState)
    assert warned.ending == "Je wordt over 2 minuten afgemeld, want je hebt een tijd niets gedaan."
    warned._noted = None
    await tab.send(SessionState, "stay")
    assert (await tab.state(SessionState)).ending == ""
    session.expire_all()
    assert session.exec(select(UserSession)).one().seen_at > datetime.now(UTC) - timedelta(
        minutes=1
    )


@pytest.mark.asvs("7.3.2")
async def test_the_last_two_minutes_of_a_day_are_said_as_well(session, watched):
    tab = watched.tab(make.candidate)
    await tab.send(ShellState, "arrive")
    change(session, expires_at=datetime.now(UTC) + timedelta(seconds=50))
    await watched()
    await tab.send(SessionState, "stay")
    assert (await tab.state(SessionState)).ending.startswith("Over 1 minuut moet je opnieuw")


@pytest.mark.asvs("7.3.1")
async def test_the_watch_itself_prolongs_nothing(session, watched):
    tab = watched.tab(make.candidate)
    await tab.send(ShellState, "arrive")
    before = datetime.now(UTC) - timedelta(minutes=59)
    change(session, seen_at=before)
    (await tab.state(SessionState))._noted = None
    await watched()
    await watched()
    session.expire_all()
    assert session.exec(select(UserSession)).one().seen_at == before


async def test_staying_in_one_tab_takes_the_warning_from_the_other(session, watched, tabs):
    tab, second = watched.tab(make.candidate), watched.tab(None)
    second.cookie = tab.cookie
    for each in (tab, second):
        await each.send(ShellState, "arrive")
    change(session, seen_at=datetime.now(UTC) - timedelta(minutes=58, seconds=30))
    await watched()
    assert (await second.state(SessionState)).ending
    (await tab.state(SessionState))._noted = None
    await tab.send(SessionState, "stay")
    await watched()
    assert (await second.state(SessionState)).ending == ""


async def test_a_tab_that_was_closed_is_forgotten(session, watched):
    tab = watched.tab(make.candidate)
    await tab.send(ShellState, "arrive")
    open_tabs["gone"] = "somebody's"
    await watched()
    assert set(open_tabs) == {tab.token}
    users.sign_out(session, make.office, make.candidate.user_id, now=datetime.now(UTC))
    session.commit()
    await watched()
    assert tab.redirects
