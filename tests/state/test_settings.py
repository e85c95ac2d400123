"""state/settings.py: Wijzigen, Opslaan, and what is wrong at its field."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency
from rxportal.domain.errors import Forbidden, Invalid
from rxportal.state.notice import NoticeState
from rxportal.state.settings import SettingsState
from tests import make

PATH = "/beheer/instellingen"


@pytest.fixture
async def tab(session, tabs):
    opened = tabs(make.administrator, PATH)
    await opened.send(SettingsState, "arrive")
    await opened.send(SettingsState, "edit")
    return opened


async def filled_in(tab, **typed):
    """What the browser sends of the form."""
    state = await tab.state(SettingsState)
    return {
        "seen": state.seen,
        "name": state.name,
        "phone": state.phone,
        "helpdesk": state.helpdesk,
        "email": state.email,
        **{f"factor-{row.role}": row.factor for row in state.roles},
        **typed,
    }


async def test_what_was_chosen_is_saved_and_shown(session, tab):
    form = await filled_in(tab, **{"factor-candidate": "sms", "kind-digit": "on"})
    await tab.send(SettingsState, "save", form=form)
    state = await tab.state(SettingsState)
    assert (state.editing, state.asked) == (False, "Een cijfer (0–9)")
    assert {row.label: row.words for row in state.roles}["Kandidaat"] == "Pincode per sms"
    assert (await tab.state(NoticeState)).text == "De instellingen zijn opgeslagen."
    agency = session.exec(select(Agency)).one()
    assert (agency.factors, agency.compositions) == ({"candidate": "sms"}, ["digit"])


async def test_what_is_wrong_is_said_at_its_field_and_the_form_stays(session, tab):
    form = await filled_in(tab, name=" ", phone="bel maar", **{"factor-administrator": "app"})
    await tab.send(SettingsState, "save", form=form)
    state = await tab.state(SettingsState)
    assert state.editing
    assert state.problems.name == "Vul de naam van je uitzendbureau in."
    assert state.problems.phone.startswith("Dit is geen telefoonnummer.")
    assert [row.role for row in state.roles if row.problem] == ["administrator"]
    assert session.exec(select(Agency)).one().name == "Flexmeent"
    session.rollback()
    await tab.send(SettingsState, "save", form=await filled_in(tab))
    assert (state.editing, state.error, state.problems.phone) == (False, "", "")


async def test_a_name_stays_on_one_line(session, tab):
    form = await filled_in(tab, name="Flex\r\nBcc: iemand@example.com\u2028meent\x07")
    await tab.send(SettingsState, "save", form=form)
    assert session.exec(select(Agency)).one().name == "Flex Bcc: iemand@example.com meent"


async def test_stopping_changes_nothing(session, tab):
    await tab.send(SettingsState, "stop")
    state = await tab.state(SettingsState)
    assert (state.editing, state.name) == (False, "Flexmeent")


@pytest.mark.parametrize(
    "wrong",
    [
        {"factor-office": "passwordless"},
        {"factor-office": None},
        {"seen": None},
        {"name": "x" * 121},
        {"phone": ["020"]},
    ],
    ids=str,
)
async def test_what_the_form_never_sends_is_refused(session, tab, wrong):
    await tab.send(SettingsState, "save", form=await filled_in(tab, **wrong))
    assert [type(error) for error in tab.errors] == [Invalid]


@pytest.mark.parametrize("actor", [make.office, make.candidate], ids=lambda who: who.role)
async def test_the_page_shows_others_nothing(session, tabs, actor):
    tab = tabs(actor, PATH)
    await tab.send(SettingsState, "arrive")
    state = await tab.state(SettingsState)
    assert (state.ready, state.name) == (False, "")
    assert {type(error) for error in tab.errors} == {Forbidden}
