"""state/switches.py, and what somebody sees of a module that is switched off."""

from sqlmodel import select

from rxportal.db.tables import Agency
from rxportal.state.modules import DeclarationsState
from rxportal.state.notice import NoticeState
from rxportal.state.record import RecordState
from rxportal.state.shell import ShellState
from rxportal.state.switches import SwitchesState
from tests import make


async def table(tab):
    await tab.send(SwitchesState, "arrive")
    state = await tab.state(SwitchesState)
    form = {cell.name: "on" for line in state.lines for cell in line.cells if cell.on and cell.name}
    return {"seen": state.seen, **form}


async def test_what_is_not_ticked_is_off_and_gone(session, tabs):
    make.declaration(session)
    admin, candidate = tabs(make.administrator, "/beheer/instellingen"), tabs(make.candidate)
    await candidate.go("/declaraties")
    assert (await candidate.state(DeclarationsState)).rows
    form = await table(admin)
    del form["candidate/declaraties"]
    await admin.send(SwitchesState, "save", form=form)
    assert (await admin.state(NoticeState)).text == "De modules en onderdelen zijn opgeslagen."
    assert session.exec(select(Agency)).one().switched_off["candidate"] == ["declaraties"]
    await candidate.go("/")
    assert (await candidate.state(ShellState)).closed == ["declaraties"]
    for path in ("/declaraties", "/declaraties/1"):
        await candidate.go(path)
        assert (await candidate.state(ShellState)).missing, path
        assert (await candidate.state(NoticeState)).bad
    await candidate.go("/")
    assert not (await candidate.state(ShellState)).missing
    await admin.send(SwitchesState, "save", form=await table(admin))
    state = await admin.state(SwitchesState)
    assert [(c.name, c.on) for line in state.lines for c in line.cells if not c.on] == [
        ("candidate/declaraties", False)
    ]


async def test_who_was_a_moment_late_is_told_and_sees_how_it_is_now(session, tabs):
    tab, other = (tabs(make.administrator, "/beheer/instellingen") for _ in range(2))
    form, theirs = await table(tab), await table(other)
    del theirs["client/foto"]
    await other.send(SwitchesState, "save", form=theirs)
    await tab.send(SwitchesState, "save", form=form)
    state = await tab.state(SwitchesState)
    assert state.error.startswith("Iemand anders heeft de instellingen net gewijzigd.")
    assert [c.on for line in state.lines for c in line.cells if c.name == "client/foto"] == [False]


async def test_a_row_that_is_not_there_says_so_in_the_page(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/declaraties/999")
    assert (await tab.state(ShellState)).missing
    assert (await tab.state(RecordState)).title == ""
