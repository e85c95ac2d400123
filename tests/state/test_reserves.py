"""Reserveringen: what is above the list, on the page of a mutation, and whose it is."""

from datetime import date, timedelta

import pytest

from rxportal.db.tables import Accrual
from rxportal.domain.accruals import Cause, Reserve
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.overviews import query
from rxportal.overviews.accruals import ACCRUALS
from rxportal.overviews.view import View
from rxportal.services import accruals
from rxportal.state.modules import STATES
from rxportal.state.reserves import ReservesState as S
from tests import make

BOOKED = [  # candidate, reserve, days ago, amount, cause, declaration
    (1, Reserve.LEAVE, 21, 261, Cause.ACCRUED, 1),
    (1, Reserve.LEAVE, 14, 248, Cause.ACCRUED, None),
    (1, Reserve.LEAVE, 7, -480, Cause.TAKEN, None),
    (1, Reserve.HOLIDAY_PAY, 14, 51_08, Cause.ACCRUED, None),
    (1, Reserve.HOLIDAY_PAY, 3, -1_00, Cause.PAID, None),
    (2, Reserve.LEAVE, 14, 6000, Cause.ACCRUED, None),
]
TODAY = date(2026, 10, 9)


def some_mutations(session):
    make.world(session)
    make.declaration(session)
    session.add_all(
        Accrual(
            candidate_id=candidate,
            reserve=reserve,
            day=TODAY - timedelta(days=ago),
            amount=amount,
            cause=cause,
            note="tandarts" if cause is Cause.PAID else "",
            declaration_id=declaration,
        )
        for candidate, reserve, ago, amount, cause, declaration in BOOKED
    )
    session.commit()


pytestmark = pytest.mark.begins(rows=some_mutations)
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def shown(session, actor, **asked):
    return query.page(session, actor, ACCRUALS, View(**asked), now=make.NOW).rows


def test_the_balance_is_what_the_list_adds_up_to(session):
    standing = accruals.mine(session, make.candidate, Reserve.LEAVE, now=make.NOW)
    assert standing.balances == {
        Reserve.LEAVE: 29,
        Reserve.HOLIDAY_PAY: 50_08,
        Reserve.SHORT_ABSENCE: 0,
        Reserve.PUBLIC_HOLIDAYS: 0,
    }
    listed = query.values(
        session, make.candidate, ACCRUALS, View(filters={"soort": (Reserve.HOLIDAY_PAY,)}),
        [ACCRUALS.column("amount")], 100, now=make.NOW,
    )  # fmt: skip
    assert round(sum(cells[0] for _, cells in listed), 2) == 50.08
    assert [step.balance for step in standing.steps] == [261, 509, 29]
    assert (standing.added, standing.gone) == (509, -480)
    assert standing.latest[Reserve.LEAVE] == (TODAY - timedelta(days=7), -480)


def test_a_row_says_what_it_is_for(session):
    rows = {row.id: row.cells for row in shown(session, make.candidate)}
    assert rows[1]["what"] == "Opbouw over 40,00 uur"
    assert rows[2]["what"] == "Opbouw"
    assert rows[5]["what"] == "Uitbetaald, tandarts"
    assert (rows[3]["amount"], rows[4]["amount"], rows[5]["amount"]) == (
        "−\u00a08,00 uur", "+\u00a0€\u00a051,08", "−\u00a0€\u00a01,00",
    )  # fmt: skip
    assert (rows[1]["day"], rows[1]["day_note"]) == ("18 sep 2026", "week 38")


@pytest.mark.parametrize(
    ("actor", "theirs"),
    [(make.candidate, {1, 2, 3, 4, 5}), (make.candidate2, {6}), (make.office, {1, 2, 3, 4, 5, 6})],
)
def test_a_candidate_sees_only_their_own(session, actor, theirs):
    assert {row.id for row in shown(session, actor)} == theirs
    for asked in ({"search": "vakantie"}, {"filters": {"soort": tuple(Reserve)}}, {"search": "39"}):
        assert {row.id for row in shown(session, actor, **asked)} <= theirs
    for number in set(range(1, 7)) - theirs:
        with pytest.raises(NotFound):
            accruals.around(session, actor, number, now=make.NOW)


def test_a_client_sees_none_of_it(session):
    with pytest.raises(Forbidden):
        shown(session, make.client)
    with pytest.raises(Forbidden):
        accruals.mine(session, make.client, Reserve.LEAVE, now=make.NOW)
    with pytest.raises(Forbidden):
        accruals.find(session, make.client, 1)


def test_words_and_kinds_narrow(session):
    assert [row.id for row in shown(session, make.candidate, search="vakantiegeld")] == [5, 4]
    assert [
        row.id for row in shown(session, make.candidate, filters={"reden": (Cause.TAKEN,)})
    ] == [3]
    assert [row.id for row in shown(session, make.office, search="39")] == [6, 4, 2]


@only_sqlite
async def test_the_address_says_which_reserve_is_drawn(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/reserveringen?soort=holiday_pay")
    state = await tab.state(S)
    assert [(tile.label, tile.amount, tile.picked) for tile in state.tiles] == [
        ("Vakantiedagen", "0,48 uur", False),
        ("Vakantiegeld", "€\u00a050,08", True),
        ("Kort verzuim", "€\u00a00,00", False),
        ("Feestdagen", "€\u00a00,00", False),
    ]
    assert state.tiles[0].change == "−\u00a08,00 uur op 2 okt 2026"
    assert state.tiles[0].less
    assert (state.title, state.balance) == ("Saldo vakantiegeld", "€\u00a050,08")
    assert "€\u00a050,08" in state.summary
    assert state.chart.line
    assert len((await tab.state(STATES["reserveringen"])).rows) == 2
    await tab.go("/reserveringen?soort=onzin")
    assert (await tab.state(S)).title == "Saldo vakantiedagen"


@only_sqlite
async def test_the_agency_has_a_list_and_nothing_of_one_person_above_it(session, tabs):
    tab = tabs(make.office)
    await tab.go("/reserveringen")
    assert (await tab.state(S)).tiles == []
    assert len((await tab.state(STATES["reserveringen"])).rows) == 6


@only_sqlite
async def test_the_page_of_a_mutation_leads_to_its_hours(session, tabs):
    tab = tabs(make.office)
    await tab.go("/reserveringen/1")
    state = await tab.state(S)
    assert state.declaration == "/declaraties/1"
    assert (state.title, state.balance) == ("Saldo vakantiedagen", "0,48 uur")
    await tab.go("/reserveringen/5")
    assert (await tab.state(S)).declaration == ""


@only_sqlite
async def test_a_mutation_of_others_does_not_exist(session, tabs):
    tab = tabs(make.candidate2, "/reserveringen/1")
    await tab.send(S, "arrive_row")
    assert isinstance(tab.errors[0], NotFound)
    state = await tab.state(S)
    assert (state.tiles, state.title, state.declaration) == ([], "", "")
