"""Contracts: offered, read page by page, declined, replaced, and too late."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, AuditEvent, Contract, ContractReading, Outbox, User
from rxportal.domain import contract as rules
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.gateways.store import FakeStore
from rxportal.services import contracts, offering
from tests import make
from tests.contracts import BEFORE, offered, pdf, wish
from tests.make import NOW

STRANGERS = (make.candidate2, make.client, make.client2)


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def row(session, store):
    return offered(session, store)


def mails(session):
    return [(each.kind, each.to) for each in session.exec(select(Outbox).order_by(Outbox.id))]


def test_an_offer_is_kept_and_its_candidate_is_told(session, store, row):
    assert (row.state, row.job_title, row.client) == (
        State.OFFERED,
        "Orderpicker",
        "Vlotwerf Logistiek",
    )
    assert store.get(row.file_key) == pdf().content
    assert (row.pages, row.sha256, row.size) == (pdf().pages, pdf().sha256, len(pdf().content))
    (mail,) = session.exec(select(Outbox)).all()
    assert (mail.kind, mail.to) == ("contract_offered", make.candidate.email)
    assert f"/contracten/{row.id}" in mail.body_text
    assert mail.expires_at == BEFORE
    assert session.exec(select(AuditEvent.kind)).all() == ["contract.offered"]


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_only_the_agency_offers(session, store, actor):
    with pytest.raises(Forbidden):
        offering.offer(session, actor, store, wish(), pdf(), now=NOW)
    assert not store.files


@pytest.mark.parametrize("more", [{"title": "  "}, {"title": "x" * 121}, {"sign_before": NOW}])
def test_an_offer_without_a_title_or_a_term_is_refused(session, store, more):
    with pytest.raises(offering.Incomplete):
        offering.offer(session, make.office, store, wish(**more), pdf(), now=NOW)


@pytest.mark.parametrize("more", [{"candidate_id": 99}, {"placement_id": 2}, {"placement_id": 99}])
def test_an_offer_for_somebody_or_work_that_does_not_fit_is_refused(session, store, more):
    with pytest.raises(NotFound):
        offering.offer(session, make.office, store, wish(**more), pdf(), now=NOW)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"%PDF-1.7 nothing", b"x" * (contracts.LARGEST + 1)],
    ids=["empty", "html", "damaged", "large"],
)
def test_what_is_no_pdf_to_read_is_refused(content):
    with pytest.raises(contracts.UnfitFile):
        contracts.checked(content)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_for_a_stranger_it_does_not_exist(session, store, row, stranger):
    asked = (
        lambda: contracts.find(session, stranger, row.id),
        lambda: contracts.open_(session, stranger, row.id, now=NOW),
        lambda: contracts.turn(session, stranger, row.id, 1, now=NOW),
        lambda: contracts.decline(session, stranger, row.id, version=1, reason="x", now=NOW),
        lambda: contracts.page_of(session, stranger, store, row.id, 1),
        lambda: contracts.download(session, stranger, store, row.id),
    )
    for ask in asked:
        with pytest.raises((NotFound, Forbidden)):
            ask()
    assert session.exec(select(ContractReading)).all() == []


def test_the_last_page_is_reached_one_by_one(session, store):
    row = offered(session, store, leaves=3)
    shown = contracts.open_(session, make.candidate, row.id, now=NOW)
    assert (shown.reading.page, shown.reading.read_at) == (1, None)
    with pytest.raises(Invalid):
        contracts.turn(session, make.candidate, row.id, row.pages, now=NOW)
    later = NOW + timedelta(minutes=3)
    for page in range(2, row.pages + 1):
        contracts.turn(session, make.candidate, row.id, page, now=later)
    contracts.turn(session, make.candidate, row.id, 1, now=later + timedelta(minutes=1))
    reading = contracts.reading_of(session, row)
    assert (reading.page, reading.opened_at, reading.read_at) == (row.pages, NOW, later)


def test_that_the_agency_looks_is_not_reading(session, row):
    assert contracts.open_(session, make.office, row.id, now=NOW).reading is None
    with pytest.raises(Forbidden):
        contracts.turn(session, make.office, row.id, 1, now=NOW)


def test_declining_tells_who_offered_it_why(session, row):
    contracts.decline(
        session, make.candidate, row.id, version=1, reason=" Het uurloon klopt niet. ", now=NOW
    )
    assert (row.state, row.reason) == (State.DECLINED, "Het uurloon klopt niet.")
    mail = session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
    assert (mail.kind, mail.to) == ("contract_declined", make.office.email)
    assert "Het uurloon klopt niet." in mail.body_text
    with pytest.raises(rules.StepNotAllowed, match="staat op Geweigerd"):
        contracts.decline(session, make.candidate, row.id, version=2, reason="x", now=NOW)


def test_when_who_offered_it_is_gone_the_agency_is_told(session, row):
    user = session.get_one(User, make.office.user_id)
    user.active = False
    agency = session.exec(select(Agency)).one()
    agency.email = "info@flexmeent.example"
    session.add_all([user, agency])
    contracts.decline(session, make.candidate, row.id, version=1, reason="x", now=NOW)
    assert mails(session)[-1] == ("contract_declined", "info@flexmeent.example")


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [(" ", rules.ReasonMissing), ("x" * 1001, rules.ReasonTooLong), ("\0", Invalid)],
)
def test_a_refusal_needs_a_reason_to_read(session, row, reason, refusal):
    with pytest.raises(refusal):
        contracts.decline(session, make.candidate, row.id, version=1, reason=reason, now=NOW)
    assert row.state is State.OFFERED


def test_another_contract_takes_the_place_of_one_that_waits(session, store, row):
    new = offered(session, store, replaces=row.id)
    session.refresh(row)
    assert (row.state, row.replaced_by) == (State.REPLACED, new.id)
    with pytest.raises(rules.StepNotAllowed, match="staat op Vervangen"):
        offering.offer(session, make.office, store, wish(replaces=row.id), pdf(), now=NOW)


def test_nobodys_contract_is_replaced_by_anothers(session, store, row):
    other = wish(candidate_id=2, placement_id=2, replaces=row.id)
    with pytest.raises(NotFound):
        offering.offer(session, make.office, store, other, pdf(), now=NOW)


def test_what_nobody_signs_in_time_expires(session, row):
    assert contracts.expire(session, now=BEFORE - timedelta(seconds=1)) == 0
    assert contracts.expire(session, now=BEFORE) == 1
    assert session.get_one(Contract, row.id).state is State.EXPIRED
    assert contracts.expire(session, now=BEFORE) == 0


def test_a_kept_file_that_is_another_now_is_never_shown(session, store, row):
    for damaged in (b"%PDF-1.7 other", None):
        if damaged is None:
            store.files.clear()
        else:
            store.files[row.file_key] = damaged
        with pytest.raises(contracts.Damaged):
            contracts.page_of(session, make.candidate, store, row.id, 1)
