"""The list of contracts: whose they are, what filters leave, and that no list reads them all."""

from datetime import date, timedelta

import pytest

from rxportal.db.tables import Contract
from rxportal.domain.contract import State
from rxportal.domain.errors import Forbidden
from rxportal.overviews import query
from rxportal.overviews.contracts import CONTRACTS
from rxportal.overviews.view import View
from tests import make
from tests.make import NOW
from tests.overviews.plans import analysed, plans


def two_hundred_contracts(session):
    make.world(session)
    for number in range(200):
        session.add(
            Contract(
                candidate_id=1 + number % 2,
                title=f"Uitzendovereenkomst {number}",
                job_title="Orderpicker" if number % 4 else "Heftruckchauffeur",
                starts_on=date(2022, 1, 3) + timedelta(weeks=number),
                state=list(State)[number % 5],
                file_key=f"{number:032d}",
                sha256="0" * 64,
                size=1,
                pages=1,
                offered_at=NOW,
                sign_before=NOW,
            )
        )


pytestmark = pytest.mark.begins(rows=two_hundred_contracts)


def page(session, actor, **view):
    return query.page(session, actor, CONTRACTS, View(**view), now=NOW)


def test_everybody_reads_their_own_and_clients_none(session):
    assert {row.id % 2 for row in page(session, make.candidate, size=100).rows} == {1}
    assert {row.id % 2 for row in page(session, make.candidate2, size=100).rows} == {0}
    assert len(page(session, make.office, size=100).rows) == 100
    with pytest.raises(Forbidden):
        page(session, make.client)


def test_filters_and_the_period_narrow_it(session):
    signed = page(session, make.office, filters={"stand": (State.SIGNED,)}, size=100)
    assert len(signed.rows) == 40
    drivers = page(session, make.office, filters={"functie": ("heftruck",)}, size=100)
    assert len(drivers.rows) == 50
    assert (
        page(session, make.office, search="ondertekend", size=100).rows[0].id == signed.rows[0].id
    )


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("view", "index"),
    [
        ({}, "contract_by_start"),
        ({"filters": {"stand": (State.SIGNED,)}}, "contract_by_state"),
        ({"order": "-offered"}, "contract_by_offer"),
    ],
)
def test_a_list_walks_an_index(session, view, index):
    found = plans(analysed(session), make.office, CONTRACTS, View(**view))
    reads = [line for line in found if "contract" in line]
    assert reads
    assert all(f"INDEX {index} " in f"{line} " for line in reads), found
