"""state/people.py: what the agency sees of accounts, and does to them."""

import pytest
from sqlmodel import col, select, update

from rxportal.db.tables import User
from rxportal.domain.access import Role
from rxportal.state.people import PeopleState
from tests import make

PATH = "/beheer/uitnodigingen"


@pytest.fixture(autouse=True)
def everybody_is_in(session):
    session.exec(update(User).values(password_hash="something"))
    session.commit()


async def rows(tab):
    found = (await tab.state(PeopleState)).rows
    return {row.id: row for row in found}


async def test_an_account_is_closed_and_opened_again(session, tabs):
    tab = tabs(make.office, PATH)
    await tab.send(PeopleState, "show", activated=True)
    assert (await rows(tab))[1].active
    await tab.send(PeopleState, "close", user=1)
    row = (await rows(tab))[1]
    assert (row.active, row.label) == (False, "Gesloten")
    await tab.send(PeopleState, "reopen", user=1)
    assert (await rows(tab))[1].active


async def test_an_administrator_gives_a_colleague_another_role(session, tabs):
    tab = tabs(make.administrator, PATH)
    await tab.send(PeopleState, "show", activated=True)
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
    await tab.send(PeopleState, "show", activated=True)
    shown = await rows(tab)
    assert shown[make.candidate.user_id].may_manage
    assert not shown[make.administrator.user_id].may_manage
