"""Keeping a row of a register: check what was given, write it, say in the audit trail what changed.

``fit`` checks without writing, ``put`` writes what was checked, ``save`` is both for one row and
with the lock of its version. An import runs ``fit`` over a file before it runs ``put``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select, update

from rxportal.db.scope import visible
from rxportal.domain.access import Actor, require
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.locales import t
from rxportal.registers import typed
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.spec import Field, Kind, Register, Value, Values, col
from rxportal.services import audit, scoped


class Unfit(Refused):
    """What cannot be kept like this; ``problems`` has a sentence for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Nog niet opgeslagen. Kijk bij de velden wat er niet klopt."))
        self.problems = dict(problems)


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(
            t(
                "Een collega heeft dit net gewijzigd. Open het in een nieuw tabblad, kijk het na "
                "en begin dan opnieuw. Wat je typte, staat hier nog."
            )
        )


@dataclass
class Lookup:
    """Which rows of other registers are meant; each is asked for once."""

    session: Session
    actor: Actor
    known: dict[tuple[object, ...], int | None] = field(
        default_factory=dict[tuple[object, ...], int | None]
    )

    def id(self, named: Field, text: str, values: Values) -> int:
        """The id of the row that ``text`` names. Raises ``identity.Unfit``."""
        of = REGISTERS[named.of]
        owner = values.get(named.within) if named.within else None
        asked = (named.of, owner, text.casefold())
        if asked not in self.known:
            self.known[asked] = self._find(of, named, text, owner)
        found = self.known[asked]
        if found is None:
            raise typed.Unfit(
                t("Er is geen {one} “{text}”. Voeg die eerst toe.", one=t(of.one), text=text)
            )
        return found

    def _find(self, of: Register, named: Field, text: str, owner: Value) -> int | None:
        table: Any = of.table
        # A code is what it is; two spellings of one address are one address.
        column = col(getattr(table, of.named_by.key))
        same = func.lower(column) == text.lower() if of.named_by.kind is Kind.EMAIL else None
        wanted = select(table.id).where(
            visible(self.actor, table), column == text if same is None else same
        )
        if named.within:
            wanted = wanted.where(_id_column(table, of.field(named.within)) == owner)
        return self.session.exec(wanted.limit(1)).first()


@dataclass(frozen=True)
class Kept:
    """``changed`` are the keys of the fields that are not what they were."""

    row: Any
    added: bool
    changed: tuple[str, ...]


def enter(actor: Actor, register: Register) -> None:
    """Raises ``Forbidden`` for who may not, ``NotFound`` where it is switched off."""
    require(actor, register.needs)
    if register.slug in actor.closed:
        raise NotFound


def find(session: Session, actor: Actor, register: Register, row_id: int) -> Any:
    """Raises ``Forbidden`` and ``NotFound``."""
    enter(actor, register)
    table: Any = register.table
    return scoped.find(session, actor, table, row_id)


def same(session: Session, actor: Actor, register: Register, values: Values) -> Any | None:
    """The row that has this key already."""
    table: Any = register.table
    keys = [_is(table, register.field(key), values[key]) for key in register.key]
    keys += [col(getattr(table, name)) == value for name, value in register.always.items()]
    found: Any = session.exec(select(table).where(visible(actor, table), *keys)).one_or_none()
    return found


def read(session: Session, register: Register, row: Any) -> dict[str, Value]:
    """Every field of a row as it is kept; nothing of a secret."""
    return {each.key: _stored(session, each, row) for each in register.fields if not each.secret}


def fit(
    register: Register, given: Mapping[str, object], lookup: Lookup, *, row: Any | None = None
) -> tuple[dict[str, Value], dict[str, str]]:
    """What may be kept of what was given, and a sentence for each field that may not.

    Of a row that is there, what was not given stays as it is. Raises ``Invalid`` for a field that
    this register does not have.
    """
    if unknown := set(given) - {each.key for each in register.fields}:
        raise Invalid from ValueError(unknown)
    before = read(lookup.session, register, row) if row is not None else {}
    values: dict[str, Value] = dict(before)
    fits: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for each in register.fields:
        if each.key not in given and (row is not None or not each.needed):
            continue
        try:
            found = value(each, given.get(each.key), values, lookup)
            if row is not None and each.fixed and found != before[each.key]:
                raise typed.Unfit(t("Dit kan niet meer veranderen."))
        except Refused as refused:
            problems[each.key] = str(refused)
        else:
            fits[each.key] = values[each.key] = found
    if not problems and register.rule:
        problems = register.rule(lookup.session, row, values)
    return {key: values[key] for key in fits}, problems


def put(
    session: Session, register: Register, row: Any | None, values: Values, *, now: datetime
) -> Kept:
    """Write what ``fit`` let through. Raises ``Unfit`` when somebody took the key meanwhile."""
    added = row is None
    before = {} if row is None else read(session, register, row)
    direct = _direct(register, values)
    row = register.table(**register.always, **direct) if row is None else row
    changed = tuple(
        key
        for key, value in values.items()
        if (value if register.field(key).secret else before.get(key, ...) != value)
    )
    for name, value in direct.items():
        setattr(row, name, value)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise Unfit({register.key[-1]: taken(register)}) from None
    for key, value in values.items():
        write = register.field(key).write
        if write and key in changed:
            write(session, row, value)
    session.flush()
    if register.after and changed:
        register.after(session, row, frozenset(changed), now)
    return Kept(row, added, changed)


def add_all(
    session: Session, register: Register, many: Sequence[Values], *, now: datetime
) -> list[Any]:
    """New rows as ``fit`` let them through, written together: a tenth of the work of ``put``.

    Raises ``IntegrityError`` when somebody took a key meanwhile; none of them is written then.
    """
    rows = [register.table(**register.always, **_direct(register, values)) for values in many]
    with session.begin_nested():
        session.add_all(rows)
        session.flush()
        for row, values in zip(rows, many, strict=True):
            if register.begins:
                register.begins(row)
            for key, value in values.items():
                each = register.field(key)
                if each.write and (value or not each.secret):
                    each.write(session, row, value)
        session.flush()
        for row in rows:
            if register.after:
                register.after(session, row, frozenset[str](), now)
    return rows


def save(
    session: Session,
    actor: Actor,
    register: Register,
    row_id: int,
    given: Mapping[str, object],
    *,
    seen: int = 0,
    now: datetime,
) -> Kept:
    """From now on it is like this; a new row without an id. ``seen`` is the version the form was
    made from. Raises ``Forbidden``, ``NotFound``, ``Unfit``, ``ChangedMeanwhile`` and ``Invalid``.
    """
    enter(actor, register)
    row = find(session, actor, register, row_id) if row_id else None
    values, problems = fit(register, given, Lookup(session, actor), row=row)
    if not problems and _is_taken(session, actor, register, row, values):
        problems = {register.key[-1]: taken(register)}
    if problems:
        raise Unfit(problems)
    before = read(session, register, row) if row is not None else {}
    if row is not None:
        _turn(session, register, row, seen)
    kept = put(session, register, row, values, now=now)
    record(session, actor, register, kept, before, now=now)
    return kept


def record(
    session: Session, actor: Actor, register: Register, kept: Kept, before: Values, *, now: datetime
) -> None:
    """What was changed, from what to what; of a new row what it is, and nothing of a secret."""
    if not kept.changed:
        return
    after = read(session, register, kept.row)
    said = {
        key: _said(after[key]) if kept.added else f"{_said(before.get(key))} → {_said(after[key])}"
        for key in kept.changed
        if key in after
    }
    hidden = {key: "•" for key in kept.changed if register.field(key).secret}
    kind = f"{register.noun}.{'added' if kept.added else 'changed'}"
    details = {"id": str(kept.row.id), **said, **hidden}
    audit.record(session, kind, actor=actor, details=details, now=now)


def taken(register: Register) -> str:
    return t("Dit is al van een andere {one}. Kies iets anders.", one=t(register.one))


def value(each: Field, given: object, values: Values, lookup: Lookup) -> Value:
    """What was given for one field, as it is kept. Raises a ``Refused`` whose text stands there."""
    found = typed.value(each, given)
    match each.kind:
        case Kind.ROW if found:
            return lookup.id(each, str(found), values)
        case Kind.ROWS if found:
            names = [name.strip() for name in str(found).replace(";", ",").split(",")]
            return tuple(dict.fromkeys(lookup.id(each, name, values) for name in names if name))
        case _ if found and each.means:
            return each.means(lookup.session, found, values)
        case _:
            return found


def _is_taken(
    session: Session, actor: Actor, register: Register, row: Any | None, values: Values
) -> bool:
    whole = dict(read(session, register, row) if row is not None else {}) | dict(values)
    if any(whole.get(key) in {None, ""} for key in register.key):
        return False
    other = same(session, actor, register, whole)
    return other is not None and other is not row


def _turn(session: Session, register: Register, row: Any, seen: int) -> None:
    """The next version is this actor's, if it is still the one they saw: one UPDATE decides."""
    table: Any = register.table
    done = session.exec(
        update(table)
        .where(col(table.id) == row.id, col(table.version) == seen)
        .values(version=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:
        raise ChangedMeanwhile
    session.refresh(row)


def _stored(session: Session, each: Field, row: Any) -> Value:
    return each.read(session, row) if each.read else getattr(row, attribute(each))


def _direct(register: Register, values: Values) -> dict[str, Any]:
    """What stands in the row itself."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        each = register.field(key)
        if each.spread:
            found |= each.spread(value)
        elif not each.write:
            found[attribute(each)] = value
    return found


def _is(table: Any, each: Field, value: Value) -> ColumnElement[bool]:
    if each.spread:
        return and_(*(col(getattr(table, name)) == one for name, one in each.spread(value).items()))
    if each.kind is Kind.ROW:
        return _id_column(table, each) == value
    column = col(getattr(table, each.key))
    if each.kind is Kind.EMAIL:
        return func.lower(column) == str(value).lower()
    return column == value


def _id_column(table: Any, each: Field) -> Any:
    return col(getattr(table, attribute(each)))


def attribute(each: Field) -> str:
    """Where the row has it: ``client`` is kept in ``client_id``."""
    return f"{each.key}_id" if each.kind is Kind.ROW else each.key


def _said(value: Value) -> str:
    if value in {None, ""}:
        return "–"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(each) for each in value)
    return value.isoformat() if isinstance(value, date) else str(value)
