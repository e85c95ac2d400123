"""state/narrowing.py: what is typed in the filter panel ends up in the address."""

import pytest

from rxportal.domain.errors import Refused
from rxportal.state.modules import DeclarationsState as S
from rxportal.state.people import PeopleState
from tests import make

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("key", "form", "address"),
    [
        ("uren", {"van": "7,5", "tot": "40"}, "/declaraties?status=report&uren=7.5..40"),
        ("uren", {"van": "", "tot": "40"}, "/declaraties?status=report&uren=..40"),
        ("uren", {"van": "", "tot": ""}, "/declaraties?status=report"),
        ("reden", {"woorden": "te laat"}, "/declaraties?status=report&reden=te%20laat"),
    ],
)
async def test_the_address_says_what_was_typed(session, tabs, key, form, address):
    tab = tabs(make.candidate, "/declaraties?status=report&pagina=2")
    await tab.send(S, "arrive")
    await tab.send(S, "narrow", key=key, form=form)
    assert tab.redirects == [address]


async def test_what_is_no_number_is_said_at_the_field(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/declaraties")
    await tab.send(S, "narrow", key="uren", form={"van": "veel", "tot": ""})
    state = await tab.state(S)
    assert "7,5" in state.filter_errors["uren"]
    assert tab.redirects == []
    await tab.go("/declaraties?status=report")
    assert (await tab.state(S)).filter_errors == {}


async def test_the_fields_show_what_is_on(session, tabs):
    make.declaration(session)
    tab = tabs(make.candidate)
    await tab.go("/declaraties?uren=7.5..&reden=laat")
    state = await tab.state(S)
    assert state.narrowed == {"uren": ["7,5", "", ""], "reden": ["", "", "laat"]}
    assert [chip.label for chip in state.chips] == ["uren vanaf 7,5", "reden van afwijzing “laat”"]


async def test_half_a_character_in_the_address_or_a_field_is_no_bug(session, tabs):
    for tab in (tabs(make.office), tabs(None)):
        await tab.go("/declaraties?reden=\ud800&zoek=\ud800")
        await tab.send(S, "search_for", words="a\ud800")
        await tab.send(S, "narrow", key="reden", form={"woorden": "a\ud800"})
        await tab.send(PeopleState, "find", form={"zoek": "a\ud800"})
        await tab.go("/beheer/uitnodigingen?zoek=\ud800")
        assert not [error for error in tab.errors if not isinstance(error, Refused)]
        assert all(path.isascii() for path in tab.redirects)


@pytest.mark.parametrize("key", ["status", "verdwenen"])
async def test_only_what_is_typed_can_be_typed(session, tabs, key):
    tab = tabs(make.candidate)
    await tab.go("/declaraties")
    await tab.send(S, "narrow", key=key, form={"van": "1", "tot": "2"})
    assert type(tab.errors[-1]).__name__ == "Invalid"
