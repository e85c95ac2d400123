"""A placement: the week as it was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from rxportal.domain import text
from rxportal.domain.access import Role
from rxportal.domain.roster import RosterShift, lasts
from rxportal.locales import t
from rxportal.services import placements
from rxportal.services.placements import Agreed, Approvers, Unreachable
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act, look
from rxportal.state.stand_ins import Somebody
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
    second: str = ""  # the name of who approves as well
    choices: rx.Field[list[Somebody]] = rx.field(default_factory=list)  # for the agency
    chosen: str = ""
    problem: str = ""

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
        self.declarations, self.second = found.declarations, found.second
        self.choices, self.chosen, self.problem = [], "", ""
        if (await self.get_state(SessionState)).role in {Role.OFFICE, Role.ADMINISTRATOR}:
            known: Approvers = await look(self, placements.approvers, number)
            self.choices = [Somebody(str(key), name) for key, name in known.choices]
            self.chosen = str(known.second_id or "")

    @rx.event
    async def ask_second(self, form: dict[str, Any]) -> Any:
        """*Opslaan*: who approves beside the first one."""
        number = arguments.last_number(str(self.router.url.path or ""))
        typed = arguments.words(arguments.form(form).get("tweede", ""), 10)
        try:
            await act(
                self,
                placements.ask_second,
                number,
                arguments.last_number(typed) if typed else 0,
            )
        except Unreachable as refusal:
            self.problem = str(refusal)
            return None
        await self.arrive()
        if self.second:
            return NoticeState.tell(t("Twee mensen keuren deze uren nu goed."))
        return NoticeState.tell(t("Eén akkoord is nu genoeg."))


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
