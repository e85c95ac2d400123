"""Kilometres, expenses and days beside the hours."""

from datetime import date, datetime

from sqlmodel import Session

from rxportal.db.tables import DeclarationLine
from rxportal.domain import hour_types
from rxportal.domain.access import Actor
from rxportal.domain.errors import Invalid
from rxportal.domain.hour_types import Unit, UnknownHourType
from rxportal.services import edit
from rxportal.services.sheet import Sheet

MOST = 60  # in one declaration


def save_extra(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    extra_id: int,
    day: date,
    hour_type_id: int,
    typed: str,
    note: str,
    now: datetime,
) -> Sheet:
    """Keep an amount of something that is no hours; ``extra_id`` 0 is a new one.

    Raises ``NotAnAmount``, ``UnknownHourType``, ``NoteTooLong``, and ``NotFound`` for an extra
    that is gone.
    """
    note = edit.checked_note(note)
    record = edit.opened(session, actor, declaration_id, now)
    edit.within(record, day)
    kind = next((x for x in record.types if x.id == hour_type_id and x.id in record.allowed), None)
    if kind is None or kind.unit is Unit.HOURS:
        raise UnknownHourType(str(hour_type_id))
    quantity = hour_types.amount(typed, kind.unit)
    if extra_id:
        row = edit.find_line(record.extras, extra_id)
    elif len(record.extras) < MOST:
        row = DeclarationLine(declaration_id=declaration_id, day=day, hour_type_id=hour_type_id)
        record.extras.append(row)
    else:
        raise Invalid
    row.day, row.hour_type_id, row.quantity, row.note = day, hour_type_id, quantity, note
    if not kind.needs_receipt:
        row.receipt_id = None
    session.add(row)
    record.declaration.not_worked = False
    return edit.settled(session, actor, record)


def remove_extra(
    session: Session, actor: Actor, declaration_id: int, *, extra_id: int, now: datetime
) -> Sheet:
    """Take an extra away. Its receipt stays in the store, so that this can be undone."""
    record = edit.opened(session, actor, declaration_id, now)
    row = edit.find_line(record.extras, extra_id)
    record.extras.remove(row)
    session.delete(row)
    return edit.settled(session, actor, record)
