"""Reads the keys of a page by walking indexes: no more rows than the page needs.

Every select here is one range of one index that already stands in the wanted order. Several are
merged, each cut off where the page ends.

Building such a statement costs far more than running it. So it is built once for each *shape* of a
question (which keys are bound, to how many values), for everybody of a role, and kept; the values,
and whose rows it is about, come when it runs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_, union, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import ReturnTypeFromArgs
from sqlalchemy.sql.selectable import Subquery
from sqlmodel import Session, col

from rxportal.db.scope import anybody, identity, visible
from rxportal.db.tables import NameEnding
from rxportal.domain.access import Actor, Role
from rxportal.overviews.branches import Branch, word_span
from rxportal.overviews.spec import Filter, Order, Overview, Range

Rows = Any  # a select of ``id`` and ``sort``, gathered ones of ``read`` too
MOST_WALKS = 24  # in one branch
GATHER = 2000  # rows that are fetched and then sorted, when no index stands in the wanted order


@dataclass(frozen=True)
class Wanted:
    """Which rows, for whom, in which order (as ``Overview.order``); ``after`` are the value that
    it sorts by and the id of the row before the first one.
    """

    overview: Overview
    actor: Actor
    branches: Sequence[Branch]
    order: str
    after: tuple[Any, int] | None = None

    @property
    def key(self) -> str:
        return self.order.removeprefix("-")


def ids(session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[int]:
    """The ids of the rows from ``offset`` on, in order."""
    if not wanted.branches:
        return []
    shape = _shape(wanted)
    read_by = _found_by(shape) if _needs_sorting(session, wanted) else wanted.key
    cut = GATHER if read_by != wanted.key else limit + offset
    values = {**_values(wanted), "cut": cut, "limit": limit, "offset": offset}
    return list(session.connection().scalars(_page(shape, read_by), values))


def count(session: Session, wanted: Wanted, most: int) -> int:
    """How many rows there are, counting no further than ``most + 1``."""
    return counts(session, [wanted], most)[0]


def counts(session: Session, asked: Sequence[Wanted], most: int) -> list[int]:
    """``count`` of each, in one question to the database."""
    found = [0] * len(asked)
    some = [(at, wanted) for at, wanted in enumerate(asked) if wanted.branches]
    if some:
        values: dict[str, Any] = {"cut": most + 1}
        for number, (_, wanted) in enumerate(some):
            values.update(_values(wanted, f"q{number}_"))
        statement = _totals(tuple(_shape(wanted) for _, wanted in some))
        row = session.connection().execute(statement, values).one()
        for (at, _), total in zip(some, row, strict=True):
            found[at] = total
    return found


def groups(session: Session, wanted: Wanted, key: str, most: int) -> dict[Any, int]:
    """How many of the first ``most`` rows have each value of ``key``."""
    if not wanted.branches:
        return {}
    values = {**_values(wanted), "cut": most}
    rows = session.connection().execute(_groups(_shape(wanted), key), values)
    found: dict[Any, int] = dict(map(tuple, rows.all()))
    return found


@dataclass(frozen=True)
class _Part:
    """A branch without its values: its keys and how many values each has."""

    bound: tuple[tuple[str, int], ...]
    spans: bool
    named: tuple[tuple[str, str], ...]  # the key and the table of each name that is tested
    tests: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a filter, and what is said of its column

    @property
    def tested(self) -> bool:
        return bool(self.named or self.tests)


@dataclass(frozen=True)
class _Shape:
    """All that a statement depends on."""

    overview: Overview
    role: Role
    limited: bool
    order: str
    parts: tuple[_Part, ...]
    after: bool

    @property
    def key(self) -> str:
        return self.order.removeprefix("-")


def _shape(wanted: Wanted) -> _Shape:
    parts = tuple(
        _Part(
            tuple((key, len(values)) for key, values in branch.bound.items()),
            branch.span is not None,
            tuple((each.bound, each.kind) for each in branch.also),
            tuple((key, tuple(_limits(value))) for key, value in branch.tests.items()),
        )
        for branch in wanted.branches
    )
    actor = wanted.actor
    limited, after = actor.centres is not None, wanted.after is not None
    return _Shape(wanted.overview, actor.role, limited, wanted.order, parts, after)


def _values(wanted: Wanted, prefix: str = "") -> dict[str, Any]:
    """What the parameters of the statement for this shape stand for."""
    values = identity(wanted.actor)
    if wanted.after:
        values[f"{prefix}after"], values[f"{prefix}after_id"] = wanted.after
    for number, branch in enumerate(wanted.branches):
        at = f"{prefix}{number}_"
        for key, bound in branch.bound.items():
            values.update({f"{at}{key}_{index}": value for index, value in enumerate(bound)})
        if branch.span:
            values[f"{at}first"], values[f"{at}last"] = branch.span
        for index, named in enumerate(branch.also):
            values.update(word_span(named.word, f"{at}{index}_"))
        for key, test in branch.tests.items():
            values.update({f"{at}{key}_{said}": limit for said, limit in _limits(test).items()})
    return values


def _limits(test: Range | str) -> dict[str, Any]:
    """What a test says of its column: ``low``, ``high`` or ``like``."""
    if isinstance(test, str):
        for special in "\\%_":
            test = test.replace(special, f"\\{special}")
        return {"like": f"%{test}%"}
    limits = {"low": test.low, "high": test.high}
    return {said: limit for said, limit in limits.items() if limit is not None}


def _needs_sorting(session: Session, wanted: Wanted) -> bool:
    """Whether the rows are found by other indexes than the one in the wanted order.

    Only where that is not the one they are found by, and only when few enough rows match.
    """
    shape = _shape(wanted)
    if wanted.key == _found_by(shape):
        return False
    order = wanted.overview.orders[wanted.key]
    exact = all(
        not part.spans and not part.tested and _is_walk(order, part) for part in shape.parts
    )
    return not exact and count(session, wanted, GATHER) <= GATHER


@lru_cache(maxsize=512)
def _found_by(shape: _Shape) -> str:
    """The order whose indexes find the rows, whatever order they are wanted in: the usual one, or
    that of the number which is all they are narrowed by, so that they stand together.
    """
    overview = shape.overview
    usual = overview.order.removeprefix("-")
    for part in shape.parts:
        if len(shape.parts) == 1 and len(part.tests) == 1 and not part.spans and not part.named:
            measure = overview.filter(part.tests[0][0]).measure
            for key, order in overview.orders.items():
                if order.column is measure and _is_walk(order, part):
                    return key
    return usual


def _is_walk(order: Order, part: _Part) -> bool:
    """Whether an index has just these keys, and then stands in the order."""
    return set(_walk(order, part)) == {key for key, _ in part.bound}


@lru_cache(maxsize=512)
def _page(shape: _Shape, read_by: str) -> Any:
    """The ids of ``:limit`` rows from ``:offset`` on; no walk goes further than ``:cut``."""
    selects = list(_selects(shape, read_by, ""))
    if len(selects) == 1 and read_by == shape.key:
        return selects[0].limit(bindparam("limit")).offset(bindparam("offset"))
    merged = _merged(selects, len(shape.parts) > 1)
    statement = select(merged.c.id).order_by(*_direction(shape, merged.c.sort, merged.c.id))
    return statement.limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(maxsize=256)
def _totals(shapes: tuple[_Shape, ...]) -> Any:
    """How many rows each of the shapes has, as one row of numbers up to ``:cut``."""
    return select(
        *(_total(shape, f"q{number}_").scalar_subquery() for number, shape in enumerate(shapes))
    )


def _total(shape: _Shape, prefix: str) -> Select[int]:
    return select(func.count()).select_from(_first(shape, prefix).subquery())


@lru_cache(maxsize=256)
def _groups(shape: _Shape, key: str) -> Any:
    table: Any = shape.overview.table
    column = shape.overview.keys[key]
    return select(column, func.count()).where(table.id.in_(_first(shape, ""))).group_by(column)


def _first(shape: _Shape, prefix: str) -> Select[int]:
    """The ids of the first ``:cut`` rows."""
    merged = _merged(list(_selects(shape, _found_by(shape), prefix)), len(shape.parts) > 1)
    return select(merged.c.id).limit(bindparam("cut"))


def _merged(selects: list[Rows], overlap: bool) -> Subquery:  # noqa: FBT001
    if len(selects) == 1:
        return selects[0].subquery()
    parts = [select(each.subquery()) for each in selects]
    return (union(*parts) if overlap else union_all(*parts)).subquery()


def _selects(shape: _Shape, read_by: str, prefix: str) -> Iterator[Rows]:
    """One select for every range of an index; each yields ``id`` and ``sort``."""
    order = shape.overview.orders[read_by]
    for number, part in enumerate(shape.parts):
        at = f"{prefix}{number}_"
        if _gathers(shape.overview, order, part):
            yield _ordered(shape, _gathered(shape, part, at, prefix), read_by)
            continue
        walk = _walk(order, part)
        sizes = dict(part.bound)
        for chosen in product(*(range(sizes[key]) for key in walk)):
            rows = _rows(shape, part, dict(zip(walk, chosen, strict=True)), at, read_by)
            rows = _later(shape, rows, prefix, read_by)
            yield _ordered(shape, rows, read_by)


def _rows(shape: _Shape, part: _Part, chosen: dict[str, int], at: str, read_by: str) -> Rows:
    """The rows of a branch; of the keys in ``chosen`` those with that one of their values."""
    overview = shape.overview
    leads = chosen or overview.few
    table: Any = overview.table
    statement = select(table.id.label("id"), overview.orders[shape.key].column.label("sort")).where(
        visible(anybody(shape.role, limited=shape.limited), table)
    )
    for key, size in part.bound:
        column = overview.keys[key] if key in leads else _Tested(overview.keys[key])
        if key in chosen or size == 1:
            statement = statement.where(column == bindparam(f"{at}{key}_{chosen.get(key, 0)}"))
        else:
            values: list[Any] = [bindparam(f"{at}{key}_{index}") for index in range(size)]
            statement = statement.where(column.in_(values))
    if part.spans and overview.period:
        day = _limited(shape, overview.orders[overview.period].column, read_by)
        statement = statement.where(day >= bindparam(f"{at}first"), day <= bindparam(f"{at}last"))
    for index, (key, kind) in enumerate(part.named):
        statement = statement.where(_has_name(overview.keys[key], kind, f"{at}{index}_"))
    for key, limits in part.tests:
        each = overview.filter(key)
        statement = statement.where(
            *(_holds(shape, each, read_by, said, f"{at}{key}_{said}") for said in limits)
        )
    return statement


def _later(shape: _Shape, rows: Rows, prefix: str, read_by: str) -> Rows:
    """Those beyond ``:after``, where a stretch of the order that is read begins."""
    if not shape.after:
        return rows
    table: Any = shape.overview.table
    column = shape.overview.orders[shape.key].column
    sort, limit = _limited(shape, column, read_by), bindparam(f"{prefix}after", type_=column.type)
    here, there = tuple_(sort, table.id), tuple_(limit, bindparam(f"{prefix}after_id"))
    return rows.where(here < there if shape.order.startswith("-") else here > there)


def _limited(shape: _Shape, column: Any, read_by: str) -> Any:
    """A column between limits: a stretch of the order that is read, or tested row by row."""
    return column if column is shape.overview.orders[read_by].column else _Tested(column)


def _holds(shape: _Shape, each: Filter, read_by: str, said: str, name: str) -> Any:
    if said == "like":
        return each.text.ilike(bindparam(name), escape="\\")
    number = _limited(shape, each.measure, read_by)
    return number >= bindparam(name) if said == "low" else number <= bindparam(name)


class _Tested(ReturnTypeFromArgs[Any]):
    """The column where rows are only tested by it: SQLite, which does not know how many rows one
    value has, would leave the index that was chosen for this one.
    """

    inherit_cache = True


@compiles(_Tested)
def _plain(tested: _Tested, compiler: SQLCompiler, **how: Any) -> str:
    return compiler.process(tested.clause_expr, **how)


@compiles(_Tested, "sqlite")
def _hidden(tested: _Tested, compiler: SQLCompiler, **how: Any) -> str:
    return f"coalesce({compiler.process(tested.clauses, **how)}, NULL)"


def _has_name(column: Any, kind: str, at: str) -> Any:
    """As a value, not as EXISTS: no planner turns it into a join over all the matches."""
    ending = col(NameEnding.ending)
    match = select(col(NameEnding.row_id)).where(
        col(NameEnding.kind) == kind,
        ending >= bindparam(f"{at}word"),
        ending < bindparam(f"{at}word_end"),
        col(NameEnding.row_id) == column,
    )
    return match.limit(1).scalar_subquery().is_not(None)


def _gathered(shape: _Shape, part: _Part, at: str, prefix: str) -> Rows:
    """All rows of a few candidates; OFFSET keeps the planner from walking an order instead."""
    overview = shape.overview
    usual = overview.order.removeprefix("-")
    order = overview.orders[usual].column.label("read")
    rows = _later(shape, _rows(shape, part, {}, at, usual), prefix, usual)
    inner = rows.add_columns(order).offset(0).subquery()
    return select(inner.c.id, inner.c.sort, inner.c.read)


def _ordered(shape: _Shape, rows: Rows, read_by: str) -> Rows:
    table: Any = shape.overview.table
    if len(rows.selected_columns) > 2:  # gathered  # noqa: PLR2004
        columns = rows.selected_columns
        by = columns.read if read_by != shape.key else columns.sort
        return (
            rows.with_only_columns(columns.id, columns.sort)
            .order_by(*_direction(shape, by, columns.id))
            .limit(bindparam("cut"))
        )
    column = shape.overview.orders[read_by].column
    return rows.order_by(*_direction(shape, column, table.id)).limit(bindparam("cut"))


def _direction(shape: _Shape, *columns: Any) -> list[Any]:
    descends = shape.order.startswith("-")
    return [column.desc() if descends else column for column in columns]


def _gathers(overview: Overview, order: Order, part: _Part) -> bool:
    few = [size for key, size in part.bound if key in overview.few]
    return bool(few) and (len(few) > 1 or few[0] > 1 or not _walk(order, part))


def _walk(order: Order, part: _Part) -> tuple[str, ...]:
    """The first index whose keys are all bound, to values that are not too many."""
    sizes = dict(part.bound)
    for walk in order.walks:
        if all(key in sizes for key in walk) and (prod(sizes[key] for key in walk) <= MOST_WALKS):
            return walk
    return ()
