"""What a register *is*: which fields the agency keeps of a noun, as values.

One ``Register`` serves a form, the import of a file and the API. These values are constants: equal
is who is the same. Texts are marked for translation here and translated where they are shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import sqlmodel

from rxportal.domain.access import Permission

col: Any = sqlmodel.col  # for expressions: a type checker takes a column for its value

# What a field is kept as: a day, whole numbers, ids of other rows.
Value = str | int | bool | date | tuple[int, ...] | None


class Kind(StrEnum):
    LINE = "line"
    TEXT = "text"  # more lines than one
    EMAIL = "email"
    MOBILE = "mobile"  # where pins go; kept as E.164
    DAY = "day"
    WHOLE = "whole"
    CENTS = "cents"  # typed as euros
    TICK = "tick"
    CHOICE = "choice"  # one of ``values``
    ROW = "row"  # a row of another register, named by the last field of its key
    ROWS = "rows"  # several, in their order: ``regular, overtime_125``


@dataclass(frozen=True, eq=False)
class Field:
    """``key`` is stable: columns of files, the API and forms use it.

    The value stands in the attribute of that name of the row, unless ``read(session, row)`` and
    ``write(session, row, value)`` say otherwise. ``fit(value)`` is a check beside that of the kind:
    it returns what is kept, or raises a ``Refused`` whose text stands at the field.
    ``means(session, value, values)`` is what is meant, by the fields before it; it raises as well.
    ``spread(value)`` are the attributes it is kept in, where that is more than one.
    """

    key: str
    label: str
    kind: Kind = Kind.LINE
    needed: bool = False
    hint: str = ""
    longest: int = 120  # characters
    least: int = 0  # WHOLE and CENTS
    most: int = 999_999
    values: Mapping[Any, str] = field(default_factory=dict[Any, str])  # CHOICE: stored -> label
    of: str = ""  # ROW and ROWS: the slug of that register
    within: str = ""  # ROW: a field here and there, in which both name the same row
    also: tuple[str, ...] = ()  # other headings by which an import knows it
    fixed: bool = False  # said once, and never changed
    secret: bool = False  # written, and never read back; empty: it stays as it is
    read: Callable[..., Value] | None = None
    write: Callable[..., None] | None = None
    fit: Callable[..., Value] | None = None
    means: Callable[..., Value] | None = None
    spread: Callable[..., Mapping[str, Any]] | None = None


Values = Mapping[str, Value]


@dataclass(frozen=True, eq=False)
class Register:
    """``key`` names the fields that together say which row it is: no two rows have the same.
    ``called`` are the attributes that people call it by.

    ``rule(session, row, values)`` gives a sentence for each field that does not go with the others,
    where ``row`` is none for a new one and ``values`` has what is in ``row`` too; what is written
    another way because of another field, it writes so in ``values``.
    ``always`` is what all its rows have, which tells them from others in that table.
    ``after(session, row, changed, now)`` is what follows from a change, in the same transaction; of
    rows that are added many at once nothing ``changed``. ``begins(row)`` is said of each of those,
    for what need not be looked up then.
    """

    slug: str  # the route and the name in the API
    noun: str  # in the audit trail: "candidate" -> candidate.added
    one: str
    many: str
    table: type
    needs: Permission
    key: tuple[str, ...]
    called: tuple[str, ...]
    fields: tuple[Field, ...]
    says: Callable[[Any], str] | None = None  # what people call a row, where that is more
    rule: Callable[..., dict[str, str]] | None = None
    after: Callable[..., None] | None = None
    begins: Callable[[Any], None] | None = None
    always: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def __str__(self) -> str:
        return self.slug

    def field(self, key: str) -> Field:
        for each in self.fields:
            if each.key == key:
                return each
        raise ValueError(f"no {key!r} in {self.slug}")

    @property
    def named_by(self) -> Field:
        """The field by which others name a row: the last of the key."""
        return self.field(self.key[-1])
