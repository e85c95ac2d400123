"""Offering a contract: for whom, what the form begins with, and what becomes of one that waits."""

from datetime import UTC, datetime, timedelta

import pytest

from rxportal.db.tables import Contract
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden
from rxportal.gateways.store import FakeStore
from rxportal.services import offering
from rxportal.state.contract import ContractState
from rxportal.state.offering import NewContractState, OfferState
from tests import make
from tests.contracts import pdf, wish

FORM = "/contracten/toevoegen"
pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def draft(session):
    now = datetime.now(UTC)
    before = now + timedelta(days=5)
    row = offering.draft(
        session, make.office, FakeStore(), wish(sign_before=before), pdf(), now=now
    )
    session.commit()
    return row


async def form(tabs, query, actor=make.office):
    tab = tabs(actor, f"{FORM}{query}")
    await tab.send(NewContractState, "arrive")
    return tab, await tab.state(NewContractState)


async def test_who_works_without_a_contract_is_there_to_choose(tabs):
    _, state = await form(tabs, "")
    assert [each.name for each in state.people] == ["Daria Kowalczewska", "Piotr Zawiślak"]
    (choice,) = state.people[0].choices
    assert (choice.label, choice.href) == (
        "Orderpicker bij Vlotwerf Logistiek", f"{FORM}?plaatsing=1",
    )  # fmt: skip


async def test_who_was_searched_can_have_one_without_a_placement_too(tabs):
    tab, _ = await form(tabs, "")
    await tab.send(NewContractState, "find", form={"zoek": " zawis "})
    assert tab.redirects[-1] == f"{FORM}?zoek=zawis"
    _, state = await form(tabs, "?zoek=zawis")
    (person,) = state.people
    assert person.choices[-1].href == f"{FORM}?kandidaat=2"


async def test_the_form_begins_with_what_the_placement_says(tabs):
    _, state = await form(tabs, "?plaatsing=1")
    assert (state.who, state.place) == ("Daria Kowalczewska", "Orderpicker bij Vlotwerf Logistiek")
    assert state.action == "/bestanden/contracten?kandidaat=1&plaatsing=1"
    assert (state.typed["uren"], state.typed["ingang"]) == ("40", "2026-01-05")


async def test_what_was_wrong_stands_at_its_field_and_what_was_typed_is_there(tabs):
    _, state = await form(tabs, "?kandidaat=1&titel=&loon=veel&melding=titel,loon,actief")
    assert set(state.flaws) == {"titel", "loon", "bestand"}
    assert "programma" in state.flaws["bestand"]
    assert state.typed["loon"] == "veel"
    assert state.message == ""
    _, state = await form(tabs, "?kandidaat=1&melding=%3Cscript%3E")
    assert "script" not in state.message
    assert state.message


async def test_a_draft_comes_back_in_the_form(tabs, draft):
    _, state = await form(tabs, f"?concept={draft.id}")
    assert (state.again, state.typed["titel"], state.typed["loon"]) == (True, draft.title, "15,62")


@pytest.mark.parametrize("actor", [make.candidate, make.client])
async def test_the_form_is_for_the_agency(tabs, actor):
    tab, state = await form(tabs, "?plaatsing=1", actor)
    assert isinstance(tab.errors[-1], Forbidden)
    assert (state.who, state.people) == ("", [])


async def test_a_draft_is_offered_on_its_page(session, tabs, draft):
    tab = tabs(make.office, f"/contracten/{draft.id}")
    await tab.send(ContractState, "arrive")
    state = await tab.state(ContractState)
    assert (state.stands, state.offers, state.version) == ("draft", True, 0)
    await tab.send(OfferState, "send", contract=draft.id, version=0)
    session.expire_all()
    assert session.get_one(Contract, draft.id).state is State.OFFERED


async def test_withdrawing_asks_why(session, tabs, draft):
    offering.send(session, make.office, draft.id, version=0, now=datetime.now(UTC))
    session.commit()
    tab = tabs(make.office, f"/contracten/{draft.id}")
    await tab.send(OfferState, "ask_to_withdraw", open_=True)
    asked = {"contract": draft.id, "version": 1}
    await tab.send(OfferState, "withdraw", **asked, form={"waarom": " "})
    state = await tab.state(OfferState)
    assert state.withdrawing
    assert state.problem.startswith("Schrijf kort op waarom")
    await tab.send(OfferState, "withdraw", **asked, form={"waarom": "Gaat niet door."})
    session.expire_all()
    row = session.get_one(Contract, draft.id)
    assert (row.state, row.reason) == (State.WITHDRAWN, "Gaat niet door.")


async def test_a_draft_is_thrown_away(session, tabs, draft):
    number = draft.id
    tab = tabs(make.office, f"/contracten/{number}")
    await tab.send(OfferState, "discard", contract=number, version=0)
    assert tab.redirects[-1] == "/contracten"
    session.expire_all()
    assert session.get(Contract, number) is None


@pytest.mark.parametrize("name", ["send", "discard", "withdraw"])
async def test_a_candidate_does_none_of_it(session, tabs, draft, name):
    tab = tabs(make.candidate, f"/contracten/{draft.id}")
    more = {"form": {"waarom": "x"}} if name == "withdraw" else {}
    await tab.send(OfferState, name, contract=draft.id, version=0, **more)
    # Opening the page was refused before that: a draft is not there for a candidate.
    assert Forbidden in {type(each) for each in tab.errors}
    session.expire_all()
    assert session.get_one(Contract, draft.id).state is State.DRAFT
