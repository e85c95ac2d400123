"""Plaatsingen: who sees which, and what of it."""

from datetime import date

import pytest

from rxportal.db.tables import RosterShift
from rxportal.overviews import query
from rxportal.overviews.placements import PLACEMENTS
from rxportal.overviews.view import View
from tests import make


def some_placements(session):
    """Those of the world, one that begins later, and one that is over."""
    make.world(session)
    make.placement(session, starts_on=date(2026, 11, 2), roster=False, wage_cents=1533)
    make.placement(
        session,
        candidate_id=2,
        client_id=2,
        starts_on=date(2025, 2, 3),
        ends_on=date(2025, 6, 27),
        roster=False,
    )


pytestmark = pytest.mark.begins(rows=some_placements)


def shown(session, actor, **asked):
    return query.page(session, actor, PLACEMENTS, View(**asked), now=make.NOW).rows


@pytest.mark.parametrize(
    ("actor", "theirs"),
    [
        (make.candidate, [3, 1]),
        (make.client, [3, 1]),
        (make.candidate2, [2, 4]),
        (make.client2, [2, 4]),
        (make.office, [3, 2, 1, 4]),
    ],
    ids=lambda who: getattr(who, "name", ""),
)
def test_nobody_sees_a_placement_of_others(session, actor, theirs):
    assert [row.id for row in shown(session, actor)] == theirs
    for asked in (
        {"search": "o"},
        {"filters": {"opdrachtgever": (1, 2)}},
        {"filters": {"functie": ("order",)}, "order": "job"},
    ):
        assert {row.id for row in shown(session, actor, **asked)} <= set(theirs), asked


def test_a_row_says_what_was_agreed(session):
    later, now = shown(session, make.candidate)
    assert now.cells["weekly"] == "40,00"
    assert (now.cells["starts"], now.cells["ends"]) == ("5 jan 2026", "loopt door")
    assert (now.cells["client"], now.cells["cost_centre"]) == (
        "Vlotwerf Logistiek", "152 (locatie Y)",
    )  # fmt: skip
    assert (now.cells["approver"], now.cells["state"]) == ("Ruben Oosterlaak", "Loopt")
    assert (later.cells["state"], later.cells["weekly"]) == ("Begint nog", "–")
    assert later.cells["wage"] == "€\u00a015,33"
    assert shown(session, make.office)[-1].cells["state"] == "Afgelopen"


def test_a_night_counts_past_midnight(session):
    session.add(RosterShift(placement_id=3, weekday=4, begins=1320, ends=360, break_minutes=30))
    session.commit()
    assert shown(session, make.candidate)[0].cells["weekly"] == "7,50"


def test_a_client_never_learns_what_it_pays(session):
    keys = {column.key for column in PLACEMENTS.columns_of(make.client.role)}
    assert "wage" not in keys
    for row in shown(session, make.client):
        assert "wage" not in row.cells
        assert "15,33" not in str(row.cells)
