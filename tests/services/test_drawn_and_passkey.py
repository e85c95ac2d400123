"""Signing by hand and with a passkey: what is kept of a drawing, and what a passkey is good for."""

from datetime import timedelta

import pypdfium2
import pytest
from sqlmodel import select

from rxportal.db.tables import Contract, Signature, User
from rxportal.domain import drawing
from rxportal.domain.contract import State
from rxportal.domain.errors import NotFound, SignedOut
from rxportal.formats import pages, seal
from rxportal.services import contract_desk, contracts, passkeys, signing, step_up
from rxportal.services.passkeys import Answer
from rxportal.services.signing import Hand
from tests import make
from tests.contracts import Signer, offered
from tests.make import NOW
from tests.services.test_passkeys import keep
from tests.soft_key import SoftKey

# An arch and a dot.
DRAWN = " ".join(f"{20 + 8 * n},{80 - abs(9 - n) * -5}" for n in range(20)) + ";200,40;"


@pytest.fixture
def signer(session):
    return Signer(session)


@pytest.fixture
def row(session, signer):
    made = offered(session, signer.vault.store)
    signer.read(made)
    return made


def test_a_drawing_stands_on_the_page_of_evidence(session, signer, row):
    form = signer.form(row, signer.text(row), hand=Hand("Iets anders", DRAWN))
    signer.sign(row, form)
    proof = session.exec(select(Signature)).one()
    assert (proof.written, proof.drawn) == ("Daria Kowalczewska", drawing.kept(DRAWN))
    sealed = contracts.download(session, make.candidate, signer.vault.store, row.id).content
    assert seal.check(sealed, signer.vault.key.certificate) == ""
    assert "Handtekening, zoals die is getekend" in pages.texts(sealed)[-1]
    assert longest_line(sealed) == 20


def longest_line(content):
    """Points of the longest line on the last page."""
    document = pypdfium2.PdfDocument(content)
    lines = document[len(document) - 1].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    found = max(pypdfium2.raw.FPDFPath_CountSegments(each) for each in lines)
    document.close()
    return found


@pytest.mark.parametrize(
    ("drawn", "refusal"),
    [
        ("", drawing.NotDrawn),
        ("5,5;", drawing.NotDrawn),
        ("te-lang", drawing.Unreadable),
        ("<svg onload=alert(1)>;", drawing.Unreadable),
        (DRAWN * 400, drawing.Unreadable),
    ],
)
def test_what_is_no_drawing_signs_nothing(session, signer, row, drawn, refusal):
    form = signer.form(row, signer.text(row), hand=Hand("Daria", drawn))
    with pytest.raises(refusal):
        signer.sign(row, form)
    session.rollback()
    assert session.get_one(Contract, row.id).state is State.OFFERED


def test_what_was_typed_or_drawn_is_there_again(session, signer, row):
    signing.keep(session, make.candidate, row.id, Hand("D. Kowalczewska"), now=NOW)
    desk = contract_desk.desk(session, make.candidate, signer.where, row.id, now=NOW)
    assert (desk.written, desk.drawn) == ("D. Kowalczewska", "")
    signing.keep(session, make.candidate, row.id, Hand("", DRAWN), now=NOW)
    desk = contract_desk.desk(session, make.candidate, signer.where, row.id, now=NOW)
    assert (desk.written, desk.drawn) == ("D. Kowalczewska", drawing.kept(DRAWN))
    signing.keep(session, make.candidate, row.id, Hand("", "te-lang"), now=NOW)
    desk = contract_desk.desk(session, make.candidate, signer.where, row.id, now=NOW)
    assert desk.drawn == ""
    with pytest.raises(NotFound):
        signing.keep(session, make.candidate2, row.id, Hand("Piotr"), now=NOW)


def ask(session, signer, row, now=NOW):
    """What the screen of the contract asks the device to sign."""
    options = signing.offer(session, make.candidate, signer.where, row.id, now=now)
    session.commit()
    return options


def test_a_passkey_confirms_a_signature_once(session, signer, row):
    key = keep(make.candidate)
    answer = Answer(key.sign(ask(session, signer, row)))
    signer.sign(row, signer.form(row, passkey=answer))
    proof = session.exec(select(Signature)).one()
    assert (proof.factor, proof.number) == ("passkey", "")
    sealed = contracts.download(session, make.candidate, signer.vault.store, row.id).content
    assert "Passkey" in pages.texts(sealed)[-1]
    user = session.get_one(User, make.candidate.user_id)
    kept_row = step_up.session_of(session, signer.where.token)
    with pytest.raises(passkeys.TooLate):
        passkeys.check(session, user, kept_row, answer, now=NOW)


def test_without_a_passkey_or_before_the_last_page_nothing_is_asked(session, signer):
    row = offered(session, signer.vault.store, leaves=3)
    signer.read(row, until=row.pages - 1)
    keep(make.candidate)
    assert ask(session, signer, row) == {}
    signer.read(row)
    assert ask(session, signer, row)["challenge"]


def test_who_has_no_passkey_is_asked_none(session, signer, row):
    assert ask(session, signer, row) == {}
    answer = Answer(SoftKey().sign({"challenge": "AAAA"}))
    with pytest.raises(passkeys.TooLate):
        signer.sign(row, signer.form(row, passkey=answer))


def test_a_passkey_signs_the_contract_it_was_asked_for(session, signer, row):
    key = keep(make.candidate)
    other = offered(session, signer.vault.store)
    signer.read(other)
    answer = Answer(key.sign(ask(session, signer, other)))
    ask_again = signer.form(row, passkey=answer)
    with pytest.raises(passkeys.TooLate):
        signer.sign(row, ask_again)
    session.rollback()
    signer.sign(other, signer.form(other, passkey=answer))
    assert [each.contract_id for each in session.exec(select(Signature))] == [other.id]


def test_what_was_asked_on_the_security_page_signs_no_contract(session, signer, row):
    key = keep(make.candidate)
    ask(session, signer, row)
    options = step_up.offer(
        session, make.candidate, signer.where.token, now=NOW + timedelta(seconds=1)
    )
    session.commit()
    with pytest.raises(passkeys.TooLate):
        signer.sign(row, signer.form(row, passkey=Answer(key.sign(options))))


def test_somebody_elses_passkey_or_a_late_one_signs_nothing(session, signer, row):
    keep(make.candidate)
    theirs = keep(make.candidate2)
    options = ask(session, signer, row)
    with pytest.raises(passkeys.WrongPasskey):
        signer.sign(row, signer.form(row, passkey=Answer(theirs.sign(options))))
    session.rollback()
    key = keep(make.candidate)
    options = ask(session, signer, row)
    with pytest.raises(passkeys.TooLate):
        signer.sign(
            row, signer.form(row, passkey=Answer(key.sign(options))), now=NOW + passkeys.LIVES
        )
    session.rollback()
    with pytest.raises(passkeys.NotShown):
        signer.sign(row, signer.form(row, passkey=Answer("", "NotAllowedError")))
    session.rollback()
    assert session.exec(select(Signature)).all() == []


def test_from_another_session_it_signs_nothing(session, signer, row):
    key = keep(make.candidate)
    options = ask(session, signer, row)
    elsewhere = Signer(session, signer.vault)
    with pytest.raises(passkeys.TooLate):
        elsewhere.sign(row, signer.form(row, passkey=Answer(key.sign(options))))
    session.rollback()
    with pytest.raises(SignedOut):
        step_up.session_of(session, "another")
