"""services/documents.py: who adds, sees and reviews a document, and how long it is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db import tables
from rxportal.db.tables import Document, Outbox
from rxportal.domain.access import Permission
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.review import AlreadyReviewed, Review
from rxportal.domain.zone import today
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import FakeStore
from rxportal.jobs import retention
from rxportal.services import documents, quota
from rxportal.services.documents import Wish
from rxportal.services.limits import TooOften
from tests import make
from tests.make import NOW

PDF = Clean(b"%PDF-1.7 x", "application/pdf", ".pdf")


@pytest.fixture
def kinds(session):
    rows = documents.standard(session)
    session.commit()
    return {row.name: row.id for row in rows}


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def add(session, kinds, store):
    """Adds a document; a diploma of the first candidate unless told otherwise."""

    def adding(actor=make.candidate, kind="Diploma / certificaat", name="lasser.pdf", **wish):
        row = documents.add(
            session, actor, store, Wish(kinds[kind], **wish), name=name, clean=PDF, now=NOW
        )
        session.commit()
        return row

    return adding


def test_what_a_candidate_adds_waits_and_its_file_is_kept(add, store, session):
    row = add()
    assert (row.candidate_id, row.review, row.added_by) == (1, Review.WAITING, make.candidate.name)
    assert store.files == {row.key: PDF.content}
    found = documents.read(session, make.candidate, store, row.key, now=NOW)
    assert (found.name, found.media_type, found.content) == (
        "lasser.pdf",
        "application/pdf",
        PDF.content,
    )


def test_what_the_agency_adds_is_for_the_candidate_it_names(add, session, store):
    row = add(make.office, number=" k10042 ")
    assert (row.candidate_id, row.review) == (2, Review.APPROVED)
    with pytest.raises(documents.UnknownNumber):
        add(make.office, number="K1")
    assert documents.find(session, make.candidate2, row.id, now=NOW).id == row.id


def test_a_candidate_names_nobody_else(add):
    assert add(number="K10042").candidate_id == 1


@pytest.mark.asvs("8.2.2")
def test_a_strangers_document_does_not_exist_and_a_client_sees_none(add, session, store):
    row = add()
    with pytest.raises(NotFound):
        documents.find(session, make.candidate2, row.id, now=NOW)
    with pytest.raises(Forbidden):
        documents.find(session, make.client, row.id, now=NOW)
    for actor in (make.candidate2, make.client, make.client2):
        with pytest.raises(NotFound):
            documents.read(session, actor, store, row.key, now=NOW)
    with pytest.raises(NotFound):
        documents.read(session, make.candidate, store, "../../etc/passwd", now=NOW)
    lister = replace(make.office, only=frozenset({Permission.DOCUMENT_READ}))
    with pytest.raises(NotFound):
        documents.read(session, lister, store, row.key, now=NOW)


def test_a_kind_says_who_adds_it_and_who_sees_it(add, session, kinds):
    mine = [kind.name for kind in documents.types_to_add(session, make.candidate, now=NOW)]
    assert mine == [name for name, _, adds, *_ in documents.STANDARD if adds]
    with pytest.raises(NotFound):
        add(kind="Huisregels")
    row = add(make.office, kind="Huisregels", number="K10041")
    assert documents.find(session, make.candidate, row.id, now=NOW)
    session.get_one(tables.DocumentType, kinds["Huisregels"]).candidate_sees = False
    session.commit()
    with pytest.raises(NotFound):
        documents.find(session, make.candidate, row.id, now=NOW)
    assert documents.find(session, make.office, row.id, now=NOW)
    with pytest.raises(Forbidden):
        documents.types_to_add(session, make.client, now=NOW)


def test_until_when_it_is_valid_is_asked_of_some(add):
    for until in (None, today(NOW) - timedelta(days=1)):
        with pytest.raises(documents.ExpiryMissing):
            add(kind="Rijbewijs", expires_on=until)
    assert add(kind="Rijbewijs", expires_on=today(NOW)).expires_on == today(NOW)
    assert add(expires_on=today(NOW)).expires_on is None


@pytest.mark.asvs("5.2.4")
@pytest.mark.parametrize(("limit", "most"), [("MOST_FILES", 2), ("MOST_BYTES", 29)])
def test_a_candidate_has_room_for_so_many(add, monkeypatch, limit, most):
    monkeypatch.setattr(quota, limit, most)
    add()
    add()
    with pytest.raises(quota.TooMany):
        add()
    add(make.candidate2)


@pytest.mark.asvs("2.4.1", "5.2.4")
def test_files_are_opened_so_often_an_hour(session):
    for _ in range(documents.TRIES.most):
        documents.knock(session, make.candidate, now=NOW)
    with pytest.raises(TooOften):
        documents.knock(session, make.candidate, now=NOW)
    documents.knock(session, make.candidate2, now=NOW)
    with pytest.raises(Forbidden):
        documents.knock(session, make.client, now=NOW)


def test_the_agency_approves_once(add, session):
    row = add()
    with pytest.raises(AlreadyReviewed):  # what was shown is not what is there
        documents.approve(session, make.office, row.id, version=9, now=NOW)
    done = documents.approve(session, make.office, row.id, version=1, now=NOW)
    assert (done.review, done.reviewed_by, done.version) == (
        Review.APPROVED,
        make.office.name,
        2,
    )
    for version in (1, 2):
        with pytest.raises(AlreadyReviewed):
            documents.approve(session, make.office, row.id, version=version, now=NOW)
    assert session.exec(select(Outbox)).all() == []


def test_who_rejects_says_why_and_the_candidate_is_mailed(add, session):
    row = add()
    for reason, refusal in (("  ", ReasonMissing), ("x" * 1001, ReasonTooLong)):
        with pytest.raises(refusal):
            documents.reject(session, make.office, row.id, version=1, reason=reason, now=NOW)
    documents.reject(session, make.office, row.id, version=1, reason=" Onscherp ", now=NOW)
    assert (row.review, row.reason) == (Review.REJECTED, "Onscherp")
    (mail,) = session.exec(select(Outbox)).all()
    assert (mail.kind, mail.to) == ("document_rejected", make.candidate.email)
    assert "Onscherp" in mail.body_text
    assert f"/documenten/{row.id}" in mail.body_text


@pytest.mark.parametrize("actor", [make.candidate, make.candidate2, make.client])
def test_nobody_else_reviews(add, session, actor):
    row = add()
    with pytest.raises((Forbidden, NotFound)):
        documents.approve(session, actor, row.id, version=1, now=NOW)
    with pytest.raises((Forbidden, NotFound)):
        documents.reject(session, actor, row.id, version=1, reason="x", now=NOW)
    session.refresh(row)
    assert row.review is Review.WAITING


@pytest.mark.asvs("14.2.7")
def test_what_may_be_kept_no_longer_goes_with_its_file(add, session, store):
    short, always = add(), add(make.office, kind="Huisregels", number="K10041")
    assert always.keep_until is None
    last, key = NOW + timedelta(days=730), short.key
    retention.keep_terms(store, now=last)
    assert key in store.files
    retention.keep_terms(store, now=last + timedelta(days=1))
    session.expire_all()
    assert [row.id for row in session.exec(select(Document))] == [always.id]
    assert set(store.files) == {always.key}
