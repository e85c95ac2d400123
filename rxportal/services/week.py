"""Filling in the hours of a declaration: what is typed is kept at once, submitted or not.

What cannot be right yet (a begin without an end, a break longer than the shift) is kept all the
same; ``check_complete`` asks for it at the end. Every function returns the sheet as it then is,
and raises ``Forbidden``, ``NotFound`` or ``HoursClosed`` when the hours are not the actor's to
change.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from rxportal.db.tables import DeclarationLine, Entry
from rxportal.domain import hours
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.domain.line import worked
from rxportal.domain.week import Absence
from rxportal.domain.zone import MINUTES_PER_DAY
from rxportal.locales import t
from rxportal.services import completeness, declarations, edit
from rxportal.services import record as records
from rxportal.services.completeness import Incomplete, check_complete
from rxportal.services.compose import compose
from rxportal.services.edit import NoteTooLong
from rxportal.services.extras import remove_extra, save_extra
from rxportal.services.filling import copy_last_week, fill_from_roster, restore, snapshot
from rxportal.services.record import Record
from rxportal.services.sheet import Sheet

__all__ = [
    "Incomplete",
    "NoteTooLong",
    "TimesWanted",
    "accept_proposal",
    "acknowledge",
    "check_complete",
    "copy_last_week",
    "fill_from_roster",
    "open_sheet",
    "remove_extra",
    "remove_line",
    "restore",
    "save_extra",
    "save_field",
    "save_shift",
    "set_absence",
    "set_not_worked",
    "snapshot",
]


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
    record = edit.opened(session, actor, declaration_id, now)
    edit.within(record, day)
    line = _line_for(session, record, day, line_id, field)
    _put(record, line, field, value)
    if field in _OF_TIME and _is_blank(line):
        edit.drop(session, record, line)
    else:
        edit.working(record, day)
    return edit.settled(session, actor, record)


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
    record = edit.opened(session, actor, declaration_id, now)
    edit.hour_type(record, hour_type_id)
    for each in (day, *also):
        edit.within(record, each)
    line = _line_for(session, record, day, line_id, "begins")
    line.begins, line.ends, line.break_minutes = begins, ends, break_minutes
    line.hour_type_id, line.minutes = hour_type_id, 0
    if begins is None and ends is None:
        edit.drop(session, record, line)
        return edit.settled(session, actor, record)
    edit.working(record, day)
    if begins is not None and ends is not None:
        worked(records.as_value(line, ""))
    for other in sorted(set(also) - {day}):
        for old in [row for row in record.lines if row.day == other]:
            edit.drop(session, record, old)
        copy = edit.new_line(session, record, other)
        copy.begins, copy.ends, copy.break_minutes = begins, ends, break_minutes
        copy.hour_type_id = hour_type_id
        edit.working(record, other)
        if begins is not None and ends is not None:
            worked(records.as_value(copy, ""))
    return edit.settled(session, actor, record)


def remove_line(
    session: Session, actor: Actor, declaration_id: int, *, line_id: int, now: datetime
) -> Sheet:
    """Take a line of hours away."""
    record = edit.opened(session, actor, declaration_id, now)
    edit.drop(session, record, edit.find_line(record.lines, line_id))
    return edit.settled(session, actor, record)


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
    record = edit.opened(session, actor, declaration_id, now)
    edit.within(record, day)
    edit.day_row(session, record, day).absence = Absence(absence) if absence else None
    if absence:
        record.declaration.not_worked = False
        for line in [row for row in record.lines if row.day == day]:
            edit.drop(session, record, line)
    return edit.settled(session, actor, record)


def set_not_worked(
    session: Session, actor: Actor, declaration_id: int, *, value: bool, now: datetime
) -> Sheet:
    """Say that nothing was worked in the whole period, which takes all hours away."""
    record = edit.opened(session, actor, declaration_id, now)
    record.declaration.not_worked = bool(value)
    if value:
        for line in list(record.lines):
            edit.drop(session, record, line)
        for said in record.days.values():
            said.absence = None
    return edit.settled(session, actor, record)


def acknowledge(
    session: Session, actor: Actor, declaration_id: int, *, keys: Sequence[str], now: datetime
) -> Sheet:
    """Answer concerns about working time; what nobody warns about is passed over."""
    record = edit.opened(session, actor, declaration_id, now)
    found = completeness.concerns(record, records.surrounding(session, record))
    answered = {*record.declaration.acknowledged, *keys}
    record.declaration.acknowledged = [each.key for each in found if each.key in answered]
    return edit.settled(session, actor, record)


def accept_proposal(
    session: Session, actor: Actor, declaration_id: int, *, day: date, now: datetime
) -> Sheet:
    """Make the day what the client proposed when rejecting it. Raises ``NotFound``."""
    record = edit.opened(session, actor, declaration_id, now)
    said = record.days.get(day)
    if said is None or said.proposed_begins is None or said.proposed_ends is None:
        raise NotFound
    old = [row for row in record.lines if row.day == day]
    line = edit.new_line(session, record, day)
    line.hour_type_id = old[0].hour_type_id if old else line.hour_type_id
    line.begins, line.ends = said.proposed_begins, said.proposed_ends
    line.break_minutes = said.proposed_break or 0
    for row in old:
        edit.drop(session, record, row)
    edit.working(record, day)
    return edit.settled(session, actor, record)


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
        line = edit.find_line(record.lines, line_id)
        if line.day != day:
            raise NotFound
        return line
    of_day = [row for row in record.lines if row.day == day]
    newest = max(of_day, key=lambda row: row.id or 0, default=None)
    if newest and _lacks(newest, field):
        return newest
    return edit.new_line(session, record, day)


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
            edit.hour_type(record, value)
            line.hour_type_id = value
        case _:
            line.note = str(value)


def _time(typed: str) -> int | None:
    return hours.clock(typed) if typed else None


def _note(typed: str) -> str:
    return edit.checked_note(typed)


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
