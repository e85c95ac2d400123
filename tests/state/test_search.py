"""state/search.py: one field for all modules."""

from rxportal.domain.declaration import Status
from rxportal.state.search import SearchState
from tests import make


async def test_the_address_says_what_is_looked_for(session, tabs):
    row = make.declaration(session, status=Status.SUBMITTED)
    make.declaration(session, candidate_id=2, status=Status.SUBMITTED)
    tab = tabs(make.client)
    await tab.go("/")
    await tab.send(SearchState, "find", form={"zoek": "  Daria   41 "})
    assert tab.redirects == ["/zoeken?zoek=Daria%2041"]
    await tab.go("/zoeken?zoek=Daria%2041")
    state = await tab.state(SearchState)
    assert [[place.href for place in group.places] for group in state.groups] == [
        [f"/declaraties/{row.id}"]
    ]
    assert state.summary == "Gevonden met “Daria 41”"


async def test_what_is_not_there_is_said_with_a_way_on(session, tabs):
    make.declaration(session, candidate_id=2, status=Status.SUBMITTED)
    tab = tabs(make.client, "/zoeken?zoek=Piotr")
    await tab.send(SearchState, "arrive")
    state = await tab.state(SearchState)
    assert state.groups == []
    assert state.summary == "Niets gevonden met “Piotr”. Probeer minder of andere woorden."
    tab.path = "/zoeken"
    await tab.send(SearchState, "arrive")
    assert state.summary == "Typ wat je zoekt en druk op Enter."


async def test_nothing_typed_goes_nowhere(session, tabs):
    tab = tabs(make.client, "/")
    await tab.send(SearchState, "find", form={"zoek": "   "})
    assert tab.redirects == []
