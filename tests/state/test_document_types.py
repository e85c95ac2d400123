"""The form of a kind of document: what is wrong is said at the field, what is typed stays."""

from dataclasses import replace

import pytest
from sqlmodel import select

from rxportal.db.tables import DocumentType
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.overviews import query
from rxportal.overviews.document_types import DOCUMENT_TYPES
from rxportal.overviews.view import View
from rxportal.services import documents
from rxportal.state.document_types import DocumentTypeState as S
from rxportal.state.documents import NewDocumentState
from rxportal.state.notice import NoticeState
from tests import make

LIST = "/beheer/documenttypes"
FORM = {"kept": "days",
    "type": "0", "version": "0", "name": "VCA", "explanation": "Beide kanten", "keep": "",
    "picture": "award", "candidate_sees": "on", "candidate_adds": "on", "required": "on",
}  # fmt: skip


def kinds(session):
    make.world(session)
    documents.standard(session)
    session.commit()


pytestmark = pytest.mark.begins(rows=kinds)
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@only_sqlite
async def test_a_new_kind_is_kept_and_offered(session, tabs):
    tab = tabs(make.office)
    await tab.go(f"{LIST}/toevoegen")
    state = await tab.state(S)
    assert (state.id, state.name, state.keep_days, state.reviewed) == (0, "", "730", True)
    await tab.send(S, "save", form=FORM)
    assert tab.redirects == [f"{LIST}/7?melding=toegevoegd"]
    await tab.go(tab.redirects[0])
    state = await tab.state(S)
    assert (state.name, state.keep_days, state.reviewed) == ("VCA", "", False)
    assert state.message == "Het documenttype is toegevoegd."
    candidate = tabs(make.candidate)
    await candidate.go("/documenten/toevoegen?soort=7")
    form = await candidate.state(NewDocumentState)
    assert [(each.name, each.explanation, each.required) for each in form.kinds][-1] == (
        "VCA", "Beide kanten", True
    )  # fmt: skip
    assert (form.name, form.explanation, form.required) == ("VCA", "Beide kanten", True)


@only_sqlite
async def test_what_is_wrong_is_said_at_its_field(session, tabs):
    tab = tabs(make.office)
    await tab.go(f"{LIST}/5")
    wrong = FORM | {"type": "5", "version": "1", "name": " ", "keep": "lang"}
    await tab.send(S, "save", form=wrong)
    state = await tab.state(S)
    assert (state.problems.name, state.problems.keep) == (
        "Vul de naam in.",
        "Typ een aantal dagen, bijvoorbeeld 730. Leeg: altijd.",
    )
    assert state.error.startswith("Nog niet opgeslagen.")
    await tab.send(S, "save", form=wrong | {"name": "Anders", "keep": "90"})
    state = await tab.state(S)
    assert (state.problems.name, state.error, state.keep_days, state.version) == ("", "", "90", 2)
    assert (await tab.state(NoticeState)).text == "Het documenttype is opgeslagen."


@only_sqlite
async def test_the_law_says_how_long_a_paper_of_identity_is_kept(session, tabs):
    tab = tabs(make.office)
    await tab.go(f"{LIST}/5")
    form = FORM | {"type": "5", "version": "1", "kept": "identity", "keep": "90"}
    await tab.send(S, "save", form=form)
    state = await tab.state(S)
    assert (state.kept, state.keep_days, state.version) == ("identity", "", 2)


@only_sqlite
async def test_it_is_retired_and_brought_back(session, tabs):
    tab = tabs(make.office)
    await tab.go(f"{LIST}/5")
    await tab.send(S, "retire", kind=5, version=1)
    assert (await tab.state(S)).retired
    await tab.send(S, "bring_back", kind=5, version=2)
    assert not (await tab.state(S)).retired
    assert (await tab.state(NoticeState)).text == "Dit documenttype is weer te kiezen."


@only_sqlite
@pytest.mark.parametrize("actor", [make.candidate, make.client])
@pytest.mark.parametrize("row", ["5", "toevoegen"])
async def test_it_is_not_for_others(session, tabs, actor, row):
    tab = tabs(actor, f"{LIST}/{row}")
    await tab.send(S, "arrive")
    await tab.send(S, "save", form=FORM)
    assert {type(error) for error in tab.errors} == {Forbidden}
    assert not (await tab.state(S)).ready
    assert len(session.exec(select(DocumentType)).all()) == 6


def test_the_list_says_what_each_kind_means(session):
    session.get_one(DocumentType, 6).retired = True
    session.commit()
    page = query.page(session, make.office, DOCUMENT_TYPES, View(), now=make.NOW)
    assert [row.cells["name"] for row in page.rows] == [each[0] for each in documents.STANDARD]
    first, last = page.rows[0].cells, page.rows[-1].cells
    assert (first["candidates"], first["required"], first["expiry"], first["status"]) == (
        "zien en toevoegen", "verplicht", "gevraagd", "In gebruik"
    )  # fmt: skip
    assert (last["candidates"], last["kept"], last["status"]) == (
        "zien",
        "altijd",
        "Niet in gebruik",
    )
    for key, value, those in (("status", True, [6]), ("verplicht", True, [1, 4])):
        view = View(filters={key: (value,)})
        found = query.page(session, make.office, DOCUMENT_TYPES, view, now=make.NOW).rows
        assert [row.id for row in found] == those
    closed = replace(make.office, closed=frozenset({DOCUMENT_TYPES.slug}))
    for actor, why in ((make.candidate, Forbidden), (make.client, Forbidden), (closed, NotFound)):
        with pytest.raises(why):
            query.page(session, actor, DOCUMENT_TYPES, View(), now=make.NOW)
