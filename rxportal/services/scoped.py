"""One row by its number, in the actor's scope: the way to it for a page or an action.

A row out of scope does not exist, and the answer is that of a number nobody has. But that somebody
asked for it is written down, in a transaction of its own once theirs is over (``db/engine.py``):
who only looks writes nothing, and whoever is refused has their own writes undone.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound
from rxportal.services import audit, limits
from rxportal.services.limits import Rule

PER_ROW = Rule(1, timedelta(hours=1))  # of one person: trying again is nothing new
PER_PERSON = Rule(100, timedelta(hours=1))  # rows in the trail; after that the log has the rest

Row = TypeVar("Row")


def find(
    session: Session, actor: Actor, table: type[Row], row_id: int, *, hold: bool = False
) -> Row:
    """The row, if the actor may see it; ``hold`` keeps others from it until this work is done.

    Raises ``NotFound``.
    """
    wanted = select(table).where(_id(table) == row_id, visible(actor, table))
    if hold:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).one_or_none()
    if found is None:
        raise missing(actor, table, row_id)
    return found


def missing(actor: Actor, table: type, row_id: int) -> NotFound:
    """What to raise where a row was looked for in scope and not found."""
    return NotFound(partial(_note, actor, table, row_id))


def _note(actor: Actor, table: type, row_id: int, session: Session, *, now: datetime) -> None:
    """Somebody asked for a row that is there and not theirs to see."""
    if session.exec(select(_id(table)).where(_id(table) == row_id)).first() is None:
        return
    name = str(getattr(table, "__tablename__", ""))
    person, row = f"strange:{actor.user_id}", f"strange:{actor.user_id}:{name}:{row_id}"
    if limits.closed(session, person, PER_PERSON, now=now):
        return
    if limits.spend(session, row, PER_ROW, now=now):
        return
    limits.spend(session, person, PER_PERSON, now=now)
    said = {"what": name, "id": str(row_id)}
    audit.record(session, "row.refused", actor=actor, details=said, now=now)


def _id(table: Any) -> Any:
    return col(table.id)
