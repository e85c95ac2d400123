"""The token a tab calls itself by is no key: without the cookie it opens nothing, live or later."""

import json

import pytest
from reflex.state import State, UpdateVarsInternalState
from reflex_base.registry import RegistrationContext
from sqlalchemy import event
from sqlmodel import SQLModel

from rxportal.domain.declaration import Status
from rxportal.state.dashboard import DashboardState
from rxportal.state.modules import DeclarationsState
from rxportal.state.session import SessionState
from rxportal.state.shell import ShellState
from rxportal.state.week import WeekState
from tests import make
from tests.security.handlers import ALLOWED, EVERYBODY, handlers

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
REASON = "een reden die alleen hier staat"
HERS = [make.candidate.name, make.candidate.email, "Vlotwerf", REASON]


@pytest.fixture
async def hers(session, tabs):
    """A tab in which candidate 1 has looked at everything of hers."""
    make.declaration(session, status=Status.REJECTED, reason=REASON)
    session.commit()
    tab = tabs(make.candidate, "/declaraties/1?declaration_id=1")
    for state in (ShellState, DashboardState, DeclarationsState, WeekState):
        await tab.send(state, "arrive")
    assert [secret for secret in HERS if secret in json.dumps(tab.deltas, default=str)]
    return tab


def told(tab):
    return json.dumps([tab.deltas, [e.payload for e in tab.events]], default=str)


@only_sqlite
@pytest.mark.asvs("7.2.1", "7.2.3", "4.4.3", "4.4.4")
@pytest.mark.parametrize("cookie", ["", "rxportal=nonsense", "rxportal=", "other=1"])
async def test_whoever_has_the_token_alone_learns_nothing(hers, cookie):
    hers.cookie = cookie
    hers.deltas.clear()
    hers.events.clear()
    await hers.send(State, "hydrate")
    for state in (ShellState, DashboardState, DeclarationsState, WeekState):
        await hers.send(state, "arrive")
    assert not [secret for secret in HERS if secret in told(hers)]
    assert (await hers.state(SessionState)).role == ""
    assert hers.redirects


@only_sqlite
@pytest.mark.asvs("4.4.4")
async def test_the_cookie_of_somebody_else_shows_only_what_is_theirs(hers, tabs):
    hers.cookie = tabs(make.candidate2).cookie
    hers.deltas.clear()
    await hers.send(State, "hydrate")
    await hers.send(ShellState, "arrive")
    assert not [secret for secret in HERS if secret in told(hers)]
    assert (await hers.state(SessionState)).name == make.candidate2.name


def ours():
    found = RegistrationContext.get().base_states.values()
    return [state for state in found if state.__module__.startswith("rxportal.")]


@only_sqlite
@pytest.mark.asvs("15.3.3")
async def test_no_var_is_set_from_outside(hers):
    """Neither through the setter every state has nor through the one for browser storage."""
    for state in ours():
        names = [*state.base_vars, "_fingerprint", "_user_id", "_proven"]
        for name in names:
            if "setvar" in state.event_handlers:
                await hers.send(state, "setvar", var_name=name, value="forged")
        full = state.get_full_name()
        forged = {f"{full}.{name}{end}": "forged" for name in names for end in ("", "_rx_state_")}
        await hers.send(UpdateVarsInternalState, "update_vars_internal", vars=forged)
    for state in ours():
        held = await hers.state(state)
        assert "forged" not in str({name: getattr(held, name) for name in state.base_vars})
        assert "forged" not in str(held._backend_vars)
    assert (await hers.state(SessionState)).role == "candidate"


@only_sqlite
@pytest.mark.asvs("8.3.1")
@pytest.mark.parametrize(
    "handler",
    [handler for handler in handlers() if ALLOWED[handler.key] != EVERYBODY],
    ids=lambda handler: handler.key,
)
async def test_a_stranger_does_not_even_reach_the_database(session, tabs, engine, handler):
    session.rollback()
    tab, asked = tabs(None, "/declaraties/1?declaration_id=1"), []
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]), named=False)
    payload = dict.fromkeys(handler.parameters, "1")
    await tab.send(handler.state, handler.name, **payload)
    assert not [
        sql
        for sql in asked
        if sql.startswith(("SELECT", "UPDATE", "INSERT", "DELETE"))
        and "WHERE session.token_hash = ?" not in sql
    ]


@only_sqlite
@pytest.mark.asvs("14.2.6")
async def test_a_stranger_is_told_what_every_stranger_is_told(session, tabs):
    """What is sent to begin with depends on nobody's data: it is the same in an empty portal."""
    tab = tabs(None, "/inloggen")
    await tab.send(State, "hydrate")
    full = json.dumps(tab.deltas, default=str, sort_keys=True)
    for table in reversed(SQLModel.metadata.sorted_tables):
        session.connection().execute(table.delete())
    session.commit()
    other = tabs(None, "/inloggen")
    await other.send(State, "hydrate")
    assert json.dumps(other.deltas, default=str, sort_keys=True).replace(
        other.token, tab.token
    ) == full.replace(other.token, tab.token)
