"""Registers: what the agency keeps itself, checked and written in one way."""

from datetime import date

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, Client, Contact, Details, PlacementHourType, User
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.registers import keeping
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.keeping import ChangedMeanwhile, Unfit
from tests import make
from tests.make import NOW, administrator, candidate, client, office

KANDIDATEN, PLAATSINGEN = "beheer/kandidaten", "plaatsingen"
AMINA = {
    "number": "K20001", "first_name": " Amina ", "last_name": "El Idrissi",
    "email": "Amina@Example.nl", "phone": "06 00000031", "birth_on": "2-4-1998",
    "postcode": "1234ab", "city": "Meerdam", "iban": "NL91 ABNA 0417 1643 00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def numbers(session):
    for index in (1, 2):
        session.get_one(Client, index).number = f"O{index}"
    session.commit()


def save(session, slug, given, *, row=0, seen=0, actor=office):
    return keeping.save(session, actor, REGISTERS[slug], row, given, seen=seen, now=NOW)


def placed(**more):
    return {
        "number": "P1", "candidate": "K10041", "client": "O1", "contact": client.email.upper(),
        "cost_centre": "152", "job_title": "Heftruckchauffeur", "starts_on": "2026-11-02",
        "period": "week",
        "roster": "ma-vr 7:00-15:30 30", "entry": "begin en einde", "wage_cents": "16,45",
        "hour_types": "overtime_125, regular", **more,
    }  # fmt: skip


def test_a_candidate_is_kept_as_typed_and_no_number_of_theirs_in_the_open(session):
    kept = save(session, KANDIDATEN, AMINA)
    assert kept.added
    assert (kept.row.name, kept.row.email, kept.row.phone) == (
        "Amina El Idrissi", "amina@example.nl", "+31600000031",
    )  # fmt: skip
    details = session.exec(select(Details).where(Details.candidate_id == kept.row.id)).one()
    assert (details.birth_on, details.country, details.postcode) == (
        date(1998, 4, 2), "NL", "1234 AB",
    )  # fmt: skip
    assert "0417" not in details.iban
    trail = session.exec(select(AuditEvent).where(AuditEvent.kind == "candidate.added")).one()
    assert "0417" not in str(trail.details)
    assert "iban" not in keeping.read(session, REGISTERS[KANDIDATEN], kept.row)


def test_every_wrong_field_gets_its_sentence_and_nothing_is_kept(session):
    given = AMINA | {"email": "amina", "birth_on": "31-2-1998", "iban": "NL1", "last_name": ""}
    with pytest.raises(Unfit) as refused:
        save(session, KANDIDATEN, given)
    assert set(refused.value.problems) == {"email", "birth_on", "iban", "last_name"}
    assert refused.value.problems["birth_on"] == "Dit is geen datum. Typ hem als 31-12-2026."


def test_the_rule_over_several_fields(session):
    with pytest.raises(Unfit) as refused:
        save(session, KANDIDATEN, AMINA | {"bsn": "123456782", "postcode": "99"})
    assert set(refused.value.problems) == {"bsn", "postcode"}
    assert save(session, KANDIDATEN, AMINA | {"country": "pl", "postcode": "00-950"}).added


def test_a_number_is_of_one_row(session):
    save(session, KANDIDATEN, AMINA)
    with pytest.raises(Unfit) as refused:
        save(session, KANDIDATEN, AMINA | {"email": "other@example.nl"})
    assert refused.value.problems == {
        "number": "Dit is al van een andere kandidaat. Kies iets anders."
    }


def test_the_account_is_called_as_its_candidate_is(session):
    kept = save(session, KANDIDATEN, {"last_name": "Nowak"}, row=1, seen=1)
    assert kept.changed == ("last_name",)
    assert session.get_one(User, candidate.user_id).name == "Daria Nowak"
    trail = session.exec(select(AuditEvent).where(AuditEvent.kind == "candidate.changed")).one()
    assert trail.details["last_name"] == "Kowalczewska → Nowak"


def test_of_two_colleagues_one_is_told(session):
    save(session, KANDIDATEN, {"last_name": "Nowak"}, row=1, seen=1)
    with pytest.raises(ChangedMeanwhile):
        save(session, KANDIDATEN, {"last_name": "Kowal"}, row=1, seen=1)


def test_a_placement_names_rows_by_what_the_agency_calls_them(session):
    kept = save(session, PLAATSINGEN, placed())
    row = kept.row
    assert (row.candidate_id, row.client_id, row.contact_id, row.cost_centre_id) == (1, 1, 1, 1)
    assert row.wage_cents == 1645
    assert keeping.read(session, REGISTERS[PLAATSINGEN], row)["roster"] == "ma-vr 07:00-15:30 30"
    changed = save(session, PLAATSINGEN, {"roster": "za 8:00-12:00"}, row=row.id, seen=1)
    assert changed.changed == ("roster",)
    with pytest.raises(Unfit):
        save(session, PLAATSINGEN, {"roster": "elke dag"}, row=row.id, seen=2)
    asked = select(PlacementHourType.hour_type_id).where(PlacementHourType.placement_id == row.id)
    first, second = session.exec(asked.order_by(PlacementHourType.position))
    assert (first, second) == keeping.read(session, REGISTERS[PLAATSINGEN], row)["hour_types"]


def test_a_contact_and_a_cost_centre_are_of_the_client(session):
    session.add(Contact(client_id=2, name="Iemand", email="iemand@zandoever.example"))
    session.flush()
    with pytest.raises(Unfit) as refused:
        save(session, PLAATSINGEN, placed(contact="iemand@zandoever.example", cost_centre="210"))
    assert set(refused.value.problems) == {"contact", "cost_centre"}


def test_a_placement_keeps_its_people_and_the_days_that_were_declared(session):
    make.declaration(session)
    for given, key in (
        ({"candidate": "K10042"}, "candidate"),
        ({"starts_on": "2026-11-02"}, "starts_on"),
        ({"ends_on": "2026-09-30"}, "ends_on"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
    ):
        with pytest.raises(Unfit) as refused:
            save(session, PLAATSINGEN, given, row=1, seen=1)
        assert set(refused.value.problems) == {key}
    assert save(session, PLAATSINGEN, {"ends_on": "2026-10-11"}, row=1, seen=1).changed


def test_who_may_not_is_refused_before_anything_is_looked_at(session):
    for slug, actor in (
        (KANDIDATEN, candidate), (KANDIDATEN, client), (PLAATSINGEN, client),
        ("beheer/uursoorten", office), ("beheer/opdrachtgevers", candidate),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            save(session, slug, {"nothing": "of it"}, row=99, actor=actor)
    assert save(session, "beheer/uursoorten", {"name": "Nacht"}, row=6, seen=1,
                actor=administrator).changed == ("name",)  # fmt: skip


def test_what_is_not_there_and_what_no_screen_sends(session):
    with pytest.raises(NotFound):
        save(session, KANDIDATEN, {"last_name": "Nowak"}, row=99, seen=1)
    with pytest.raises(Invalid):
        save(session, KANDIDATEN, {"password_hash": "x"}, row=1, seen=1)
    with pytest.raises(Unfit):
        save(session, KANDIDATEN, AMINA | {"first_name": "x" * 61})
