"""What every change of hours begins and ends with: the claim, the checks, the sums.

``opened`` is one UPDATE that adds one to the version and says that the declaration must still be
open. A step taken on an older version is then refused, and whoever saves after a step is refused
here.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col

from rxportal.db.tables import Declaration, DeclarationDay, DeclarationLine
from rxportal.domain import roster
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import OPEN, HoursClosed
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.domain.hour_types import Unit, UnknownHourType
from rxportal.domain.line import counted
from rxportal.domain.typed import words
from rxportal.locales import t
from rxportal.services import completeness, declarations
from rxportal.services import record as records
from rxportal.services.compose import compose
from rxportal.services.record import Record
from rxportal.services.sheet import Sheet

LONGEST_NOTE = 200  # characters
MOST_LINES = 12  # a day; nobody has that many, but a loop might


class NoteTooLong(Refused):
    def __init__(self) -> None:
        super().__init__(t("Houd de opmerking korter dan {n} tekens.", n=LONGEST_NOTE))


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
    record.extras = records.ordered(record.extras)
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


def hour_type(record: Record, hour_type_id: int) -> None:
    if not any(
        each.id == hour_type_id and each.unit is Unit.HOURS and each.id in record.allowed
        for each in record.types
    ):
        raise UnknownHourType(str(hour_type_id))


def find_line(rows: Sequence[DeclarationLine], line_id: int) -> DeclarationLine:
    for row in rows:
        if row.id == line_id:
            return row
    raise NotFound


def drop(session: Session, record: Record, line: DeclarationLine) -> None:
    record.lines.remove(line)
    session.delete(line)


def within(record: Record, day: date) -> None:
    if day not in record.open_days:
        raise Invalid


def working(record: Record, day: date) -> None:
    """Who fills in hours takes back that nothing was worked."""
    record.declaration.not_worked = False
    if said := record.days.get(day):
        said.absence = None


def day_row(session: Session, record: Record, day: date) -> DeclarationDay:
    row = record.days.get(day)
    if row is None:
        row = DeclarationDay(declaration_id=record.declaration.id or 0, day=day)
        session.add(row)
        record.days[day] = row
    return row


def checked_note(typed: str) -> str:
    """The note, stripped. Raises ``NoteTooLong``."""
    note = words(typed)
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong
    return note
