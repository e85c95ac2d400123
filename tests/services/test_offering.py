"""Offering a contract: a draft that only the agency sees, then its candidate's turn; and back."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, Change, Contract, ContractPage, Outbox
from rxportal.domain import contract as rules
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.gateways.store import FakeStore
from rxportal.services import actions, contracts, offer_desk, offering
from tests import make
from tests.contracts import BEFORE, offered, pdf, wish
from tests.make import NOW

OUTSIDE = (make.candidate, make.client)
WHY = "Het uurloon is verhoogd."


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def draft(session, store):
    row = offering.draft(session, make.office, store, wish(), pdf(), now=NOW)
    session.commit()
    return row


def waiting(session):
    return [
        each.path for each in actions.needed(session, make.candidate, now=NOW)[0]
        if each.path.startswith("/contracten")
    ]  # fmt: skip


def test_a_draft_is_for_the_agency_alone(session, store, draft):
    assert (draft.state, store.get(draft.file_key)) == (State.DRAFT, pdf().content)
    assert contracts.find(session, make.office, draft.id).title == draft.title
    for ask in (
        lambda: contracts.find(session, make.candidate, draft.id),
        lambda: contracts.turn(session, make.candidate, draft.id, 1, now=NOW),
        lambda: contracts.page_of(session, make.candidate, store, draft.id, 1),
        lambda: contracts.download(session, make.candidate, store, draft.id),
        lambda: contracts.decline(
            session, make.candidate, draft.id, version=0, reason="x", now=NOW
        ),
    ):
        with pytest.raises(NotFound):
            ask()
    assert session.exec(select(Outbox)).all() == []
    assert waiting(session) == []


def test_what_is_sent_waits_for_its_candidate_with_a_mail(session, draft):
    later = NOW + timedelta(hours=1)
    offering.send(session, make.office, draft.id, version=0, now=later)
    assert (draft.state, draft.version, draft.offered_at) == (State.OFFERED, 1, later)
    assert waiting(session) == [f"/contracten/{draft.id}"]
    (mail,) = session.exec(select(Outbox)).all()
    assert (mail.kind, mail.to) == ("contract_offered", make.candidate.email)
    assert f"/contracten/{draft.id}" in mail.body_text
    assert session.exec(select(AuditEvent.kind)).all() == ["contract.offered"]
    assert [each.candidate_id for each in session.exec(select(Change))] == [1]


@pytest.mark.parametrize("actor", OUTSIDE)
def test_only_the_agency_offers_withdraws_and_throws_away(session, store, draft, actor):
    row = offered(session, store)
    for ask in (
        lambda: offering.draft(session, actor, store, wish(), pdf(), now=NOW),
        lambda: offering.send(session, actor, draft.id, version=0, now=NOW),
        lambda: offering.discard(session, actor, draft.id, version=0, now=NOW),
        lambda: offering.withdraw(session, actor, row.id, version=1, reason=WHY, now=NOW),
        lambda: offer_desk.find(session, actor, "", now=NOW),
        lambda: offer_desk.chosen(session, actor, candidate_id=1, now=NOW),
    ):
        with pytest.raises(Forbidden):
            ask()
    session.expire_all()
    assert (draft.state, row.state) == (State.DRAFT, State.OFFERED)


def test_a_draft_is_sent_once(session, draft):
    offering.send(session, make.office, draft.id, version=0, now=NOW)
    with pytest.raises(rules.StepNotAllowed, match="staat op Aangeboden"):
        offering.send(session, make.office, draft.id, version=1, now=NOW)
    assert len(session.exec(select(Outbox)).all()) == 1


def test_a_draft_that_was_changed_meanwhile_is_not_sent(session, draft):
    with pytest.raises(rules.AnotherShown):
        offering.send(session, make.office, draft.id, version=1, now=NOW)
    assert draft.state is State.DRAFT


def test_a_draft_whose_time_has_passed_is_not_sent(session, draft):
    with pytest.raises(offering.Incomplete):
        offering.send(session, make.office, draft.id, version=0, now=BEFORE)
    assert draft.state is State.DRAFT


def test_a_draft_can_be_thrown_away_and_an_offer_cannot(session, draft):
    number = draft.id
    with pytest.raises(rules.AnotherShown):
        offering.discard(session, make.office, number, version=3, now=NOW)
    offering.discard(session, make.office, number, version=0, now=NOW)
    assert session.exec(select(Contract)).all() == []
    assert session.exec(select(ContractPage)).all() == []
    assert session.exec(select(AuditEvent.kind)).all() == ["contract.discarded"]


def test_an_offer_is_not_thrown_away(session, store):
    row = offered(session, store)
    with pytest.raises(rules.StepNotAllowed):
        offering.discard(session, make.office, row.id, version=1, now=NOW)


def test_what_is_replaced_stays_until_the_other_is_sent_and_says_why(session, store):
    old = offered(session, store)
    new = offering.draft(
        session, make.office, store, wish(replaces=old.id, why=WHY), pdf(), now=NOW
    )
    session.refresh(old)
    assert old.state is State.OFFERED
    offering.send(session, make.office, new.id, version=0, now=NOW)
    session.refresh(old)
    assert (old.state, old.reason, old.replaced_by) == (State.REPLACED, WHY, new.id)
    mail = session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
    assert WHY in mail.body_text
    assert waiting(session) == [f"/contracten/{new.id}"]


def test_what_was_signed_meanwhile_is_not_replaced(session, store):
    old = offered(session, store)
    new = offering.draft(
        session, make.office, store, wish(replaces=old.id, why=WHY), pdf(), now=NOW
    )
    contracts.decline(session, make.candidate, old.id, version=1, reason="Nee", now=NOW)
    with pytest.raises(rules.StepNotAllowed, match="staat op Geweigerd"):
        offering.send(session, make.office, new.id, version=0, now=NOW)
    assert new.state is State.DRAFT


def test_withdrawing_tells_the_candidate_why(session, store):
    row = offered(session, store)
    offering.withdraw(session, make.office, row.id, version=1, reason=f" {WHY} ", now=NOW)
    assert (row.state, row.reason) == (State.WITHDRAWN, WHY)
    mail = session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
    assert (mail.kind, mail.to) == ("contract_withdrawn", make.candidate.email)
    assert WHY in mail.body_text
    assert waiting(session) == []
    with pytest.raises(rules.StepNotAllowed, match="staat op Ingetrokken"):
        contracts.decline(session, make.candidate, row.id, version=2, reason="x", now=NOW)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"reason": " "}, rules.WhyMissing),
        ({"reason": "x" * 1001}, rules.ReasonTooLong),
        ({"version": 2}, rules.AnotherShown),
    ],
)
def test_withdrawing_asks_for_a_reason_of_what_was_shown(session, store, more, refusal):
    row = offered(session, store)
    with pytest.raises(refusal):
        offering.withdraw(
            session, make.office, row.id, **{"version": 1, "reason": WHY, "now": NOW} | more
        )
    assert row.state is State.OFFERED


def test_people_are_found_by_a_part_of_their_name_or_their_number(session):
    for words in ("kowal", "DARIA", "k10041"):
        (person,) = offer_desk.find(session, make.office, words, now=NOW)
        assert (person.name, person.number) == ("Daria Kowalczewska", "K10041")
        (place,) = person.places
        assert (place.id, place.label) == (1, "Orderpicker bij Vlotwerf Logistiek")
    assert offer_desk.find(session, make.office, "niemand", now=NOW) == []


def test_without_a_word_who_works_without_a_contract_is_shown(session, store):
    assert [each.id for each in offer_desk.find(session, make.office, "", now=NOW)] == [1, 2]
    offered(session, store)
    assert [each.id for each in offer_desk.find(session, make.office, "", now=NOW)] == [2]


def test_a_form_begins_with_what_the_placement_or_the_old_contract_says(session, store):
    begun = offer_desk.chosen(session, make.office, placement_id=1, now=NOW)
    assert (begun.person.id, begun.placement_id, begun.place) == (
        1, 1, "Orderpicker bij Vlotwerf Logistiek",
    )  # fmt: skip
    assert begun.hours_week == 5 * 480
    old = offered(session, store)
    begun = offer_desk.chosen(session, make.office, replaces=old.id, now=NOW)
    assert (begun.title, begun.wage, begun.placement_id) == (old.title, 1562, 1)
    with pytest.raises(NotFound):
        offer_desk.chosen(session, make.office, candidate_id=99, now=NOW)
