"""state/placement.py: the page of a placement."""

import pytest

from rxportal.domain.errors import Invalid, NotFound
from rxportal.state.placement import PlacementState as S
from rxportal.state.record import RecordState
from tests import make

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


async def test_the_week_as_it_was_agreed_and_the_way_to_its_hours(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/plaatsingen/1")
    state = await tab.state(S)
    assert state.total == "40,00"
    assert [day.hours for day in state.week] == ["8,00"] * 5 + ["–"] * 2
    assert state.in_words.startswith("ma 8,00, di 8,00")
    assert (state.shifts[0].day, state.shifts[0].times) == ("maandag", "09:00–17:30")
    assert (state.shifts[0].pause, len(state.shifts)) == ("30 min pauze", 5)
    assert state.declarations == "/declaraties?opdrachtgever=1"
    assert (await tab.state(RecordState)).title == "Orderpicker"


@pytest.mark.parametrize(
    ("actor", "address"),
    [
        (make.client, "/declaraties?zoek=Daria+Kowalczewska"),
        (make.office, "/declaraties?opdrachtgever=1&zoek=Daria+Kowalczewska"),
    ],
)
async def test_others_find_the_hours_by_name(session, tabs, actor, address):
    tab = tabs(actor)
    await tab.go("/plaatsingen/1")
    assert (await tab.state(S)).declarations == address
    held = {each.key for each in (await tab.state(RecordState)).held}
    assert "candidate" in held


@pytest.mark.parametrize("stranger", [make.candidate2, make.client2])
async def test_a_placement_of_others_does_not_exist(session, tabs, stranger):
    tab = tabs(stranger, "/plaatsingen/1")
    await tab.send(S, "arrive")
    assert isinstance(tab.errors[0], NotFound)
    state = await tab.state(S)
    assert (state.week, state.shifts, state.declarations) == ([], [], "")


async def test_an_address_without_a_number_is_refused(session, tabs):
    tab = tabs(make.candidate, "/plaatsingen/x")
    await tab.send(S, "arrive")
    assert isinstance(tab.errors[0], Invalid)
