"""How what stands in many lists reads in a cell, and what a file or a program gets of it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from rxportal.domain import text
from rxportal.domain.zone import local
from rxportal.locales import t

_T = TypeVar("_T")


def words(_today: date, said: str | None) -> str:
    return said or ""


def number(_today: date, count: int) -> str:
    return str(count)


def day(today: date, on: date | None) -> str:
    """``16 sep``, and the year where it is another one."""
    if on is None:
        return ""
    short = text.day_and_month(on)
    return short if on.year == today.year else f"{short} {on.year}"


def day_of(today: date, at: datetime) -> str:
    """The day of a moment, as ``day`` has it."""
    return day(today, local(at).date())


def full_day(_today: date, on: date | None) -> str:
    """``16 sep 2026``"""
    return text.day_of_year(on) if on else ""


def hours(_today: date, minutes: int | None) -> str:
    return text.hours(minutes) if minutes else "–"


def code_and_name(code: str | None, name: str | None) -> str:
    """``152 (locatie Y)``"""
    return f"{code} ({name})" if name else code or ""


def coded(_today: date, code: str | None, name: str | None) -> str:
    return code_and_name(code, name)


def tag(labels: Mapping[_T, str], tones: Mapping[_T, str]) -> Callable[[date, _T], dict[str, str]]:
    """A state in a word, with its colour."""
    return lambda _today, state: {"": t(labels[state]), "tone": tones[state]}


# For a file or a program.


def same(value: _T) -> _T:
    return value


def moment(at: datetime | None, *_more: Any) -> datetime | None:
    return local(at) if at else None


def in_hours(minutes: int | None) -> float:
    """A number that can be added up."""
    return round((minutes or 0) / 60, 2)


def label(labels: Mapping[_T, str]) -> Callable[[_T], str]:
    return lambda state: t(labels[state])
