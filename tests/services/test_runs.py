"""Verwerking: approved hours go to payroll together, and always add up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import func, select

from rxportal.db.tables import (
    AuditEvent,
    Declaration,
    DeclarationLine,
    HourType,
    Outbox,
    Run,
    RunItem,
    RunLine,
    Transition,
)
from rxportal.domain.access import Permission
from rxportal.domain.declaration import Kind, Status, Step
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.run import NothingToProcess, NotProForma, Place, Stage
from rxportal.services import declarations, run_view, runs
from rxportal.services.runs import Wish
from tests import make
from tests.make import MONDAY, NOW, WEEK

LATER = NOW + timedelta(days=4)


def made(session, wish=Wish(), actor=make.office):  # noqa: B008 - a frozen value
    return runs.make(session, actor, wish, now=NOW)


def worked(session, run, actor=make.office, now=LATER):
    """Step until there is nothing to do; the totals are right after each step."""
    while True:
        run = runs.step(session, actor, run.id, now=now)
        session.commit()
        assert_adds_up(session, run)
        if not runs.is_working(run):
            return run


def final(session, run):
    run = worked(session, run)
    runs.finalise(session, make.office, run.id, version=run.version, now=LATER)
    return worked(session, run)


def assert_adds_up(session, run):
    lines = session.exec(select(RunLine).where(RunLine.run_id == run.id)).all()
    assert run.minutes == sum(line.minutes for line in lines)
    assert run.cents == sum(line.cents for line in lines)
    items = session.exec(select(RunItem).where(RunItem.run_id == run.id)).all()
    left_out = {item.declaration_id for item in items if item.place is Place.LEFT_OUT}
    assert run.left_out == len(left_out)
    assert run.declarations == len(items) - len(left_out)
    assert not left_out & {line.declaration_id for line in lines}
    shown = run_view.opened(session, make.office, run.id, now=NOW)
    assert sum(total.minutes for total in shown.totals) == run.minutes
    assert sum(person.minutes for person in shown.people) == run.minutes
    assert sum(person.cents for person in shown.people) == run.cents


def extra(session, row, code, quantity):
    kind = session.exec(select(HourType).where(HourType.code == code)).one()
    line = DeclarationLine(
        declaration_id=row.id, day=row.starts_on, hour_type_id=kind.id, quantity=quantity
    )
    session.add(line)
    session.commit()
    return kind


@pytest.fixture
def approved(session):
    """A week of each candidate."""
    return [
        make.declaration(session, status=Status.COMPLETED, candidate_id=number) for number in (1, 2)
    ]


def test_who_only_reads_runs_makes_and_moves_none(session, approved):
    run = worked(session, made(session))
    reader = replace(make.office, only=frozenset({Permission.RUN_READ}))
    assert runs.find(session, reader, run.id) == run
    for work in (
        lambda: made(session, actor=reader),
        lambda: runs.step(session, reader, run.id, now=LATER),
        lambda: runs.finalise(session, reader, run.id, version=run.version, now=LATER),
        lambda: run_view.name_code(session, reader, 1, "HT100", now=LATER),
        lambda: run_view.choices(session, reader, Wish(), now=LATER),
    ):
        with pytest.raises(Forbidden):
            work()
    session.refresh(run)
    assert run.stage is Stage.PRO_FORMA


def test_pro_forma_adds_up_and_changes_nothing(session, approved):
    extra(session, approved[0], "kilometres", 2450)
    extra(session, approved[0], "expenses", 2760)
    run = worked(session, made(session))
    assert (run.stage, run.declarations, run.minutes) == (Stage.PRO_FORMA, 2, 4800)
    assert run.cents == 564 + 2760  # 24,5 km at 23 cents is 5,635
    assert session.exec(select(Transition)).all() == []
    assert session.exec(select(Outbox)).all() == []
    assert {row.status for row in session.exec(select(Declaration))} == {Status.COMPLETED}


def test_it_says_what_it_comes_to_per_kind_and_per_person(session, approved):
    extra(session, approved[0], "kilometres", 2000)
    run = worked(session, made(session))
    shown = run_view.opened(session, make.office, run.id, now=NOW)
    assert [(x.kind.code, x.minutes, x.quantity, x.cents) for x in shown.totals] == [
        ("regular", 4800, 0, 0),
        ("kilometres", 0, 2000, 460),
    ]
    assert [(x.name, x.declarations, x.minutes, x.cents) for x in shown.people] == [
        (make.candidate.name, 1, 2400, 460),
        (make.candidate2.name, 1, 2400, 0),
    ]
    assert shown.persons == 2


def test_final_processes_what_was_counted(session, approved):
    run = final(session, made(session))
    assert (run.stage, run.declarations, run.minutes, run.final_at) == (
        Stage.FINAL,
        2,
        4800,
        LATER,
    )
    assert {row.status for row in session.exec(select(Declaration))} == {Status.PROCESSED}
    log = session.exec(select(Transition)).all()
    assert [(x.step, x.user_name) for x in log] == [(Step.PROCESS, make.office.name)] * 2
    assert {mail.kind for mail in session.exec(select(Outbox))} == {"processed"}
    assert run.waited == 2 * 4  # submitted on the ninth, processed on the thirteenth
    (event,) = session.exec(select(AuditEvent))
    assert (event.kind, event.actor, event.details) == (
        "run.final",
        make.office.name,
        {"run": str(run.id)},
    )


def test_what_changed_meanwhile_is_left_out_and_named(session, approved):
    run = worked(session, made(session))
    declarations.reopen(session, make.office, approved[0].id, version=1, reason="Km", now=NOW)
    run = final(session, run)
    assert (run.declarations, run.left_out, run.minutes) == (1, 1, 2400)
    (gone,) = run_view.opened(session, make.office, run.id, now=NOW).left_out
    assert (gone.declaration_id, gone.name, gone.found) == (
        approved[0].id,
        make.candidate.name,
        Status.SUBMITTED,
    )
    session.refresh(approved[0])
    assert approved[0].status is Status.SUBMITTED


def test_hours_that_were_approved_again_wait_for_another_run(session, approved):
    """The numbers that were looked at are those of the version that is processed."""
    run = worked(session, made(session))
    row = approved[0]
    row.version = 3
    session.add(row)
    session.commit()
    run = final(session, run)
    (gone,) = run_view.opened(session, make.office, run.id, now=NOW).left_out
    assert (gone.declaration_id, gone.found) == (row.id, Status.COMPLETED)
    assert final(session, made(session)).declarations == 1


def test_what_changes_before_it_is_counted_is_not_counted(session, approved):
    run = made(session)
    declarations.reopen(session, make.office, approved[1].id, version=1, reason="Km", now=NOW)
    run = worked(session, run)
    assert (run.declarations, run.left_out, run.minutes) == (1, 1, 2400)


def test_a_declaration_is_in_one_final_run_only(session, approved):
    first, second = worked(session, made(session)), worked(session, made(session))
    first, second = final(session, first), final(session, second)
    assert (first.declarations, second.declarations) == (2, 0)
    assert (second.left_out, second.minutes) == (2, 0)
    steps = session.exec(select(Transition.declaration_id)).all()
    assert sorted(steps) == sorted(row.id for row in approved)


@pytest.fixture
def many(session, monkeypatch):
    """Five weeks, counted and processed two at a time."""
    monkeypatch.setattr(runs, "COUNTED_AT_ONCE", 2)
    monkeypatch.setattr(runs, "PROCESSED_AT_ONCE", 2)
    for number in range(5):
        make.declaration(session, status=Status.COMPLETED, monday=MONDAY - number * WEEK)
    return session


def test_a_run_that_was_interrupted_goes_on_and_doubles_nothing(many):
    run = made(many)
    run = runs.step(many, make.office, run.id, now=NOW)
    many.commit()
    assert (run.stage, run.done) == (Stage.COUNTING, 2)
    runs.step(many, make.office, run.id, now=NOW)
    many.rollback()  # the power went off
    run = many.get_one(Run, run.id)
    assert run.done == 2
    run = worked(many, run)
    runs.finalise(many, make.office, run.id, version=run.version, now=NOW)
    runs.step(many, make.office, run.id, now=NOW)
    many.commit()
    runs.step(many, make.office, run.id, now=NOW)
    many.rollback()
    run = many.get_one(Run, run.id)
    assert (run.stage, run.done, run.minutes) == (Stage.PROCESSING, 2, 5 * 2400)
    run = worked(many, run, make.administrator)  # somebody else goes on
    assert (run.stage, run.done, run.minutes) == (Stage.FINAL, 5, 5 * 2400)
    steps = many.exec(select(func.count()).select_from(Transition)).one()
    mails = many.exec(select(func.count()).select_from(Outbox)).one()
    assert (steps, mails) == (5, 5)


def test_a_step_more_does_nothing(session, approved):
    run = final(session, made(session))
    before = run.model_dump()
    assert runs.step(session, make.office, run.id, now=LATER + WEEK).model_dump() == before


@pytest.mark.parametrize("times", [0, 2])
def test_only_a_run_that_was_looked_at_becomes_final_and_once(session, approved, times):
    run = made(session)
    if times:
        run = final(session, run)
    with pytest.raises(NotProForma, match="Dat kan niet: deze verwerking staat op"):
        runs.finalise(session, make.office, run.id, version=run.version, now=NOW)


def test_who_looked_at_something_else_does_not_make_it_final(session, approved):
    run = worked(session, made(session))
    with pytest.raises(NotProForma):
        runs.finalise(session, make.office, run.id, version=run.version - 1, now=NOW)
    assert session.get_one(Run, run.id).stage is Stage.PRO_FORMA


@pytest.mark.parametrize(
    ("wish", "candidates"),
    [
        (Wish(), {1, 2}),
        (Wish(MONDAY, MONDAY + timedelta(days=6)), {1, 2}),
        (Wish(MONDAY - WEEK, MONDAY - timedelta(days=1)), set()),
        (Wish(client_id=1), {1}),
        (Wish(cost_centre_id=2), {2}),
        (Wish(client_id=1, cost_centre_id=2), set()),
    ],
)
def test_a_wish_chooses_a_period_a_client_and_a_cost_centre(session, approved, wish, candidates):
    make.declaration(session, status=Status.SUBMITTED, monday=MONDAY + WEEK)
    if not candidates:
        with pytest.raises(NothingToProcess, match="Er staan geen goedgekeurde uren klaar"):
            made(session, wish)
        return
    run = made(session, wish)
    chosen = select(Declaration.candidate_id).where(
        Declaration.id.in_(select(RunItem.declaration_id).where(RunItem.run_id == run.id))
    )
    assert set(session.exec(chosen)) == candidates


def test_the_choices_say_how_much_waits(session, approved):
    make.declaration(session, status=Status.COMPLETED, monday=MONDAY - WEEK)
    whole = run_view.choices(session, make.office, Wish(), now=NOW)
    assert (whole.declarations, whole.minutes, whole.corrections) == (3, 7200, 0)
    assert [(starts, many) for starts, _, many in whole.periods] == [
        (MONDAY, 2),
        (MONDAY - WEEK, 1),
    ]
    assert whole.clients == [(2, "Kwekerij Zandoever", 1), (1, "Vlotwerf Logistiek", 2)]
    assert whole.cost_centres == []
    narrowed = run_view.choices(session, make.office, Wish(client_id=1), now=NOW)
    assert narrowed.declarations == 2
    assert narrowed.cost_centres == [(1, "152 (locatie Y)", 2)]
    assert len(narrowed.clients) == 2  # one may choose another


def test_a_correction_adds_the_difference(session, approved):
    extra(session, approved[0], "kilometres", 2000)
    final(session, made(session))
    correction = make.declaration(
        session, status=Status.COMPLETED, kind=Kind.CORRECTION, corrects_id=approved[0].id
    )
    lines = session.exec(
        select(DeclarationLine).where(DeclarationLine.declaration_id == correction.id)
    ).all()
    session.delete(lines[0])  # the Monday was not worked, and the kilometres were not made
    session.commit()
    run = final(session, made(session))
    assert (run.declarations, run.minutes, run.cents) == (1, -480, -460)
    shown = run_view.opened(session, make.office, run.id, now=NOW)
    assert shown.corrections == 1
    assert [(x.kind.code, x.minutes, x.quantity) for x in shown.totals] == [
        ("regular", -480, 0),
        ("kilometres", 0, -2000),
    ]


def test_a_correction_that_changes_nothing_adds_nothing(session, approved):
    final(session, made(session))
    make.declaration(
        session, status=Status.COMPLETED, kind=Kind.CORRECTION, corrects_id=approved[0].id
    )
    run = final(session, made(session))
    assert (run.declarations, run.minutes) == (1, 0)
    assert session.exec(select(RunLine).where(RunLine.run_id == run.id)).all() == []


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_only_the_agency_makes_sees_and_works_through_runs(session, approved, actor):
    run = worked(session, made(session))
    for attempt in (
        lambda: made(session, actor=actor),
        lambda: runs.step(session, actor, run.id, now=NOW),
        lambda: runs.finalise(session, actor, run.id, version=run.version, now=NOW),
        lambda: run_view.opened(session, actor, run.id, now=NOW),
        lambda: run_view.choices(session, actor, Wish(), now=NOW),
        lambda: run_view.name_code(session, actor, 1, "HT100", now=NOW),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_what_does_not_exist_is_not_found(session):
    with pytest.raises(NotFound):
        runs.step(session, make.office, 999, now=NOW)
    with pytest.raises(NotFound):
        run_view.opened(session, make.office, 999, now=NOW)


def test_without_the_module_of_declarations_nothing_is_processed(session, approved):
    run = worked(session, made(session))
    closed = make.Actor(**{**make.office.__dict__, "closed": frozenset({"declaraties"})})
    with pytest.raises(NotFound):
        runs.finalise(session, closed, run.id, version=run.version, now=NOW)
