"""Fases: the line of the three phases, the list, and whose they are."""

from datetime import date

import pytest

from rxportal.db.tables import PhaseRecord, PhaseRules
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.phases import Phase
from rxportal.overviews import query
from rxportal.overviews.phases import PHASES, blocks
from rxportal.overviews.spec import Range
from rxportal.overviews.view import View
from rxportal.services import phases
from rxportal.state.modules import STATES
from rxportal.state.phases import PhaseState as S
from tests import make

FIRST = date(2026, 2, 16)


def some_counts(session):
    """Candidate 1 began twice; candidate 2 is in phase B."""
    make.world(session)
    rules = {"months_in_b": 36, "contracts_in_b": 6, "months_without_work": 6}
    session.add(PhaseRules(id=1, since=date(2022, 1, 3), weeks_in_a=52, **rules))
    session.flush()
    for candidate, phase, starts, since, last, weeks, contracts in (
        (1, Phase.A, date(2025, 1, 6), date(2025, 1, 6), date(2025, 3, 3), 9, 0),
        (1, Phase.A, FIRST, FIRST, make.MONDAY, 31, 0),
        (2, Phase.B, date(2024, 1, 1), date(2025, 1, 6), make.MONDAY, 52, 2),
    ):
        session.add(
            PhaseRecord(
                candidate_id=candidate, rules_id=1, phase=phase, starts_on=starts, since=since,
                last_week=last, weeks=weeks, contracts=contracts,
            )
        )  # fmt: skip
        session.flush()
    session.commit()


pytestmark = pytest.mark.begins(rows=some_counts)
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def shown(session, actor, **asked):
    return query.page(session, actor, PHASES, View(**asked), now=make.NOW).rows


def test_a_row_says_what_is_behind_and_what_comes(session):
    now, before = (row.cells for row in shown(session, make.candidate))
    assert (now["phase"], now["reached"], now["left"]) == (
        "Fase A", "31 van 52 weken", "nog 21 weken",
    )  # fmt: skip
    assert (now["next"], now["state"]) == ("Fase B rond 8 mrt 2027", "Loopt")
    assert (before["reached"], before["state"]) == ("9 van 52 weken", "Afgesloten")
    (other,) = (row.cells for row in shown(session, make.candidate2))
    assert (other["reached"], other["left"], other["next"]) == (
        "2 van 6 contracten", "nog 4 contracten", "Fase C rond 6 jan 2028",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "theirs"),
    [(make.candidate, [2, 1]), (make.candidate2, [3]), (make.office, [2, 1, 3])],
)
def test_a_candidate_sees_only_their_own(session, actor, theirs):
    assert [row.id for row in shown(session, actor)] == theirs
    for asked in (
        {"search": "fase"},
        {"filters": {"fase": tuple(Phase)}},
        {"filters": {"weken": (Range(1, None),)}, "order": "-weeks"},
    ):
        found = [row.id for row in shown(session, actor, **asked)]
        assert sorted(found) == sorted(theirs)
    for number in {1, 2, 3} - set(theirs):
        with pytest.raises(NotFound):
            phases.progress(session, actor, number, now=make.NOW)


def test_a_client_sees_none_of_it(session):
    with pytest.raises(Forbidden):
        shown(session, make.client)
    with pytest.raises(Forbidden):
        phases.mine(session, make.client, now=make.NOW)
    with pytest.raises(Forbidden):
        phases.progress(session, make.client, 1, now=make.NOW)


def test_another_rule_set_counts_otherwise(session):
    rules = session.get_one(PhaseRules, 1)
    rules.weeks_in_a, rules.months_without_work = 40, 60
    session.commit()
    now, before = (row.cells for row in shown(session, make.candidate))
    assert (now["reached"], now["left"]) == ("31 van 40 weken", "nog 9 weken")
    assert before["state"] == "Loopt"


def test_there_is_a_block_for_each_week():
    drawn = blocks(31, 52)
    assert [drawn[part].count("M") for part in ("worked", "last", "rest")] == [31, 1, 21]
    assert drawn["box"] == "0 0 312 24"
    assert drawn["worked"].endswith(drawn["last"])
    assert blocks(60, 52)["rest"] == ""
    assert blocks(0, 27) == {"worked": "", "last": "", "rest": blocks(0, 27)["rest"]} | {
        "box": "0 0 312 24"
    }


@only_sqlite
async def test_a_candidate_sees_where_they_are_over_the_list(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/fases")
    state = await tab.state(S)
    assert [(s.letter, s.place) for s in state.stages] == [
        ("A", "here"), ("B", "later"), ("C", "later"),
    ]  # fmt: skip
    assert (state.reached, state.left) == ("31 van 52 weken", "nog 21 weken")
    assert state.begun == "Eerste week: 16 feb 2026"
    assert state.weeks["worked"].count("M") == 31
    assert any("meer dan 6 maanden zonder werk" in each for each in state.counts)
    assert len((await tab.state(STATES["fases"])).rows) == 2


@only_sqlite
async def test_the_page_of_a_count_is_its_own(session, tabs):
    tab = tabs(make.office)
    await tab.go("/fases")
    assert (await tab.state(S)).stages == []
    await tab.go("/fases/3")
    state = await tab.state(S)
    assert [s.place for s in state.stages] == ["past", "here", "later"]
    assert (state.weeks, state.reached) == ({}, "2 van 6 contracten")
    assert state.expected == "Fase C begint uiterlijk op 6 jan 2028."


@only_sqlite
async def test_a_count_of_others_does_not_exist(session, tabs):
    tab = tabs(make.candidate, "/fases/3")
    await tab.send(S, "arrive_row")
    assert isinstance(tab.errors[0], NotFound)
    assert (await tab.state(S)).stages == []
