"""services/document_types.py: which documents there are, and what that means for what is added."""

from dataclasses import replace

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, DocumentType
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.domain.retention import Kept
from rxportal.domain.review import Review
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import FakeStore
from rxportal.services import document_types, documents
from rxportal.services.document_types import MODULE, ChangedMeanwhile, Kind, Unfit
from rxportal.services.documents import Wish
from tests import make
from tests.make import NOW

VCA = Kind("VCA", "Voor- en achterkant", "award", required=True, asks_expiry=True, keep_days=730)
PDF = Clean(b"%PDF-1.7 x", "application/pdf", ".pdf")


@pytest.fixture
def kinds(session):
    rows = documents.standard(session)
    session.commit()
    return {row.name: row.id for row in rows}


def save(session, kind, number=0, *, seen=0, actor=make.office):
    row = document_types.save(session, actor, number, kind, seen=seen, now=NOW)
    session.commit()
    return row


def retire(session, number, *, seen=1, away=True, actor=make.office):
    document_types.retire(session, actor, number, seen=seen, away=away, now=NOW)
    session.commit()


def offered(session, actor=make.candidate):
    return [kind.name for kind in documents.types_to_add(session, actor, now=NOW)]


def add(session, kind, actor=make.candidate, **wish):
    return documents.add(
        session, actor, FakeStore(), Wish(kind, **wish), name="a.pdf", clean=PDF, now=NOW
    )


def test_a_new_kind_is_offered_last(session, kinds):
    row = save(session, replace(VCA, asks_expiry=False))
    assert offered(session)[-1] == "VCA"
    assert add(session, row.id).type_id == row.id
    assert (row.explanation, row.required, row.version) == ("Voor- en achterkant", True, 1)


def test_what_is_changed_holds_for_what_is_added_from_then_on(session, kinds):
    before = add(session, kinds["Anders"])
    kept = before.keep_until
    row = save(session, Kind("Overig", keep_days=10, reviewed=False), kinds["Anders"], seen=1)
    assert (row.id, row.version) == (kinds["Anders"], 2)
    after = add(session, row.id)
    assert before.keep_until == kept
    assert after.keep_until < kept
    assert (before.review, after.review) == (Review.WAITING, Review.APPROVED)


def test_what_candidates_no_longer_see_is_gone_for_them_at_once(session, kinds):
    mine = add(session, kinds["Anders"])
    hidden = Kind("Anders", candidate_sees=False, candidate_adds=False)
    save(session, hidden, kinds["Anders"], seen=1)
    assert "Anders" not in offered(session)
    assert "Anders" in offered(session, make.office)
    with pytest.raises(NotFound):
        documents.find(session, make.candidate, mine.id, now=NOW)


def test_a_retired_kind_is_added_by_nobody_and_what_there_is_stays(session, kinds):
    mine = add(session, kinds["Anders"])
    retire(session, kinds["Anders"])
    for actor in (make.candidate, make.office):
        assert "Anders" not in offered(session, actor)
        with pytest.raises(NotFound):
            add(session, kinds["Anders"], actor, number="K10041")
    assert documents.find(session, make.candidate, mine.id, now=NOW) is mine
    retire(session, kinds["Anders"], seen=2, away=False)
    assert "Anders" in offered(session)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "ANDERS"}, "name"),
        ({"candidate_sees": False}, "adds"),
        ({"candidate_adds": False}, "required"),
        ({"keep_days": 0}, "keep"),
        ({"keep_days": 36_501}, "keep"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(session, kinds, change, field):
    with pytest.raises(Unfit) as unfit:
        save(session, replace(VCA, **change))
    assert list(unfit.value.problems) == [field]
    assert len(session.exec(select(DocumentType)).all()) == len(kinds)


def test_a_kind_keeps_its_own_name(session, kinds):
    assert save(session, Kind("anders"), kinds["Anders"], seen=1).name == "anders"


def test_of_two_at_once_one_gets_the_name(session, kinds, monkeypatch):
    monkeypatch.setattr(document_types, "_is_taken", lambda *_: False)
    with pytest.raises(Unfit) as unfit:
        save(session, Kind("Anders"))
    assert list(unfit.value.problems) == ["name"]


@pytest.mark.parametrize(
    "change",
    [
        {"picture": "skull"},
        {"name": "x" * 61},
        {"explanation": "x" * 301},
        {"kept": Kept.IDENTITY},  # and a number of days
    ],
)
def test_what_no_form_of_ours_sends_is_refused(session, kinds, change):
    with pytest.raises(Invalid):
        save(session, replace(VCA, **change))


def test_of_two_who_change_it_the_second_is_told(session, kinds):
    save(session, Kind("Overig"), kinds["Anders"], seen=1)
    with pytest.raises(ChangedMeanwhile):
        save(session, Kind("Divers"), kinds["Anders"], seen=1, actor=make.administrator)
    session.rollback()
    with pytest.raises(ChangedMeanwhile):
        retire(session, kinds["Anders"])
    session.rollback()
    assert session.get_one(DocumentType, kinds["Anders"]).name == "Overig"


def test_what_was_changed_is_written_down(session, kinds):
    save(session, Kind("Anders", keep_days=10), kinds["Anders"], seen=1)
    save(session, Kind("Anders", keep_days=10), kinds["Anders"], seen=2)
    retire(session, kinds["Anders"], seen=3)
    events = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.kind, event.actor, event.details) for event in events] == [
        ("document_type.changed", make.office.name, details)
        for details in (
            {"type": "Anders", "keep_days": "730 → 10"},
            {"type": "Anders", "retired": "False → True"},
        )
    ]


USES = [
    lambda session, actor, _: save(session, VCA, actor=actor),
    lambda session, actor, number: save(session, VCA, number, seen=1, actor=actor),
    lambda session, actor, number: retire(session, number, actor=actor),
    lambda session, actor, number: document_types.find(session, actor, number, now=NOW),
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.asvs("8.2.1")
def test_only_the_agency_says_which_documents_there_are(session, kinds, use):
    for actor in (make.candidate, make.client):
        with pytest.raises(Forbidden):
            use(session, actor, kinds["Anders"])
    with pytest.raises(NotFound):
        use(session, replace(make.office, closed=frozenset({MODULE})), kinds["Anders"])
    with pytest.raises(NotFound):
        document_types.find(session, make.office, 99, now=NOW)
