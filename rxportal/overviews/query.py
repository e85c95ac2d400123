"""Runs an overview: from what a person asked to see, to the rows to show.

Rows come first and cost one walk over one index, whatever the number of rows in the database. How
many there are, and how many with each filter, is asked separately and never counted further than
``REACH``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, literal, select
from sqlmodel import Session

from rxportal.db.scope import identity, visible
from rxportal.domain.access import Actor
from rxportal.domain.errors import Forbidden
from rxportal.domain.zone import today
from rxportal.locales import SOURCE, current, t
from rxportal.overviews import walks
from rxportal.overviews.branches import branches_of
from rxportal.overviews.modules import require_open, require_rows
from rxportal.overviews.spec import Column, Filter, Overview, Range
from rxportal.overviews.view import REACH, View

MOST_CHOSEN = 5000  # rows that can be chosen at once
PART = 500  # rows that are read at once for a file
MOST_OPTIONS = 12  # of one filter, beside those that are picked


@dataclass(frozen=True)
class Row:
    """One row as it reads. ``cells`` maps a column's key, and ``key_part``, to text.

    Whoever looks at the same row gets the same object: it is never changed.
    """

    id: int
    version: int
    measure: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Page:
    rows: tuple[Row, ...]
    more: bool  # whether rows follow


@dataclass(frozen=True)
class Option:
    """A choice of the filter panel; ``count`` is capped at ``REACH + 1``, and -1 is not known."""

    value: Any
    label: str
    count: int


@dataclass(frozen=True)
class Chosen:
    """All rows of a view: id -> (version, measure); ``complete`` when none was left out."""

    rows: dict[int, tuple[int, int]]
    complete: bool


def page(
    session: Session,
    actor: Actor,
    overview: Overview,
    view: View,
    columns: Sequence[str] = (),
    *,
    now: datetime,
) -> Page:
    """One page of rows with the cells of ``columns`` (all the role's columns when none is named).

    Raises ``Forbidden`` without the overview's permission, and ``NotFound`` where it is switched
    off, as all of this does.
    """
    require_open(actor, overview)
    wanted = _wanted(session, actor, overview, view, now=now)
    last = max(0, REACH - view.first)
    found = walks.ids(session, wanted, min(view.size, last) + 1, view.first)
    shown = found[: min(view.size, last)]
    chosen = [c for c in overview.columns_of(actor.role) if not columns or c.key in columns]
    return Page(_read(session, actor, overview, chosen, shown, now), len(found) > len(shown))


def total(
    session: Session,
    actor: Actor,
    overview: Overview,
    view: View,
    most: int = REACH,
    *,
    now: datetime,
) -> int:
    """How many rows the view has; ``most + 1`` stands for more than ``most``."""
    require_open(actor, overview)
    return walks.count(session, _wanted(session, actor, overview, view, now=now), most)


def everything(
    session: Session, actor: Actor, overview: Overview, view: View, *, now: datetime
) -> Chosen:
    """Every row the view has, with the version it has now."""
    require_open(actor, overview)
    wanted = _wanted(session, actor, overview, view, now=now)
    found = walks.ids(session, wanted, MOST_CHOSEN + 1)
    return Chosen(
        versions(session, actor, overview, found[:MOST_CHOSEN], now=now), len(found) <= MOST_CHOSEN
    )


def versions(
    session: Session,
    actor: Actor,
    overview: Overview,
    ids: Sequence[int],
    *,
    now: datetime,  # noqa: ARG001
) -> dict[int, tuple[int, int]]:
    """id -> (version, measure) of those rows that the actor may see."""
    table: Any = overview.table
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(ids), 500):
        some = select(table.id, *_counted(overview)).where(
            table.id.in_(ids[start : start + 500]), visible(actor, table)
        )
        found.update((row[0], (row[1], row[2])) for row in session.connection().execute(some))
    return {each: found[each] for each in ids if each in found}


def rows(
    session: Session,
    actor: Actor,
    overview: Overview,
    ids: Sequence[int],
    columns: Sequence[str],
    *,
    now: datetime,
) -> tuple[Row, ...]:
    """Those of the rows that the actor may see, with the cells of ``columns``."""
    require_rows(actor, overview)
    chosen = [column for column in overview.columns_of(actor.role) if column.key in columns]
    theirs = list(versions(session, actor, overview, ids, now=now))
    return _read(session, actor, overview, chosen, theirs, now)


def values(
    session: Session,
    actor: Actor,
    overview: Overview,
    view: View,
    columns: Sequence[Column],
    most: int,
    *,
    now: datetime,
) -> Iterator[tuple[int, list[Any]]]:
    """At most ``most`` rows of the view from its page on, for a file or a program: the id, and what
    each of the columns holds. Read in parts: memory does not grow with the rows.
    """
    require_open(actor, overview)
    chosen = tuple(columns)
    if not set(chosen) <= set(overview.columns_of(actor.role)):
        raise Forbidden
    wanted = _wanted(session, actor, overview, view, now=now)
    found = walks.ids(session, wanted, most, view.first)
    statement, day = _cells(overview, chosen), today(now)
    for start in range(0, len(found), PART):
        part = found[start : start + PART]
        asked = {"ids": part, **identity(actor)}
        records = {row[0]: row for row in session.connection().execute(statement, asked)}
        for each in part:
            if each in records:
                yield each, _cells_of(chosen, day, records[each])


def sorted_by(session: Session, overview: Overview, order: str, row_id: int) -> Any:
    """What a row, found in the actor's scope just before, is sorted by."""
    table: Any = overview.table
    column = overview.orders[order.removeprefix("-")].column
    return session.connection().execute(select(column).where(table.id == row_id)).scalar_one()


def _cells_of(columns: Sequence[Column], day: date, record: Sequence[Any]) -> list[Any]:
    cells: list[Any] = []
    at = 3
    for column in columns:
        held = record[at : at + len(column.exprs)]
        at += len(column.exprs)
        if column.value is not None:
            cells.append(column.value(*held))
            continue
        shown = column.show(day, *held)
        cells.append(shown if isinstance(shown, str) else shown.get("", ""))
    return cells


def exists(session: Session, actor: Actor, overview: Overview, *, now: datetime) -> bool:
    """Whether the actor has any row at all."""
    require_open(actor, overview)
    return bool(walks.ids(session, _wanted(session, actor, overview, View(), now=now), 1))


def options(
    session: Session, actor: Actor, overview: Overview, view: View, *, now: datetime
) -> dict[str, tuple[Option, ...]]:
    """For each filter of this role, its choices and how many rows each would leave.

    A group counts what the other groups leave over, so that a second choice in it can be added.
    """
    require_open(actor, overview)
    groups: dict[str, tuple[Option, ...]] = {}
    for each in filter(_is_choice, overview.filters_of(actor.role)):
        labels = labels_of(session, actor, each, view.filters.get(each.key, ()))
        counts = _counts(session, actor, overview, view.without(each.key), each, labels, now=now)
        groups[each.key] = tuple(
            Option(value, label, counts[value]) for value, label in labels.items()
        )
    return groups


def _counts(
    session: Session,
    actor: Actor,
    overview: Overview,
    others: View,
    each: Filter,
    values: Iterable[Any],
    *,
    now: datetime,
) -> dict[Any, int]:
    """How many rows each choice would leave of what the other filters do.

    Each is counted along its own index. Where a name is tested row by row there is none: few rows
    are all read, once, and of many nobody waits for the counts.
    """
    every = _wanted(session, actor, overview, others, now=now)
    if any(branch.tested for branch in every.branches):
        found = walks.groups(session, every, each.bound, REACH + 1)
        few = sum(found.values()) <= REACH
        return {value: found.get(value, 0) if few else -1 for value in values}
    asked = {v: replace(others, filters={**others.filters, each.key: (v,)}) for v in values}
    wanted = [_wanted(session, actor, overview, one, now=now) for one in asked.values()]
    return dict(zip(asked, walks.counts(session, wanted, REACH), strict=True))


def labels_of(
    session: Session, actor: Actor, each: Filter, picked: Sequence[Any]
) -> dict[Any, str]:
    """The choices of a filter by value: picked ones first, then the first by name.

    A picked value the actor may not see has no label, and is left out.
    """
    if not each.is_choice:
        return {value: _described(each, value) for value in picked}
    if each.table is None:
        return {value: t(label) for value, label in each.values.items()}
    table: Any = each.table
    names = select(table.id, *each.name).where(visible(actor, table))
    found: dict[Any, str] = {}
    if picked:
        for row in session.connection().execute(
            names.where(table.id.in_(picked)).order_by(*each.name)
        ):
            found[row[0]] = each.labelled(*row[1:])
    for row in session.connection().execute(
        names.order_by(*each.name, table.id).limit(MOST_OPTIONS)
    ):
        found.setdefault(row[0], each.labelled(*row[1:]))
    return found


def _is_choice(each: Filter) -> bool:
    return each.is_choice


def _described(each: Filter, value: Range | str) -> str:
    """A range in words, or the words themselves."""
    if isinstance(value, str):
        return t("“{words}”", words=value)
    point = "," if current() == SOURCE else "."
    low, high = each.typed(value.low, point), each.typed(value.high, point)
    if not high:
        return t("vanaf {low}", low=low)
    return t("{low} t/m {high}", low=low, high=high) if low else t("t/m {high}", high=high)


def _wanted(
    session: Session, actor: Actor, overview: Overview, view: View, *, now: datetime
) -> walks.Wanted:
    branches = branches_of(session, actor, overview, view, now=now)
    return walks.Wanted(overview, actor, branches, view.order or overview.order, view.after)


def _read(
    session: Session,
    actor: Actor,
    overview: Overview,
    columns: Sequence[Column],
    ids: Sequence[int],
    now: datetime,
) -> tuple[Row, ...]:
    """The cells of rows whose ids were found in the actor's scope just before."""
    if not ids:
        return ()
    chosen = tuple(columns)
    found = session.connection().execute(
        _cells(overview, chosen), {"ids": list(ids), **identity(actor)}
    )
    language, day = current(), today(now)
    rows = {record[0]: _row(chosen, language, day, tuple(record)) for record in found.all()}
    return tuple(rows[each] for each in ids if each in rows)


@lru_cache(maxsize=256)
def _cells(overview: Overview, columns: tuple[Column, ...]) -> Any:
    table: Any = overview.table
    expressions = [expression for column in columns for expression in column.exprs]
    statement = select(table.id, *_counted(overview), *expressions)
    statement = statement.select_from(table)
    for join in overview.joins:
        statement = statement.join(join.table, join.on, isouter=join.outer)
    return statement.where(table.id.in_(bindparam("ids", expanding=True)))


def _counted(overview: Overview) -> list[Any]:
    """Version and measure of a row; 0 where the module has none."""
    return [literal(0) if each is None else each for each in (overview.version, overview.measure)]


@lru_cache(maxsize=4096)  # whoever goes from one filter to another meets the same rows again
def _row(columns: tuple[Column, ...], _language: str, day: date, record: tuple[Any, ...]) -> Row:
    """How a record reads in the current language, on this day in Amsterdam."""
    cells: dict[str, str] = {}
    at = 3
    for column in columns:
        values = record[at : at + len(column.exprs)]
        at += len(column.exprs)
        shown = column.show(day, *values)
        if isinstance(shown, str):
            cells[column.key] = shown
        else:
            for part, text in shown.items():
                cells[f"{column.key}_{part}" if part else column.key] = text
    return Row(record[0], record[1], record[2], cells)
