"""state/brand.py: what the page of the settings says of the house style."""

from rxportal.services import brand
from rxportal.state.brand import BrandState
from rxportal.state.notice import NoticeState
from tests import make
from tests.make import NOW

PAGE = "/beheer/instellingen"


async def arrive(tabs, query="", actor=make.administrator):
    tab = tabs(actor, PAGE + query)
    await tab.send(BrandState, "arrive")
    return tab, await tab.state(BrandState)


async def test_it_shows_what_there_is_and_says_that_it_was_saved(session, tabs):
    brand.colour(session, make.administrator, "#1d5db8", now=NOW)
    session.commit()
    tab, state = await arrive(tabs, "?huisstijl=kleur")
    assert (state.accent, state.light, state.dark) == ("#1D5DB8", "", "")
    assert (state.colour_problem, state.logo_problem) == ("", "")
    assert (await tab.state(NoticeState)).text == "De kleur is opgeslagen."


async def test_a_refused_colour_stands_in_its_field_with_one_that_would_do(session, tabs):
    session.commit()
    _, state = await arrive(tabs, "?kleur=%23FFD128")
    assert state.accent == "#FFD128"
    assert "1,2 op 1" in state.colour_problem
    assert brand.checked(state.instead) == state.instead
    _, state = await arrive(tabs, "?kleur=rood")
    assert (state.accent, state.instead) == ("rood", "")
    assert "Typ een #" in state.colour_problem


async def test_a_refused_file_is_said_at_the_logo(session, tabs):
    session.commit()
    _, state = await arrive(tabs, "?huisstijl=soort")
    assert state.logo_problem == "Kies een foto: een JPG, PNG of HEIC."
    _, state = await arrive(tabs, "?huisstijl=te-groot")
    assert "10 MB" in state.logo_problem


async def test_only_an_administrator_reads_it(session, tabs):
    brand.colour(session, make.administrator, "#1d5db8", now=NOW)
    session.commit()
    _, state = await arrive(tabs, actor=make.office)
    assert (state.ready, state.accent) == (False, "")
