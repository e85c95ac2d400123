"""A placement: the week as it was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import reflex as rx

from rxportal.domain import text
from rxportal.domain.roster import RosterShift, lasts
from rxportal.locales import t
from rxportal.services import placements
from rxportal.services.placements import Agreed
from rxportal.state import arguments
from rxportal.state.session import look
from rxportal.state.strip import StripDay, strip_days, strip_words

A_MONDAY = date(2026, 1, 5)
DAYS = 7


@dataclass
class ShiftRow:
    day: str = ""  # "maandag"
    times: str = ""  # "07:00–15:30"
    pause: str = ""
    hours: str = ""


class PlacementState(rx.State):
    """Stands beside ``RecordState``, which holds the columns of the row."""

    week: rx.Field[list[StripDay]] = rx.field(default_factory=list)
    in_words: str = ""
    total: str = ""
    shifts: rx.Field[list[ShiftRow]] = rx.field(default_factory=list)
    declarations: str = ""

    @rx.event
    async def arrive(self) -> None:
        self.week, self.shifts, self.declarations = [], [], ""
        number = arguments.last_number(str(self.router.url.path or ""))
        found: Agreed = await look(self, placements.agreed, number)
        minutes = _minutes(found.shifts)
        self.week = strip_days(A_MONDAY, minutes, minutes) if found.shifts else []
        self.in_words = strip_words(A_MONDAY, minutes)
        self.total = text.hours(sum(minutes))
        self.shifts = [_row(shift) for shift in found.shifts]
        self.declarations = found.declarations


def _minutes(shifts: Sequence[RosterShift]) -> list[int]:
    """Seven integers, Monday first."""
    return [sum(lasts(shift) for shift in shifts if shift.weekday == day) for day in range(DAYS)]


def _row(shift: RosterShift) -> ShiftRow:
    return ShiftRow(
        text.weekday_long(date.fromordinal(A_MONDAY.toordinal() + shift.weekday)),
        text.clock_range(shift.begins, shift.ends),
        t("{minutes} min pauze", minutes=shift.break_minutes) if shift.break_minutes else "",
        text.hours(lasts(shift)),
    )
