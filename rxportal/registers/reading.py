"""A row of a register as a form begins with it, and the rows that a field may name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.domain import text
from rxportal.domain.access import Actor
from rxportal.domain.errors import Invalid
from rxportal.locales import t
from rxportal.registers import keeping
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.spec import Field, Kind, Register, Value, col

MOST = 12  # rows that are proposed; who is not among them is found by more of the name
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class Choice:
    """``key`` is what is typed, ``label`` what people call it."""

    key: str
    label: str


@dataclass(frozen=True)
class Begun:
    """What a form begins with; ``names`` say of fields that name a row what that is called.

    A new row has no ``id``, no ``title`` and version 0.
    """

    id: int
    version: int
    title: str
    typed: dict[str, str]
    names: dict[str, str]
    choices: dict[str, list[Choice]]


def begun(session: Session, actor: Actor, register: Register, row_id: int, **_more: Any) -> Begun:
    """Raises ``Forbidden`` and ``NotFound``."""
    keeping.enter(actor, register)
    several = {
        each.key: _all(session, actor, REGISTERS[each.of])
        for each in register.fields
        if each.kind is Kind.ROWS
    }
    if not row_id:
        return Begun(0, 0, "", {each.key: "" for each in register.fields}, {}, several)
    row = keeping.find(session, actor, register, row_id)
    typed = {each.key: "" for each in register.fields}
    names: dict[str, str] = {}
    for key, value in keeping.read(session, register, row).items():
        each = register.field(key)
        if each.kind in {Kind.ROW, Kind.ROWS}:
            found = named(session, each, value)
            typed[key] = ", ".join(one.key for one in found)
            names[key] = ", ".join(one.label for one in found)
        else:
            typed[key] = _typed(each, value)
            names[key] = shown(each, value)
    return Begun(row.id, row.version, called(register, row), typed, names, several)


def choices(
    session: Session,
    actor: Actor,
    register: Register,
    key: str,
    words: str,
    owner: str,
    **_more: Any,
) -> list[Choice]:
    """Rows whose key begins with the words, or whose name has them; within ``owner`` where the
    field is within another. Raises ``Forbidden``, and ``Invalid`` for a field that names no row.
    """
    keeping.enter(actor, register)
    each = next((one for one in register.fields if one.key == key), None)
    if each is None or each.kind is not Kind.ROW:
        raise Invalid
    of = REGISTERS[each.of]
    table: Any = of.table
    said = "".join(f"\\{c}" if c in "\\%_" else c for c in words[:LONGEST_SEARCH].strip())
    named = [col(getattr(table, name)).ilike(f"%{said}%", escape="\\") for name in of.called]
    asked = select(table).where(
        visible(actor, table),
        or_(_key(of).ilike(f"{said}%", escape="\\"), *named),
        _key(of).is_not(None),
    )
    if each.within:
        owned, parent = of.field(each.within), REGISTERS[register.field(each.within).of]
        parents: Any = parent.table
        theirs = select(parents.id).where(visible(actor, parents), _key(parent) == owner)
        asked = asked.where(col(getattr(table, keeping.attribute(owned))).in_(theirs))
    found = session.exec(asked.order_by(_key(of)).limit(MOST))
    return [_choice(of, row) for row in found]


def called(register: Register, row: Any) -> str:
    """``Daria Kowalczewska``"""
    if register.says:
        return register.says(row)
    return " ".join(str(getattr(row, name)) for name in register.called)


def shown(each: Field, value: Value) -> str:
    """A value as it reads."""
    if value in {None, ""}:
        return ""
    if each.kind is Kind.CHOICE:
        return t(each.values[value])
    if each.kind is Kind.TICK:
        return t("ja") if value else t("nee")
    return text.day_of_year(value) if isinstance(value, date) else _typed(each, value)


def _typed(each: Field, value: Value) -> str:
    if value is None or (each.kind is Kind.CENTS and not value):
        return ""
    if isinstance(value, bool):
        return "ja" if value else ""
    if isinstance(value, Enum):
        return str(value.value)
    if each.kind is Kind.CENTS and isinstance(value, int):
        return f"{value // 100},{value % 100:02}"
    return value.isoformat() if isinstance(value, date) else str(value)


def named(session: Session, each: Field, value: Value) -> list[Choice]:
    of = REGISTERS[each.of]
    table: Any = of.table
    ids = value if isinstance(value, tuple) else (value,)
    found = {row.id: row for row in session.exec(select(table).where(col(table.id).in_(ids)))}
    return [_choice(of, found[number]) for number in ids if number in found]


def _all(session: Session, actor: Actor, of: Register) -> list[Choice]:
    table: Any = of.table
    rows: Iterable[Any] = session.exec(
        select(table).where(visible(actor, table)).order_by(col(table.id))
    )
    return [_choice(of, row) for row in rows]


def _choice(of: Register, row: Any) -> Choice:
    return Choice(str(getattr(row, of.named_by.key) or ""), called(of, row))


def _key(of: Register) -> Any:
    return col(getattr(of.table, of.named_by.key))
