"""The tabs of *Mijn gegevens*, a change and a document, as a browser tab learns of them."""

import json
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, ChangeRequest, Details, Document, UserSession
from rxportal.domain.details import Secret
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import FakeStore
from rxportal.services import changes, documents
from rxportal.services.documents import Wish
from rxportal.services.step_up import ProofNeeded
from rxportal.state.changes import ChangeState
from rxportal.state.comments import CommentsState
from rxportal.state.dashboard import DashboardState
from rxportal.state.details import DetailsState
from rxportal.state.documents import DocumentState, NewDocumentState
from tests import dossier, make
from tests.make import NOW

BSN, NEW_BSN, IBAN = "123456782", "319072356", "NL91ABNA0417164300"


@pytest.fixture
def known(session):
    row = Details(candidate_id=1, first_names="Daria", city="Meerdam", iban_holder="Daria")
    changes.seal(row, Secret.BSN, BSN)
    changes.seal(row, Secret.IBAN, IBAN)
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def document(session):
    kinds = {row.name: row.id for row in documents.standard(session)}
    row = documents.add(
        session,
        make.candidate,
        FakeStore(),
        Wish(kinds["Anders"]),
        name="brief.pdf",
        clean=Clean(b"%PDF", "application/pdf", ".pdf"),
        now=NOW,
    )
    session.commit()
    return row


def told(tab):
    return json.dumps(tab.deltas, default=str, ensure_ascii=False)


def form(state, **more):
    return {"part": state.tab, **{line.key: line.typed for line in state.lines}, **more}


async def opened(tabs, actor, path, state):
    tab = tabs(actor, path)
    await tab.send(state, "arrive")
    return tab, await tab.state(state)


@pytest.mark.asvs("14.2.6", "8.2.3")
async def test_no_packet_has_a_number_until_its_owner_asks_for_it(session, known, tabs):
    tab, _ = await opened(tabs, make.candidate, "/mijn-gegevens", DetailsState)
    await tab.send(DetailsState, "edit")
    await tab.send(DetailsState, "stop")
    assert "•••••••82" in told(tab)
    assert BSN not in told(tab)
    await tab.send(DetailsState, "reveal", key="bsn")
    assert BSN in told(tab)
    await tab.send(DetailsState, "arrive")
    assert BSN not in json.dumps([vars(x) for x in (await tab.state(DetailsState)).lines])
    session.rollback()
    assert [e.kind for e in session.exec(select(AuditEvent))] == ["identity.revealed"]


@pytest.mark.parametrize("actor", [make.client, make.office], ids=["client", "office"])
async def test_who_is_no_candidate_gets_the_tab_about_getting_in(session, known, tabs, actor):
    tab, state = await opened(tabs, actor, "/mijn-gegevens?tab=naw", DetailsState)
    assert (state.tab, state.lines) == ("beveiliging", [])
    for handler, given in (("reveal", {"key": "bsn"}), ("save", {"form": {"part": "contact"}})):
        await tab.send(DetailsState, handler, **given)
    assert [type(error) for error in tab.errors] == [Forbidden, Forbidden]
    assert BSN not in told(tab)


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(session, known, tabs):
    tab, state = await opened(tabs, make.candidate, "/mijn-gegevens", DetailsState)
    await tab.send(DetailsState, "edit")
    state = await tab.state(DetailsState)
    await tab.send(DetailsState, "save", form=form(state, postcode="12", city="Zeedam"))
    state = await tab.state(DetailsState)
    lines = {line.key: line for line in state.lines}
    assert (lines["postcode"].typed, lines["city"].typed) == ("12", "Zeedam")
    assert lines["postcode"].problem.startswith("Deze postcode klopt niet.")
    assert not lines["city"].problem
    assert state.editing
    assert state.error == "Nog niet opgeslagen: Postcode. De rest is bewaard."
    session.expire_all()
    assert session.get_one(Details, known.id).city == "Zeedam"


async def test_what_waits_is_shown_with_old_and_new(session, known, tabs):
    tab, state = await opened(tabs, make.candidate, "/mijn-gegevens", DetailsState)
    await tab.send(DetailsState, "save", form=form(state, bsn=NEW_BSN))
    state = await tab.state(DetailsState)
    (waits,) = state.waits
    assert (waits.label, waits.old, waits.new) == ("BSN", "•••••••82", "•••••••56")
    assert (state.editing, state.returned) == (False, True)
    assert NEW_BSN not in told(tab)


async def test_an_account_number_asks_who_you_are(session, known, tabs):
    tab = tabs(make.candidate, "/mijn-gegevens?tab=bankrekening")
    for row in session.exec(select(UserSession)):
        row.proven_at = None
    session.commit()
    await tab.send(DetailsState, "arrive")
    state = await tab.state(DetailsState)
    assert state.asks_proof
    await tab.send(DetailsState, "save", form=form(state, iban="BE68539007547034"))
    assert [type(error) for error in tab.errors] == [ProofNeeded]
    session.rollback()
    for row in session.exec(select(UserSession)):
        row.proven_at = datetime.now(UTC)
    session.commit()
    await tab.send(DetailsState, "arrive")
    assert not (await tab.state(DetailsState)).asks_proof
    await tab.send(DetailsState, "save", form=form(state, iban="BE68539007547034"))
    session.rollback()
    assert len(session.exec(select(ChangeRequest)).all()) == 1


async def test_an_address_that_names_no_tab_opens_the_first(session, known, tabs):
    _, state = await opened(tabs, make.candidate, "/mijn-gegevens?tab=loon", DetailsState)
    assert state.tab == "naw"


async def test_documents_are_a_tab_too(session, known, document, tabs):
    _, state = await opened(tabs, make.candidate, "/mijn-gegevens?tab=documenten", DetailsState)
    (paper,) = state.papers
    assert (paper.title, paper.about, paper.review) == ("brief.pdf", "Anders", "Te controleren")
    assert paper.href == f"/documenten/{document.id}"


@pytest.mark.parametrize("actor", [make.candidate2, make.client], ids=["candidate2", "client"])
async def test_a_strangers_document_is_not_found(session, document, tabs, actor):
    tab, state = await opened(tabs, actor, f"/documenten/{document.id}", DocumentState)
    assert isinstance(tab.errors[0], NotFound | Forbidden)
    assert (state.file, document.key in told(tab)) == ("", False)


async def test_the_agency_rejects_with_a_reason(session, document, tabs):
    tab, state = await opened(tabs, make.office, f"/documenten/{document.id}", DocumentState)
    assert state.may_review
    sent = {"document": str(document.id), "version": "1", "reason": ""}
    await tab.send(DocumentState, "reject", form=sent)
    assert (await tab.state(DocumentState)).problem.startswith("Schrijf kort op waarom.")
    await tab.send(DocumentState, "reject", form=sent | {"reason": "Onscherp"})
    state = await tab.state(DocumentState)
    assert (state.may_review, state.reason, state.problem) == (False, "Onscherp", "")
    session.rollback()
    assert session.get_one(Document, document.id, populate_existing=True).reason == "Onscherp"


async def test_the_form_for_a_document_asks_what_its_kind_asks(session, document, tabs):
    asked = session.exec(select(documents.DocumentType)).all()
    licence = next(kind.id for kind in asked if kind.name == "Rijbewijs")
    session.rollback()
    path = f"/documenten/toevoegen?soort={licence}&tot=2020-01-01&melding=geldig-tot"
    _, state = await opened(tabs, make.candidate, path, NewDocumentState)
    assert (state.name, state.asks_expiry, state.until) == ("Rijbewijs", True, "2020-01-01")
    assert state.message == str(documents.ExpiryMissing())
    assert not state.asks_number
    _, state = await opened(tabs, make.office, "/documenten/toevoegen?soort=x", NewDocumentState)
    assert (state.chosen, state.asks_number, len(state.kinds)) == ("", True, len(asked))


@pytest.mark.asvs("8.2.3", "16.2.1")
async def test_the_agency_sees_a_new_number_only_by_asking(session, known, tabs):
    mine, state = await opened(tabs, make.candidate, "/mijn-gegevens", DetailsState)
    await mine.send(DetailsState, "save", form=form(state, bsn=NEW_BSN))
    session.rollback()
    change, version = session.exec(select(ChangeRequest.id, ChangeRequest.version)).one()
    session.rollback()
    path = f"/beheer/wijzigingen/{change}"
    tab, state = await opened(tabs, make.office, path, ChangeState)
    assert (state.name, state.old, state.hides) == (make.candidate.name, "•••••••82", True)
    assert NEW_BSN not in told(tab)
    await tab.send(ChangeState, "reveal", change=change)
    assert (await tab.state(ChangeState)).revealed == NEW_BSN
    await tab.send(ChangeState, "approve", change=change, version=version)
    state = await tab.state(ChangeState)
    assert (state.label, state.may_review, state.revealed) == ("Goedgekeurd", False, "")
    for actor, refusal in ((make.candidate2, NotFound), (make.client, Forbidden)):
        other, state = await opened(tabs, actor, path, ChangeState)
        assert isinstance(other.errors[0], refusal)
        assert state.name == ""


async def test_who_asked_a_change_follows_it_and_reads_why_not(session, tabs):
    make.details(session)
    row = dossier.change(session)
    path = f"/mijn-gegevens/wijzigingen/{row.id}"
    tab, state = await opened(tabs, make.candidate, path, ChangeState)
    assert (state.what, state.label, state.hides, state.may_review, state.again) == (
        "Heffingskorting",
        "Te controleren",
        False,
        False,
        "",
    )
    changes.reject(session, make.office, row.id, version=1, reason="Bel ons even", now=NOW)
    session.commit()
    dashboard = tabs(make.candidate)
    await dashboard.go("/")
    shown = await dashboard.state(DashboardState)
    assert [each.path for each in shown.actions] == [path]
    await tab.go(path)
    state = await tab.state(ChangeState)
    assert (state.reason, state.again) == ("Bel ons even", "/mijn-gegevens?tab=heffingskorting")
    await dashboard.go("/")
    assert (await dashboard.state(DashboardState)).actions == []


async def test_what_is_missing_is_said_and_what_is_right_is_confirmed(session, tabs):
    row = make.details(session, city="", confirmed_at=None)
    session.commit()
    tab, state = await opened(tabs, make.candidate, "/mijn-gegevens", DetailsState)
    assert (state.gaps, state.unsure) == ("Plaats", False)
    await tab.send(DetailsState, "confirm")
    assert "Vul eerst aan" in str(tab.errors[0])
    tab.errors.clear()
    row.city = "Meerdam"
    session.add(row)
    session.commit()
    await tab.send(DetailsState, "arrive")
    assert (state.gaps, state.unsure) == ("", True)
    await tab.send(DetailsState, "confirm")
    assert (state.unsure, tab.errors) == (False, [])


async def test_a_reaction_belongs_to_the_row_whichever_page_shows_it(session, tabs):
    row = dossier.change(session)
    mine = tabs(make.candidate, f"/mijn-gegevens/wijzigingen/{row.id}")
    theirs = tabs(make.office, f"/beheer/wijzigingen/{row.id}")
    for tab in (mine, theirs):
        await tab.send(CommentsState, "arrive")
        state = await tab.state(CommentsState)
        assert (state.module, state.row) == ("beheer/wijzigingen", row.id)
        said = {"module": state.module, "row": state.row, "form": {"reactie": "Klopt dit?"}}
        await tab.send(CommentsState, "say", **said)
    assert [each.name for each in state.said] == [make.candidate.name, make.office.name]
    stranger = tabs(make.candidate2, f"/mijn-gegevens/wijzigingen/{row.id}")
    await stranger.send(CommentsState, "arrive")
    assert isinstance(stranger.errors[0], NotFound)


async def test_what_no_screen_sends_is_refused(session, known, tabs):
    tab, _ = await opened(tabs, make.candidate, "/mijn-gegevens", DetailsState)
    for handler, given in (
        ("reveal", {"key": "password_hash"}),
        ("save", {"form": {"part": "alles"}}),
        ("save", {"form": {"part": "contact", "emergency_name": "x" * 200}}),
    ):
        await tab.send(DetailsState, handler, **given)
    assert [type(error) for error in tab.errors] == [Invalid] * 3
