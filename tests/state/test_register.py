"""The form of a register: proposed by name, wrong at the field, kept with its trail."""

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, Candidate, Client, Placement
from rxportal.state.notice import NoticeState
from rxportal.state.record import RecordState
from rxportal.state.register import RegisterState as S
from tests import make

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
FORM = "/beheer/kandidaten/toevoegen"
AMINA = {
    "id": "0", "version": "0", "number": "K20001", "first_name": "Amina",
    "last_name": "El Idrissi", "email": "amina@example.nl", "phone": "", "bsn": None,
}  # fmt: skip


async def test_a_new_candidate_is_kept_and_shown(session, tabs):
    tab = tabs(make.office)
    await tab.go(FORM)
    await tab.send(S, "save", form=AMINA | {"email": "amina"})
    state = await tab.state(S)
    assert set(state.problems) == {"email"}
    assert state.error
    await tab.send(S, "save", form=AMINA)
    row = session.exec(select(Candidate).where(Candidate.number == "K20001")).one()
    session.rollback()
    assert tab.redirects == [f"/beheer/kandidaten/{row.id}"]
    assert (await tab.state(NoticeState)).text == "Toegevoegd."
    await tab.go(tab.redirects[0])
    record = await tab.state(RecordState)
    assert record.title == "Amina El Idrissi"
    assert record.change == f"{FORM}?rij={row.id}"


async def test_a_row_that_a_colleague_changed_is_not_overwritten(session, tabs):
    tab = tabs(make.office)
    await tab.go(f"{FORM}?rij=1")
    state = await tab.state(S)
    assert (state.title, state.typed["last_name"]) == ("Daria Kowalczewska", "Kowalczewska")
    assert state.typed["bsn"] == ""
    changed = {"id": "1", "version": str(state.version), "last_name": "Nowak",
               "number": "K10041", "first_name": "Daria", "email": "daria@example.nl"}  # fmt: skip
    await tab.send(S, "save", form=changed)
    await tab.send(S, "save", form=changed | {"last_name": "Kowal"})
    assert "collega" in (await tab.state(S)).error
    kinds = session.exec(select(AuditEvent.kind)).all()
    assert kinds.count("candidate.changed") == 1


async def test_people_are_proposed_by_name_and_a_contact_of_the_client_alone(session, tabs):
    for index in (1, 2):
        session.get_one(Client, index).number = f"O{index}"
    session.commit()
    tab = tabs(make.office)
    await tab.go("/plaatsingen/toevoegen")
    await tab.send(S, "find", key="candidate", words="kowal")
    assert [(o.key, o.label) for o in (await tab.state(S)).options["candidate"]] == [
        ("K10041", "Daria Kowalczewska")
    ]
    await tab.send(S, "find", key="candidate", words="K1004")
    assert len((await tab.state(S)).options["candidate"]) == 2
    await tab.send(S, "find", key="client", words="O2")
    await tab.send(S, "find", key="contact", words="")
    assert [o.label for o in (await tab.state(S)).options["contact"]] == ["Noor van Dalfsum"]


async def test_a_placement_is_changed_with_its_hour_types(session, tabs):
    session.get_one(Placement, 1).number = "P1"
    session.get_one(Client, 1).number = "O1"
    session.commit()
    tab = tabs(make.office)
    await tab.go("/plaatsingen/toevoegen?rij=1")
    state = await tab.state(S)
    assert (state.names["candidate"], state.typed["contact"]) == (
        "Daria Kowalczewska", make.client.email,
    )  # fmt: skip
    assert all(option.ticked for option in state.options["hour_types"])
    form = {key: value for key, value in state.typed.items() if key != "hour_types"}
    form |= {"id": "1", "version": "1", "job_title": "Chauffeur", "hour_types:regular": "on",
             "hour_types:night": None}  # fmt: skip
    await tab.send(S, "save", form=form)
    assert (await tab.state(S)).problems == {}
    session.expire_all()
    assert session.get_one(Placement, 1).job_title == "Chauffeur"
    session.rollback()
    await tab.go("/plaatsingen/toevoegen?rij=1")
    ticked = [o.key for o in (await tab.state(S)).options["hour_types"] if o.ticked]
    assert ticked == ["regular"]
