"""Rows for every module there is, made from what its table says of itself.

A module that comes after these gets its rows without a line here. Half of all rows are of candidate
1 at client 1, the other half of candidate 2 at client 2; values are few, so that orders have ties,
and what may be empty often is.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from random import Random
from types import NoneType
from typing import Any, get_args

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from rxportal.db.tables import PhaseRules
from rxportal.overviews.modules import MODULES
from rxportal.services import documents
from tests import make

ROWS = 140  # of each module; a few less where two of the same kind are refused
MONDAYS = tuple(make.MONDAY - n * make.WEEK for n in range(-1, 9))
# News is shown or not by the clock of the database, whatever that says.
DAYS = (*MONDAYS, date(2019, 12, 30), date(2021, 2, 1), date(2093, 6, 1))
WHOLE = (0, 15, 30, 450, 2025)
WORDS = ("Orderpicker", "orderpicker nachtdienst", "Élégant & Zn. 50%", "Kas_3", "=1+1", "")
PARTIES = {"candidate", "client", "contact", "cost_centre", "account"}
EMPTY = 1 / 3


def everything(session: Session) -> None:
    """The world, and rows of every module."""
    make.world(session)
    documents.standard(session)
    session.add(
        PhaseRules(
            since=date(2022, 1, 3), weeks_in_a=52, months_in_b=36, contracts_in_b=6,
            months_without_work=6,
        )
    )  # fmt: skip
    session.flush()
    _ids.cache_clear()
    tables = {str(each.table.__tablename__): each.table for each in MODULES.values()}
    for table in make.User.metadata.sorted_tables:  # what is pointed to comes first
        if table.name in tables:
            _fill(session, tables[table.name])
    session.commit()


def _fill(session: Session, table: Any) -> None:
    random = Random(table.__name__)  # noqa: S311 - the same every time
    for number in range(ROWS):
        made = {
            column.name: _value(session, table, column, number, random)
            for column in table.__table__.columns
            if not column.primary_key
        }
        try:
            with session.begin_nested():
                session.add(table(**made))
        except IntegrityError:  # there is one of those
            continue


def _value(session: Session, table: Any, column: Any, number: int, random: Random) -> Any:
    side, field = number % 2 + 1, table.model_fields[column.name]
    of_the_living = column.name == "erased_at"  # nobody finds who was
    if of_the_living or (column.nullable and random.random() < EMPTY):
        return None
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table
        if target.name == table.__tablename__:
            return None
        return side if target.name in PARTIES else random.choice(_ids(session, target, side))
    kind = next((each for each in get_args(field.annotation) if each is not NoneType), None)
    kind = kind if kind and column.nullable else field.annotation
    if kind is str and _is_unique(column):
        return f"{column.name}-{number}"
    if column.name == "name":
        return random.choice(WORDS[:-1])  # nothing is called nothing
    return _of_kind(kind, column, field, random)


def _of_kind(kind: Any, column: Any, field: Any, random: Random) -> Any:
    if column.name == "version":
        return 1
    if isinstance(kind, type) and issubclass(kind, Enum):
        return random.choice(list(kind))
    if kind in MADE:
        return MADE[kind](random, column)
    return field.get_default(call_default_factory=True)


MADE: dict[Any, Callable[[Random, Any], Any]] = {
    bool: lambda random, _: random.random() < 0.5,
    int: lambda random, _: random.choice(WHOLE),
    datetime: lambda random, _: datetime.combine(random.choice(DAYS), make.NOW.time(), UTC),
    date: lambda random, _: random.choice(DAYS),
    str: lambda random, column: random.choice(WORDS)[: getattr(column.type, "length", None)],
}


def _is_unique(column: Any) -> bool:
    """By itself, or with others."""
    return bool(column.unique) or any(
        isinstance(each, UniqueConstraint) and column.name in each.columns
        for each in column.table.constraints
    )


@cache
def _ids(session: Session, target: Any, side: int) -> list[int]:
    """Rows to point to: those of this candidate where they are somebody's."""
    wanted = select(target.c.id)
    if "candidate_id" in target.c:
        wanted = wanted.where(target.c.candidate_id == side)
    return list(session.connection().scalars(wanted.order_by(target.c.id)))


def theirs(actor: Any, row: Any) -> bool:
    """Whether a row can be the actor's at all, as its own columns say: the rule in two lines."""
    party = {"candidate": "candidate_id", "client": "client_id"}.get(actor.role)
    return party is None or getattr(row, party, actor.party_id) == actor.party_id
