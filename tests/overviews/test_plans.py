"""What the databases do with a view: walk an index that stands in the wanted order, and no more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rxportal.domain.declaration import Status
from rxportal.overviews import query
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.view import View
from tests import make
from tests.overviews.plans import analysed, plans

WALKS = {  # view -> the index somebody of the agency walks along
    (): "declaration_by_start",
    (("status", (Status.SUBMITTED,)),): "declaration_by_status",
    (("kostenplaats", (1,)),): "declaration_of_cost_centre",
    (("opdrachtgever", (1,)), ("status", (Status.SUBMITTED,))): "declaration_of_client_by_status",
    (("kostenplaats", (1,)), ("status", (Status.SUBMITTED, Status.REPORT))): (
        "declaration_of_cost_centre_by_status"
    ),
}


def three_hundred_weeks(session):
    make.world(session)
    for number in range(150):
        for person in (1, 2):
            make.declaration(
                session,
                monday=date(2022, 1, 3) + timedelta(weeks=number),
                candidate_id=person,
                status=list(Status)[number % 6],
                filled=False,
            )


pytestmark = pytest.mark.begins(rows=three_hundred_weeks)


@pytest.fixture
def many(session):
    return analysed(session)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("filters", WALKS, ids=str)
def test_every_filter_walks_its_own_index_in_order(many, filters):
    found = plans(many, make.office, DECLARATIONS, View(filters=dict(filters)))
    reads = [line for line in found if "declaration" in line]
    assert reads
    assert all(f"INDEX {WALKS[filters]} " in f"{line} " for line in reads), found
    if len(reads) == 1:
        assert not [line for line in found if "TEMP B-TREE" in line], found


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_candidate_reads_no_more_than_their_own_rows(many):
    for asked in (
        {},
        {"search": "41"},
        {"period": "dit-jaar"},
        {"order": "-hours"},
        {"filters": {"kostenplaats": (1,), "status": (Status.PROCESSED,)}},
    ):
        found = plans(many, make.candidate, DECLARATIONS, View(**asked))
        reads = [line for line in found if "declaration" in line]
        assert reads
        assert all("candidate_id=?" in line for line in reads), found


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ((), "declaration_of_cost_centre"),
        ((("status", (Status.SUBMITTED,)),), "declaration_of_cost_centre_by_status"),
        ((("kostenplaats", (1,)),), "declaration_of_cost_centre"),
    ],
)
def test_a_contact_with_cost_centres_walks_those_alone(many, filters, index):
    mila = replace(make.client, centres=(1, 2, 3))
    found = plans(many, mila, DECLARATIONS, View(filters=dict(filters)))
    reads = [line for line in found if "declaration" in line]
    assert len(reads) == (1 if filters and filters[0][0] == "kostenplaats" else 3)
    assert all(f"INDEX {index} (" in line and "cost_centre_id=?" in line for line in reads), found


def test_the_same_rows_come_out_on_both_databases(many):
    page = query.page(many, make.office, DECLARATIONS, View(size=100), now=make.NOW)
    assert [row.id for row in page.rows] == list(range(300, 200, -1))
