"""What an overview *is*: columns, filters, search, orders and actions of one module, as values.

One ``Overview`` serves every role, on a laptop and on a phone. These values are constants: equal
is who is the same. Nothing in this package imports Reflex. Texts are marked for translation here
and translated where they are shown.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeVar

import sqlmodel

from rxportal.domain.access import GRANTS, Permission, Role
from rxportal.domain.typed import kept

EVERYBODY = frozenset(Role)
AGENCY = frozenset({Role.OFFICE, Role.ADMINISTRATOR})
NOBODY: frozenset[Role] = frozenset()

col: Any = sqlmodel.col  # for expressions: a type checker takes a column for its value
Cell = str | dict[str, str]  # a dict adds parts to the cell: ``{"": "41", "note": "5–11 okt"}``


class Look(StrEnum):
    """How a cell is drawn; how it *reads* is the column's ``show``."""

    TEXT = "text"
    QUIET = "quiet"  # supporting text
    LEAD = "lead"  # the row's link, with a note beside it
    NUMBER = "number"  # right-aligned, tabular digits
    DATE = "date"  # right-aligned, quiet
    STATUS = "status"  # of a declaration
    TAG = "tag"  # a state in a word; its part ``tone`` is one of ``components/controls.py``
    DIFFERENCE = "difference"  # from the roster; its part ``sign`` is ``up``, ``down`` or empty
    DAYS = "days"  # a week strip


@dataclass(frozen=True, eq=False)
class Column:
    """``key`` is stable: saved preferences and headings use it.

    ``show(today, *values)`` turns the values of ``exprs`` into what is read; what it makes of the
    same values on the same day is kept, so it looks at nothing else. An expression may ask for
    whom it is, by the parameters of ``db/scope.py: identity``. ``value(*values)`` is what a
    file or a program gets, where that is no text: hours as a number, a day as a date. ``order``
    names one of the overview's orders and makes the heading a link. ``shown`` and ``on_phone`` are
    the roles that have the column until they choose their own; ``roles`` those that may have it.
    """

    key: str
    label: str
    exprs: tuple[Any, ...]
    show: Callable[..., Cell]
    look: Look = Look.TEXT
    order: str = ""
    value: Callable[..., Any] | None = None
    roles: frozenset[Role] = EVERYBODY
    shown: frozenset[Role] = EVERYBODY
    on_phone: frozenset[Role] = EVERYBODY
    locked: bool = False  # always there, always first


@dataclass(frozen=True)
class Range:
    """From ``low`` to ``high``, both included, as they are stored; ``None`` is no limit."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, eq=False)
class Filter:
    """A group of the filter panel; ``key`` is its name in the URL.

    A choice: ``bound`` is one of ``keys``, and the choices are either fixed (``values``: stored
    value -> label) or the rows of ``table`` the actor may see (``name``: expressions, ``label``:
    their values -> text). Or ``measure``, a column of whole numbers, of which ``scale`` make one
    of what people type (60 for hours, 100 for euros). Or ``text``, a column that has the words
    somewhere in it. Rows are tested by the last two: they are for lists that are not endless.
    """

    key: str
    label: str
    bound: str = ""
    values: Mapping[Any, str] = field(default_factory=dict[Any, str])
    table: type | None = None
    name: tuple[Any, ...] = ()
    labelled: Callable[..., str] = str
    badge: bool = False  # choices are drawn as statuses
    roles: frozenset[Role] = EVERYBODY
    measure: Any = None
    scale: int = 1
    text: Any = None

    @property
    def is_choice(self) -> bool:
        return bool(self.bound)

    def parse(self, text: str) -> Any:
        """A value from a URL. Raises ``ValueError`` or ``KeyError`` for what it cannot be."""
        if self.measure is not None:
            low, between, high = text.partition("..")
            least, most = self._stored(low), self._stored(high)
            if not between or (least is None and most is None):
                raise ValueError(text)
            if least is not None and most is not None and least > most:
                raise ValueError(text)
            return Range(least, most)
        if self.text is not None:
            words = " ".join(kept(text[:LONGEST_TEXT]).split())
            if not words:
                raise ValueError(text)
            return words
        if self.table is None:
            return {str(_plain(value)): value for value in self.values}[text]
        if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
            raise ValueError(text)
        return int(text)

    def write(self, value: Any) -> str:
        """A value as it stands in a URL."""
        if isinstance(value, Range):
            return f"{self.typed(value.low, '.')}..{self.typed(value.high, '.')}"
        return str(_plain(value))

    def typed(self, stored: int | None, point: str) -> str:
        """A stored number as people type it: 450 minutes is ``7,5`` hours."""
        if stored is None:
            return ""
        number = f"{Decimal(stored) / self.scale:.2f}"
        return number.rstrip("0").rstrip(".").replace(".", point)

    def _stored(self, typed: str) -> int | None:
        if not typed.strip():
            return None
        found = _NUMBER.fullmatch(typed.strip())
        if not found:
            raise ValueError(typed)
        stored = round(Decimal(typed.strip().replace(",", ".")) * self.scale)
        if abs(stored) > LARGEST:
            raise ValueError(typed)
        return stored


LONGEST_TEXT = 60
LARGEST = 2**31 - 1  # a whole number that a column of the database holds
_NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,2})?")
MOST_DIGITS = 9  # of an id in a URL


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value.value if isinstance(value, Enum) else value


class How(StrEnum):
    """What a word of the search bar is compared with."""

    NAME = "name"  # a part of a word of a name, by ``NameEnding``
    WEEK = "week"  # a week number
    CHOICE = "choice"  # the label of one of a filter's fixed values
    NUMBER = "number"  # the row's own number


@dataclass(frozen=True, eq=False)
class Search:
    """One thing the search bar looks in; ``label`` is how the bar calls it."""

    label: str
    how: How
    bound: str = ""  # the key whose values a word stands for
    table: type | None = None  # NAME: whose names
    choices: str = ""  # CHOICE: the filter's key
    most: int = 8  # NAME: ids that are looked up one by one; when more match, rows are tested
    roles: frozenset[Role] = EVERYBODY


@dataclass(frozen=True, eq=False)
class Order:
    """``walks`` are the keys of the indexes that end in ``column`` and the row's id: best first.

    A walk ``("client", "status")`` says: the rows of one client in one status can be read in this
    order from an index. The empty walk is the whole table in this order.
    """

    column: Any
    walks: tuple[tuple[str, ...], ...] = ((),)


@dataclass(frozen=True, eq=False)
class Action:
    """A service offered on the chosen rows, to actors who hold ``needs``.

    ``run(session, actor, row_id, version=…, now=…)`` is called once per row, each in its own
    transaction. ``done`` is what a row is after it, for the progress bar: "126 verwerkt".
    """

    key: str
    label: str
    done: str
    picture: str
    run: Callable[..., object]
    needs: Permission
    roles: frozenset[Role] = EVERYBODY  # whose work it is; others may, but are not offered it
    asks: bool = False  # the agency's disclaimer is accepted first; ``run`` gets ``accepted``
    chooses: bool = False  # a contract template first; ``run`` gets its id as ``choice``


@dataclass(frozen=True, eq=False)
class Join:
    table: type
    on: Any
    outer: bool = False


@dataclass(frozen=True, eq=False)
class Overview:
    """One module. Raises ``ValueError`` at import when a key names nothing."""

    slug: str  # the route: "declaraties" -> /declaraties; a row is /declaraties/<id>
    title: str
    hint: str  # the sentence under the title
    one: str  # "declaratie"
    many: str  # "declaraties"
    none: tuple[str, str]  # what an empty list says: a heading, and what comes or what to do
    table: type
    needs: Permission
    picture: str  # of the menu: a Lucide name
    columns: tuple[Column, ...]
    orders: Mapping[str, Order]
    order: str  # a key of ``orders``; a leading "-" means descending
    keys: Mapping[str, Any]  # what rows are bound by -> the table's own column
    own: Mapping[Role, str]  # the key a role's scope binds to its party
    limit: str = ""  # the key that the scope of a client with cost centres of its own binds
    few: frozenset[str] = frozenset()  # keys of which one value has few rows, at most some hundreds
    joins: tuple[Join, ...] = ()
    filters: tuple[Filter, ...] = ()
    searches: tuple[Search, ...] = ()
    period: str = ""  # the order whose column the period filter narrows
    actions: tuple[Action, ...] = ()
    version: Any = None  # the column that counts changes: an action is refused on another
    measure: Any = None  # a column of minutes to add up over the chosen rows
    heads: Mapping[Role, tuple[str, ...]] = field(default_factory=dict[Role, tuple[str, ...]])
    on_bar: bool = False  # on the bottom bar of a phone; the rest is under *Meer*
    in_menu: bool = True  # else a page leads to it: each item costs every page some bytes
    own_page: bool = False  # a row has a screen made for it, not the one of every module
    adds: tuple[str, Permission] | None = None  # the plus that leads to /<slug>/toevoegen
    followed: tuple[Permission, str] | None = None  # who opens a row without the list, and where

    def __post_init__(self) -> None:
        for wanted in (self.order.removeprefix("-"), *filter(None, (self.period,))):
            if wanted not in self.orders:
                raise ValueError(f"no order {wanted!r} in {self.slug}")
        for column in self.columns:
            if column.order and column.order not in self.orders:
                raise ValueError(f"no order {column.order!r} in {self.slug}")
        bound = {key for order in self.orders.values() for walk in order.walks for key in walk}
        bound |= {each.bound for each in self.filters if each.is_choice} | {
            s.bound for s in self.searches if s.bound
        }
        if unknown := bound - set(self.keys):
            raise ValueError(f"no keys {sorted(unknown)} in {self.slug}")

    def __str__(self) -> str:
        return self.slug

    @property
    def roles(self) -> frozenset[Role]:
        """Who may open it."""
        return frozenset(role for role in Role if self.needs in GRANTS[role])

    def root(self, role: Role) -> str:
        """What the address of a row begins with, for who has no list of them too."""
        if self.followed is None or self.needs in GRANTS[role]:
            return f"/{self.slug}"
        return self.followed[1]

    def column(self, key: str) -> Column:
        return _named(self.columns, key)

    def filter(self, key: str) -> Filter:
        return _named(self.filters, key)

    def action(self, key: str) -> Action:
        return _named(self.actions, key)

    def columns_of(self, role: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if role in column.roles)

    def filters_of(self, role: Role) -> tuple[Filter, ...]:
        return tuple(each for each in self.filters if role in each.roles)

    def searches_of(self, role: Role) -> tuple[Search, ...]:
        return tuple(each for each in self.searches if role in each.roles)


_T = TypeVar("_T", Column, Filter, Action)


def _named(items: tuple[_T, ...], key: str) -> _T:
    for item in items:
        if item.key == key:
            return item
    raise ValueError(f"no {key!r} among {[item.key for item in items]}")
