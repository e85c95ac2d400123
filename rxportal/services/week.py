"""Filling in the hours of a declaration: what is typed is kept at once, submitted or not.

Every function that writes begins with ``opened``: one UPDATE that adds one to the version and
says that the declaration must still be open. A step taken on an older version is then refused,
and whoever saves after a step is refused here. What cannot be right yet (a begin without an end,
a break longer than the shift) is kept all the same; ``check_complete`` asks for it at the end.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col

from rxportal.db.tables import Declaration, DeclarationDay, DeclarationLine, Entry
from rxportal.domain import hours, roster
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import OPEN, HoursClosed
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.domain.hour_types import Unit, UnknownHourType
from rxportal.domain.line import counted, worked
from rxportal.domain.week import Absence
from rxportal.domain.zone import MINUTES_PER_DAY
from rxportal.locales import t
from rxportal.services import completeness, declarations
from rxportal.services import record as records
from rxportal.services.completeness import Incomplete, check_complete
from rxportal.services.compose import compose
from rxportal.services.record import Record
from rxportal.services.sheet import Sheet

__all__ = [
    "Incomplete",
    "NoteTooLong",
    "TimesWanted",
    "accept_proposal",
    "acknowledge",
    "check_complete",
    "open_sheet",
    "opened",
    "remove_line",
    "save_field",
    "save_shift",
    "set_absence",
    "set_not_worked",
    "settled",
]

LONGEST_NOTE = 200  # characters
MOST_LINES = 12  # a day; nobody has that many, but a loop might


class NoteTooLong(Refused):
    def __init__(self) -> None:
        super().__init__(t("Houd de opmerking korter dan {n} tekens.", n=LONGEST_NOTE))


class TimesWanted(Refused):
    """A total, where the placement asks for a begin and an end."""

    def __init__(self) -> None:
        super().__init__(t("Bij deze plaatsing vul je de begintijd en de eindtijd in."))


def open_sheet(session: Session, actor: Actor, declaration_id: int, *, now: datetime) -> Sheet:  # noqa: ARG001
    """What the actor may see of the declaration. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.DECLARATION_READ)
    return compose(session, actor, _read(session, actor, declaration_id))


def save_field(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    day: date,
    line_id: int,
    field: str,
    typed: str,
    now: datetime,
) -> Sheet:
    """Keep one field as somebody typed it; an emptied line is removed.

    ``field`` is begins, ends, break, total, hour_type (its id) or note. ``line_id`` 0 is a new
    line, but the fields of one row may arrive before the first answer is drawn: what the day's
    last line still lacks goes there. Raises a ``Refused`` that says how to type it.
    """
    typed = typed.strip()
    read = _FIELDS.get(field)
    if read is None:
        raise Invalid
    value = read(typed)
    if line_id and _says(_read(session, actor, declaration_id), line_id, field, value):
        return open_sheet(session, actor, declaration_id, now=now)
    record = opened(session, actor, declaration_id, now)
    _within(record, day)
    line = _line_for(session, record, day, line_id, field)
    _put(record, line, field, value)
    if field in _OF_TIME and _is_blank(line):
        _drop(session, record, line)
    else:
        _work_on(record, day)
    return settled(session, actor, record)


def save_shift(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    day: date,
    line_id: int,
    begins: int | None,
    ends: int | None,
    break_minutes: int,
    hour_type_id: int,
    also: Sequence[date] = (),
    now: datetime,
) -> Sheet:
    """Keep a whole line at once; on the days of ``also`` it takes the place of all lines.

    Raises ``ImpossibleLine`` for a shift nobody can have worked. Half a shift is kept.
    """
    if not all(x is None or 0 <= x <= MINUTES_PER_DAY for x in (begins, ends)):
        raise Invalid
    if not 0 <= break_minutes <= MINUTES_PER_DAY:
        raise Invalid
    record = opened(session, actor, declaration_id, now)
    _hour_type(record, hour_type_id)
    for each in (day, *also):
        _within(record, each)
    line = _line_for(session, record, day, line_id, "begins")
    line.begins, line.ends, line.break_minutes = begins, ends, break_minutes
    line.hour_type_id, line.minutes = hour_type_id, 0
    if begins is None and ends is None:
        _drop(session, record, line)
        return settled(session, actor, record)
    _work_on(record, day)
    if begins is not None and ends is not None:
        worked(records.as_value(line, ""))
    for other in sorted(set(also) - {day}):
        for old in [row for row in record.lines if row.day == other]:
            _drop(session, record, old)
        copy = new_line(session, record, other)
        copy.begins, copy.ends, copy.break_minutes = begins, ends, break_minutes
        copy.hour_type_id = hour_type_id
        _work_on(record, other)
        if begins is not None and ends is not None:
            worked(records.as_value(copy, ""))
    return settled(session, actor, record)


def remove_line(
    session: Session, actor: Actor, declaration_id: int, *, line_id: int, now: datetime
) -> Sheet:
    """Take a line of hours away."""
    record = opened(session, actor, declaration_id, now)
    _drop(session, record, _find(record.lines, line_id))
    return settled(session, actor, record)


def set_absence(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    day: date,
    absence: Absence | None,
    now: datetime,
) -> Sheet:
    """Say that a day was free or sick, which takes its hours away, or take that back."""
    record = opened(session, actor, declaration_id, now)
    _within(record, day)
    _day_row(session, record, day).absence = Absence(absence) if absence else None
    if absence:
        record.declaration.not_worked = False
        for line in [row for row in record.lines if row.day == day]:
            _drop(session, record, line)
    return settled(session, actor, record)


def set_not_worked(
    session: Session, actor: Actor, declaration_id: int, *, value: bool, now: datetime
) -> Sheet:
    """Say that nothing was worked in the whole period, which takes all hours away."""
    record = opened(session, actor, declaration_id, now)
    record.declaration.not_worked = bool(value)
    if value:
        for line in list(record.lines):
            _drop(session, record, line)
        for said in record.days.values():
            said.absence = None
    return settled(session, actor, record)


def acknowledge(
    session: Session, actor: Actor, declaration_id: int, *, keys: Sequence[str], now: datetime
) -> Sheet:
    """Answer concerns about working time; what nobody warns about is passed over."""
    record = opened(session, actor, declaration_id, now)
    found = completeness.concerns(record, records.surrounding(session, record))
    answered = {*record.declaration.acknowledged, *keys}
    record.declaration.acknowledged = [each.key for each in found if each.key in answered]
    return settled(session, actor, record)


def accept_proposal(
    session: Session, actor: Actor, declaration_id: int, *, day: date, now: datetime
) -> Sheet:
    """Make the day what the client proposed when rejecting it. Raises ``NotFound``."""
    record = opened(session, actor, declaration_id, now)
    said = record.days.get(day)
    if said is None or said.proposed_begins is None or said.proposed_ends is None:
        raise NotFound
    old = [row for row in record.lines if row.day == day]
    line = new_line(session, record, day)
    line.hour_type_id = old[0].hour_type_id if old else line.hour_type_id
    line.begins, line.ends = said.proposed_begins, said.proposed_ends
    line.break_minutes = said.proposed_break or 0
    for row in old:
        _drop(session, record, row)
    _work_on(record, day)
    return settled(session, actor, record)


def opened(session: Session, actor: Actor, declaration_id: int, now: datetime) -> Record:
    """The declaration, claimed for a change of its hours: nobody else can change it meanwhile.

    Raises ``Forbidden``, ``NotFound`` and ``HoursClosed``.
    """
    require(actor, Permission.DECLARATION_WRITE)
    declaration = declarations.find(session, actor, declaration_id)
    done = session.exec(
        update(Declaration)
        .where(col(Declaration.id) == declaration_id, col(Declaration.status).in_(OPEN))
        .values(version=Declaration.version + 1, changed_at=now)
        .execution_options(synchronize_session=False)
    )
    session.refresh(declaration)
    if done.rowcount != 1:
        raise HoursClosed(declaration.status)
    return records.load(session, declaration)


def settled(session: Session, actor: Actor, record: Record) -> Sheet:
    """Write what follows from the changed lines: the sums, and which answers still count."""
    declaration = record.declaration
    record.lines = records.ordered(record.lines)
    for line, value in zip(record.lines, record.hours(), strict=True):
        if line.begins is not None or line.ends is not None:
            line.minutes = counted(value)
    count(record)
    if declaration.acknowledged:
        found = completeness.concerns(record, records.surrounding(session, record))
        still = {each.key for each in found}
        declaration.acknowledged = [key for key in declaration.acknowledged if key in still]
    session.flush()
    return compose(session, actor, record)


def count(record: Record) -> None:
    """Refresh what the declaration repeats of its lines, for the overviews."""
    declaration, plan, lines = record.declaration, record.plan(), record.hours()
    days = record.period.days
    worked_on, planned = roster.minutes_per_day(lines), roster.minutes_per_day(plan)
    declaration.day_minutes = [worked_on.get(day, 0) for day in days]
    declaration.day_roster = [planned.get(day, 0) for day in days]
    declaration.minutes = sum(declaration.day_minutes)
    declaration.roster_minutes = sum(declaration.day_roster)
    absent = any(row.absence for row in record.days.values())
    told = bool(lines) or absent or declaration.not_worked
    declaration.deviates = bool(told and record.shifts) and not roster.equals_roster(lines, plan)


def new_line(session: Session, record: Record, day: date) -> DeclarationLine:
    """An empty line of the usual hour type, already in the database and in ``record``."""
    if sum(row.day == day for row in record.lines) >= MOST_LINES:
        raise Invalid
    line = DeclarationLine(
        declaration_id=record.declaration.id or 0, day=day, hour_type_id=record.usual_type
    )
    session.add(line)
    session.flush()
    record.lines.append(line)
    return line


def _read(session: Session, actor: Actor, declaration_id: int) -> Record:
    return records.load(session, declarations.find(session, actor, declaration_id))


def _says(record: Record, line_id: int, field: str, value: int | str | None) -> bool:
    """Whether the field holds this value already: leaving it unchanged is no change."""
    line = next((row for row in record.lines if row.id == line_id), None)
    return line is not None and _NOW[field](line) == value


def _line_for(
    session: Session, record: Record, day: date, line_id: int, field: str
) -> DeclarationLine:
    if line_id:
        line = _find(record.lines, line_id)
        if line.day != day:
            raise NotFound
        return line
    of_day = [row for row in record.lines if row.day == day]
    newest = max(of_day, key=lambda row: row.id or 0, default=None)
    if newest and _lacks(newest, field):
        return newest
    return new_line(session, record, day)


def _lacks(line: DeclarationLine, field: str) -> bool:
    """Whether this field of a line is still to come."""
    total = _timeless(line) and line.minutes > 0
    match field:
        case "begins":
            return line.begins is None and not total
        case "ends":
            return line.ends is None and not total
        case "break":
            return line.break_minutes == 0 and not total
        case "total":
            return _is_blank(line)
        case _:
            return False


def _is_blank(line: DeclarationLine) -> bool:
    return _timeless(line) and line.minutes == 0


def _timeless(line: DeclarationLine) -> bool:
    return line.begins is None and line.ends is None


def _put(record: Record, line: DeclarationLine, field: str, value: int | str | None) -> None:
    match field, value:
        case "begins" | "ends", int() | None:
            if _timeless(line) and value is not None:
                line.minutes = 0  # times take the place of a total
            setattr(line, field, value)
        case "break", int():
            line.break_minutes = value
        case "total", int():
            if record.placement.entry is not Entry.TOTALS and value:
                raise TimesWanted
            line.begins = line.ends = None
            line.break_minutes, line.minutes = 0, value
        case "hour_type", int():
            _hour_type(record, value)
            line.hour_type_id = value
        case _:
            line.note = str(value)


def _hour_type(record: Record, hour_type_id: int) -> None:
    if not any(
        each.id == hour_type_id and each.unit is Unit.HOURS and each.id in record.allowed
        for each in record.types
    ):
        raise UnknownHourType(str(hour_type_id))


def _find(rows: Sequence[DeclarationLine], line_id: int) -> DeclarationLine:
    for row in rows:
        if row.id == line_id:
            return row
    raise NotFound


def _drop(session: Session, record: Record, line: DeclarationLine) -> None:
    record.lines.remove(line)
    session.delete(line)


def _within(record: Record, day: date) -> None:
    if day not in record.open_days:
        raise Invalid


def _work_on(record: Record, day: date) -> None:
    """Who fills in hours takes back that nothing was worked."""
    record.declaration.not_worked = False
    if said := record.days.get(day):
        said.absence = None


def _day_row(session: Session, record: Record, day: date) -> DeclarationDay:
    row = record.days.get(day)
    if row is None:
        row = DeclarationDay(declaration_id=record.declaration.id or 0, day=day)
        session.add(row)
        record.days[day] = row
    return row


def _time(typed: str) -> int | None:
    return hours.clock(typed) if typed else None


def _note(typed: str) -> str:
    if len(typed) > LONGEST_NOTE:
        raise NoteTooLong
    return typed


def _id(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):  # noqa: PLR2004
        raise Invalid
    return int(typed)


_NOW: dict[str, Callable[[DeclarationLine], int | str | None]] = {
    "begins": lambda line: line.begins,
    "ends": lambda line: line.ends,
    "break": lambda line: line.break_minutes,
    "total": lambda line: line.minutes if _timeless(line) else None,
    "hour_type": lambda line: line.hour_type_id,
    "note": lambda line: line.note,
}
_OF_TIME = frozenset({"begins", "ends", "total"})
_FIELDS: dict[str, Callable[[str], int | str | None]] = {
    "begins": _time,
    "ends": _time,
    "break": lambda typed: hours.pause(typed) if typed else 0,
    "total": lambda typed: hours.duration(typed) if typed else 0,
    "hour_type": _id,
    "note": _note,
}
