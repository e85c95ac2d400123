"""What a view asks for, taken apart into branches that an index can answer.

A branch says: these keys have one of these values, the first day lies in this span, and these names
are tested row by row. The rows of a view are those of all its branches together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from rxportal.db.scope import anybody, identity, visible
from rxportal.db.tables import NameEnding
from rxportal.db.tables.names import LONGEST_WORD, folded
from rxportal.domain.access import Actor, Role
from rxportal.domain.zone import today
from rxportal.locales import t
from rxportal.overviews.spec import AGENCY, MOST_DIGITS, How, Overview, Search
from rxportal.overviews.view import Span, View, span_of

MOST_BRANCHES = 24
MOST_WORDS = 4  # of a search; more hardly ever narrows it further
LAST_WEEK = 53
SEARCH_YEARS = range(-4, 2)  # the years around this one in which a week number is looked for
SHORTEST_LABEL = 2  # letters that have to be typed before a status answers to them


@dataclass(frozen=True)
class Named:
    """The name of what ``bound`` points to, a row of the table ``kind``, has ``word`` in it."""

    bound: str
    kind: str
    word: str


@dataclass(frozen=True)
class Branch:
    bound: Mapping[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    span: Span | None = None
    also: tuple[Named, ...] = ()
    tests: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What a filter's column is tested with, by the filter's key."""

    @property
    def tested(self) -> bool:
        """Whether rows are tested one by one."""
        return bool(self.also or self.tests)

    def and_(self, other: "Branch") -> "Branch | None":
        """Both at once; ``None`` when that leaves nothing."""
        bound = dict(self.bound)
        for key, values in other.bound.items():
            bound[key] = tuple(v for v in bound[key] if v in values) if key in bound else values
            if not bound[key]:
                return None
        span = self.span or other.span
        if self.span and other.span:
            span = (max(self.span[0], other.span[0]), min(self.span[1], other.span[1]))
            if span[0] > span[1]:
                return None
        return Branch(bound, span, (*self.also, *other.also), {**self.tests, **other.tests})


def branches_of(
    session: Session, actor: Actor, overview: Overview, view: View, *, now: datetime
) -> list[Branch]:
    """The branches of a view for this actor; none at all when nothing can match."""
    bound: dict[str, tuple[Any, ...]] = {}
    if own := overview.own.get(actor.role):
        bound[own] = (actor.party_id,)
    if actor.centres is not None and overview.limit:
        if not actor.centres:
            return []
        bound[overview.limit] = actor.centres
    base: Branch | None = Branch(bound)
    for key, values in view.filters.items():
        each = overview.filter(key)
        asked = {each.bound: tuple(values)} if each.is_choice else {}
        tests = {} if each.is_choice else {key: values[0]}
        base = base and base.and_(Branch(asked, tests=tests))
    if view.period and (span := span_of(view.period, today(now))):
        base = base and base.and_(Branch(span=span))
    found = [base] if base else []
    for word in view.search.split()[:MOST_WORDS]:
        meant = _meanings(session, actor, overview, folded(word)[:LONGEST_WORD], now)
        found = _both(found, meant)
    return found


def _both(branches: list[Branch], meant: list[Branch]) -> list[Branch]:
    pairs = (branch.and_(other) for branch in branches for other in meant)
    return [pair for pair in pairs if pair is not None][:MOST_BRANCHES]


def _meanings(
    session: Session, actor: Actor, overview: Overview, word: str, now: datetime
) -> list[Branch]:
    """Everything the word can stand for in the things this role searches."""
    found: list[Branch] = []
    for search in overview.searches_of(actor.role):
        match search.how:
            case How.WEEK:
                found.extend(Branch(span=week) for week in _weeks(word, now))
            case How.CHOICE:
                found.extend(_choices(overview, search, word))
            case How.NUMBER:
                if _is_number(word):
                    found.append(Branch({search.bound: (int(word),)}))
            case How.NAME:
                found.extend(_names(session, actor, search, word))
    return found


def _weeks(word: str, now: datetime) -> Iterable[Span]:
    """``41`` in the years around now, newest first; ``2026-41`` in that year alone."""
    year, _, number = word.rpartition("-")
    number = number.removeprefix("w")
    if not _is_number(number) or not 1 <= int(number) <= LAST_WEEK or (year and len(year) != 4):  # noqa: PLR2004
        return
    this = today(now).year
    years = [int(year)] if _is_number(year) else [this + n for n in reversed(SEARCH_YEARS)]
    for each in years if year == "" or _is_number(year) else ():
        try:
            monday = date.fromisocalendar(each, int(number), 1)
            yield monday, date.fromisocalendar(each, int(number), 7)
        except ValueError:
            continue


def _choices(overview: Overview, search: Search, word: str) -> Iterable[Branch]:
    """The statuses with a word in their label, in the language of this person, that begins so."""
    chosen = overview.filter(search.choices)
    values = [v for v, label in chosen.values.items() if _says(folded(t(label)).split(), word)]
    if values:
        yield Branch({search.bound: tuple(values)})


def _says(label: Sequence[str], word: str) -> bool:
    """A single letter is only the whole of a word: ``a`` is *Fase A*, and not *Afgewezen*."""
    return word in label or (
        len(word) >= SHORTEST_LABEL and any(each.startswith(word) for each in label)
    )


def _names(session: Session, actor: Actor, search: Search, word: str) -> Iterable[Branch]:
    """Rows whose name has the word in it: their ids, or when they are many, a test per row.

    Few names in the whole agency need no look at whose they are: they narrow the rows of a module,
    which are the actor's own whatever is asked. Of many, the actor's may still be few.
    """
    table = search.table
    if table is None or not word:
        return
    kind = str(getattr(table, "__tablename__", ""))
    asked = {"kind": kind, **word_span(word), "most": search.most + 1, **identity(actor)}
    found = session.connection().scalars(_matches(table), asked).all()
    if len(found) > search.most and actor.role not in AGENCY:
        theirs = _matches(table, actor.role, limited=actor.centres is not None)
        found = session.connection().scalars(theirs, asked).all()
    if not found:
        return
    if len(found) <= search.most:
        yield Branch({search.bound: tuple(dict.fromkeys(found))})
        return
    yield Branch(also=(Named(search.bound, kind, word),))


def word_span(word: str, prefix: str = "") -> dict[str, str]:
    """The endings that begin with the word, as the values of ``<prefix>word`` and its ``_end``."""
    return {f"{prefix}word": word, f"{prefix}word_end": word + "\U0010ffff"}


@lru_cache(maxsize=32)
def _matches(table: type, role: Role | None = None, *, limited: bool = False) -> Any:
    """The first rows of ``table`` with a name that has ``:word`` in it, each as often as it has;
    with a role those in the actor's scope.

    DISTINCT would make SQLite read the names of all rows, in the order of their ids.
    """
    ending = col(NameEnding.ending)
    wanted = select(col(NameEnding.row_id)).where(
        col(NameEnding.kind) == bindparam("kind"),
        ending >= bindparam("word"),
        ending < bindparam("word_end"),
    )
    if role is not None:
        own: Any = getattr(table, "id")  # noqa: B009 - any table has one
        wanted = wanted.join(table, own == col(NameEnding.row_id)).where(
            visible(anybody(role, limited=limited), table)
        )
    return wanted.limit(bindparam("most"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
