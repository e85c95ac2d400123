"""The lists around the hours read along their indexes too, for the agency and for one candidate."""

from datetime import date, timedelta

import pytest

from rxportal.db.tables import Accrual
from rxportal.domain.accruals import Cause, Reserve
from rxportal.overviews.accruals import ACCRUALS
from rxportal.overviews.placements import PLACEMENTS
from rxportal.overviews.view import View
from tests import make
from tests.overviews.plans import analysed, plans


def many_rows(session):
    """300 placements, and four mutations of candidate 1 or 2 in each of 300 weeks."""
    make.world(session)
    for number in range(300):
        monday = date(2021, 1, 4) + timedelta(weeks=number)
        who = number % 2 + 1
        make.placement(
            session, candidate_id=who, client_id=who, starts_on=monday, ends_on=monday, roster=False
        )
        session.add_all(
            Accrual(candidate_id=who, reserve=kind, day=monday, amount=60, cause=Cause.ACCRUED)
            for kind in Reserve
        )
    session.commit()


pytestmark = [
    pytest.mark.begins(rows=many_rows),
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
]
PICKED = {"soort": (Reserve.LEAVE,)}
WALKS = [  # overview, who, view -> the index the rows are read along
    (ACCRUALS, make.office, {}, "accrual_by_day"),
    (ACCRUALS, make.office, {"filters": PICKED}, "accrual_by_reserve"),
    (ACCRUALS, make.candidate, {}, "accrual_of_candidate"),
    (ACCRUALS, make.candidate, {"filters": PICKED}, "accrual_of_candidate_by_reserve"),
    (ACCRUALS, make.office, {"search": "daria"}, "accrual_of_candidate"),
    (PLACEMENTS, make.office, {}, "placement_by_start"),
    (PLACEMENTS, make.office, {"order": "job"}, "placement_by_job"),
    (PLACEMENTS, make.candidate, {}, "placement_of_candidate"),
    (PLACEMENTS, make.client, {}, "placement_of_client"),
    (PLACEMENTS, make.client, {"order": "-job"}, "placement_of_client_by_job"),
    (PLACEMENTS, make.office, {"filters": {"kostenplaats": (1,)}}, "placement_of_cost_centre"),
]


@pytest.fixture
def known(session):
    return analysed(session)


@pytest.mark.parametrize(("overview", "actor", "asked", "index"), WALKS)
def test_rows_are_read_along_their_index(known, overview, actor, asked, index):
    plan = plans(known, actor, overview, View(**asked))
    table = overview.table.__tablename__
    reads = [line for line in plan if f" {table}" in line]
    assert reads
    assert all(f"INDEX {index} " in f"{line} " for line in reads), plan
