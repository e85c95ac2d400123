"""Reads the keys of a page by walking indexes: no more rows than the page needs.

Every select here is one range of one index that already stands in the wanted order. Several are
merged, each cut off where the page ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from sqlalchemy import Select, func, select, union, union_all
from sqlalchemy.sql.selectable import Subquery
from sqlmodel import Session

from rxportal.db.scope import visible
from rxportal.domain.access import Actor
from rxportal.overviews.branches import Branch
from rxportal.overviews.spec import Order, Overview

Rows = Any  # a select of ``id`` and ``sort``, gathered ones of ``read`` too
MOST_WALKS = 24  # in one branch
GATHER = 2000  # rows that are fetched and then sorted, when no index stands in the wanted order


@dataclass(frozen=True)
class Wanted:
    """Which rows, for whom, in which order (as ``Overview.order``)."""

    overview: Overview
    actor: Actor
    branches: Sequence[Branch]
    order: str

    @property
    def key(self) -> str:
        return self.order.removeprefix("-")

    @property
    def descends(self) -> bool:
        return self.order.startswith("-")


def ids(session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[int]:
    """The ids of the rows from ``offset`` on, in order."""
    if not wanted.branches:
        return []
    usual = wanted.overview.order.removeprefix("-")
    read_by = usual if _needs_sorting(session, wanted) else wanted.key
    cut = GATHER if read_by != wanted.key else limit + offset
    selects = list(_selects(wanted, read_by, cut))
    if len(selects) == 1 and read_by == wanted.key:
        only = selects[0].limit(limit).offset(offset)
        return [row[0] for row in session.connection().execute(only)]
    merged = _merged(selects, len(wanted.branches) > 1)
    statement = select(merged.c.id).order_by(*_direction(wanted, merged.c.sort, merged.c.id))
    return list(session.scalars(statement.limit(limit).offset(offset)))


def count(session: Session, wanted: Wanted, most: int) -> int:
    """How many rows there are, counting no further than ``most + 1``."""
    if not wanted.branches:
        return 0
    return session.scalar(select(counted(wanted, most).scalar_subquery())) or 0


def counted(wanted: Wanted, most: int) -> Select[int]:
    """``count`` as a statement, to be one of many in a single question to the database."""
    usual = wanted.overview.order.removeprefix("-")
    merged = _merged(list(_selects(wanted, usual, most + 1)), len(wanted.branches) > 1)
    capped = select(merged.c.id).limit(most + 1).subquery()
    return select(func.count()).select_from(capped)


def _needs_sorting(session: Session, wanted: Wanted) -> bool:
    """Whether the rows are found by other indexes than the one in the wanted order.

    Only for orders that are not the usual one, and only when few enough rows match.
    """
    overview = wanted.overview
    if wanted.key == overview.order.removeprefix("-"):
        return False
    order = overview.orders[wanted.key]
    exact = all(
        not branch.span and not branch.also and set(_walk(order, branch)) == set(branch.bound)
        for branch in wanted.branches
    )
    return not exact and count(session, wanted, GATHER) <= GATHER


def _merged(selects: list[Rows], overlap: bool) -> Subquery:  # noqa: FBT001
    if len(selects) == 1:
        return selects[0].subquery()
    parts = [select(each.subquery()) for each in selects]
    return (union(*parts) if overlap else union_all(*parts)).subquery()


def _selects(wanted: Wanted, read_by: str, cut: int) -> Iterator[Rows]:
    """One select for every range of an index; each yields ``id`` and ``sort``."""
    overview = wanted.overview
    order = overview.orders[read_by]
    for branch in wanted.branches:
        if _gathers(overview, order, branch):
            yield _ordered(wanted, _gathered(wanted, branch), cut, read_by)
            continue
        walk = _walk(order, branch)
        for values in product(*(branch.bound[key] for key in walk)):
            chosen = dict(zip(walk, values, strict=True))
            rows = _rows(wanted, branch, chosen)
            yield _ordered(wanted, rows, cut, read_by)


def _rows(wanted: Wanted, branch: Branch, chosen: dict[str, Any]) -> Rows:
    overview = wanted.overview
    table: Any = overview.table
    statement = select(
        table.id.label("id"), overview.orders[wanted.key].column.label("sort")
    ).where(visible(wanted.actor, table))
    for key, values in branch.bound.items():
        column = overview.keys[key]
        if key in chosen:
            statement = statement.where(column == chosen[key])
        elif len(values) == 1:
            statement = statement.where(column == values[0])
        else:
            statement = statement.where(column.in_(values))
    if branch.span and overview.period:
        first, last = branch.span
        day = overview.orders[overview.period].column
        statement = statement.where(day >= first, day <= last)
    return statement.where(*branch.also)


def _gathered(wanted: Wanted, branch: Branch) -> Rows:
    """All rows of a few candidates; OFFSET keeps the planner from walking an order instead."""
    overview = wanted.overview
    order = overview.orders[overview.order.removeprefix("-")].column.label("read")
    inner = _rows(wanted, branch, {}).add_columns(order).offset(0).subquery()
    return select(inner.c.id, inner.c.sort, inner.c.read)


def _ordered(wanted: Wanted, rows: Rows, cut: int, read_by: str) -> Rows:
    table: Any = wanted.overview.table
    if len(rows.selected_columns) > 2:  # gathered  # noqa: PLR2004
        columns = rows.selected_columns
        by = columns.read if read_by != wanted.key else columns.sort
        return (
            rows.with_only_columns(columns.id, columns.sort)
            .order_by(*_direction(wanted, by, columns.id))
            .limit(cut)
        )
    column = wanted.overview.orders[read_by].column
    return rows.order_by(*_direction(wanted, column, table.id)).limit(cut)


def _direction(wanted: Wanted, *columns: Any) -> list[Any]:
    return [column.desc() if wanted.descends else column for column in columns]


def _gathers(overview: Overview, order: Order, branch: Branch) -> bool:
    few = [values for key, values in branch.bound.items() if key in overview.few]
    return bool(few) and (len(few) > 1 or len(few[0]) > 1 or not _walk(order, branch))


def _walk(order: Order, branch: Branch) -> tuple[str, ...]:
    """The first index whose keys are all bound, to values that are not too many."""
    for walk in order.walks:
        if all(key in branch.bound for key in walk) and (
            prod(len(branch.bound[key]) for key in walk) <= MOST_WALKS
        ):
            return walk
    return ()
