"""Documents and changes: read along an index that stands in the wanted order."""

from datetime import timedelta

import pytest

from rxportal.db.tables import ChangeRequest, Document
from rxportal.domain.details import What
from rxportal.domain.review import Review
from rxportal.overviews import query
from rxportal.overviews.changes import CHANGES
from rxportal.overviews.documents import DOCUMENTS
from rxportal.overviews.view import View
from rxportal.services import documents
from tests import make
from tests.make import NOW
from tests.overviews.plans import analysed, plans

WAITING = {"staat": (Review.WAITING,)}
WALKS = [
    (DOCUMENTS, {}, "document_by_addition"),
    (DOCUMENTS, {"filters": WAITING}, "document_by_review"),
    (DOCUMENTS, {"filters": {"type": (1,)}}, "document_by_type"),
    (DOCUMENTS, {"order": "name"}, "document_by_name"),
    (CHANGES, {}, "change_by_moment"),
    (CHANGES, {"filters": WAITING}, "change_by_review"),
    (CHANGES, {"filters": {"wat": (What.IBAN,)}}, "change_by_what"),
]


def three_thousand_of_each(session):
    """More than are gathered and sorted."""
    make.world(session)
    kinds = documents.standard(session)
    for number in range(3000):
        at, review = NOW - timedelta(hours=number), list(Review)[number % 3]
        session.add(
            Document(
                candidate_id=1 + number % 2,
                type_id=kinds[number % 3].id,
                name=f"{number % 97} papier.pdf",
                key=f"key{number}",
                media_type="application/pdf",
                size=1,
                sha256="",
                review=review,
                added_at=at,
            )
        )
        session.add(
            ChangeRequest(
                candidate_id=1,
                what=list(What)[number % 4],
                new="x",
                sealed="",
                review=Review.APPROVED if number else Review.WAITING,
                asked_at=at,
            )
        )
    session.commit()


pytestmark = [
    pytest.mark.begins(rows=three_thousand_of_each),
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
]


@pytest.fixture
def many(session):
    return analysed(session)


@pytest.mark.parametrize(("overview", "asked", "index"), WALKS, ids=[w[2] for w in WALKS])
def test_the_agency_walks_an_index(many, overview, asked, index):
    found = plans(many, make.office, overview, View(**asked))
    table = str(overview.table.__tablename__)
    reads = [line for line in found if f" {table} " in f"{line} "]
    assert reads
    assert all(f"INDEX {index} " in f"{line} " for line in reads), found


@pytest.mark.parametrize("asked", [{}, {"order": "name"}, {"filters": WAITING}])
def test_a_candidate_reads_no_more_than_their_own(many, asked):
    found = plans(many, make.candidate, DOCUMENTS, View(**asked))
    reads = [line for line in found if " document " in f"{line} "]
    assert reads
    assert all("candidate_id=?" in line for line in reads), found


def test_a_kind_is_found_by_its_name(many):
    page = query.page(many, make.candidate, DOCUMENTS, View(search="rijbe"), now=NOW)
    assert {row.cells["type"] for row in page.rows} == {"Rijbewijs"}
