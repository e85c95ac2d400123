"""The phone's day sheet: every tap is kept at once."""

from dataclasses import replace

import reflex as rx

from rxportal.domain.declaration import HoursClosed
from rxportal.domain.errors import Invalid
from rxportal.domain.zone import MINUTES_PER_DAY
from rxportal.services import week
from rxportal.services.sheet import Sheet
from rxportal.state import arguments
from rxportal.state.session import act, look
from rxportal.state.week_day import line_at, of, suggestion
from rxportal.state.week_tab import WeekTab
from rxportal.state.week_view import field_of

LONGEST_STEP = 60  # minutes
LONGEST_CELL = 40
MOST_SLOTS = 12


class PhoneEvents(WeekTab, mixin=True):
    @rx.event
    async def open_day(self, declaration_id: int, day: str, slot: int = 0) -> None:
        """Show a day, or go to another one without closing the sheet."""
        asked, on = arguments.number(declaration_id), arguments.day(day)
        place = arguments.count(slot)
        sheet = await look(self, week.open_sheet, asked)
        here = of(sheet, on)
        if here is None or not here.within or place > MOST_SLOTS:
            raise Invalid
        if not sheet.editable:
            raise HoursClosed(sheet.status)
        self._opened = await look(self, week.snapshot, asked)
        # The new line keeps its place when its first field is kept.
        self._day, self._slot, self._also = on, min(place, len(here.lines)), False
        self.shown_day, self.told, self.can_undo = on.isoformat(), "", ""
        self._show(sheet)

    @rx.event
    async def close_day(self, open_: bool = False) -> None:  # noqa: FBT001, FBT002 - event arguments
        """Klaar, or whatever else closes a sheet. Everything is kept already."""
        if not arguments.yes_or_no(open_):
            self._day, self._also = None, False
            self._kept = replace(self._kept, refused={})
            self._turn += 1

    @rx.event
    async def step(self, declaration_id: int, line: int, cell: str, minutes: int) -> None:
        """A time a quarter earlier or later; an empty one first becomes the usual time."""
        asked, line_id = arguments.number(declaration_id), arguments.count(line)
        name, on = field_of(arguments.words(cell, LONGEST_CELL))
        arguments.one_of(name, ("begins", "ends"))
        if type(minutes) is not int or not -LONGEST_STEP <= minutes <= LONGEST_STEP:
            raise Invalid
        sheet: Sheet = await look(self, week.open_sheet, asked)
        now, usual = line_at(sheet, on, line_id), suggestion(sheet, on)
        times = {"begins": usual[0], "ends": usual[1]}
        pause = usual[2]
        if now is not None:
            pause = now.break_minutes
            known = {"begins": now.begins, "ends": now.ends}
            times |= {key: at for key, at in known.items() if at is not None}
            if known[name] is not None:
                times[name] = (times[name] + minutes) % MINUTES_PER_DAY
        await self._save_shift(sheet, on, line_id, times["begins"], times["ends"], pause)

    @rx.event
    async def set_also(self, declaration_id: int, day: str, line: int, on: bool) -> None:  # noqa: FBT001 - event argument
        """The same on the other days of the week; taken back, they are as they were."""
        asked, here = arguments.number(declaration_id), arguments.day(day)
        line_id, wanted = arguments.count(line), arguments.yes_or_no(on)
        sheet: Sheet = await look(self, week.open_sheet, asked)
        shift = line_at(sheet, here, line_id)
        if shift is None or shift.begins is None or shift.ends is None:
            begins, ends, pause = suggestion(sheet, here)
        else:
            begins, ends, pause = shift.begins, shift.ends, shift.break_minutes
        if not wanted and self._opened is not None:
            sheet = await act(self, week.restore, asked, self._opened)
            before = of(sheet, here)
            slots = before.lines[self._slot :] if before else ()
            line_id = slots[0].id if slots else 0
        self._also = wanted
        await self._save_shift(sheet, here, line_id, begins, ends, pause)

    @rx.event
    async def put_back(self, declaration_id: int, day: str) -> None:
        """Zet terug: the day as it was when it was opened, else as the roster says."""
        asked, on = arguments.number(declaration_id), arguments.day(day)
        self._also = False
        if self._opened is not None and self._opened.declaration_id == asked:
            self._show(await act(self, week.restore, asked, self._opened))
            return
        sheet: Sheet = await look(self, week.open_sheet, asked)
        here = of(sheet, on)
        if here is None:
            raise Invalid
        first = here.lines[0].id if here.lines else 0
        for line in here.lines[1:]:
            await act(self, week.remove_line, asked, line_id=line.id)
        await self._save_shift(sheet, on, first, *suggestion(sheet, on))
