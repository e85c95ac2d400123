"""state/shell.py, and the harness every state test uses."""

from rxportal.domain.errors import SignedOut
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState
from rxportal.state.shell import ShellState
from tests import make


async def test_the_menu_names_the_agency_and_what_waits(session, tabs):
    make.declaration(session)
    tab = tabs(make.candidate, "/")
    await tab.send(ShellState, "arrive")
    shell = await tab.state(ShellState)
    assert (shell.agency, shell.counts) == ("Flexmeent", {"declaraties": "1"})
    assert tab.errors == []
    assert (await tab.state(SessionState)).name == make.candidate.name


async def test_a_stranger_is_sent_to_the_sign_in_page_and_learns_nothing(session, tabs):
    tab = tabs(path="/declaraties?status=report")
    await tab.send(ShellState, "arrive")
    assert {type(error) for error in tab.errors} == {SignedOut}
    assert set(tab.redirects) == {"/inloggen?naar=%2Fdeclaraties%3Fstatus%3Dreport"}
    assert "Flexmeent" not in str(tab.deltas)


async def test_a_folded_menu_is_remembered_when_the_server_forgets_the_tab(session, tabs):
    tab = tabs(make.candidate)
    await tab.send(ShellState, "fold")
    await tab.forget()
    await tab.send(ShellState, "arrive")
    assert (await tab.state(ShellState)).collapsed is True
    assert (await tab.state(NoticeState)).text == ""


async def test_what_was_said_goes_with_its_page_and_stays_on_it(session, tabs):
    tab = tabs(make.candidate, "/mijn-gegevens")
    await tab.send(NoticeState, "tell", text="Kies een PDF.", bad=True)
    await tab.send(ShellState, "arrive")
    assert (await tab.state(NoticeState)).text == "Kies een PDF."
    tab.path = "/"
    await tab.send(ShellState, "arrive")
    assert (await tab.state(NoticeState)).text == ""
