"""/contracten/<id>: what the screen holds while a contract is read, and when it is declined."""

from datetime import UTC, datetime, timedelta

import pytest

from rxportal.db.tables import Contract
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.gateways.store import FakeStore
from rxportal.services import offering, signing
from rxportal.services.signing import Hand
from rxportal.state.contract import ContractState
from tests import make
from tests.contracts import pdf, wish


@pytest.fixture
def row(session):
    now = datetime.now(UTC)
    before = now + timedelta(days=5)
    row = offering.offer(
        session, make.office, FakeStore(), wish(sign_before=before), pdf(3), now=now
    )
    session.commit()
    return row


async def arrive(tabs, row, actor=make.candidate, query=""):
    tab = tabs(actor, f"/contracten/{row.id}{query}")
    await tab.send(ContractState, "arrive")
    return tab, await tab.state(ContractState)


async def test_it_says_in_short_what_it_is_about(tabs, row):
    _, state = await arrive(tabs, row)
    assert state.title == "Uitzendovereenkomst fase A"
    assert state.short == [
        "Orderpicker bij Vlotwerf Logistiek",
        "Vanaf 12 oktober 2026, 40 uur per week",
        "€\u00a015,62 bruto per uur",
    ]
    assert (state.page, state.pages, state.signs, state.read) == (1, row.pages, True, False)
    assert "Artikel 0." in state.words
    assert [fact.label for fact in state.facts] == ["Geopend"]


async def test_pages_are_turned_one_by_one_and_the_last_one_opens_signing(tabs, row):
    tab, state = await arrive(tabs, row)
    await tab.send(ContractState, "turn", contract=row.id, page=row.pages)
    assert isinstance(tab.errors[-1], Invalid)
    for page in range(2, row.pages + 1):
        await tab.send(ContractState, "turn", contract=row.id, page=page)
    state = await tab.state(ContractState)
    assert (state.page, state.read) == (row.pages, True)
    assert "Artikel 0." not in state.words
    assert state.facts[-1].label == f"Alle {row.pages} pagina's gelezen"
    await tab.forget()
    await tab.send(ContractState, "arrive")
    state = await tab.state(ContractState)
    assert (state.read, state.furthest) == (True, row.pages)


async def test_the_agency_reads_along_and_is_offered_no_signature(session, tabs, row):
    tab, state = await arrive(tabs, row, make.office)
    await tab.send(ContractState, "turn", contract=row.id, page=row.pages)
    state = await tab.state(ContractState)
    assert (state.page, state.signs, state.read, state.facts) == (row.pages, False, False, [])
    assert state.about.startswith("Daria Kowalczewska · ")
    await tab.send(ContractState, "decline", contract=row.id, version=1, form={"reden": "Nee"})
    assert isinstance(tab.errors[-1], Forbidden)


async def test_declining_asks_for_a_reason_and_tells_it(session, tabs, row):
    tab, _ = await arrive(tabs, row)
    await tab.send(ContractState, "show", open_=True)
    await tab.send(ContractState, "decline", contract=row.id, version=1, form={"reden": "  "})
    state = await tab.state(ContractState)
    assert state.declining
    assert state.problem.startswith("Schrijf kort op waarom")
    form = {"reden": "Het uurloon klopt niet."}
    await tab.send(ContractState, "decline", contract=row.id, version=1, form=form)
    state = await tab.state(ContractState)
    assert (state.state, state.reason, state.signs) == ("Geweigerd", form["reden"], False)
    session.expire_all()
    assert session.get_one(Contract, row.id).state is State.DECLINED


@pytest.mark.parametrize("actor", [make.candidate2, make.client])
async def test_a_stranger_learns_nothing(tabs, row, actor):
    tab, state = await arrive(tabs, row, actor)
    assert isinstance(tab.errors[-1], (NotFound, Forbidden))
    assert state.id == 0
    assert "Orderpicker" not in str(tab.deltas)


async def test_what_a_form_said_is_read_out(tabs, row):
    _, state = await arrive(tabs, row, query="?melding=contract-niet-akkoord")
    assert (state.message, state.bad) == (
        "Zet eerst het vinkje dat je het gelezen hebt en akkoord gaat.",
        True,
    )
    _, state = await arrive(tabs, row, query="?melding=ondertekend")
    assert not state.bad
    _, state = await arrive(tabs, row, query="?melding=<script>")
    assert state.message == ""


async def test_a_drawing_of_before_is_there_until_it_is_wiped(session, tabs, row):
    tab, _ = await arrive(tabs, row)
    for page in range(2, row.pages + 1):
        await tab.send(ContractState, "turn", contract=row.id, page=page)
    drawn = " ".join(f"{20 + 8 * n},{80 - n % 5}" for n in range(20)) + ";"
    now = datetime.now(UTC)
    signing.keep(session, make.candidate, row.id, Hand("", drawn), now=now)
    session.commit()
    await tab.send(ContractState, "arrive")
    state = await tab.state(ContractState)
    assert state.draws
    assert state.drawn.startswith("16,20 24,19 ")
    assert state.strokes["s0"][:2] == [[16, 20], [24, 19]]
    await tab.send(ContractState, "wipe")
    state = await tab.state(ContractState)
    assert (state.drawn, state.strokes, state.pad, state.draws) == ("", {}, 1, True)
    # The browser has it now: turning a page brings nothing back.
    await tab.send(ContractState, "turn", contract=row.id, page=1)
    assert (await tab.state(ContractState)).drawn == ""
