"""What a tab keeps of the week it shows, and how it draws that.

``week`` and ``sheet`` are computed, so that a tab whose state is lost (a restart, a connection
that came back as another one) is given the same fields with the same keys by its very first
update: what somebody is typing stays where it is.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from secrets import token_hex
from typing import Any

import reflex as rx

from rxportal.domain import text
from rxportal.domain.errors import Refused, SignedOut
from rxportal.locales import t
from rxportal.services import declarations, week
from rxportal.services.filling import Snapshot
from rxportal.services.sheet import Sheet
from rxportal.state import arguments
from rxportal.state.session import act, look
from rxportal.state.week_day import DaySheet, also_days, day_sheet, line_at, of
from rxportal.state.week_page import Week, draw
from rxportal.state.week_view import Kept, cells, day_rows

MOST_CELLS = 400  # a month of days with a few lines each
PREFIX = "/declaraties/"


class WeekTab(rx.State, mixin=True):
    told: str = ""  # what just happened here
    can_undo: str = ""  # "": no; "fill": back to what stood there; "submit": take it back
    editable: bool = False
    shown_day: str = ""  # the day the phone's sheet showed last

    _turn: int = 0  # one more: draw again
    _sheet: Sheet | None = None
    _before: Snapshot | None = None  # what Ongedaan maken brings back
    _opened: Snapshot | None = None  # what Zet terug brings back
    _kept: Kept = Kept()
    _day: date | None = None  # of the phone's day sheet
    _slot: int = 0
    _also: bool = False

    @rx.var(initial_value=Week(), auto_deps=False, deps=["_turn"])
    async def week(self) -> Week:
        """The page."""
        sheet = self._sheet or await self._from_path()
        return draw(sheet, self._kept, datetime.now(UTC)) if sheet else Week()

    @rx.var(initial_value=DaySheet(), auto_deps=False, deps=["_turn"])
    def sheet(self) -> DaySheet:
        """What the phone's day sheet shows, if it is open."""
        if self._sheet is None or self._day is None:
            return DaySheet()
        return day_sheet(self._sheet, self._day, self._slot, self._kept, also_on=self._also)

    async def _from_path(self) -> Sheet | None:
        """The declaration the path names, for a tab that remembers nothing."""
        path = str(self.router.url.path or "")
        if not path.startswith(PREFIX):
            return None
        try:
            sheet: Sheet = await look(self, week.open_sheet, arguments.last_number(path))
        except Refused:
            return None
        return sheet

    async def _change(
        self, work: Callable[..., Any], declaration: int, *args: Any, **named: Any
    ) -> None:
        """Do something to the whole week or a day; the fields follow."""
        sheet: Sheet = await act(self, work, declaration, *args, **named)
        self._before, self.told, self.can_undo = None, "", ""
        self._show(sheet)

    async def _withdraw(self, declaration: int) -> None:
        await act(self, declarations.withdraw, declaration)
        self._forget()
        self._show(await look(self, week.open_sheet, declaration))
        self.told = t("Niet meer ingediend. Je kunt de uren wijzigen.")

    async def _copy_to_others(self, sheet: Sheet, on: date) -> None:
        """The same shift on the other days, when it can be worked."""
        here = of(sheet, on)
        line = here.lines[min(self._slot, len(here.lines) - 1)] if here and here.lines else None
        if line is None or line.begins is None or line.ends is None:
            return
        await self._save_shift(sheet, on, line.id, line.begins, line.ends, line.break_minutes)

    async def _save_shift(
        self, sheet: Sheet, on: date, line_id: int, begins: int, ends: int, pause: int
    ) -> None:
        line = line_at(sheet, on, line_id)
        usual = next((each.id for each in sheet.hour_types if each.unit == "hours"), 0)
        try:
            saved: Sheet = await act(
                self,
                week.save_shift,
                sheet.id,
                day=on,
                line_id=line_id,
                begins=begins,
                ends=ends,
                break_minutes=pause,
                hour_type_id=line.hour_type_id if line else usual,
                also=also_days(sheet, on) if self._also else (),
            )
        except SignedOut:
            raise
        except Refused as refusal:
            here = of(sheet, on)
            slot = (
                next((at for at, x in enumerate(here.lines) if x.id == line_id), 0) if here else 0
            )
            self._refuse(f"dag-ends-{on.isoformat()}-{slot}", text.clock(ends), str(refusal))
            return
        self._kept = replace(self._kept, refused={})
        self._show(saved, keep=True)

    def _show(self, sheet: Sheet | None, *, keep: bool = False) -> None:
        """Draw this. ``keep`` leaves refused texts where they are."""
        self._sheet = sheet
        self.editable = bool(sheet and sheet.editable)
        if not keep:
            self._kept = replace(self._kept, refused={}, focus="")
        self._turn += 1

    def _forget(self) -> None:
        self._kept, self._before, self._opened = Kept(), None, None
        self._day, self._slot, self._also = None, 0, False
        self.told, self.can_undo = "", ""

    def _offer(self, before: Snapshot, what: str) -> None:
        self._before, self.told, self.can_undo = before, what, "fill"

    def _refuse(self, cell: str, typed: str, sentence: str) -> None:
        if len(self._kept.refused) < MOST_CELLS:
            refused = {**self._kept.refused, cell: (typed, sentence)}
            self._kept = replace(self._kept, refused=refused, focus="")
        self._turn += 1

    def _accept(self, cell: str) -> None:
        refused = {each: said for each, said in self._kept.refused.items() if each != cell}
        self._kept = replace(self._kept, refused=refused)
        self._turn += 1

    def _settle(self, cell: str, typed: str) -> None:
        """Draw a field anew when the server reads the same as before but the screen does not."""
        if self._sheet is None:
            return
        shown = cells(day_rows(self._sheet, self._kept)).get(cell)
        if shown and shown.saved != typed and len(self._kept.drawn) < MOST_CELLS:
            self._kept = replace(self._kept, drawn={**self._kept.drawn, cell: token_hex(3)})
        self._turn += 1

    def _point_at(self, cell: str) -> None:
        """Give a field the focus: it is drawn anew, and takes it."""
        drawn = {**self._kept.drawn, cell: token_hex(3)}
        self._kept = replace(self._kept, drawn=drawn, focus=cell)
        self._turn += 1

    async def _try(self, work: Callable[..., Any], *args: Any, **named: Any) -> tuple[Any, str]:
        """What ``work`` gives, or the sentence with which it was refused."""
        try:
            return await act(self, work, *args, **named), ""
        except SignedOut:
            raise
        except Refused as refusal:
            return None, str(refusal)
