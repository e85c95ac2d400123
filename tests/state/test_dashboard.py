"""state/dashboard.py: sections that fold and move, and a dashboard that follows what happens."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, Article, UserSession, Viewed
from rxportal.domain.declaration import Status
from rxportal.domain.news import Stage
from rxportal.services import comments, declarations, documents
from rxportal.state.dashboard import DashboardState
from rxportal.state.session import SessionState
from rxportal.state.shell import ShellState
from tests import dossier, make
from tests.state.test_watch import change, watched

__all__ = ["watched"]
pytestmark = pytest.mark.begins(rows=make.known)


def sections(state):
    return [each.key for each in state.wide], [each.key for each in state.side]


async def test_a_section_folds_and_stays_folded(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/")
    state = await tab.state(DashboardState)
    assert sections(state) == (["acties", "filters"], ["reacties", "recent"])
    assert all(each.open for each in (*state.wide, *state.side))
    await tab.send(DashboardState, "fold", key="reacties")
    other = tabs(make.candidate)
    await other.go("/")
    state = await other.state(DashboardState)
    assert [each.key for each in (*state.wide, *state.side) if not each.open] == ["reacties"]
    await other.send(DashboardState, "fold", key="reacties")
    assert all(each.open for each in state.side)


async def test_a_section_moves_within_its_column_past_what_is_seen(session, tabs):
    make.declaration(session)
    tab = tabs(make.candidate)
    await tab.go("/")
    state = await tab.state(DashboardState)
    await tab.send(DashboardState, "move", key="filters", by=-1)
    assert sections(state)[0] == ["acties", "filters", "inzicht"]
    await tab.send(DashboardState, "move", key="acties", by=1)
    await tab.send(DashboardState, "move", key="recent", by=-1)
    await tab.send(DashboardState, "move", key="recent", by=-1)
    await tab.forget()
    await tab.go("/")
    state = await tab.state(DashboardState)
    assert sections(state) == (["filters", "acties", "inzicht"], ["recent", "reacties"])
    assert [(each.first, each.last) for each in state.side] == [(True, False), (False, True)]


async def test_what_is_switched_off_is_not_there(session, tabs):
    make.declaration(session)
    agency = session.exec(select(Agency)).one()
    agency.switched_off = {"candidate": ["dashboard:acties", "dashboard:recent"]}
    session.add(agency)
    session.commit()
    tab = tabs(make.candidate)
    await tab.go("/")
    state = await tab.state(DashboardState)
    assert sections(state) == (["inzicht", "filters"], ["reacties"])
    assert (state.waiting, state.actions) == (0, [])


async def test_opening_a_row_puts_it_in_recent_and_marks_what_was_said_as_read(session, tabs):
    row = make.declaration(session, status=Status.SUBMITTED)
    comments.comment(session, make.client, row.id, "Klopt dit?", now=datetime.now(UTC))
    session.commit()
    tab = tabs(make.candidate)
    await tab.go("/")
    state = await tab.state(DashboardState)
    assert [(each.unread, each.about) for each in state.said] == [(True, "Declaratie · Week 41")]
    assert (state.recent, state.side[0].count) == ([], 1)
    await tab.go(f"/declaraties/{row.id}")
    await tab.settle()
    await tab.go("/")
    assert [each.title for each in state.recent] == ["Week 41"]
    assert [each.unread for each in state.said] == [False]


async def test_a_strangers_row_is_not_written_down(session, tabs):
    row = make.declaration(session, candidate_id=2)
    tab = tabs(make.candidate)
    await tab.go(f"/declaraties/{row.id}")
    await tab.settle()
    assert session.exec(select(Viewed)).all() == []


async def test_what_is_done_elsewhere_is_gone_from_every_open_dashboard(session, watched):
    row = make.declaration(session)
    mine, another = watched.tab(make.candidate), watched.tab(make.candidate)
    stranger = watched.tab(make.candidate2)
    for tab in (mine, another, stranger):
        await tab.go("/")
    await watched()
    state = await mine.state(DashboardState)
    assert (state.waiting, (await mine.state(ShellState)).counts) == (
        1,
        {"declaraties": "1"},
    )
    before = len(stranger.deltas)
    declarations.submit(session, make.candidate, row.id, now=datetime.now(UTC))
    session.commit()
    await watched()
    for tab in (mine, another):
        assert (await tab.state(DashboardState)).actions == []
        assert (await tab.state(ShellState)).counts == {}
    assert len(stranger.deltas) == before
    told = len(mine.deltas)
    await watched()
    assert len(mine.deltas) == told


async def test_a_tab_that_left_its_dashboard_is_left_alone(session, watched):
    row = make.declaration(session)
    tab = watched.tab(make.candidate)
    await tab.go("/")
    await tab.go("/declaraties")
    await tab.settle()
    before = len(tab.deltas)
    declarations.submit(session, make.candidate, row.id, now=datetime.now(UTC))
    session.commit()
    await watched()
    assert len(tab.deltas) == before


@pytest.mark.asvs("7.3.1")
async def test_following_prolongs_no_session(session, watched):
    row = make.declaration(session)
    tab = watched.tab(make.candidate)
    await tab.go("/")
    await watched()
    before = datetime.now(UTC) - timedelta(minutes=50)
    change(session, seen_at=before)
    (await tab.state(SessionState))._noted = None
    declarations.submit(session, make.candidate, row.id, now=datetime.now(UTC))
    session.commit()
    await watched()
    assert (await tab.state(DashboardState)).waiting == 0
    session.expire_all()
    assert session.exec(select(UserSession)).one().seen_at == before


async def test_a_document_sent_in_elsewhere_is_asked_no_more(session, watched):
    documents.standard(session)
    session.commit()
    dossier.document(session, "ID-document", expires_on=date(2099, 1, 1))
    tab = watched.tab(make.candidate)
    await tab.go("/")
    await watched()
    state = await tab.state(DashboardState)
    assert [each.kind for each in state.actions] == ["supply"]
    dossier.document(session, now=datetime.now(UTC))
    await watched()
    assert state.actions == []
    assert (await tab.state(ShellState)).counts == {}


async def test_news_is_marked_until_it_is_read_in_any_tab(session, watched):
    row = Article(
        title="Feestdagen", body="Tekst", stage=Stage.PUBLISHED, published_from=date(2020, 1, 1)
    )
    session.add(row)
    session.commit()
    mine, another = watched.tab(make.candidate), watched.tab(make.candidate2)
    for tab in (mine, another):
        await tab.go("/")
    await watched()
    state = await mine.state(DashboardState)
    [news] = [each for each in state.side if each.key == "nieuws"]
    assert (news.count, news.more, state.news[0].unread) == (1, "/nieuws", True)
    assert (await mine.state(ShellState)).counts == {"nieuws": "1"}
    before = len(another.deltas)
    reading = watched.tab(make.candidate)
    await reading.go(f"/nieuws/{row.id}")
    await watched()
    assert state.news[0].unread is False
    for tab in (mine, reading):
        assert (await tab.state(ShellState)).counts == {}
    assert len(another.deltas) == before
