"""Somebody else's number, in every module: it is not found, as one that nobody has is not found,
and that it was asked for is in the trail.
"""

import json
import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.engine import transaction
from rxportal.db.scope import visible
from rxportal.db.tables import AuditEvent, Declaration, Placement
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.overviews import modules, query, screen
from rxportal.overviews.modules import MODULES
from rxportal.overviews.view import SEARCH, read
from rxportal.services import declarations
from rxportal.state.modules import STATES, DeclarationsState
from rxportal.state.shell import ShellState
from rxportal.web.modules import ROUTES
from tests import make
from tests.make import NOW
from tests.overviews.cast import everything

NOBODYS = 999_999
STRANGERS = [
    (overview, actor)
    for overview in MODULES.values()
    for actor in (make.candidate, make.client)
    if actor.role in overview.roles
]

pytestmark = pytest.mark.begins(rows=everything)
each_stranger = pytest.mark.parametrize(
    ("overview", "actor"), STRANGERS, ids=lambda each: getattr(each, "role", each)
)


@pytest.fixture
def theirs(session, overview, actor):
    """The number of a row that the actor may not see."""
    table = overview.table
    mine = select(table.id).where(visible(actor, table))
    found = session.scalar(select(func.max(table.id)).where(table.id.not_in(mine)))
    session.rollback()
    return found


def trail(session):
    session.rollback()
    rows = session.scalars(select(AuditEvent).where(AuditEvent.kind == "row.refused"))
    found = [(row.actor_id, row.details["what"], row.details["id"]) for row in rows]
    session.rollback()
    return found


def but_for(number, said):
    """What was said, without the number that was asked for."""
    return re.sub(rf"\b({number}|{NOBODYS})\b", "N", said)


def noted(actor, overview, row):
    return (actor.user_id, str(overview.table.__tablename__), str(row))


async def answered(tab, overview, row):
    """All that the browser is told when it goes there."""
    tab.deltas.clear()
    tab.events.clear()
    await tab.go(f"/{overview.slug}/{row}")
    return json.dumps([tab.deltas, [(each.name, each.payload) for each in tab.events]], default=str)


@pytest.mark.asvs("8.2.2", "8.4.1", "16.3.2", "16.3.3")
@each_stranger
async def test_the_page_of_their_row_says_what_that_of_no_row_says(
    session, tabs, overview, actor, theirs
):
    tab = tabs(actor)
    await answered(tab, overview, NOBODYS - 1)  # a tab that was there before is told less
    nothing = await answered(tab, overview, NOBODYS)
    assert not trail(session)
    found = await answered(tab, overview, theirs)
    assert [type(each) for each in tab.errors] == [NotFound] * 3
    assert (await tab.state(ShellState)).missing
    assert but_for(theirs, found) == but_for(theirs, nothing)
    assert trail(session) == [noted(actor, overview, theirs)]


@pytest.mark.asvs("8.2.2", "8.4.1", "16.3.2")
@each_stranger
def test_no_action_reaches_their_row(session, overview, actor, theirs):
    before = session.connection().execute(select(overview.table.__table__)).all()
    session.rollback()
    asked = False
    for action in overview.actions:
        more = ({"accepted": True} if action.asks else {}) | (
            {"choice": 1} if action.chooses else {}
        )
        for row in (NOBODYS, theirs):
            with pytest.raises((NotFound, Forbidden)) as refused, transaction() as work:
                modules.take(work, actor, overview, action, row, version=1, now=NOW, **more)
            may = actor.may(action.needs)
            asked = asked or may
            assert refused.type is (NotFound if may else Forbidden)
    assert trail(session) == ([noted(actor, overview, theirs)] if asked else [])
    assert session.connection().execute(select(overview.table.__table__)).all() == before


@each_stranger
async def test_a_number_that_is_not_on_the_screen_is_not_chosen(tabs, overview, actor, theirs):
    state, tab = STATES[overview.slug], tabs(actor, f"/{overview.slug}")
    await tab.go(f"/{overview.slug}")
    for row in (theirs, NOBODYS):
        await tab.send(state, "choose", row_id=str(row))
    await tab.send(state, "choose_all")
    shown = await tab.state(state)
    assert shown._chosen
    assert theirs not in shown._chosen


@pytest.mark.asvs("8.2.2", "8.4.1")
@each_stranger
def test_searches_and_filters_say_the_same_of_theirs_and_of_nobodys(
    session, overview, actor, theirs
):
    """As a number, and as a choice of a filter whose row the actor may not know about."""

    def said(key, number, other):
        asked = {key: str(number)}
        listed = screen.rows_of(session, actor, overview, asked, now=NOW)
        counted = screen.counts_of(session, actor, overview, asked, True, now=NOW)  # noqa: FBT003
        return but_for(other, f"{listed} {counted}")

    assert said(SEARCH, theirs, theirs) == said(SEARCH, NOBODYS, theirs)
    for each in overview.filters_of(actor.role):
        if each.table is not None:
            known = select(each.table.id).where(visible(actor, each.table))
            for value in session.scalars(select(each.table.id).where(each.table.id.not_in(known))):
                assert said(each.key, value, value) == said(each.key, NOBODYS, value)


@pytest.mark.asvs("8.2.2", "8.4.1")
@each_stranger
def test_files_and_the_api_say_the_same_of_theirs_and_of_nobodys(tabs, overview, actor, theirs):
    browser = TestClient(Starlette(routes=ROUTES))
    browser.headers["cookie"] = tabs(actor).cookie
    for address in (f"/export/{overview.slug}.csv", f"/api/v1/{overview.slug}"):
        found, nothing = (browser.get(address, params={"zoek": n}) for n in (theirs, NOBODYS))
        assert (found.status_code, found.content) == (nothing.status_code, nothing.content)
    page = browser.get(f"/api/v1/{overview.slug}?per=500").json()
    assert page["next"] is None
    assert theirs not in {row["id"] for row in page["rows"]}


@pytest.mark.asvs("8.3.2")
async def test_a_row_that_was_chosen_and_is_no_longer_theirs_is_not_found(session, tabs):
    """The placement moved between the choice and the press of the button."""
    tab = tabs(make.client, "/declaraties?status=submitted")
    await tab.go("/declaraties?status=submitted")
    await tab.send(DeclarationsState, "choose_page")
    (first, *_) = (await tab.state(DeclarationsState))._chosen
    with Session(session.get_bind()) as other:
        other.get_one(Declaration, first).client_id = 2
        other.commit()
    await tab.send(DeclarationsState, "start", key="approve")
    state = await tab.state(DeclarationsState)
    assert str(NotFound()) in {each.sentence for each in state.failures}
    assert (3, "declaration", str(first)) in trail(session)
    assert session.get_one(Declaration, first).status is Status.SUBMITTED


def test_what_is_switched_off_takes_no_action_either(session):
    for overview in MODULES.values():
        for action in overview.actions:
            for actor in make.CAST:
                if actor.may(action.needs) and actor.role in overview.roles:
                    closed = replace(actor, closed=frozenset({overview.slug}))
                    with pytest.raises(NotFound):
                        modules.take(session, closed, overview, action, 1, version=1, now=NOW)


@pytest.mark.asvs("8.2.2", "8.3.2", "8.4.1")
def test_a_client_keeps_the_hours_worked_there_and_nothing_of_a_placement_that_moved(session):
    """Its own period stays readable; the person, the placement and what follows are another's."""
    begins_with = make.declaration(
        session, status=Status.COMPLETED, monday=make.MONDAY - make.WEEK * 60
    )
    for place in session.scalars(select(Placement).where(Placement.client_id == 1)):
        place.client_id = 2
    session.flush()
    later = make.declaration(session, status=Status.SUBMITTED, monday=make.MONDAY + make.WEEK * 60)
    mine = ids(session, make.client, MODULES["declaraties"])
    assert begins_with.id in mine
    assert later.id not in mine
    assert ids(session, make.client, MODULES["plaatsingen"]) == []
    assert later.id not in ids(session, make.client, MODULES["declaraties"], zoek="kowalczewska")
    with pytest.raises(NotFound):
        declarations.approve(session, make.client, later.id or 0, version=1, now=NOW)


def ids(session, actor, overview, **asked):
    view = read(overview, actor.role, {"per": "100", **asked})
    return [row.id for row in query.page(session, actor, overview, view, now=NOW).rows]
