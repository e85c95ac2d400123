"""Contracts from a template: filled for a placement, offered to one or many, never twice."""

from datetime import date

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    AuditEvent,
    Contract,
    ContractPage,
    ContractTemplate,
    Outbox,
    Placement,
)
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.template import Holes
from rxportal.domain.zone import local
from rxportal.gateways.store import FakeStore
from rxportal.registers import keeping
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.keeping import Unfit
from rxportal.services import offering, templates
from tests import make
from tests.make import NOW

TEXT = """# Partijen
{bureau.naam} en {kandidaat.naam} ({kandidaat.nummer}) spreken af:

- Functie: {plaatsing.functie} bij {plaatsing.opdrachtgever}
- Vanaf {plaatsing.begin}, {plaatsing.uren} uur, {plaatsing.periode}

Getekend op {vandaag}."""


def template(session, **more):
    values = {"name": "Fase A", "title": "Contract {plaatsing.functie}", "text": TEXT, "phase": "A"}
    row = ContractTemplate(**(values | {"days": 7} | more))
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def offer(session):
    store = FakeStore()

    def offer(row, placement=1, actor=make.office, version=1):
        made = templates.offer(
            session, actor, store, placement, version=version, choice=row.id, now=NOW
        )
        session.commit()
        return made

    return offer


def test_a_contract_from_a_template_is_offered_with_everything_filled(session, offer):
    row = offer(template(session))
    assert (row.state, row.title, row.phase) == (State.OFFERED, "Contract Orderpicker", "A")
    assert (row.placement_id, row.client, row.hours_week) == (1, "Vlotwerf Logistiek", 2400)
    assert local(row.sign_before).date() == local(NOW).date() + (
        date(2026, 1, 9) - date(2026, 1, 1)
    )
    (page,) = session.exec(select(ContractPage.text).where(ContractPage.contract_id == row.id))
    said = " ".join(page.split())
    for words in (
        "Flexmeent en Daria Kowalczewska (K10041) spreken af:",
        "• Functie: Orderpicker bij Vlotwerf Logistiek",
        "40 uur, per week",
    ):
        assert words in said
    assert "{" not in said
    assert [each.kind for each in session.exec(select(Outbox))] == ["contract_offered"]
    assert session.exec(select(AuditEvent.kind)).all()[-1] == "contract.offered"


def test_nobody_is_offered_the_same_twice_while_it_waits(session, offer):
    row = template(session)
    first = offer(row)
    with pytest.raises(templates.AlreadyOpen):
        offer(row)
    assert offer(row, placement=2).candidate_id == 2
    assert offer(template(session, name="Fase B")).template_id != row.id
    offering.withdraw(session, make.office, first.id, version=first.version, reason="Loon", now=NOW)
    assert offer(row).id != first.id


def test_nothing_is_offered_with_a_hole_in_it(session, offer):
    row = template(session, text="Tot {plaatsing.einde} voor {plaatsing.uurloon}")
    with pytest.raises(Holes, match="laatste dag, bruto uurloon"):
        offer(row)
    session.rollback()
    assert session.exec(select(Contract)).all() == []
    place = session.get_one(Placement, 1)
    place.ends_on, place.wage_cents = date(2027, 1, 3), 1562
    session.add(place)
    session.commit()
    offer(row)
    (page,) = session.exec(select(ContractPage.text))
    assert "15,62" in page
    assert "3 januari 2027" in page


def test_what_changed_meanwhile_or_is_retired_is_not_offered(session, offer):
    row = template(session)
    with pytest.raises(templates.PlacementChanged):
        offer(row, version=2)
    row.retired = True
    session.add(row)
    session.commit()
    with pytest.raises(templates.Retired):
        offer(row)
    assert templates.choices(session, make.office, now=NOW) == []


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_only_the_agency_offers_and_reads_templates(session, offer, actor):
    row = template(session)
    for ask in (
        lambda: offer(row, actor=actor),
        lambda: templates.choices(session, actor, now=NOW),
        lambda: templates.filled(session, actor, row.id, 1, now=NOW),
    ):
        with pytest.raises(Forbidden):
            ask()
    with pytest.raises(NotFound):
        templates.filled(session, make.office, row.id, 999, now=NOW)


def test_the_form_names_a_field_that_does_not_exist(session):
    register = REGISTERS["beheer/contractsjablonen"]
    given = {"name": "Fase A", "title": "Contract {titel}", "text": "Hallo {naam}", "days": "14"}
    with pytest.raises(Unfit) as refused:
        keeping.save(session, make.office, register, 0, given, seen=0, now=NOW)
    assert "{titel}" in refused.value.problems["title"]
    assert "{naam}" in refused.value.problems["text"]
    given |= {"title": "Contract", "text": "# Kop\r\n\r\nHallo {kandidaat.naam}\r\n"}
    kept = keeping.save(session, make.office, register, 0, given, seen=0, now=NOW)
    assert kept.row.text == "# Kop\n\nHallo {kandidaat.naam}"
    with pytest.raises(Forbidden):
        keeping.save(session, make.candidate, register, 0, given, seen=0, now=NOW)
