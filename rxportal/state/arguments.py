"""What a handler may have been given: the browser can send anything, of any type.

Each function returns the value, or raises ``Invalid`` for what no screen of ours sends.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from rxportal.domain.errors import Invalid
from rxportal.domain.typed import kept

LARGEST = 2**31 - 1  # an id in the database
LONGEST = 2000  # characters a person types in one field


def number(value: Any) -> int:
    """An id or a version: a whole number from 1."""
    if type(value) is not int or not 1 <= value <= LARGEST:
        raise Invalid
    return value


def count(value: Any) -> int:
    """Like ``number``, or 0 for what does not exist yet."""
    return 0 if type(value) is int and value == 0 else number(value)


def words(value: Any, longest: int = LONGEST) -> str:
    if not isinstance(value, str) or len(value) > longest or kept(value) != value:
        raise Invalid
    return value


def one_of(value: Any, choices: Collection[str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise Invalid
    return value


def yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid
    return value


def day(value: Any) -> date:
    """A date as ``2026-10-06``."""
    try:
        return date.fromisoformat(words(value, 10))
    except ValueError:
        raise Invalid from None


def form(value: Any) -> dict[str, Any]:
    """What a form sent: names and values, of any type still."""
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise Invalid
    return value


def last_number(path: str) -> int:
    """The id at the end of a path: 12 in ``/declaraties/12``."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    if not last.isascii() or not last.isdecimal() or len(last) > len(str(LARGEST)):
        raise Invalid
    return number(int(last))
