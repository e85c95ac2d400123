"""state/session.py: whose tab this is, before every event."""

import asyncio
import json
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import User, UserSession
from rxportal.domain.access import Role
from rxportal.services import sessions
from rxportal.state.dashboard import DashboardState
from rxportal.state.session import SessionState, in_thread
from rxportal.state.shell import ShellState
from tests import make

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


async def test_a_tab_knows_its_person_by_the_cookie(session, tabs):
    tab = tabs(make.candidate)
    await tab.send(ShellState, "arrive")
    seen = await tab.state(SessionState)
    assert (seen.role, seen.name, seen.initials) == ("candidate", "Daria Kowalczewska", "DK")


@pytest.mark.asvs("7.2.1")
async def test_a_stranger_is_sent_to_sign_in_and_back_to_where_he_was(session, tabs):
    tab = tabs(None, "/declaraties?status=report")
    await tab.send(ShellState, "arrive")
    assert set(tab.redirects) == {"/inloggen?naar=%2Fdeclaraties%3Fstatus%3Dreport"}


async def test_who_takes_over_a_tab_finds_nothing_of_the_one_before(session, tabs):
    """The browser makes the tab's token itself: knowing it proves nothing."""
    make.declaration(session, filled=False)
    tab = tabs(make.candidate)
    await tab.send(DashboardState, "arrive")
    assert "Vlotwerf" in json.dumps(tab.deltas, default=str)
    tab.cookie = ""
    tab.deltas.clear()
    await tab.send(ShellState, "arrive")
    assert (await tab.state(DashboardState)).actions == []
    assert (await tab.state(SessionState)).name == ""
    assert "Vlotwerf" not in json.dumps(tab.deltas, default=str)


async def test_another_person_in_the_same_tab_starts_empty(session, tabs):
    make.declaration(session, filled=False)
    tab = tabs(make.candidate)
    await tab.send(DashboardState, "arrive")
    tab.cookie = tabs(make.candidate2).cookie
    await tab.send(ShellState, "arrive")
    assert (await tab.state(DashboardState)).actions == []
    assert (await tab.state(SessionState)).name == make.candidate2.name


async def test_signing_out_elsewhere_works_at_the_next_event(session, tabs):
    tab = tabs(make.candidate)
    await tab.send(ShellState, "arrive")
    sessions.sign_out(session, tab.cookie.split("=")[1], now=datetime.now(UTC))
    session.commit()
    await tab.send(ShellState, "arrive")
    assert tab.redirects == ["/inloggen?naar=%2F"]
    assert (await tab.state(SessionState)).role == ""


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.CLIENT, "contact_id": 1}])
async def test_a_changed_account_is_another_at_the_next_event(session, tabs, change):
    tab = tabs(make.candidate)
    await tab.send(ShellState, "arrive")
    user = session.get_one(User, make.candidate.user_id)
    for name, value in change.items():
        setattr(user, name, value)
    session.add(user)
    session.commit()
    await tab.send(ShellState, "arrive")
    assert (await tab.state(SessionState)).role == ("client" if "role" in change else "")


@only_sqlite
async def test_what_a_person_does_prolongs_the_session_and_a_reconnect_does_not(session, tabs):
    tab = tabs(make.candidate)
    row = session.exec(select(UserSession)).one()
    row.seen_at = long_ago = datetime.now(UTC) - timedelta(minutes=30)
    session.add(row)
    session.commit()
    from reflex.state import State  # noqa: PLC0415

    await tab.send(State, "hydrate")
    session.expire_all()
    assert session.exec(select(UserSession)).one().seen_at == long_ago
    session.rollback()
    await tab.send(ShellState, "arrive")
    session.expire_all()
    assert session.exec(select(UserSession)).one().seen_at > long_ago


@only_sqlite
@pytest.mark.asvs("7.3.1")
async def test_going_to_a_page_does_not_bring_back_what_was_idle_for_too_long(session, tabs):
    """The server still knows the tab, and what it knew of it is not asked before such an event."""
    tab = tabs(make.candidate)
    await tab.go("/")
    row = session.exec(select(UserSession)).one()
    row.seen_at = long_ago = datetime.now(UTC) - timedelta(minutes=61)
    session.add(row)
    session.commit()
    (await tab.state(SessionState))._noted = None
    await tab.go("/declaraties")
    assert tab.redirects == ["/inloggen?naar=%2Fdeclaraties"]
    session.expire_all()
    assert session.exec(select(UserSession)).one().seen_at == long_ago


@only_sqlite
async def test_a_slow_query_does_not_keep_another_tab_waiting(session, tabs, monkeypatch):
    started, release = asyncio.Event(), []
    loop = asyncio.get_running_loop()
    quick = sessions.actor_of

    def slow(opened, token, *, now):
        if token == slow_token and not release:
            loop.call_soon_threadsafe(started.set)
            while not release:
                time.sleep(0.001)
        return quick(opened, token, now=now)

    first, second = tabs(make.candidate), tabs(make.candidate2)
    slow_token = first.cookie.split("=")[1]
    monkeypatch.setattr(sessions, "actor_of", slow)
    stuck = asyncio.create_task(first.send(ShellState, "arrive"))
    await asyncio.wait_for(started.wait(), 60)
    event = asyncio.create_task(second.send(ShellState, "arrive"))
    while not (await second.state(ShellState)).agency:  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert not stuck.done()
    release.append(True)
    await asyncio.gather(stuck, event)
    assert (await first.state(ShellState)).agency == "Flexmeent"


@only_sqlite
async def test_quick_work_goes_one_by_one(session, monkeypatch):
    """Threads that all run Python at once only slow each other and the event loop down."""
    monkeypatch.setattr("rxportal.state.session._PATIENCE", 60)  # seconds: this machine is busy
    running, most, never = [], [], threading.Event()

    def quick():
        running.append(1)
        most.append(len(running))
        never.wait(0.002)
        running.pop()

    await asyncio.gather(*(in_thread(quick) for _ in range(40)))
    assert max(most) == 1


@only_sqlite
async def test_slow_work_is_overtaken(session):
    release = threading.Event()
    slow = asyncio.create_task(in_thread(release.wait, 60))
    await asyncio.wait_for(in_thread(time.monotonic), 30)
    assert not slow.done()
    release.set()
    assert await slow
