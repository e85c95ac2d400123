"""Processing runs: approved hours go to payroll together, pro forma first.

A run is worked through by ``step``, some declarations in each transaction, so that ten thousand of
them hold up nobody. Whatever stops it, the next ``step`` goes on where the last one ended: what a
declaration is in a run stands in its item, written in the transaction that processes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, literal, update
from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import Declaration, Run, RunItem, RunLine
from rxportal.domain import declaration as declaration_rules
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import ChangedMeanwhile, Status, StepNotAllowed
from rxportal.domain.errors import NotFound
from rxportal.domain.run import MODULE, WORKING, NothingToProcess, NotProForma, Place, Stage
from rxportal.domain.zone import today
from rxportal.services import audit, declarations
from rxportal.services.tally import tally

COUNTED_AT_ONCE = 200  # declarations in one transaction
PROCESSED_AT_ONCE = 50  # the same, where each is written, logged and mailed
_CLOSED = (MODULE, declaration_rules.MODULE)


@dataclass(frozen=True)
class Wish:
    """Which approved hours: of one period, client or cost centre; nothing is all of them."""

    starts_on: date | None = None
    ends_on: date | None = None
    client_id: int | None = None
    cost_centre_id: int | None = None


def read(actor: Actor) -> None:
    """Raises ``Forbidden``, and ``NotFound`` where the module is switched off."""
    require(actor, Permission.RUN_READ)
    if actor.closed.intersection(_CLOSED):
        raise NotFound


def allow(actor: Actor) -> None:
    """The same, for who makes and finishes them."""
    read(actor)
    require(actor, Permission.DECLARATION_PROCESS)


def waiting(actor: Actor, wish: Wish) -> list[ColumnElement[bool]]:
    """The approved declarations of a wish, as conditions."""
    asked = (
        (Declaration.starts_on, wish.starts_on),
        (Declaration.ends_on, wish.ends_on),
        (Declaration.client_id, wish.client_id),
        (Declaration.cost_centre_id, wish.cost_centre_id),
    )
    return [
        visible(actor, Declaration),
        col(Declaration.status) == Status.COMPLETED,
        *(col(column) == value for column, value in asked if value is not None),
    ]


def find(session: Session, actor: Actor, run_id: int) -> Run:
    """Raises ``Forbidden`` and ``NotFound``."""
    read(actor)
    found = session.exec(select(Run).where(Run.id == run_id, visible(actor, Run))).one_or_none()
    if found is None:
        raise NotFound
    return found


def make(session: Session, actor: Actor, wish: Wish, *, now: datetime) -> Run:
    """A run of what is approved now. Changes no declaration. Raises ``NothingToProcess``."""
    allow(actor)
    chosen = waiting(actor, wish)
    size = session.exec(select(func.count()).select_from(Declaration).where(*chosen)).one()
    if not size:
        raise NothingToProcess
    run = Run(
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        client_id=wish.client_id,
        cost_centre_id=wish.cost_centre_id,
        made_at=now,
        made_by=actor.user_id,
        made_by_name=actor.name,
        declarations=size,
    )
    session.add(run)
    session.flush()
    rows: Any = select(
        literal(run.id), Declaration.id, Declaration.version, literal(Place.CHOSEN.value)
    ).where(*chosen)
    names = ["run_id", "declaration_id", "version", "place"]
    session.exec(insert(RunItem).from_select(names, rows))
    return run


def finalise(session: Session, actor: Actor, run_id: int, *, version: int, now: datetime) -> Run:
    """From now on its declarations are processed as they were counted; ``step`` does it.

    Raises ``NotProForma``.
    """
    run = _hold(session, actor, run_id)
    done = session.exec(
        update(Run)
        .where(
            col(Run.id) == run.id,
            col(Run.version) == version,
            col(Run.stage) == Stage.PRO_FORMA,
        )
        .values(stage=Stage.PROCESSING, version=version + 1, done=0)
        .execution_options(synchronize_session=False)
    )
    session.refresh(run)
    if done.rowcount != 1:
        raise NotProForma(run.stage)
    audit.record(session, "run.final", actor=actor, details={"run": str(run.id)}, now=now)
    return run


def step(session: Session, actor: Actor, run_id: int, *, now: datetime) -> Run:
    """The next declarations of a run that is being worked through; nothing for any other.

    Two who do this at once take turns, and never do the same one.
    """
    run = _hold(session, actor, run_id)
    if run.stage is Stage.COUNTING:
        _count(session, actor, run)
    elif run.stage is Stage.PROCESSING:
        _process(session, actor, run, now)
    session.add(run)
    session.flush()
    return run


def is_working(run: Run) -> bool:
    """Whether ``step`` has something to do; when nobody does it, it was interrupted."""
    return run.stage in WORKING


def _hold(session: Session, actor: Actor, run_id: int) -> Run:
    """The run, whose row is held until the transaction ends."""
    allow(actor)
    run = session.exec(
        select(Run)
        .where(Run.id == run_id, visible(actor, Run))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if run is None:
        raise NotFound
    return run


def _next(session: Session, run: Run, place: Place, most: int) -> Sequence[RunItem]:
    return session.exec(
        select(RunItem)
        .where(RunItem.run_id == run.id, RunItem.place == place)
        .order_by(col(RunItem.declaration_id))
        .limit(most)
    ).all()


def _count(session: Session, actor: Actor, run: Run) -> None:
    """Write down what each adds, as long as it is still the version that was chosen."""
    items = _next(session, run, Place.CHOSEN, COUNTED_AT_ONCE)
    rows = _declarations(session, actor, items)
    ready = {
        each.declaration_id
        for each in items
        if (row := rows.get(each.declaration_id))
        and (row.version, row.status) == (each.version, Status.COMPLETED)
    }
    sums = tally(session, [rows[number] for number in sorted(ready)])
    for item in items:
        number = item.declaration_id
        if number not in ready:
            _leave_out(session, run, item, rows.get(number))
            continue
        item.place = Place.COUNTED
        session.add(item)
        for kind, of in sums[number].items():
            session.add(
                RunLine(
                    run_id=item.run_id,
                    declaration_id=number,
                    candidate_id=rows[number].candidate_id,
                    hour_type_id=kind,
                    minutes=of.minutes,
                    quantity=of.quantity,
                    cents=of.cents,
                    cents_per_unit=of.cents_per_unit,
                )
            )
            run.minutes += of.minutes
            run.cents += of.cents
        run.done += 1
    if len(items) < COUNTED_AT_ONCE:
        run.stage, run.version, run.done = Stage.PRO_FORMA, run.version + 1, 0


def _process(session: Session, actor: Actor, run: Run, now: datetime) -> None:
    """Process each as it was counted; who was changed meanwhile waits for another run."""
    items = _next(session, run, Place.COUNTED, PROCESSED_AT_ONCE)
    for item in items:
        number = item.declaration_id
        try:
            row = declarations.process(session, actor, number, version=item.version, now=now)
        except (ChangedMeanwhile, StepNotAllowed, NotFound):
            _leave_out(session, run, item, session.get(Declaration, number))
            continue
        item.place = Place.PROCESSED
        session.add(item)
        run.done += 1
        if row.submitted_at:
            run.waited += (today(now) - today(row.submitted_at)).days
    if len(items) < PROCESSED_AT_ONCE:
        run.stage, run.version, run.final_at = Stage.FINAL, run.version + 1, now


def _leave_out(session: Session, run: Run, item: RunItem, row: Declaration | None) -> None:
    """Take what it added off again, and remember how it was found."""
    for line in session.exec(
        select(RunLine).where(
            RunLine.run_id == run.id, RunLine.declaration_id == item.declaration_id
        )
    ).all():
        run.minutes -= line.minutes
        run.cents -= line.cents
        session.delete(line)
    item.place, item.found = Place.LEFT_OUT, row.status if row else None
    run.declarations -= 1
    run.left_out += 1
    session.add(item)


def _declarations(
    session: Session, actor: Actor, items: Sequence[RunItem]
) -> dict[int, Declaration]:
    rows = session.exec(
        select(Declaration)
        .where(
            col(Declaration.id).in_([each.declaration_id for each in items]),
            visible(actor, Declaration),
        )
        .execution_options(populate_existing=True)
    )
    return {row.id or 0: row for row in rows}
