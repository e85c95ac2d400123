"""What the back-office types of a contract it offers, and what it means by it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rxportal.domain import hours
from rxportal.domain.contract import LONGEST_REASON
from rxportal.domain.errors import Refused
from rxportal.domain.typed import one_line, words
from rxportal.domain.zone import instant
from rxportal.locales import mark, t

LONGEST_TITLE = 120  # characters
LONGEST = timedelta(days=90)  # it can be signed
PHASES = ("", "A", "B", "C")
_HOURS = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,2}))?")
_WAGE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{2}))?")
MOST_A_WEEK = 60  # hours, as the working-time law has it

# What is wrong with a field, by its name.
FLAWS: dict[str, str] = {
    "titel": mark("Geef het contract een titel van hooguit 120 tekens."),
    "ingang": mark("Kies de dag waarop het contract ingaat."),
    "termijn": mark("Kies een dag die nog komt, hooguit 90 dagen vooruit."),
    "fase": mark("Kies een fase uit de lijst."),
    "uren": mark("Typ de uren per week, bijvoorbeeld 36 of 37,5. Hooguit 60."),
    "loon": mark("Typ het uurloon als bedrag, bijvoorbeeld 15,62."),
    "waarom": mark("Schrijf kort op waarom je het vervangt. De kandidaat leest dit."),
}
FIELDS = tuple(FLAWS)


class Flawed(Refused):
    """Some of the fields cannot be right; ``fields`` names them."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(" ".join(t(FLAWS[field]) for field in fields))
        self.fields = fields


@dataclass(frozen=True)
class Terms:
    """Minutes a week and cents an hour; 0 is not said."""

    title: str
    starts_on: date
    sign_before: datetime
    phase: str
    hours_week: int
    wage: int
    why: str  # it comes in the place of another; empty when it does not


def terms(typed: Mapping[str, str], today: date, *, replaces: bool) -> Terms:
    """What a form says, by the names of ``FIELDS``. Raises ``Flawed`` with all that is wrong.

    ``termijn`` is the last day on which it can be signed.
    """
    given = {name: words(typed.get(name, "")) for name in FIELDS}
    title, why = one_line(given["titel"]), given["waarom"]
    starts, last = _day(given["ingang"]), _day(given["termijn"])
    week, wage = _number(_HOURS, given["uren"]), _number(_WAGE, given["loon"])
    minutes = week * hours.MINUTES_PER_HOUR // 100 if week is not None else 0
    wrong = {
        "titel": not 0 < len(title) <= LONGEST_TITLE,
        "ingang": starts is None,
        "termijn": last is None or not today <= last <= today + LONGEST,
        "fase": given["fase"] not in PHASES,
        "uren": week is None or minutes > MOST_A_WEEK * hours.MINUTES_PER_HOUR,
        "loon": wage is None,
        "waarom": replaces and not 0 < len(why) <= LONGEST_REASON,
    }
    if starts is None or last is None or wage is None or any(wrong.values()):
        raise Flawed(tuple(name for name in FIELDS if wrong[name]))
    before = instant(last + timedelta(days=1), 0)
    said = why if replaces else ""
    return Terms(title, starts, before, given["fase"], minutes, wage, said)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _number(shape: re.Pattern[str], typed: str) -> int | None:
    """Hundredths; 0 for nothing, None for what is no such number."""
    if not typed:
        return 0
    found = shape.fullmatch(typed.removeprefix("€").strip())
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None
