"""A file of rows for a register: looked through as a whole first, then kept as a whole or not at
all.

Each row is checked by ``keeping.fit``, as a form is. A row whose key is there already changes that
one, so that the same file a second time changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from rxportal.db.tables.names import folded
from rxportal.domain.access import Actor
from rxportal.domain.errors import Refused
from rxportal.locales import t
from rxportal.registers import keeping
from rxportal.registers.keeping import Lookup
from rxportal.registers.spec import Field, Kind, Register, Value

MOST_TOLD = 500  # wrong cells that are named; how many there are is counted
_EACH = 500  # rows, after which what was read is let go of


@dataclass(frozen=True)
class Wrong:
    """``row`` is as a spreadsheet numbers it: the heading is 1."""

    row: int
    column: str
    sentence: str


@dataclass
class Report:
    """What a file would do. Nothing of it is kept while anything is ``wrong``."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    faults: int = 0
    wrong: list[Wrong] = field(default_factory=list[Wrong])

    def blame(self, row: int, column: str, sentence: str) -> None:
        self.faults += 1
        if len(self.wrong) < MOST_TOLD:
            self.wrong.append(Wrong(row, column, sentence))


def check(
    session: Session, actor: Actor, register: Register, table: Iterable[Sequence[str]]
) -> Report:
    """What the file would do; writes nothing. Raises ``Forbidden`` and ``NotFound``."""
    keeping.enter(actor, register)
    report = Report()
    for _ in _fitting(session, actor, register, table, report):
        pass
    return report


def take(
    session: Session,
    actor: Actor,
    register: Register,
    table: Iterable[Sequence[str]],
    *,
    now: datetime,
) -> Report:
    """Keep all of it. Where the report blames anything the caller undoes what was written."""
    keeping.enter(actor, register)
    report = Report()
    new: list[tuple[int, dict[str, Value]]] = []
    for number, row, values in _fitting(session, actor, register, table, report):
        if report.faults:
            new.clear()
        elif row is None:
            new.append((number, values))
            if len(new) == _EACH:
                _add(session, register, new, report, now)
        else:
            _put(session, register, number, row, values, report, now)
    if not report.faults:
        _add(session, register, new, report, now)
    return report


def _add(
    session: Session,
    register: Register,
    new: list[tuple[int, dict[str, Value]]],
    report: Report,
    now: datetime,
) -> None:
    """All of them together; one by one where somebody took a key meanwhile, to say which."""
    try:
        keeping.add_all(session, register, [values for _, values in new], now=now)
    except IntegrityError:
        for number, values in new:
            _put(session, register, number, None, values, report, now)
    new.clear()
    session.flush()
    session.expunge_all()


def _put(
    session: Session,
    register: Register,
    number: int,
    row: Any,
    values: dict[str, Value],
    report: Report,
    now: datetime,
) -> None:
    try:
        keeping.put(session, register, row, values, now=now)
    except keeping.Unfit as unfit:
        for key, sentence in unfit.problems.items():
            report.blame(number, t(register.field(key).label), sentence)


def template(register: Register) -> list[str]:
    """The heading that a file begins with."""
    return [t(each.label) for each in register.fields]


def _fitting(
    session: Session,
    actor: Actor,
    register: Register,
    table: Iterable[Sequence[str]],
    report: Report,
) -> Iterator[tuple[int, Any, dict[str, Value]]]:
    """Each row that adds or changes something: its number, what is there already, what it says."""
    lines = iter(table)
    head: Sequence[str] = next(lines, ())
    columns = _columns(register, head, report)
    lookup, seen = Lookup(session, actor), dict[tuple[Value, ...], int]()
    for number, cells in enumerate(lines, 2):
        if report.faults and not columns:
            return
        if not any(cell.strip() for cell in cells):
            continue
        report.rows += 1
        given = {each.key: cells[at] for at, each in columns.items() if at < len(cells)}
        yield from _one(session, actor, register, number, given, lookup, seen, report)
        if report.rows % _EACH == 0:
            session.flush()
            session.expunge_all()


def _one(
    session: Session,
    actor: Actor,
    register: Register,
    number: int,
    given: Mapping[str, str],
    lookup: Lookup,
    seen: dict[tuple[Value, ...], int],
    report: Report,
) -> Iterator[tuple[int, Any, dict[str, Value]]]:
    try:
        row = _there(session, actor, register, given, lookup)
        said = {
            key: words
            for key, words in given.items()
            # An empty cell leaves what is sealed, and what there are several of, as it is.
            if words.strip()
            or not (register.field(key).secret or register.field(key).kind is Kind.ROWS)
        }
        values, problems = keeping.fit(register, said, lookup, row=row)
    except Refused as refused:
        report.blame(number, "", str(refused))
        return
    for key, sentence in problems.items():
        report.blame(number, t(register.field(key).label), sentence)
    if problems:
        return
    key = tuple(values.get(name) for name in register.key)
    if key in seen:
        report.blame(number, t(register.named_by.label), t("Staat ook op regel {n}.", n=seen[key]))
        return
    seen[key] = number
    before = {} if row is None else keeping.read(session, register, row)
    if row is None:
        report.added += 1
    elif any(before.get(name, ...) != value for name, value in values.items()):
        report.changed += 1
    else:
        report.same += 1
        return
    yield number, row, values


def _there(
    session: Session, actor: Actor, register: Register, given: Mapping[str, str], lookup: Lookup
) -> Any | None:
    """The row with the key that is given; none where that is wrong itself, which ``fit`` says."""
    whole: dict[str, Value] = {}
    for name in register.key:
        each = register.field(name)
        try:
            whole[name] = keeping.value(each, given.get(name), whole, lookup)
        except Refused:
            return None
    if any(found in {None, ""} for found in whole.values()):
        return None
    return keeping.same(session, actor, register, whole)


def _columns(register: Register, head: Sequence[str], report: Report) -> dict[int, Field]:
    """Which column is which field, by any name it goes by. What is no column of this is named."""
    known = {name: each for each in register.fields for name in _names(each)}
    found: dict[int, Field] = {}
    for at, words in enumerate(head):
        name = _plain(words)
        if not name:
            continue
        each = known.get(name)
        if each is None:
            report.blame(1, words[:60], t("Deze kolom kennen we niet. Gebruik het voorbeeld."))
        elif each in found.values():
            report.blame(1, words[:60], t("Deze kolom staat er twee keer."))
        else:
            found[at] = each
    for each in register.fields:
        if each.needed and each not in found.values():
            report.blame(1, t(each.label), t("Deze kolom ontbreekt."))
    return {} if report.faults else found


def _names(each: Field) -> set[str]:
    return {_plain(words) for words in (each.key, each.label, t(each.label), *each.also)}


def _plain(words: str) -> str:
    """Capitals, accents and what stands between letters make no difference."""
    return "".join(letter for letter in folded(words) if letter.isalnum())
