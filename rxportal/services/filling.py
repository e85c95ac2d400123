"""Filling in a whole period at once, and taking that back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from rxportal.db.tables import DeclarationLine
from rxportal.domain import roster
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid, Refused
from rxportal.domain.line import Line
from rxportal.domain.week import Absence
from rxportal.locales import t
from rxportal.services import compose, declarations, edit
from rxportal.services import record as records
from rxportal.services.record import Record
from rxportal.services.sheet import Sheet


class NoRoster(Refused):
    def __init__(self) -> None:
        super().__init__(t("Van deze plaatsing is geen rooster bekend. Vul de uren zelf in."))


class NothingToCopy(Refused):
    def __init__(self) -> None:
        super().__init__(t("Er is nog geen eerdere declaratie met uren. Vul de uren zelf in."))


@dataclass(frozen=True, slots=True)
class _Row:
    day: date
    hour_type_id: int
    begins: int | None
    ends: int | None
    break_minutes: int
    minutes: int
    quantity: int
    note: str
    receipt_id: int | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is filled in at some moment. Only ``restore`` looks inside."""

    declaration_id: int
    rows: tuple[_Row, ...]
    absences: tuple[tuple[date, Absence], ...]
    not_worked: bool
    acknowledged: tuple[str, ...]


def fill_from_roster(
    session: Session, actor: Actor, declaration_id: int, *, now: datetime
) -> Sheet:
    """Make the hours what the roster says, but for the days that were free or sick.

    Raises ``NoRoster``.
    """
    record = edit.opened(session, actor, declaration_id, now)
    if not record.shifts:
        raise NoRoster
    return _fill(session, actor, record, record.plan())


def copy_last_week(session: Session, actor: Actor, declaration_id: int, *, now: datetime) -> Sheet:
    """Make the hours those of the newest earlier declaration of the placement, day for day.

    Raises ``NothingToCopy``.
    """
    record = edit.opened(session, actor, declaration_id, now)
    source = compose.earlier_with_hours(session, record.declaration)
    if source is None:
        raise NothingToCopy
    earlier, place = records.load(session, source), record.placement
    lines = roster.copied(
        earlier.hours(), earlier.period, record.period, place.starts_on, place.ends_on
    )
    return _fill(session, actor, record, lines)


def snapshot(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    now: datetime,  # noqa: ARG001
) -> Snapshot:
    """What is filled in now, for ``restore``."""
    require(actor, Permission.DECLARATION_WRITE)
    record = records.load(session, declarations.find(session, actor, declaration_id))
    return Snapshot(
        declaration_id,
        tuple(_row(line) for line in (*record.lines, *record.extras)),
        tuple((day, row.absence) for day, row in record.days.items() if row.absence),
        record.declaration.not_worked,
        tuple(record.declaration.acknowledged),
    )


def restore(
    session: Session, actor: Actor, declaration_id: int, snapshot: Snapshot, *, now: datetime
) -> Sheet:
    """Back to what was filled in when the snapshot was made."""
    if snapshot.declaration_id != declaration_id:
        raise Invalid
    record = edit.opened(session, actor, declaration_id, now)
    for old in (*record.lines, *record.extras):
        session.delete(old)
    for row in snapshot.rows:
        session.add(
            DeclarationLine(
                declaration_id=declaration_id,
                day=row.day,
                hour_type_id=row.hour_type_id,
                begins=row.begins,
                ends=row.ends,
                break_minutes=row.break_minutes,
                minutes=row.minutes,
                quantity=row.quantity,
                note=row.note,
                receipt_id=row.receipt_id,
            )
        )
    absences = dict(snapshot.absences)
    for day in {*absences, *record.days}:
        edit.day_row(session, record, day).absence = absences.get(day)
    record.declaration.not_worked = snapshot.not_worked
    record.declaration.acknowledged = list(snapshot.acknowledged)
    session.flush()
    return edit.settled(session, actor, records.load(session, record.declaration))


def _row(line: DeclarationLine) -> _Row:
    return _Row(
        line.day,
        line.hour_type_id,
        line.begins,
        line.ends,
        line.break_minutes,
        line.minutes,
        line.quantity,
        line.note,
        line.receipt_id,
    )


def _fill(session: Session, actor: Actor, record: Record, lines: Iterable[Line]) -> Sheet:
    """Put these lines in the place of all others, except on days of which something is said."""
    absent = {day for day, row in record.days.items() if row.absence}
    ids = {each.code: each.id or 0 for each in record.types if each.id in record.allowed}
    for old in [row for row in record.lines if row.day not in absent]:
        edit.drop(session, record, old)
    for line in lines:
        if line.day in absent:
            continue
        row = DeclarationLine(
            declaration_id=record.declaration.id or 0,
            day=line.day,
            hour_type_id=ids.get(line.hour_type, record.usual_type),
            begins=line.begins,
            ends=line.ends,
            break_minutes=line.break_minutes,
            minutes=line.total or 0,
        )
        session.add(row)
        record.lines.append(row)
    record.declaration.not_worked = False
    return edit.settled(session, actor, record)
