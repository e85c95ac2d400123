"""state/people.py: what the agency sees of accounts, and does to them."""

import pytest
from sqlmodel import col, select, update

from rxportal.db.tables import User
from rxportal.domain.access import Role
from rxportal.services import people
from rxportal.state.people import PeopleState
from tests import make

PATH = "/beheer/uitnodigingen?wie=binnen"


@pytest.fixture(autouse=True)
def everybody_is_in(session):
    session.exec(update(User).values(password_hash="something"))
    session.commit()


async def rows(tab):
    found = (await tab.state(PeopleState)).rows
    return {row.id: row for row in found}


async def test_an_account_is_closed_and_opened_again(session, tabs):
    tab = tabs(make.office, PATH)
    await tab.send(PeopleState, "arrive")
    assert (await rows(tab))[1].active
    await tab.send(PeopleState, "close", user=1)
    row = (await rows(tab))[1]
    assert (row.active, row.label) == (False, "Gesloten")
    await tab.send(PeopleState, "reopen", user=1)
    assert (await rows(tab))[1].active


async def test_an_administrator_gives_a_colleague_another_role(session, tabs):
    tab = tabs(make.administrator, PATH)
    await tab.send(PeopleState, "arrive")
    shown = await rows(tab)
    assert shown[make.office.user_id].other_role == "administrator"
    assert not any(shown[who.user_id].other_role for who in (make.candidate, make.client))
    assert not shown[make.administrator.user_id].may_manage
    await tab.send(PeopleState, "change_role", user=make.office.user_id, role="administrator")
    roles = session.exec(select(User.role).where(col(User.id) == make.office.user_id)).one()
    assert roles is Role.ADMINISTRATOR
    assert (await rows(tab))[make.office.user_id].other_role == "office"


async def test_the_back_office_manages_no_colleagues(session, tabs):
    tab = tabs(make.office, PATH)
    await tab.send(PeopleState, "arrive")
    shown = await rows(tab)
    assert shown[make.candidate.user_id].may_manage
    assert not shown[make.administrator.user_id].may_manage


async def test_the_url_says_which_list_words_and_page(session, tabs):
    tab = tabs(make.office, f"{PATH}&zoek=piotr&pagina=7")
    await tab.send(PeopleState, "arrive")
    state = await tab.state(PeopleState)
    assert (list(await rows(tab)), state.total, state.range) == ([2], "1", "1–1")
    assert (state.activated, state.search, state.previous, state.next) == (True, "piotr", "", "")


async def test_the_pages_are_links(session, tabs, monkeypatch):
    monkeypatch.setattr(people, "ON_A_PAGE", 2)
    tab = tabs(make.office, f"{PATH}&zoek=e&pagina=2")
    await tab.send(PeopleState, "arrive")
    state = await tab.state(PeopleState)
    assert state.previous == f"{PATH}&zoek=e"
    assert state.next == f"{PATH}&zoek=e&pagina=3"


async def test_searching_keeps_the_list_and_begins_at_its_first_page(session, tabs):
    tab = tabs(make.office, f"{PATH}&pagina=2")
    await tab.send(PeopleState, "find", form={"zoek": " de vries & co "})
    assert tab.redirects == [f"{PATH}&zoek=de+vries+%26+co"]


@pytest.mark.parametrize(
    "nonsense", ["pagina=-1", "pagina=x", "pagina=99999999", "zoek=%00", "wie="]
)
async def test_what_means_nothing_in_a_url_is_dropped(session, tabs, nonsense):
    tab = tabs(make.office, f"/beheer/uitnodigingen?{nonsense}")
    await tab.send(PeopleState, "arrive")
    assert not tab.errors
    assert (await tab.state(PeopleState)).ready
