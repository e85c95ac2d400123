"""state/runs.py: from what waits to a run that is final."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Declaration, Run, Transition
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.services import declarations, runs
from rxportal.state.runs import NewRunState, RunState
from tests import make
from tests.make import MONDAY, NOW
from tests.services.test_run_files import extra

PERIOD = "2026-10-05..2026-10-11"
EVERYTHING = {"period": "", "client": "", "cost_centre": ""}


@pytest.fixture
def approved(session):
    return [
        make.declaration(session, status=Status.COMPLETED, candidate_id=number) for number in (1, 2)
    ]


@pytest.fixture
def office(session, tabs):
    return tabs(make.office, "/beheer/verwerking/toevoegen")


async def opened(session, office, wish=EVERYTHING):
    """The page of a run that was just made."""
    await office.send(NewRunState, "make", **wish)
    session.rollback()
    number = session.exec(select(Run.id).order_by(Run.id.desc())).first()
    session.rollback()
    await office.go(f"/beheer/verwerking/{number}")
    await office.settle()
    return await office.state(RunState)


async def test_it_says_what_waits_and_narrows_it(session, approved, office):
    make.declaration(session, status=Status.COMPLETED, monday=MONDAY - make.WEEK)
    await office.send(NewRunState, "arrive")
    new = await office.state(NewRunState)
    assert new.sentence == "3 goedgekeurde declaraties, 120,00 uur."
    assert [(each.label, each.many, each.chosen) for each in new.periods] == [
        ("Alles", "", True),
        ("week 41, 5 t/m 11 oktober", "2", False),
        ("week 40, 28 september t/m 4 oktober", "1", False),
    ]
    await office.send(NewRunState, "choose_period", period=PERIOD)
    await office.send(NewRunState, "choose_client", client="1")
    assert new.sentence == "1 goedgekeurde declaratie, 40,00 uur."
    assert [each.label for each in new.cost_centres] == ["Alle kostenplaatsen", "152 (locatie Y)"]
    await office.send(NewRunState, "choose_cost_centre", cost_centre="1")
    assert new.declarations == 1


async def test_without_approved_hours_it_says_so(office):
    await office.send(NewRunState, "arrive")
    new = await office.state(NewRunState)
    assert (new.declarations, new.sentence) == (
        0,
        "Er staan geen goedgekeurde uren klaar. Kies een andere periode.",
    )


async def test_a_choice_that_somebody_else_processed_meanwhile_is_dropped(
    session, approved, office
):
    await office.send(NewRunState, "choose_client", client="1")
    declarations.process(session, make.administrator, approved[0].id, now=NOW)
    session.commit()
    await office.send(NewRunState, "choose_period", period="")
    new = await office.state(NewRunState)
    assert (new.client, new.declarations) == ("", 1)


async def test_a_run_counts_itself_and_waits_pro_forma(session, approved, office):
    shown = await opened(session, office)
    assert (shown.stage, shown.label, shown.unfinished) == ("pro_forma", "Pro forma", False)
    assert (shown.declarations, shown.hours, shown.waited) == ("2", "80,00", "")
    assert [(row.name, row.hours) for row in shown.totals] == [("Normale uren", "80,00")]
    assert [row.name for row in shown.people] == [make.candidate.name, make.candidate2.name]
    assert shown.about == "Alle periodes · Alle opdrachtgevers"
    assert session.exec(select(Transition)).all() == []


async def test_final_processes_them_all_and_names_what_is_left_out(session, approved, office):
    shown = await opened(session, office)
    declarations.reopen(session, make.office, approved[0].id, version=1, reason="Km", now=NOW)
    session.commit()
    await office.send(RunState, "ask", open_=True)
    assert shown.asking
    await office.send(RunState, "finalise", run=shown.id, version=shown.version)
    assert (shown.stage, shown.asking, shown.running) == ("final", False, False)
    assert (shown.declarations, shown.hours) == ("1", "40,00")
    assert [(row.name, row.why, row.href) for row in shown.left_out] == [
        (
            make.candidate.name,
            "De declaratie staat nu op Ingediend.",
            f"/declaraties/{approved[0].id}",
        )
    ]
    session.rollback()
    found = {row.id: row.status for row in session.exec(select(Declaration))}
    assert found[approved[1].id] is Status.PROCESSED


async def test_what_was_interrupted_waits_for_somebody_to_go_on(session, approved, office):
    shown = await opened(session, office)
    runs.finalise(session, make.office, shown.id, version=shown.version, now=NOW)
    session.commit()
    await office.go(f"/beheer/verwerking/{shown.id}")
    assert (shown.stage, shown.unfinished, shown.running) == ("processing", True, False)
    await office.send(RunState, "go_on", run=shown.id)
    assert (shown.stage, shown.unfinished) == ("final", False)


async def test_a_code_is_given_at_the_field_or_a_sentence_says_how(session, approved, office):
    expenses = extra(session, approved[0], "expenses", 2760).id
    shown = await opened(session, office)
    assert [(row.id, row.name) for row in shown.uncoded] == [(str(expenses), "Onkosten")]
    form = {"hour_type": str(expenses), f"code-{expenses}": "202"}
    await office.send(RunState, "give_code", form=form)
    assert (shown.problem, shown.problem_of) == (
        "Typ EA en drie cijfers, bijvoorbeeld EA102.",
        str(expenses),
    )
    form[f"code-{expenses}"] = "EA202"
    await office.send(RunState, "give_code", form=form)
    assert (shown.problem, shown.uncoded) == ("", [])


async def test_a_stranger_to_payroll_does_nothing(session, approved, tabs):
    run = runs.make(session, make.office, runs.Wish(), now=NOW)
    session.commit()
    tab = tabs(make.client, f"/beheer/verwerking/{run.id}")
    for state, name, named in (
        (NewRunState, "arrive", {}),
        (NewRunState, "make", EVERYTHING),
        (RunState, "arrive", {}),
        (RunState, "finalise", {"run": run.id, "version": 1}),
        (RunState, "go_on", {"run": run.id}),
        (RunState, "give_code", {"form": {"hour_type": "1", "code-1": "HT100"}}),
    ):
        tab.errors.clear()
        await tab.send(state, name, **named)
        assert {type(error) for error in tab.errors} == {Forbidden}
    tab.errors.clear()
    await tab.send(RunState, "work", run=run.id)
    assert tab.errors == []
    session.rollback()
    assert session.get_one(Run, run.id).done == 0


@pytest.mark.parametrize("period", ["x", "2026-10-05", "2026-10-05..x", "..", "2026-13-05..", 7])
async def test_a_period_that_is_none_is_refused(office, period):
    await office.send(NewRunState, "choose_period", period=period)
    await office.send(NewRunState, "make", period=period, client="", cost_centre="")
    assert {type(error) for error in office.errors} == {Invalid}


async def test_a_run_that_does_not_exist_is_not_there(office):
    await office.go("/beheer/verwerking/999")
    await office.send(RunState, "arrive")
    assert {type(error) for error in office.errors} == {NotFound}
