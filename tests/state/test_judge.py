"""state/judge.py and its neighbours: deciding on hours, through the real event pipeline."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    Agency,
    ApprovePer,
    Comment,
    CostCentre,
    Declaration,
    DeclarationDay,
    Transition,
)
from rxportal.domain.declaration import Status, Step
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.services import declarations
from rxportal.state.judge import BATCH, JudgeState
from rxportal.state.office import OfficeState
from rxportal.state.queue import QueueState
from rxportal.state.rejection import RejectionState
from tests import make

TUESDAY = make.MONDAY + timedelta(days=1)
ACCEPTED = {"akkoord": "on"}


@pytest.fixture
def waiting(session):
    """A submitted week of candidate 1, version 2."""
    return make.declaration(session, status=Status.SUBMITTED, version=2, submitted_by=1)


@pytest.fixture
def client(tabs, waiting):
    """The approver's tab, on that week."""
    return tabs(make.client, f"/declaraties/{waiting.id}")


def stored(session, row) -> Declaration:
    """The row as it is now; no transaction stays open to keep the portal waiting."""
    session.expire_all()
    found = session.get_one(Declaration, row.id)
    session.commit()
    return found


def disclaim(session) -> None:
    agency = session.exec(select(Agency)).one()
    agency.disclaimer = "Ik ben bevoegd."
    session.add(agency)
    session.commit()


async def test_the_client_sees_the_week_beside_its_roster(client, waiting):
    await client.send(JudgeState, "arrive")
    shown = await client.state(JudgeState)
    assert (shown.id, shown.name, shown.hours, shown.roster_hours) == (
        waiting.id,
        make.candidate.name,
        "40,00",
        "40,00",
    )
    assert [day.name for day in shown.days][:2] == ["Maandag", "Dinsdag"]
    assert (shown.days[0].roster, shown.days[0].difference) == (["09:00–17:30"], "=")
    assert shown.steps == ["approve", "reject"]
    assert client.errors == []


async def test_approving_is_one_tap_and_says_so(session, client, waiting):
    await client.send(JudgeState, "arrive")
    await client.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    shown = await client.state(JudgeState)
    assert stored(session, waiting).status is Status.COMPLETED
    assert (shown.decided, shown.steps) == ("Goedgekeurd: Daria Kowalczewska, week 41.", [])


async def test_the_next_in_the_queue_is_offered(session, client, waiting):
    other = make.declaration(
        session, status=Status.SUBMITTED, monday=make.MONDAY - timedelta(weeks=1)
    )
    await client.send(JudgeState, "arrive")
    await client.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    queue = await client.state(QueueState)
    assert queue.next_href == f"/declaraties/{other.id}"
    assert [row.id for row in queue.rows] == [other.id]


async def test_a_version_that_was_not_shown_is_not_approved(session, client, waiting):
    await client.send(JudgeState, "arrive")
    waiting.version, waiting.minutes = 3, 2445
    session.add(waiting)
    session.commit()
    await client.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    shown = await client.state(JudgeState)
    assert stored(session, waiting).status is Status.SUBMITTED
    assert "gewijzigd" in shown.changed
    assert (shown.version, shown.hours, shown.decided) == (3, "40,75", "")


async def test_who_comes_second_reads_who_was_first(session, tabs, client, waiting):
    await client.send(JudgeState, "arrive")
    declarations.approve(session, make.office, waiting.id, version=2, now=make.NOW)
    session.commit()
    await client.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    shown = await client.state(JudgeState)
    assert "Dat kan niet meer" in shown.changed or make.office.name in shown.changed
    assert shown.status == Status.COMPLETED
    assert len(session.exec(select(Transition)).all()) == 1


async def test_the_disclaimer_comes_before_the_approval(session, client, waiting):
    disclaim(session)
    await client.send(JudgeState, "arrive")
    await client.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    shown = await client.state(JudgeState)
    assert (shown.confirming, shown.disclaimer) == ("one", "Ik ben bevoegd.")
    await client.send(JudgeState, "confirm", declaration_id=waiting.id, version=2, form={})
    assert (await client.state(JudgeState)).unaccepted is True
    assert stored(session, waiting).status is Status.SUBMITTED
    await client.send(JudgeState, "confirm", declaration_id=waiting.id, version=2, form=ACCEPTED)
    assert stored(session, waiting).status is Status.COMPLETED
    assert (await client.state(JudgeState)).confirming == ""


async def test_a_forgotten_tab_still_asks_for_the_disclaimer_and_approves(session, client, waiting):
    disclaim(session)
    await client.send(JudgeState, "arrive")
    await client.forget()
    await client.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    assert (await client.state(JudgeState)).confirming == "one"
    await client.forget()
    await client.send(JudgeState, "confirm", declaration_id=waiting.id, version=2, form=ACCEPTED)
    assert stored(session, waiting).status is Status.COMPLETED
    assert client.errors == []


async def test_rows_equal_to_the_roster_are_chosen_and_others_can_be(session, client, waiting):
    waiting.deviates = True
    equal = make.declaration(
        session, status=Status.SUBMITTED, monday=make.MONDAY - timedelta(weeks=1)
    )
    session.add(waiting)
    session.commit()
    await client.send(JudgeState, "arrive")
    queue = await client.state(QueueState)
    assert (queue.pairs, queue.mixed) == ([[equal.id, 1]], "mixed")
    await client.send(QueueState, "tick", declaration_id=waiting.id, chosen=True)
    assert queue.pairs == [[waiting.id, 2], [equal.id, 1]]
    await client.send(QueueState, "tick_all", chosen=False)
    assert (queue.pairs, queue.mixed) == ([], "false")
    await client.send(QueueState, "show", segment="deviating")
    assert [row.id for row in queue.rows] == [waiting.id]
    assert queue.counts == {"all": 2, "deviating": 1, "equal": 1}


@pytest.mark.parametrize(
    ("per", "ticked"),
    [
        (ApprovePer.DECLARATION, "one"),
        (ApprovePer.PERIOD, "both"),
        (ApprovePer.PERIOD_AND_COST_CENTRE, "one"),
    ],
)
async def test_what_the_agency_has_approved_together_is_ticked_together(
    session, client, waiting, per, ticked
):
    agency = session.exec(select(Agency)).one()
    agency.approve_per, waiting.deviates = per, True
    centre = CostCentre(client_id=1, code="900", name="Koelcel")
    session.add_all([agency, waiting, centre])
    session.flush()
    place = make.placement(session)
    place.cost_centre_id = centre.id
    other = make.declaration(session, placement_id=place.id, status=Status.SUBMITTED)
    earlier = make.declaration(
        session, status=Status.SUBMITTED, monday=make.MONDAY - timedelta(weeks=1)
    )
    session.commit()
    await client.send(JudgeState, "arrive")
    queue = await client.state(QueueState)
    alone = [[other.id, 1]] if ticked == "one" else []  # its group does not hesitate
    assert sorted(queue.pairs) == sorted([[earlier.id, 1], *alone])
    await client.send(QueueState, "tick", declaration_id=waiting.id, chosen=True)
    assert sorted(queue.pairs) == sorted([[waiting.id, 2], [other.id, 1], [earlier.id, 1]])
    assert sorted(each.hours for each in queue.centres) == ["40,00 u", "80,00 u"]
    await client.send(QueueState, "tick", declaration_id=other.id, chosen=False)
    left = [] if ticked == "both" else [[waiting.id, 2]]
    assert sorted(queue.pairs) == sorted([[earlier.id, 1], *left])


async def test_a_bulk_approval_says_how_many_and_what_was_refused(session, client, waiting):
    others = [
        make.declaration(
            session, status=Status.SUBMITTED, monday=make.MONDAY - timedelta(weeks=week)
        )
        for week in (1, 2)
    ]
    await client.send(JudgeState, "arrive")
    declarations.withdraw(session, make.candidate, others[0].id, now=make.NOW)
    session.commit()
    pairs = [[waiting.id, 2], [others[0].id, 1], [others[1].id, 1]]
    await client.send(JudgeState, "approve_chosen", pairs=pairs)
    shown = await client.state(JudgeState)
    assert shown.decided == "2 declaraties goedgekeurd."
    assert [(row.name, "Rapporteer" in row.sentence) for row in shown.refused] == [
        (make.candidate.name, True)
    ]
    assert stored(session, waiting).status is Status.COMPLETED
    assert stored(session, others[0]).status is Status.REPORT
    assert (await client.state(QueueState)).rows == []


async def test_a_bulk_approval_asks_for_the_disclaimer_once(session, client, waiting):
    disclaim(session)
    await client.send(JudgeState, "arrive")
    pairs = (await client.state(QueueState)).pairs
    await client.send(JudgeState, "approve_chosen", pairs=pairs)
    assert (await client.state(JudgeState)).confirming == "many"
    assert stored(session, waiting).status is Status.SUBMITTED
    await client.send(JudgeState, "confirm_chosen", pairs=pairs, form=ACCEPTED)
    assert stored(session, waiting).status is Status.COMPLETED


async def test_a_bulk_approval_shows_how_far_it_is(session, client, waiting):
    weeks = [
        make.declaration(
            session, status=Status.SUBMITTED, monday=make.MONDAY - timedelta(weeks=week)
        )
        for week in range(1, 8)
    ]
    await client.send(JudgeState, "arrive")
    pairs = [[week.id, 1] for week in weeks]
    client.deltas.clear()
    await client.send(JudgeState, "approve_chosen", pairs=pairs)
    told = [
        (state.get("bulk_done_rx_state_"), state.get("bulk_size_rx_state_"))
        for delta in client.deltas
        for state in delta.values()
        if "bulk_done_rx_state_" in state
    ]
    assert told == [(0, 7), (BATCH, None), (0, 0)]
    assert (await client.state(JudgeState)).decided == "7 declaraties goedgekeurd."


async def test_rejecting_needs_a_reason(session, client, waiting):
    await client.send(RejectionState, "ask", declaration_id=waiting.id)
    await client.send(RejectionState, "send", declaration_id=waiting.id, version=2, form={})
    dialog = await client.state(RejectionState)
    assert (dialog.open_, dialog.reason_error) == (
        True,
        "Schrijf kort op waarom. De ander leest dit.",
    )
    assert stored(session, waiting).status is Status.SUBMITTED


async def test_rejecting_marks_a_day_and_proposes_times(session, client, waiting):
    await client.send(JudgeState, "arrive")
    await client.send(RejectionState, "ask", declaration_id=waiting.id)
    form = {
        "toelichting": "Dinsdag ben je om 15:30 uitgeklokt.",
        f"dag-{TUESDAY}": "on",
        f"begins-{TUESDAY}": "700",
        f"ends-{TUESDAY}": "15.30",
        f"pause-{TUESDAY}": "30",
    }
    await client.send(RejectionState, "send", declaration_id=waiting.id, version=2, form=form)
    row = stored(session, waiting)
    assert (row.status, row.reason) == (Status.REJECTED, form["toelichting"])
    day = session.exec(select(DeclarationDay)).one()
    assert (day.day, day.rejected) == (TUESDAY, True)
    assert (day.proposed_begins, day.proposed_ends, day.proposed_break) == (420, 930, 30)
    shown = await client.state(JudgeState)
    assert shown.decided == "Afgewezen: Daria Kowalczewska, week 41."
    assert (await client.state(RejectionState)).open_ is False


@pytest.mark.parametrize(
    ("begins", "ends", "pause", "wrong"),
    [
        ("zeven", "15:30", "", "begins"),
        ("7:00", "", "", "ends"),
        ("7:00", "15:30", "veel", "pause"),
        ("7:00", "7:30", "45", "pause"),
    ],
)
async def test_what_is_wrong_with_a_proposal_stands_beside_its_field(
    session, client, waiting, begins, ends, pause, wrong
):
    await client.send(RejectionState, "ask", declaration_id=waiting.id)
    form = {
        "toelichting": "Klopt niet.",
        f"dag-{TUESDAY}": "on",
        f"begins-{TUESDAY}": begins,
        f"ends-{TUESDAY}": ends,
        f"pause-{TUESDAY}": pause,
    }
    await client.send(RejectionState, "send", declaration_id=waiting.id, version=2, form=form)
    days = (await client.state(RejectionState)).days
    assert [(day.iso, day.wrong) for day in days if day.error] == [(str(TUESDAY), wrong)]
    assert stored(session, waiting).status is Status.SUBMITTED


async def test_a_day_that_is_not_marked_proposes_nothing(session, client, waiting):
    form = {"toelichting": "Klopt niet.", f"begins-{TUESDAY}": "zeven"}
    await client.send(RejectionState, "send", declaration_id=waiting.id, version=2, form=form)
    assert stored(session, waiting).status is Status.REJECTED
    assert session.exec(select(DeclarationDay)).all() == []


async def test_a_quick_reason_fills_the_text_and_shows_what_is_read(client, waiting):
    await client.send(RejectionState, "ask", declaration_id=waiting.id)
    await client.send(RejectionState, "type_reason", typed="Kijk even naar dinsdag.")
    await client.send(RejectionState, "choose", quick="break")
    dialog = await client.state(RejectionState)
    assert dialog.filled == "Kijk even naar dinsdag. De pauze ontbreekt."
    assert dialog.preview == f"Afgewezen door {make.client.name}: “{dialog.filled}”"
    assert dialog.chosen == ["break"]
    await client.send(RejectionState, "choose", quick="break")
    assert (dialog.filled, dialog.chosen) == ("Kijk even naar dinsdag.", [])


async def test_a_proposal_is_weighed_when_its_field_is_left(client, waiting):
    await client.send(RejectionState, "ask", declaration_id=waiting.id)
    for name, typed in (("begins", "7"), ("ends", "1530"), ("pause", "30")):
        await client.send(RejectionState, "weigh", iso=str(TUESDAY), name=name, typed=typed)
    [day] = [day for day in (await client.state(RejectionState)).days if day.iso == str(TUESDAY)]
    assert (day.total, day.error) == ("8,00 u", "")


async def test_the_agency_sees_who_did_what(session, tabs, waiting):
    declarations.reject(
        session, make.client, waiting.id, version=2, reason="Te veel.", now=make.NOW
    )
    session.commit()
    tab = tabs(make.office, f"/declaraties/{waiting.id}")
    await tab.send(JudgeState, "arrive")
    [line] = (await tab.state(JudgeState)).history
    assert (line.title, line.change, line.reason) == (
        "Afgewezen",
        "Ingediend → Afgewezen",
        "“Te veel.”",
    )
    assert line.who.startswith("Ruben Oosterlaak · Opdrachtgever · in het portaal · ")


async def test_the_agency_processes_reopens_and_cancels(session, tabs, waiting):
    declarations.approve(session, make.client, waiting.id, version=2, now=make.NOW)
    session.commit()
    tab = tabs(make.office, f"/declaraties/{waiting.id}")
    await tab.send(JudgeState, "arrive")
    named = {"declaration_id": waiting.id, "form": {"reden": "Verkeerd geteld."}}
    await tab.send(OfficeState, "send", step="reopen", version=3, **named)
    assert stored(session, waiting).status is Status.SUBMITTED
    await tab.send(OfficeState, "send", step="cancel", version=4, **named)
    assert stored(session, waiting).status is Status.CANCELLED
    steps = [row.step for row in session.exec(select(Transition).order_by(Transition.id))]
    assert steps == [Step.APPROVE, Step.REOPEN, Step.CANCEL]


async def test_the_agency_puts_hours_through_to_payroll(session, tabs, waiting):
    declarations.approve(session, make.client, waiting.id, version=2, now=make.NOW)
    session.commit()
    tab = tabs(make.office, f"/declaraties/{waiting.id}")
    await tab.send(OfficeState, "process", declaration_id=waiting.id, version=3)
    assert stored(session, waiting).status is Status.PROCESSED


async def test_a_correction_is_a_new_declaration_and_opens_at_once(session, tabs, waiting):
    waiting.status = Status.PROCESSED
    session.add(waiting)
    session.commit()
    tab = tabs(make.office, f"/declaraties/{waiting.id}")
    await tab.send(JudgeState, "arrive")
    assert (await tab.state(JudgeState)).may_correct is True
    await tab.send(OfficeState, "correct", declaration_id=waiting.id)
    made = session.exec(select(Declaration).where(Declaration.corrects_id == waiting.id)).one()
    assert tab.redirects == [f"/declaraties/{made.id}"]


async def test_reopening_needs_a_reason(session, tabs, waiting):
    tab = tabs(make.office, f"/declaraties/{waiting.id}")
    await tab.send(OfficeState, "ask", step="cancel")
    await tab.send(
        OfficeState,
        "send",
        step="cancel",
        declaration_id=waiting.id,
        version=2,
        form={"reden": " "},
    )
    dialog = await tab.state(OfficeState)
    assert (dialog.asking, bool(dialog.error)) == ("cancel", True)
    assert stored(session, waiting).status is Status.SUBMITTED


async def test_a_comment_is_read_by_everyone(session, client, waiting):
    await client.send(JudgeState, "say", declaration_id=waiting.id, form={"reactie": "Klopt dit?"})
    [shown] = (await client.state(JudgeState)).comments
    assert (shown.name, shown.body) == (make.client.name, "Klopt dit?")
    assert session.exec(select(Comment)).one().user_id == make.client.user_id


async def test_a_candidate_does_not_judge(session, tabs, waiting):
    tab = tabs(make.candidate, f"/declaraties/{waiting.id}")
    await tab.send(JudgeState, "arrive")
    assert (await tab.state(JudgeState)).id == 0
    await tab.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    assert [type(error) for error in tab.errors] == [Forbidden]
    assert stored(session, waiting).status is Status.SUBMITTED


async def test_another_client_learns_nothing(session, tabs, waiting):
    tab = tabs(make.client2, f"/declaraties/{waiting.id}")
    await tab.send(JudgeState, "arrive")
    await tab.send(JudgeState, "approve", declaration_id=waiting.id, version=2)
    assert {type(error) for error in tab.errors} == {NotFound}
    assert make.candidate.name not in str(tab.deltas)
    assert stored(session, waiting).status is Status.SUBMITTED


@pytest.mark.parametrize("pairs", [[], "alles", [1], [[1]], [[1, "2"]], [[0, 1]], [[1, 2]] * 201])
async def test_a_bulk_approval_of_nonsense_is_refused(client, pairs):
    await client.send(JudgeState, "approve_chosen", pairs=pairs)
    assert [type(error) for error in client.errors] == [Invalid]
