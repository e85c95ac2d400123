"""New declarations: for every placement in a period, and to correct one that was paid."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Candidate,
    Client,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    Placement,
)
from rxportal.domain import periods, text
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import LABELS, Kind, Status
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.periods import Period, PeriodKind
from rxportal.domain.zone import instant, today
from rxportal.locales import t
from rxportal.services import declarations, edit, notices, scoped, signals
from rxportal.services import record as records

DUE_MINUTE = 10 * 60  # Monday 10:00


class NotToCorrect(Refused):
    """Only what was processed is corrected, and once at a time; ``str()`` says which it is."""


class NotToCreate(Refused):
    """The placement does not run then, or has its declaration; ``str()`` says which it is."""


@dataclass(frozen=True)
class Created:
    """``made`` are ids of declarations; ``skipped`` pairs of a placement's id and why."""

    made: list[int] = field(default_factory=list[int])
    skipped: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


@dataclass(frozen=True)
class Planned:
    """A placement that reports per such a period; ``why_not``: it is skipped, and why."""

    place: Placement
    name: str
    client: str
    why_not: str


@dataclass(frozen=True)
class Plan:
    """What a bulk creation does. ``now`` is when it was asked."""

    period: Period
    rows: list[Planned]
    now: datetime


def plan(
    session: Session, actor: Actor, period_kind: PeriodKind, day: date | None, *, now: datetime
) -> Plan:
    """What ``create_for_period`` would do around ``day``, without a day in the last period."""
    require(actor, Permission.DECLARATION_CREATE)
    kind = PeriodKind(period_kind)
    if day is None:
        period = periods.previous_period(periods.period_of(kind, today(now)))
    else:
        period = periods.period_of(kind, day)
    places = session.exec(
        select(Placement, Candidate, Client)
        .join(Candidate, col(Candidate.id) == Placement.candidate_id)
        .join(Client, col(Client.id) == Placement.client_id)
        .where(visible(actor, Placement), Placement.period == period.kind)
        .order_by(col(Placement.id))
    ).all()
    there = set(
        session.exec(
            select(Declaration.placement_id).where(
                Declaration.starts_on == period.starts,
                Declaration.kind == Kind.REGULAR,
                Declaration.status != Status.CANCELLED,
            )
        )
    )
    rows = [
        Planned(
            place,
            candidate.name,
            client.name,
            _outside(place, period) or (_already(period) if place.id in there else ""),
        )
        for place, candidate, client in places
    ]
    return Plan(period, rows, now)


def create_for_period(
    session: Session, actor: Actor, period_kind: PeriodKind, day: date, *, now: datetime
) -> Created:
    """A declaration for each placement that reports per such a period, around ``day``.

    Whoever gets one is told by mail. Placements that do not run in the period, and those that
    have their declaration already, are skipped and reported.
    """
    planned = plan(session, actor, period_kind, day, now=now)
    created = Created()
    for row in planned.rows:
        place_id = row.place.id or 0
        made = None if row.why_not else _insert(session, _new(row.place, planned.period, now))
        if made is None:
            created.skipped.append((place_id, row.why_not or _already(planned.period)))
            continue
        _begin(session, made, now)
        created.made.append(made.id or 0)
    session.flush()
    return created


def create(
    session: Session, actor: Actor, placement_id: int, day: date, *, now: datetime
) -> Declaration:
    """The declaration of one placement for its period around ``day``; its candidate is told.

    Raises ``NotFound`` and ``NotToCreate``.
    """
    require(actor, Permission.DECLARATION_CREATE)
    if declarations.rules.MODULE in actor.closed:
        raise NotFound
    place = scoped.find(session, actor, Placement, placement_id)
    period = periods.period_of(place.period, day)
    why_not = _outside(place, period)
    made = None if why_not else _insert(session, _new(place, period, now))
    if made is None:
        raise NotToCreate(why_not or _already(period))
    _begin(session, made, now)
    return made


def correct(session: Session, actor: Actor, declaration_id: int, *, now: datetime) -> Declaration:
    """A new declaration that names a processed one and begins with its hours.

    Raises ``NotToCorrect``.
    """
    require(actor, Permission.DECLARATION_CORRECT)
    paid = declarations.find(session, actor, declaration_id)
    if paid.status is not Status.PROCESSED:
        status = t(LABELS[paid.status])
        raise NotToCorrect(
            t("Corrigeren kan pas na verwerken: deze declaratie staat op {status}.", status=status)
        )
    record = records.load(session, paid)
    row = _new(record.placement, record.period, now)
    row.kind, row.corrects_id = Kind.CORRECTION, paid.id
    row.due_at = due_after(today(now))
    row.not_worked, row.acknowledged = paid.not_worked, list(paid.acknowledged)
    made = _insert(session, row)
    if made is None:
        raise NotToCorrect(t("Deze declaratie wordt al gecorrigeerd. Open die correctie."))
    for line in (*record.lines, *record.extras):
        copy = DeclarationLine(**line.model_dump(exclude={"id"}))
        copy.declaration_id = made.id or 0
        session.add(copy)
    for said in record.days.values():
        if said.absence:
            row_id = made.id or 0
            session.add(DeclarationDay(declaration_id=row_id, day=said.day, absence=said.absence))
    _begin(session, made, now)
    return made


def due_after(day: date) -> datetime:
    """The first Monday 10:00 in Amsterdam after the day."""
    return instant(day + timedelta(days=7 - day.weekday()), DUE_MINUTE)


def _new(place: Placement, period: Period, now: datetime) -> Declaration:
    return Declaration(
        placement_id=place.id or 0,
        candidate_id=place.candidate_id,
        client_id=place.client_id,
        cost_centre_id=place.cost_centre_id,
        starts_on=period.starts,
        ends_on=period.ends,
        due_at=due_after(period.ends),
        created_at=now,
        changed_at=now,
    )


def _begin(session: Session, made: Declaration, now: datetime) -> None:
    """Its totals, and word to who fills it in."""
    session.flush()
    edit.count(records.load(session, made))
    notices.to_fill_in(session, made, now=now)
    session.flush()


def _insert(session: Session, row: Declaration) -> Declaration | None:
    """The row, or None when the database knows such a declaration already."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    signals.note(
        session, candidate_id=row.candidate_id, client_id=row.client_id, now=row.created_at
    )
    return row


def _outside(place: Placement, period: Period) -> str:
    if place.ends_on and place.ends_on < period.starts:
        return t("De plaatsing is geëindigd op {day}.", day=text.day_short(place.ends_on))
    if place.starts_on > period.ends:
        return t("De plaatsing begint pas op {day}.", day=text.day_short(place.starts_on))
    return ""


def _already(period: Period) -> str:
    return t("Er is al een declaratie voor {period}.", period=periods.name(period))
