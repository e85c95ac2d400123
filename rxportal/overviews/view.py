"""What a person asked to see, and the URL that says so: the query string is the whole of it.

What a URL says that means nothing here is dropped: a link in an old mail must open.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from rxportal.domain import periods
from rxportal.domain.access import Role
from rxportal.domain.periods import PeriodKind
from rxportal.domain.typed import kept
from rxportal.locales import mark
from rxportal.overviews.spec import MOST_DIGITS, Filter, Overview

SIZES = (25, 50, 75, 100)
REACH = 1000  # rows a list goes down to; after that a filter finds them sooner
LONGEST_SEARCH = 100  # characters
MOST_VALUES = 50  # of one filter

SEARCH, PERIOD, ORDER, PAGE, SIZE = "zoek", "periode", "sorteer", "pagina", "per"


@dataclass(frozen=True)
class View:
    """The parsed query string. ``filters`` maps a filter's key to stored values."""

    search: str = ""
    filters: Mapping[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    period: str = ""  # a preset, or "2026-W36_2026-W41"
    order: str = ""  # as ``Overview.order``; empty is the overview's own
    page: int = 1
    size: int = SIZES[0]
    after: tuple[Any, int] | None = None  # for a program: the row before the first, as ``Wanted``

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.filters or self.period)

    @property
    def first(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size

    def without(self, key: str, value: Any = None) -> "View":
        """This view without one filter, or without one of its values; back on page one."""
        left = (
            tuple(v for v in self.filters.get(key, ()) if v != value) if value is not None else ()
        )
        filters = {k: v for k, v in self.filters.items() if k != key}
        return replace(self, filters={**filters, **({key: left} if left else {})}, page=1)

    def toggled(self, key: str, value: Any) -> "View":
        now = self.filters.get(key, ())
        if value in now:
            return self.without(key, value)
        return replace(self, filters={**self.filters, key: (*now, value)}, page=1)


def read(overview: Overview, role: Role, asked: Mapping[str, str]) -> View:
    """The view of a query string; what it cannot mean is dropped."""
    filters = {
        each.key: values
        for each in overview.filters_of(role)
        if (values := _values(each, asked.get(each.key, "")))
    }
    order = asked.get(ORDER, "")
    period = asked.get(PERIOD, "")
    size = _number(asked.get(SIZE, ""), SIZES[0])
    size = size if size in SIZES else SIZES[0]
    return View(
        search=" ".join(kept(asked.get(SEARCH, "")[:LONGEST_SEARCH]).split()),
        filters=filters,
        period=period if overview.period and span_of(period, date(2026, 1, 1)) else "",
        order=order
        if order.removeprefix("-") in overview.orders and order != overview.order
        else "",
        page=min(max(1, _number(asked.get(PAGE, ""), 1)), -(-REACH // size)),
        size=size,
    )


def href(overview: Overview, view: View) -> str:
    """The address at which this view is found."""
    asked = query_of(overview, view)
    return f"/{overview.slug}" + (f"?{asked}" if asked else "")


def query_of(overview: Overview, view: View) -> str:
    """The query string that says this view."""
    asked: dict[str, str] = {}
    if view.search:
        asked[SEARCH] = view.search
    for each in overview.filters:
        if values := view.filters.get(each.key):
            asked[each.key] = ",".join(each.write(value) for value in values)
    for name, value, usual in (
        (PERIOD, view.period, ""),
        (ORDER, view.order, ""),
        (SIZE, view.size, SIZES[0]),
        (PAGE, view.page, 1),
    ):
        if value != usual:
            asked[name] = str(value)
    return urlencode(asked, safe=",", quote_via=quote)


def ordered(overview: Overview, view: View, key: str) -> View:
    """Sorted by ``key``, the newest or the most first; the other way round if it already was."""
    now = view.order or overview.order
    wanted = key if now == f"-{key}" else f"-{key}"
    return replace(view, order="" if wanted == overview.order else wanted, page=1)


Span = tuple[date, date]


def _of(kind: PeriodKind, day: date) -> Span:
    period = periods.period_of(kind, day)
    return period.starts, period.ends


def _year(day: date) -> Span:
    year = day.isocalendar().year
    return date.fromisocalendar(year, 1, 1), date.fromisocalendar(year + 1, 1, 1) - timedelta(1)


PRESETS: dict[str, tuple[str, Callable[[date], Span]]] = {
    "deze-week": (mark("Deze week"), lambda day: _of(PeriodKind.WEEK, day)),
    "vorige-week": (mark("Vorige week"), lambda day: _of(PeriodKind.WEEK, day - timedelta(7))),
    "deze-maand": (mark("Deze maand"), lambda day: _of(PeriodKind.MONTH, day)),
    "vorige-maand": (
        mark("Vorige maand"),
        lambda day: _of(PeriodKind.MONTH, day.replace(day=1) - timedelta(1)),
    ),
    "dit-jaar": (mark("Dit jaar"), _year),
}
_WEEKS = re.compile(r"([0-9]{4}-W[0-9]{2})_([0-9]{4}-W[0-9]{2})")


def span_of(period: str, today: date) -> Span | None:
    """The first days a period of the URL covers, both included; ``None`` when it is none.

    A declaration belongs to the period in which its first day falls.
    """
    if period in PRESETS:
        return PRESETS[period][1](today)
    found = _WEEKS.fullmatch(period)
    if not found:
        return None
    try:
        first, last = periods.parse(found[1]), periods.parse(found[2])
    except periods.UnknownPeriod:
        return None
    return (first.starts, last.ends) if first.starts <= last.ends else None


def _values(each: Filter, text: str) -> tuple[Any, ...]:
    found: dict[Any, None] = {}
    for word in text.split(",")[:MOST_VALUES] if each.is_choice else [text]:
        try:
            found[each.parse(word)] = None
        except (ValueError, KeyError):
            continue
    return tuple(found)


def _number(text: str, otherwise: int) -> int:
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else otherwise
    )
