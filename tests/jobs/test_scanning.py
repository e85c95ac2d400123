"""A file that nobody could look at is kept back, and let out or taken away once somebody has."""

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, DiscardedFile, Document, Outbox, StoredFile
from rxportal.domain.review import Review
from rxportal.domain.scan import Scan
from rxportal.formats.uploads import Clean
from rxportal.gateways.scanner import FakeScanner, NotScanned
from rxportal.gateways.store import FakeStore
from rxportal.jobs import scanning
from rxportal.services import documents, files
from rxportal.services.documents import Wish
from rxportal.services.scanning import Gone, Held
from tests import make
from tests.make import NOW

EVIL = b"a virus"


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def scanner():
    return FakeScanner(EVIL)


@pytest.fixture
def held(session, store):
    """``held(content)``: a document that was added while the scanner was down."""
    kind = documents.standard(session)[1].id

    def adding(content=b"%PDF-1.7 x"):
        clean = Clean(content, "application/pdf", ".pdf", Scan.HELD)
        row = documents.add(
            session, make.candidate, store, Wish(kind), name="a.pdf", clean=clean, now=NOW
        )
        session.commit()
        return row

    return adding


@pytest.fixture
def receipt(session, store):
    row = make.declaration(session)
    file = StoredFile(
        key="a-receipt-of-the-first", declaration_id=row.id, name="bon.pdf",
        media_type="application/pdf", size=1, sha256="", scan=Scan.HELD, created_at=NOW,
    )  # fmt: skip
    session.add(file)
    session.commit()
    store.put(file.key, EVIL)
    return file


@pytest.fixture
def look(session, scanner, store):
    def looking(with_it=scanner):
        session.commit()  # SQLite has one writer: the test must not hold its place
        done = scanning.look_again(with_it, store, now=NOW)
        session.expire_all()
        return done

    return looking


@pytest.mark.asvs("5.4.3", "16.5.3")
def test_what_is_held_nobody_gets_and_nobody_approves(session, store, held, receipt):
    row = held()
    for actor in (make.candidate, make.office):
        with pytest.raises(Held):
            documents.read(session, actor, store, row.key, now=NOW)
        with pytest.raises(Held):
            files.read(session, actor, store, receipt.key, now=NOW)
    with pytest.raises(Held):
        documents.approve(session, make.office, row.id, version=1, now=NOW)


class Down(FakeScanner):
    def is_clean(self, _content):
        pytest.fail("each file would wait for an answer that does not come")


@pytest.mark.asvs("5.4.3")
def test_it_is_let_out_once_the_scanner_answers(session, store, held, look):
    row = held()
    assert look(Down(EVIL, up=False)) == 0
    with pytest.raises(Held):
        documents.read(session, make.candidate, store, row.key, now=NOW)
    assert look() == 1
    assert documents.read(session, make.candidate, store, row.key, now=NOW).content
    assert look() == 0
    assert session.exec(select(AuditEvent)).all() == []
    assert session.exec(select(Outbox)).all() == []


@pytest.mark.asvs("5.4.3", "16.3.3")
def test_a_virus_in_it_is_taken_away_and_told(session, store, held, receipt, look):
    row, fine = held(b"%PDF-1.7 " + EVIL), held()
    assert look() == 3
    assert (row.scan, fine.scan, receipt.scan) == (Scan.INFECTED, Scan.CLEAN, Scan.INFECTED)
    assert (row.review, row.reason) == (Review.REJECTED, str(Gone()))
    assert set(session.exec(select(DiscardedFile.key))) == {row.key, receipt.key}
    for read, key in ((documents.read, row.key), (files.read, receipt.key)):
        with pytest.raises(Gone):
            read(session, make.candidate, store, key, now=NOW)
    (mail,) = session.exec(select(Outbox)).all()
    assert (mail.kind, mail.to) == ("document_rejected", make.candidate.email)
    told = [(event.kind, event.details) for event in session.exec(select(AuditEvent))]
    assert told == [
        ("file.infected", {"file": f"Document {row.id}"}),
        ("file.infected", {"file": f"StoredFile {receipt.id}"}),
    ]


class Choosy(FakeScanner):
    def is_clean(self, content):
        if b"large" in content:
            raise NotScanned("INSTREAM size limit exceeded")
        return super().is_clean(content)


def test_one_that_cannot_be_scanned_keeps_no_other_waiting(held, look):
    row, fine = held(b"%PDF-1.7 large"), held()
    assert look(Choosy(EVIL)) == 1
    assert (row.scan, fine.scan) == (Scan.HELD, Scan.CLEAN)


def test_an_agency_that_has_no_scanner_any_more_gets_its_files(session, held, look):
    row = held()
    assert look(None) == 1
    assert session.get_one(Document, row.id).scan is Scan.CLEAN
