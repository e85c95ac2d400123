"""A row of a register as a program reads and writes it: JSON of strict types.

Rows are named by the agency's own numbers and codes, amounts are whole cents, days are ISO 8601.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, cast

from sqlmodel import Session

from rxportal.locales import t
from rxportal.registers import keeping, reading
from rxportal.registers.keeping import Unfit
from rxportal.registers.spec import Field, Kind, Register, Value

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def written(session: Session, register: Register, row: Any) -> dict[str, Any]:
    """The row: its id, its version and every field but those that are kept sealed."""
    values = keeping.read(session, register, row)
    found = {key: _out(session, register.field(key), value) for key, value in values.items()}
    return {"id": row.id, "version": row.version, **found}


def given(register: Register, body: object) -> dict[str, object]:
    """What a program sent, as ``keeping.save`` takes it. Raises ``Unfit`` for what is no field of
    this register, or not of its type.
    """
    if not isinstance(body, dict):
        raise Unfit({"": t("Stuur een JSON-object.")})
    known = {each.key: each for each in register.fields}
    found: dict[str, object] = {}
    problems: dict[str, str] = {}
    said = cast("dict[str, Any]", body)
    for key, sent in said.items():
        each = known.get(key)
        if each is None:
            problems[key[:60]] = t("Dit veld kennen we niet.")
        elif not _fits(each, sent):
            problems[each.key] = t("Dit is niet van het goede type.")
        else:
            found[each.key] = _in(each, sent)
    if problems:
        raise Unfit(problems)
    return found


def schema(register: Register, *, new: bool) -> dict[str, Any]:
    """The JSON Schema of what is written; of a ``new`` row with what is needed."""
    properties = {
        each.key: {"title": t(each.label), **_schema(each)}
        for each in register.fields
        if new or not each.fixed
    }
    needed = [each.key for each in register.fields if each.needed]
    made: dict[str, Any] = {
        "type": "object", "properties": properties, "additionalProperties": False,
    }  # fmt: skip
    return made | ({"required": needed} if new else {})


def row_schema(register: Register) -> dict[str, Any]:
    """The JSON Schema of what is read."""
    known: dict[str, Any] = {"id": {"type": "integer"}, "version": {"type": "integer"}}
    for each in register.fields:
        if not each.secret:
            known[each.key] = {"title": t(each.label), **_kept(each)}
    return {"type": "object", "required": ["id", "version"], "properties": known}


def _schema(each: Field) -> dict[str, Any]:
    empty = [] if each.needed else ["null"]
    match each.kind:
        case Kind.WHOLE | Kind.CENTS:
            return {"type": ["integer", *empty], "minimum": each.least, "maximum": each.most}
        case Kind.TICK:
            return {"type": ["boolean", *empty]}
        case Kind.ROWS:
            return {"type": "array", "items": {"type": "string"}}
        case Kind.CHOICE:
            return {
                "enum": [_plain(value) for value in each.values] + ([] if each.needed else [None])
            }
        case Kind.DAY:
            return {"type": ["string", *empty], "format": "date"}
        case _:
            least = {"minLength": 1} if each.needed else {}
            return {"type": ["string", *empty], **least, "maxLength": each.longest}


def _kept(each: Field) -> dict[str, Any]:
    """As it is read: what is needed now may be missing of a row from before, or be longer."""
    match each.kind:
        case Kind.WHOLE | Kind.CENTS:
            return {"type": ["integer", "null"]}
        case Kind.ROWS:
            return _schema(each)
        case Kind.TICK:
            return {"type": ["boolean", "null"]}
        case Kind.CHOICE:
            return {"enum": [*(_plain(value) for value in each.values), None]}
        case Kind.DAY:
            return {"type": ["string", "null"], "format": "date"}
        case _:
            return {"type": ["string", "null"]}


def _fits(each: Field, sent: object) -> bool:
    if sent is None:
        return not each.needed and each.kind is not Kind.ROWS
    if each.kind in {Kind.WHOLE, Kind.CENTS}:
        return type(sent) is int
    if each.kind is Kind.TICK:
        return isinstance(sent, bool)
    if each.kind is Kind.ROWS:
        many = cast("list[Any]", sent) if isinstance(sent, list) else [None]
        return all(isinstance(one, str) for one in many)
    if not isinstance(sent, str):
        return False
    return each.kind is not Kind.DAY or _ISO.fullmatch(sent) is not None


_IN: Mapping[Kind, Callable[[Any], object]] = {
    Kind.CENTS: lambda cents: f"{cents // 100},{cents % 100:02}",
    Kind.ROWS: ", ".join,
}


def _in(each: Field, sent: Any) -> object:
    return _IN[each.kind](sent) if sent is not None and each.kind in _IN else sent


def _out(session: Session, each: Field, value: Value) -> Any:
    if each.kind in {Kind.ROW, Kind.ROWS}:
        names = [one.key for one in reading.named(session, each, value)]
        return names if each.kind is Kind.ROWS else next(iter(names), None)
    return value.isoformat() if isinstance(value, date) else _plain(value)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
