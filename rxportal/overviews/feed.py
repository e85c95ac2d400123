"""A list as a program reads it: part by part, down to the last row.

Nothing a program asks is guessed at: what the screen would drop is refused here, or a filter with a
typing error would hand over everybody. Each part names the place where the next one begins, so that
the millionth row costs what the first one did.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Integer, String
from sqlmodel import Session
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Refused
from rxportal.locales import t
from rxportal.overviews import query, view
from rxportal.overviews.spec import LONGEST_TEXT, Filter, Overview
from rxportal.overviews.view import ORDER, PERIOD, SEARCH, SIZE, View

CURSOR = "cursor"
USUAL, MOST = 100, 500  # rows of a part


class Unclear(Refused):
    """What was asked cannot be; ``problems`` has a sentence for each name in the query."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Dit kan zo niet gevraagd worden."))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Asked:
    view: View
    size: int


def listed(
    session: Session,
    actor: Actor,
    overview: Overview,
    said: Iterable[tuple[str, str]],
    *,
    now: datetime,
) -> dict[str, Any]:
    """Some rows, with every column this role may have by its key, and where to go on.

    Raises ``Unclear``, and what ``query.values`` raises.
    """
    asked = read(overview, actor.role, said)
    columns = overview.columns_of(actor.role)
    found = list(
        query.values(session, actor, overview, asked.view, columns, asked.size + 1, now=now)
    )
    shown = found[: asked.size]
    last = shown[-1][0] if len(found) > asked.size else 0
    whole = replace(asked.view, after=None)
    return {
        "rows": [
            {"id": number} | dict(zip((c.key for c in columns), cells, strict=True))
            for number, cells in shown
        ],
        "next": _place(session, overview, asked.view, last) if last else None,
        "total": query.total(session, actor, overview, whole, now=now),
    }


def orders(overview: Overview) -> list[str]:
    """What it is sorted by for a program: what every row has, or a place in it is no place."""
    kept = [key for key, order in overview.orders.items() if not _column(order.column).nullable]
    return [f"{sign}{key}" for key in kept for sign in ("", "-")]


def read(overview: Overview, role: Role, said: Iterable[tuple[str, str]]) -> Asked:
    """Raises ``Unclear``, with everything that is wrong."""
    asked: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name, text in said:
        if name in asked:
            problems[name] = t("Dit staat er twee keer.")
        asked[name] = text
    filters = {each.key: each for each in overview.filters_of(role)}
    known = {SEARCH, ORDER, SIZE, CURSOR, *filters, *([PERIOD] if overview.period else [])}
    problems |= {name[:60]: t("Dit kennen we hier niet.") for name in asked if name not in known}
    problems |= {
        name: t("Deze waarde kan hier niet.")
        for name, text in asked.items()
        if name in known and not _fits(overview, filters.get(name), name, text)
    }
    if problems:
        raise Unclear(problems)
    found = view.read(overview, role, {name: asked[name] for name in asked if name != SIZE})
    after = _after(overview, found, asked[CURSOR]) if CURSOR in asked else None
    return Asked(replace(found, after=after), int(asked.get(SIZE, USUAL)))


def _fits(overview: Overview, each: Filter | None, name: str, text: str) -> bool:
    if each is not None:
        return _means(each, text)
    if name == ORDER:
        return text in orders(overview)
    if name == SIZE:
        return text.isascii() and text.isdecimal() and len(text) < 4 and 0 < int(text) <= MOST  # noqa: PLR2004
    if name == PERIOD:
        return view.span_of(text, date(2026, 1, 1)) is not None
    return name != SEARCH or len(text) <= view.LONGEST_SEARCH


def _means(each: Filter, text: str) -> bool:
    if each.text is not None and len(text) > LONGEST_TEXT:
        return False
    values = text.split(",") if each.is_choice else [text]
    try:
        for value in values:
            each.parse(value)
    except (ValueError, KeyError):
        return False
    return len(values) <= view.MOST_VALUES


def _place(session: Session, overview: Overview, seen: View, last: int) -> str:
    """After which row the next part begins, for this order alone."""
    order = seen.order or overview.order
    value = query.sorted_by(session, overview, order, last)
    plain = value.isoformat() if isinstance(value, date) else value
    told = json.dumps([order, plain, last], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _after(overview: Overview, seen: View, cursor: str) -> tuple[Any, int]:
    """Raises ``Unclear`` for what ``_place`` did not write for this order."""
    wrong = Unclear({CURSOR: t("Deze cursor hoort niet bij deze lijst in deze volgorde.")})
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told: Any = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        order, plain, last = told
        column = overview.orders[(seen.order or overview.order).removeprefix("-")].column
        value = next(read for kind, read in _READ if isinstance(_column(column).type, kind))(plain)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise wrong from None
    number = type(last) is int and 0 < last < 2**31
    if order != (seen.order or overview.order) or not number:
        raise wrong
    return value, last


def _column(column: Any) -> Any:
    """The column of the table behind an order."""
    return column.property.columns[0]


def _text(plain: Any) -> str:
    if not isinstance(plain, str) or "\0" in plain:
        raise ValueError(plain)
    return plain.encode("utf-8", "strict").decode()


def _whole(plain: Any) -> int:
    if type(plain) is not int or abs(plain) >= 2**31:
        raise ValueError(plain)
    return plain


def _moment(plain: Any) -> datetime:
    found = datetime.fromisoformat(plain)
    if found.tzinfo is None:
        raise ValueError(plain)
    return found


# By the type of the column.
_READ: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Date, date.fromisoformat),
    ((DateTime, UTCDateTime), _moment),
    (Integer, _whole),
    ((String, AutoString), _text),
)
