"""What a run looks like: what can be chosen for a new one, and what one came to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from rxportal.db.tables import (
    Candidate,
    Client,
    CostCentre,
    Declaration,
    HourType,
    Run,
    RunItem,
    RunLine,
)
from rxportal.domain.access import Actor
from rxportal.domain.declaration import Kind, Status
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.hour_types import Unit
from rxportal.domain.run import Place
from rxportal.locales import t
from rxportal.services import audit, run_files, runs
from rxportal.services.runs import Wish

MOST_PERIODS = 12
MOST_LISTED = 100  # people, and what was left out; the files have them all
_CODE_OF_HOURS, _CODE_OF_COSTS = re.compile(r"HT[0-9]{3}"), re.compile(r"EA[0-9]{3}")


@dataclass(frozen=True)
class Choices:
    """What waits, by period, client and cost centre; and what the wish comes to."""

    periods: list[tuple[date, date, int]]  # the newest first
    clients: list[tuple[int, str, int]]
    cost_centres: list[tuple[int, str, int]]  # of the chosen client
    declarations: int
    corrections: int
    minutes: int  # as they are declared; a run has the difference of a correction


@dataclass(frozen=True)
class Total:
    kind: HourType
    minutes: int
    quantity: int
    cents: int


@dataclass(frozen=True)
class PersonTotal:
    number: str
    name: str
    declarations: int
    minutes: int
    cents: int


@dataclass(frozen=True)
class LeftOut:
    declaration_id: int
    name: str
    starts: date
    ends: date
    found: Status | None


@dataclass(frozen=True)
class Opened:
    """``people`` and ``left_out`` are at most ``MOST_LISTED``; ``persons`` is how many people."""

    run: Run
    client: str
    cost_centre: str
    totals: list[Total]
    people: list[PersonTotal]
    persons: int
    corrections: int
    left_out: list[LeftOut]
    uncoded: list[HourType]


class BadCode(Refused):
    """Not a code of the standard; ``hour_type_id`` is whose."""

    def __init__(self, kind: HourType) -> None:
        super().__init__(
            t("Typ HT en drie cijfers, bijvoorbeeld HT100.")
            if kind.unit is Unit.HOURS
            else t("Typ EA en drie cijfers, bijvoorbeeld EA102.")
        )
        self.hour_type_id = kind.id or 0


def choices(session: Session, actor: Actor, wish: Wish, *, now: datetime) -> Choices:  # noqa: ARG001
    """Each list is narrowed by what is chosen in the others. Raises ``Forbidden``."""
    runs.allow(actor)
    mine = runs.waiting(actor, wish)
    size, minutes = session.exec(
        select(func.count(), func.coalesce(func.sum(Declaration.minutes), 0)).where(*mine)
    ).one()
    corrections = session.exec(
        select(func.count())
        .select_from(Declaration)
        .where(*mine, Declaration.kind == Kind.CORRECTION)
    ).one()
    return Choices(
        _periods(session, runs.waiting(actor, replace(wish, starts_on=None, ends_on=None))),
        _clients(session, runs.waiting(actor, replace(wish, client_id=None, cost_centre_id=None))),
        _cost_centres(session, runs.waiting(actor, replace(wish, cost_centre_id=None)))
        if wish.client_id
        else [],
        size,
        corrections,
        minutes,
    )


def opened(session: Session, actor: Actor, run_id: int, *, now: datetime) -> Opened:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    run = runs.find(session, actor, run_id)
    client = session.get(Client, run.client_id) if run.client_id else None
    centre = session.get(CostCentre, run.cost_centre_id) if run.cost_centre_id else None
    people, persons = _people(session, run)
    return Opened(
        run=run,
        client=client.name if client else "",
        cost_centre=centre.label if centre else "",
        totals=_totals(session, run),
        people=people,
        persons=persons,
        corrections=_corrections(session, run),
        left_out=_left_out(session, run),
        uncoded=run_files.uncoded(session, run),
    )


def lines(
    session: Session,
    actor: Actor,
    run_id: int,
    *,
    after: int,
    most: int,
    now: datetime,  # noqa: ARG001
) -> Sequence[tuple[RunLine, HourType, str]]:
    """What its declarations add, in the order it was written, from the line after ``after`` on;
    with the candidate's number. Raises ``Forbidden`` and ``NotFound``.
    """
    run = runs.find(session, actor, run_id)
    return session.exec(
        select(RunLine, HourType, Candidate.number)
        .join(HourType, col(HourType.id) == RunLine.hour_type_id)
        .join(Candidate, col(Candidate.id) == RunLine.candidate_id)
        .where(RunLine.run_id == run.id, col(RunLine.id) > after)
        .order_by(col(RunLine.id))
        .limit(most)
    ).all()


def name_code(
    session: Session, actor: Actor, hour_type_id: int, typed: str, *, now: datetime
) -> None:
    """Say what the standard calls a kind of hours or costs. Raises ``Forbidden``, ``BadCode``."""
    runs.allow(actor)
    kind = session.exec(
        select(HourType).where(HourType.id == hour_type_id).with_for_update()
    ).one_or_none()
    if kind is None:
        raise NotFound
    code = typed.strip().upper()
    pattern = _CODE_OF_HOURS if kind.unit is Unit.HOURS else _CODE_OF_COSTS
    if not pattern.fullmatch(code):
        raise BadCode(kind)
    kind.setu_code = code
    session.add(kind)
    session.flush()
    details = {"hour_type": kind.code, "code": code}
    audit.record(session, "hour_type.coded", actor=actor, details=details, now=now)


def _periods(
    session: Session, where: Sequence[ColumnElement[bool]]
) -> list[tuple[date, date, int]]:
    of: Any = select  # whose types know no dates
    database: Any = session
    rows = database.exec(
        of(Declaration.starts_on, Declaration.ends_on, func.count())
        .where(*where)
        .group_by(col(Declaration.starts_on), col(Declaration.ends_on))
        .order_by(col(Declaration.starts_on).desc(), col(Declaration.ends_on))
        .limit(MOST_PERIODS)
    )
    return [(starts, ends, many) for starts, ends, many in rows]


def _clients(session: Session, where: Sequence[ColumnElement[bool]]) -> list[tuple[int, str, int]]:
    rows = session.exec(
        select(Client, func.count())
        .join(Declaration, col(Declaration.client_id) == Client.id)
        .where(*where)
        .group_by(col(Client.id))
        .order_by(col(Client.name))
    )
    return [(each.id or 0, each.name, many) for each, many in rows]


def _cost_centres(
    session: Session, where: Sequence[ColumnElement[bool]]
) -> list[tuple[int, str, int]]:
    rows = session.exec(
        select(CostCentre, func.count())
        .join(Declaration, col(Declaration.cost_centre_id) == CostCentre.id)
        .where(*where)
        .group_by(col(CostCentre.id))
        .order_by(col(CostCentre.code))
    )
    return [(each.id or 0, each.label, many) for each, many in rows]


def _totals(session: Session, run: Run) -> list[Total]:
    rows = session.exec(
        select(
            HourType,
            func.sum(RunLine.minutes),
            func.sum(RunLine.quantity),
            func.sum(RunLine.cents),
        )
        .join(RunLine, col(RunLine.hour_type_id) == HourType.id)
        .where(RunLine.run_id == run.id)
        .group_by(col(HourType.id))
        .order_by(col(HourType.id))
    )
    return [
        Total(kind, int(minutes), int(quantity), int(cents))
        for kind, minutes, quantity, cents in rows
    ]


def _people(session: Session, run: Run) -> tuple[list[PersonTotal], int]:
    persons = session.exec(
        select(func.count(func.distinct(RunLine.candidate_id))).where(RunLine.run_id == run.id)
    ).one()
    rows = session.exec(
        select(
            Candidate,
            func.count(func.distinct(RunLine.declaration_id)),
            func.sum(RunLine.minutes),
            func.sum(RunLine.cents),
        )
        .join(RunLine, col(RunLine.candidate_id) == Candidate.id)
        .where(RunLine.run_id == run.id)
        .group_by(col(Candidate.id))
        .order_by(col(Candidate.last_name), col(Candidate.first_name), col(Candidate.id))
        .limit(MOST_LISTED)
    )
    found = [
        PersonTotal(who.number, who.name, many, int(minutes), int(cents))
        for who, many, minutes, cents in rows
    ]
    return found, persons


def _corrections(session: Session, run: Run) -> int:
    return session.exec(
        select(func.count())
        .select_from(RunItem)
        .join(Declaration, col(Declaration.id) == RunItem.declaration_id)
        .where(
            RunItem.run_id == run.id,
            RunItem.place != Place.LEFT_OUT,
            Declaration.kind == Kind.CORRECTION,
        )
    ).one()


def _left_out(session: Session, run: Run) -> list[LeftOut]:
    rows: Sequence[tuple[RunItem, Declaration, Candidate]] = session.exec(
        select(RunItem, Declaration, Candidate)
        .join(Declaration, col(Declaration.id) == RunItem.declaration_id)
        .join(Candidate, col(Candidate.id) == Declaration.candidate_id)
        .where(RunItem.run_id == run.id, RunItem.place == Place.LEFT_OUT)
        .order_by(col(Candidate.last_name), col(RunItem.declaration_id))
        .limit(MOST_LISTED)
    ).all()
    return [
        LeftOut(row.id or 0, who.name, row.starts_on, row.ends_on, item.found)
        for item, row, who in rows
    ]
