"""state/saved.py: *Bewaar als filter*, in a tab."""

import pytest

from rxportal.state.modules import DeclarationsState as S
from rxportal.state.notice import NoticeState
from tests import make

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
REJECTED = "/declaraties?status=rejected&pagina=2"


async def saved(tab):
    return (await tab.state(S)).saved


async def keep(tab, path, **form):
    await tab.go(path)
    await tab.send(S, "save_view", form={"naam": "Afgewezen", **form})


async def test_a_list_is_saved_as_it_is_and_shown_in_the_panel(session, tabs):
    tab = tabs(make.candidate)
    await keep(tab, REJECTED)
    assert [(v.name, v.href) for v in await saved(tab)] == [
        ("Afgewezen", "/declaraties?status=rejected")
    ]
    assert (await tab.state(NoticeState)).text == "Filter bewaard"
    other = tabs(make.candidate2)
    await other.go("/declaraties")
    assert await saved(other) == []


async def test_the_module_opens_with_the_chosen_one_and_stays_open_when_it_is_cleared(
    session, tabs
):
    tab = tabs(make.candidate)
    await keep(tab, REJECTED, standaard="on")
    await tab.go("/declaraties")  # *Wis alles*: still here
    assert tab.redirects == []
    await tab.go("/")
    await tab.go("/declaraties")
    assert tab.redirects == ["/declaraties?status=rejected"]
    new = tabs(make.candidate)
    await new.go("/declaraties?status=report")
    assert new.redirects == []


async def test_a_name_that_is_missing_is_asked_for_beside_the_field(session, tabs):
    tab = tabs(make.candidate)
    await tab.send(S, "ask_name", open_=True)
    await keep(tab, REJECTED, naam=" ")
    state = await tab.state(S)
    assert state.saving
    assert "naam" in state.save_error
    assert tab.errors == []


async def test_removing_can_be_undone(session, tabs):
    tab = tabs(make.candidate)
    await keep(tab, REJECTED, dashboard="on")
    (view,) = await saved(tab)
    await tab.send(S, "remove_view", view_id=view.id)
    assert await saved(tab) == []
    assert (await tab.state(S)).removed_view == "Afgewezen"
    await tab.send(S, "restore_view")
    (back,) = await saved(tab)
    assert (back.name, back.query, back.pinned) == ("Afgewezen", "status=rejected", True)


async def test_pins_and_stars_are_kept(session, tabs):
    tab = tabs(make.candidate)
    await keep(tab, REJECTED)
    (view,) = await saved(tab)
    await tab.send(S, "pin_view", view_id=view.id, on=True)
    await tab.send(S, "open_with_view", view_id=view.id, on=True)
    (now,) = await saved(tab)
    assert (now.pinned, now.standard) == (True, True)


async def test_another_persons_view_is_not_there(session, tabs):
    tab, stranger = tabs(make.candidate), tabs(make.candidate2)
    await keep(tab, REJECTED)
    (view,) = await saved(tab)
    await stranger.go("/declaraties")
    await stranger.send(S, "remove_view", view_id=view.id)
    assert type(stranger.errors[-1]).__name__ == "NotFound"
    await tab.go("/declaraties?status=report")
    assert len(await saved(tab)) == 1
