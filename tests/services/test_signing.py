"""Signing a contract: what it asks, what it leaves behind, and what refuses it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import AuditEvent, Authenticator, Contract, Outbox, Pin, Signature, User
from rxportal.domain import contract as rules
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden, NotFound, SignedOut
from rxportal.formats import pages, seal
from rxportal.services import authenticators, contracts, pins, signing
from rxportal.services.factors import Factor
from rxportal.services.signing import Hand
from tests import make
from tests.contracts import BEFORE, Signer, offered, pdf
from tests.make import NOW
from tests.services.test_authenticators import code_at
from tests.services.test_pins import other


@pytest.fixture
def signer(session):
    return Signer(session)


@pytest.fixture
def row(session, signer):
    return offered(session, signer.vault.store)


def test_what_is_signed_is_sealed_with_its_evidence(session, signer, row):
    signer.read(row)
    signed = signer.sign(row, signer.form(row, signer.text(row)))
    assert (signed.state, signed.version, signed.signed_at) == (State.SIGNED, 2, NOW)
    proof = session.exec(select(Signature)).one()
    assert (proof.name, proof.written, proof.factor, proof.number) == (
        "Daria Kowalczewska", "Daria Kowalczewska", "sms", "06 •••• ••12",
    )  # fmt: skip
    assert (proof.address, proof.browser) == ("192.0.2.7", "Chrome op Android")
    assert (proof.pages, proof.sha256) == (row.pages, pdf().sha256)
    sealed = contracts.download(session, make.candidate, signer.vault.store, row.id).content
    assert sealed.startswith(pdf().content)
    assert seal.check(sealed, signer.vault.key.certificate) == ""
    words = pages.texts(sealed)[-1]
    for said in (
        "Bewijs van ondertekening", "Daria Kowalczewska", "06 •••• ••12", "192.0.2.7",
        "9 oktober 2026, 16:30:00", "Chrome op Android", pdf().sha256[:32],
    ):  # fmt: skip
        assert said in words
    mails = select(Outbox.kind).where(Outbox.channel == "mail").order_by(Outbox.id)
    kinds = session.exec(mails).all()
    assert kinds == ["contract_offered", "contract_signed"]
    last = session.exec(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.kind, last.address, last.details["sha256"]) == (
        "contract.signed", "192.0.2.7", pdf().sha256,
    )  # fmt: skip


def test_who_uses_an_app_confirms_with_its_code(session, signer, row):
    user = session.get_one(User, 1)
    secret = authenticators.enrol(session, user, now=NOW).secret
    authenticators.confirm(session, user, code_at(secret, NOW), now=NOW)
    signer.read(row)
    assert signing.asked(session, make.candidate) == (Factor.APP, "")
    later = NOW + timedelta(minutes=2)
    signer.sign(row, signer.form(row, code_at(secret, later)), now=later)
    proof = session.exec(select(Signature)).one()
    assert (proof.factor, proof.number) == ("app", "")
    assert session.exec(select(Authenticator)).one().last_step


def test_nobody_signs_twice(session, signer, row):
    signer.read(row)
    form = signer.form(row, signer.text(row))
    signer.sign(row, form)
    with pytest.raises(rules.StepNotAllowed, match="staat op Ondertekend"):
        signer.sign(row, form)
    assert len(session.exec(select(Signature)).all()) == 1


def test_before_the_last_page_there_is_neither_a_pin_nor_a_signature(session, signer):
    row = offered(session, signer.vault.store, leaves=3)
    signer.read(row, until=row.pages - 1)
    with pytest.raises(rules.NotRead):
        signer.text(row)
    with pytest.raises(rules.NotRead):
        signer.sign(row, signer.form(row, "123456"))
    assert session.exec(select(Pin)).all() == []


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"agreed": False}, rules.NotAgreed),
        ({"hand": Hand(" ")}, rules.NameMissing),
        ({"hand": Hand("...")}, rules.NameMissing),
        ({"hand": Hand("x" * 101)}, rules.NameMissing),
        ({"sha256": "0" * 64}, rules.AnotherShown),
        ({"version": 2}, rules.AnotherShown),
        ({"code": ""}, pins.WrongPin),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_signed(session, signer, row, more, refusal):
    signer.read(row)
    form = replace(signer.form(row, signer.text(row)), **more)
    with pytest.raises(refusal):
        signer.sign(row, form)
    session.rollback()
    assert session.get_one(Contract, row.id).state is State.OFFERED
    assert session.exec(select(Signature)).all() == []


def test_wrong_pins_are_counted_and_end(session, signer, row):
    signer.read(row)
    code = signer.text(row)
    for _ in range(pins.TRIES):
        with pytest.raises(pins.WrongPin):
            at_the_edge(signer, row, other(code))
    with pytest.raises(pins.PinsSpent):
        at_the_edge(signer, row, code)


def at_the_edge(signer, row, code):
    """In a transaction of its own, which keeps what a wrong try wrote."""
    form = signer.form(row, code)
    signer.session.commit()
    with transaction() as session:
        signing.sign(session, signer.actor, signer.vault, signer.where, row.id, form, now=NOW)


def test_a_pin_for_one_contract_signs_no_other(session, signer, row):
    second = offered(session, signer.vault.store)
    signer.read(row)
    signer.read(second)
    code = signer.text(row)
    assert signing.texted(session, make.candidate, signer.where, row.id, now=NOW)
    assert not signing.texted(session, make.candidate, signer.where, second.id, now=NOW)
    with pytest.raises(pins.PinExpired):
        signer.sign(second, signer.form(second, code))
    signer.sign(row, signer.form(row, code))


def test_a_pin_for_one_contract_dies_when_one_is_asked_for_another(session, signer, row):
    second = offered(session, signer.vault.store)
    signer.read(row)
    signer.read(second)
    signer.text(row)
    later = NOW + timedelta(minutes=1)
    code = signer.text(second, now=later)
    with pytest.raises(pins.PinExpired):
        signer.sign(row, signer.form(row, code), now=later)
    signer.sign(second, signer.form(second, code), now=later)


def test_a_pin_of_another_session_is_none_here(session, signer, row):
    signer.read(row)
    code = signer.text(row)
    elsewhere = Signer(session, signer.vault)
    with pytest.raises(pins.PinExpired):
        elsewhere.sign(row, elsewhere.form(row, code))
    elsewhere.where = replace(elsewhere.where, token="gone")
    with pytest.raises(SignedOut):
        elsewhere.sign(row, elsewhere.form(row, code))


def test_after_the_term_nothing_is_signed_even_before_the_job_has_closed_it(session, signer, row):
    signer.read(row)
    code = signer.text(row, now=BEFORE - timedelta(minutes=1))
    with pytest.raises(rules.TooLate):
        signer.sign(row, signer.form(row, code), now=BEFORE)


def test_a_contract_that_was_replaced_meanwhile_is_not_signed(session, signer, row):
    """The page is open, the pin is in; then the back-office offers another text."""
    signer.read(row)
    form = signer.form(row, signer.text(row))
    offered(session, signer.vault.store, replaces=row.id)
    with pytest.raises(rules.StepNotAllowed, match="staat op Vervangen"):
        signer.sign(row, form)
    assert session.exec(select(Signature)).all() == []


@pytest.mark.parametrize("actor", [make.candidate2, make.client, make.office, make.administrator])
def test_nobody_signs_for_somebody_else(session, signer, row, actor):
    signer.read(row)
    form = signer.form(row, signer.text(row))
    for deed in (
        lambda: signing.sign(session, actor, signer.vault, signer.where, row.id, form, now=NOW),
        lambda: signing.text_me(session, actor, signer.where, row.id, now=NOW),
    ):
        with pytest.raises((Forbidden, NotFound)):
            deed()
    assert session.exec(select(Signature)).all() == []


def test_a_file_that_was_swapped_in_the_store_is_never_sealed(session, signer, row):
    signer.read(row)
    form = signer.form(row, signer.text(row))
    signer.vault.store.files[row.file_key] = pdf(3).content
    with pytest.raises(contracts.Damaged):
        signer.sign(row, form)
    session.rollback()
    assert session.get_one(Contract, row.id).state is State.OFFERED


def test_without_a_number_it_says_whom_to_call(session, signer, row):
    user = session.get_one(User, 1)
    user.phone = ""
    session.add(user)
    signer.read(row)
    with pytest.raises(pins.NoNumber, match="vestiging"):
        signer.text(row)


def test_the_pin_is_in_the_text_alone(session, signer, row):
    signer.read(row)
    code = signer.text(row)
    signer.sign(row, signer.form(row, code))
    sealed = contracts.download(session, make.candidate, signer.vault.store, row.id).content
    assert not re.search(code, pages.texts(sealed)[-1])
