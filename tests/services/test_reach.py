"""Who reaches what at a client: cost centres of one's own, and those of an absent colleague."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Candidate,
    ContactCostCentre,
    CostCentre,
    Declaration,
    DeclarationLine,
    Placement,
    User,
)
from rxportal.domain.access import Role
from rxportal.domain.declaration import Status
from rxportal.overviews import query
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.modules import MODULES
from rxportal.overviews.placements import PLACEMENTS
from rxportal.overviews.view import View
from rxportal.services import actions, judging, sessions
from tests import make
from tests.make import NOW

DAY = timedelta(days=1)
TODAY = date(2026, 10, 9)
RUBEN = make.client.user_id  # reaches all of client 1, as contact 1
MILA, JOOST = 31, 32  # at client 1 as well, both limited: to centre 11, and to nothing


def colleagues(session):
    """Client 1 has two more cost centres, and a declaration at each and at none."""
    make.world(session)
    for number, code in ((11, "160"), (12, "170")):
        session.add(CostCentre(id=number, client_id=1, code=code, name=f"hal {number}"))
    make.contact(session, MILA, "Mila Tervoort", limited=True)
    make.contact(session, JOOST, "Joost Rademaker", limited=True)
    session.add(ContactCostCentre(contact_id=MILA, cost_centre_id=11))
    for number, first in ((1, "Anouk"), (11, "Bilal"), (12, "Chiara"), (None, "Dario")):
        person = Candidate(
            number=f"K2{number}", first_name=first, last_name="Stroomberg", email="x@example.nl"
        )
        session.add(person)
        session.flush()
        place = make.placement(session, candidate_id=person.id)
        place.cost_centre_id = number
        session.add(place)
        session.flush()
        make.declaration(session, placement_id=place.id, status=Status.SUBMITTED)


pytestmark = pytest.mark.begins(rows=colleagues)


def actor(session, user_id, now=NOW):
    return sessions.actor_for(session, user_id, now=now)


def centres(session, who, table=Declaration):
    """The cost centres of the rows somebody sees."""
    found = session.exec(select(table.cost_centre_id).where(visible(who, table)))
    return {number or 0 for number in found}


@pytest.mark.parametrize("table", [Declaration, Placement])
def test_a_contact_reaches_all_of_the_client_or_cost_centres_of_their_own(session, table):
    assert centres(session, actor(session, RUBEN), table) == {0, 1, 11, 12}
    assert centres(session, actor(session, MILA), table) == {11}
    assert centres(session, actor(session, JOOST), table) == set()


@pytest.mark.asvs("8.2.2")
def test_names_counts_options_files_and_search_stop_at_the_same_border(session):
    mila = actor(session, MILA)
    names = {
        row.first_name for row in session.exec(select(Candidate).where(visible(mila, Candidate)))
    }
    assert names == {"Bilal"}
    assert {
        row.id for row in session.exec(select(CostCentre).where(visible(mila, CostCentre)))
    } == {11}
    lines = session.exec(select(DeclarationLine).where(visible(mila, DeclarationLine))).all()
    assert len(lines) == 5
    for overview in (DECLARATIONS, PLACEMENTS):
        assert query.total(session, mila, overview, View(), now=NOW) == 1
        asked = query.options(session, mila, overview, View(), now=NOW)
        assert [(each.value, each.count) for each in asked["kostenplaats"]] == [(11, 1)]
        columns = [
            column for column in overview.columns_of(Role.CLIENT) if column.key == "candidate"
        ]
        rows = query.values(session, mila, overview, View(), columns, 100, now=NOW)
        assert [cells for _, cells in rows] == [["Bilal Stroomberg"]]
        for word, number in (("stroomberg", 1), ("anouk", 0), ("dario", 0), ("170", 0), ("160", 1)):
            assert query.total(session, mila, overview, View(search=word), now=NOW) == number, word
        for other in (1, 12):
            assert (
                query.total(
                    session, mila, overview, View(filters={"kostenplaats": (other,)}), now=NOW
                )
                == 0
            )
    assert [row.name for row in judging.queue(session, mila, now=NOW)] == ["Bilal Stroomberg"]
    assert actions.needed(session, mila, now=NOW)[1] == 1
    assert actions.needed(session, actor(session, JOOST), now=NOW) == ([], 0)


def test_no_module_shows_anything_to_who_reaches_nothing(session):
    joost = actor(session, JOOST)
    for overview in MODULES.values():
        if Role.CLIENT in overview.roles and overview.own.get(Role.CLIENT):
            assert not query.exists(session, joost, overview, now=NOW), overview


def test_a_substitute_reaches_what_the_absent_one_does_and_only_on_those_days(session):
    make.stand_in(session, JOOST, MILA, starts=TODAY, ends=TODAY + DAY)
    for days, seen in ((-1, set()), (0, {11}), (1, {11}), (2, set())):
        who = actor(session, JOOST, NOW + days * DAY)
        assert centres(session, who) == seen, days
    make.stand_in(session, MILA, 1, starts=TODAY + 5 * DAY, ends=TODAY + 6 * DAY)
    assert centres(session, actor(session, MILA, NOW + 5 * DAY)) == {0, 1, 11, 12}
    assert centres(session, actor(session, MILA, NOW + 7 * DAY)) == {11}


@pytest.mark.parametrize(
    ("moment", "seen"),
    [  # the clocks go back in the night of 24 to 25 October: 22:00 UTC is midnight, later 23:00
        (datetime(2026, 10, 23, 21, 59, tzinfo=UTC), set()),
        (datetime(2026, 10, 23, 22, 0, tzinfo=UTC), {11}),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), {11}),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), set()),
    ],
)
def test_the_days_are_those_of_amsterdam(session, moment, seen):
    make.stand_in(session, JOOST, MILA, starts=date(2026, 10, 24), ends=date(2026, 10, 25))
    assert centres(session, actor(session, JOOST, moment)) == seen


def test_standing_in_is_not_handed_on(session):
    make.stand_in(session, MILA, 1)
    make.stand_in(session, JOOST, MILA)
    assert centres(session, actor(session, JOOST)) == {11}


def test_nobody_of_another_client_stands_in(session):
    make.stand_in(session, 2, MILA)
    make.stand_in(session, JOOST, 2)
    assert centres(session, actor(session, make.client2.user_id)) == set()
    assert centres(session, actor(session, JOOST)) == set()


def test_a_closed_account_reaches_nothing(session):
    user = session.get_one(User, MILA)
    user.active = False
    session.add(user)
    session.flush()
    assert actor(session, MILA) is None
