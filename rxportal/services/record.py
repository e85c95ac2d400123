"""A declaration with all its rows, and the same as values that the rules understand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from rxportal.db.tables import (
    Declaration,
    DeclarationDay,
    DeclarationLine,
    Entry,
    HourType,
    Placement,
    PlacementHourType,
    RosterShift,
)
from rxportal.domain import hour_types, periods, roster
from rxportal.domain.declaration import Status
from rxportal.domain.hour_types import Unit
from rxportal.domain.line import Line, counted
from rxportal.domain.periods import Period
from rxportal.domain.week import Extra, Terms, Week
from rxportal.domain.working_time import AVERAGED_WEEKS

_WEEK = timedelta(weeks=1)
_LONGEST_PERIOD = timedelta(days=40)


@dataclass
class Record:
    """``lines`` are hours and ``extras`` the rest, both in the order they are shown."""

    declaration: Declaration
    placement: Placement
    lines: list[DeclarationLine]
    extras: list[DeclarationLine]
    days: dict[date, DeclarationDay]
    types: list[HourType]  # of the placement, the usual one first, and any that a line names
    allowed: frozenset[int]  # ids of the placement's own types
    shifts: list[RosterShift]

    @property
    def period(self) -> Period:
        return periods.period_of(self.placement.period, self.declaration.starts_on)

    @property
    def open_days(self) -> list[date]:
        """The days of the period on which the placement runs."""
        return periods.days_within(self.period, self.placement.starts_on, self.placement.ends_on)

    @property
    def usual_type(self) -> int:
        """The id of the hour type that a new line gets."""
        for each in self.types:
            if each.unit is Unit.HOURS and each.id in self.allowed:
                return each.id or 0
        raise LookupError(f"placement {self.placement.id} has no type of hours")

    def type_of(self, line: DeclarationLine) -> HourType:
        return next(each for each in self.types if each.id == line.hour_type_id)

    def plan(self) -> list[Line]:
        """What the roster says of this period."""
        shifts = [
            roster.RosterShift(x.weekday, x.begins, x.ends, x.break_minutes) for x in self.shifts
        ]
        place = self.placement
        return roster.for_period(shifts, self.period, place.starts_on, place.ends_on)

    def hours(self) -> list[Line]:
        """The lines as the rules read them, in the order of ``lines``."""
        codes = {each.id: each.code for each in self.types}
        return [as_value(line, codes[line.hour_type_id]) for line in self.lines]

    def week(self) -> Week:
        codes = {each.id: each.code for each in self.types}
        extras = [
            Extra(x.day, codes[x.hour_type_id], x.quantity, x.receipt_id is not None)
            for x in self.extras
        ]
        absences = {day: row.absence for day, row in self.days.items() if row.absence}
        return Week(self.period, self.hours(), extras, absences, self.declaration.not_worked)

    def terms(self) -> Terms:
        types = [as_type(each) for each in self.types if each.id in self.allowed]
        place = self.placement
        return Terms(place.starts_on, place.ends_on, place.entry is Entry.TIMES, types)


def as_type(row: HourType) -> hour_types.HourType:
    return hour_types.HourType(
        row.code, row.name, row.percentage, row.unit, row.setu_code, row.needs_receipt
    )


def as_value(row: DeclarationLine, code: str) -> Line:
    """A stored line with neither begin nor end has a total, or nothing yet."""
    timeless = row.begins is None and row.ends is None
    total = row.minutes if timeless and row.minutes else None
    return Line(row.day, row.begins, row.ends, row.break_minutes, total, code)


def load(session: Session, declaration: Declaration) -> Record:
    """Read the rows as they are now; says nothing about who may see them."""
    place = session.get_one(Placement, declaration.placement_id)
    rows = session.exec(
        select(DeclarationLine).where(DeclarationLine.declaration_id == declaration.id)
    ).all()
    usual = session.exec(
        select(HourType)
        .join(PlacementHourType, col(PlacementHourType.hour_type_id) == col(HourType.id))
        .where(PlacementHourType.placement_id == place.id)
        .order_by(col(PlacementHourType.position), col(HourType.id))
    ).all()
    allowed = frozenset(each.id or 0 for each in usual)
    strays = {row.hour_type_id for row in rows} - allowed
    gone = session.exec(select(HourType).where(col(HourType.id).in_(strays))) if strays else ()
    types = [*usual, *gone]
    units = {each.id: each.unit for each in types}
    days = session.exec(
        select(DeclarationDay).where(DeclarationDay.declaration_id == declaration.id)
    )
    shifts = session.exec(
        select(RosterShift)
        .where(RosterShift.placement_id == place.id)
        .order_by(col(RosterShift.weekday), col(RosterShift.begins))
    )
    return Record(
        declaration=declaration,
        placement=place,
        lines=ordered(row for row in rows if units[row.hour_type_id] is Unit.HOURS),
        extras=ordered(row for row in rows if units[row.hour_type_id] is not Unit.HOURS),
        days={row.day: row for row in days},
        types=types,
        allowed=allowed,
        shifts=list(shifts),
    )


def ordered(rows: Iterable[DeclarationLine]) -> list[DeclarationLine]:
    """By day and begin; a line without a begin comes last, a new one after an old one."""

    def place(row: DeclarationLine) -> tuple[date, bool, int, bool, int]:
        return row.day, row.begins is None, row.begins or 0, row.id is None, row.id or 0

    return sorted(rows, key=place)


@dataclass(frozen=True)
class Surrounding:
    """What else somebody works: lines of a week before to a week after, minutes per older week."""

    lines: Sequence[Line]
    previous_weeks: Sequence[int]


def surrounding(
    session: Session, record: Record, scope: ColumnElement[bool] | None = None
) -> Surrounding:
    """The candidate's hours in every other declaration, at any client (``scope`` narrows it).

    A cancelled declaration does not count, nor one that a correction has replaced.
    """
    mine, period = record.declaration, record.period
    found = session.exec(
        select(Declaration).where(
            Declaration.candidate_id == mine.candidate_id,
            Declaration.id != mine.id,
            Declaration.status != Status.CANCELLED,
            Declaration.starts_on >= period.starts - AVERAGED_WEEKS * _WEEK - _LONGEST_PERIOD,
            Declaration.starts_on <= period.ends + _WEEK,
            true() if scope is None else scope,
        )
    ).all()
    replaced = {row.corrects_id for row in (*found, mine) if row.corrects_id}
    corrects = {row.id: row.corrects_id for row in (*found, mine)}
    others = [
        row
        for row in found
        if row.id not in replaced and _first(row.id, corrects) != _first(mine.id, corrects)
    ]
    first, last = period.starts - _WEEK, period.ends + _WEEK
    near = [row.id for row in others if row.starts_on <= last and row.ends_on >= first]
    lines = session.exec(
        select(DeclarationLine, HourType.code)
        .join(HourType, col(HourType.id) == DeclarationLine.hour_type_id)
        .where(
            col(DeclarationLine.declaration_id).in_(near),
            HourType.unit == Unit.HOURS,
            DeclarationLine.day >= first,
            DeclarationLine.day <= last,
        )
    )
    values = [as_value(line, code) for line, code in lines]
    return Surrounding(values, _weeks_before(record, others))


def _first(number: int | None, corrects: Mapping[int | None, int | None]) -> int | None:
    """The declaration that a row of corrections began with."""
    while before := corrects.get(number):
        number = before
    return number


def _weeks_before(record: Record, others: Sequence[Declaration]) -> list[int]:
    """Minutes in each of the weeks before the first week with hours, oldest first."""
    days = [line.day for line in record.hours() if counted(line)]
    if not days:
        return []
    monday = min(days) - timedelta(days=min(days).weekday())
    sums = [0] * (AVERAGED_WEEKS - 1)
    for row in others:
        for offset, minutes in enumerate(row.day_minutes):
            place = len(sums) + (row.starts_on + timedelta(days=offset) - monday).days // 7
            if 0 <= place < len(sums):
                sums[place] += minutes
    return sums
