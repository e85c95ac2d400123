"""The week somebody fills in: what can be done with it. The database holds it.

Every handler says which declaration, day and line it is about, and remembers nothing of the
handlers before it but what Ongedaan maken brings back.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reflex as rx

from rxportal.domain import text
from rxportal.domain.access import Role
from rxportal.domain.declaration import ChangedMeanwhile, HoursClosed
from rxportal.domain.errors import Forbidden, Invalid, NotFound, Refused, SignedOut
from rxportal.domain.week import Absence
from rxportal.locales import t, tn
from rxportal.services import declarations, week
from rxportal.services.sheet import Sheet
from rxportal.services.week import Incomplete
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act, look
from rxportal.state.week_day import of
from rxportal.state.week_extras import ExtraEvents, receipt_told
from rxportal.state.week_phone import PhoneEvents
from rxportal.state.week_tab import WeekTab
from rxportal.state.week_view import Kept, day_rows, field_of

LONGEST_CELL = 40
LONGEST_TYPED = 200


class WeekState(PhoneEvents, ExtraEvents, WeekTab, rx.State):
    @rx.event
    async def arrive(self) -> None:
        """The page opens, or the tab comes back, or a receipt was posted."""
        if (await self.get_state(SessionState)).role == Role.CLIENT:
            return  # judges it on the same page
        asked = arguments.last_number(str(self.router.url.path))
        sheet = await look(self, week.open_sheet, asked)
        if self._sheet is not None and self._sheet.id != sheet.id:
            self._forget()
        # A tab that was forgotten runs the event that brought it back before this one.
        self._show(sheet, keep=True)
        told, bad = receipt_told(self.router.url.query_parameters.get("melding", ""))
        if told:
            (await self.get_state(NoticeState))._say(told, bad=bad)

    @rx.event
    async def save(self, declaration_id: int, line: int, cell: str, typed: str) -> None:
        """A field was left. What cannot be read stays in the field, with the reason below it."""
        declaration, line_id = arguments.number(declaration_id), arguments.count(line)
        said, place = arguments.words(typed, LONGEST_TYPED), arguments.words(cell, LONGEST_CELL)
        name, on = field_of(place)
        if not line_id and not said.strip():
            self._accept(place)
            return
        try:
            sheet = await act(
                self,
                week.save_field,
                declaration,
                day=on,
                line_id=line_id,
                field=name,
                typed=said,
            )
        except (SignedOut, HoursClosed, NotFound, Forbidden):
            raise  # not about what was typed
        except Refused as refusal:
            self._refuse(place, said, str(refusal))
            return
        added = [each for each in self._kept.added if line_id or each != on]
        self._kept = replace(self._kept, added=added, focus="")
        self._accept(place)
        self._show(sheet, keep=True)
        self._settle(place, said)
        if self._also and place.startswith("dag-"):
            await self._copy_to_others(sheet, on)

    @rx.event
    async def submit(self, declaration_id: int, form: dict[str, Any]) -> None:
        """Hand in what the fields say, also when the last of them never reached the server."""
        declaration, typed = arguments.number(declaration_id), arguments.form(form)
        known = self._sheet if self._sheet and self._sheet.id == declaration else None
        sheet = await look(self, week.open_sheet, declaration)
        if known and known.version != sheet.version:
            self._show(sheet)
            raise ChangedMeanwhile(
                t("De uren zijn net gewijzigd. Bekijk ze opnieuw en probeer het dan nog een keer.")
            )
        sheet = await self._catch_up(sheet, typed)
        if self._kept.refused:
            self._point_at(next(iter(self._kept.refused)))
            return
        try:
            await act(self, declarations.submit, declaration, version=sheet.version)
        except Incomplete:
            self._kept = replace(self._kept, tried=True)
            self._show(sheet, keep=True)
            self._point_at(self._first_wrong(sheet))
            return
        except ChangedMeanwhile:
            self._show(await look(self, week.open_sheet, declaration))
            raise
        sheet = await look(self, week.open_sheet, declaration)
        self._forget()
        self._show(sheet)
        self.told = t("Ingediend, {hours} u", hours=text.hours(sheet.minutes))
        self.can_undo = "submit"

    @rx.event
    async def undo(self, declaration_id: int) -> None:
        """Take back the last thing done for the whole week."""
        declaration = arguments.number(declaration_id)
        if self._before is None:
            sheet = await look(self, week.open_sheet, declaration)
            if sheet.editable:
                self._show(sheet)
                self.told = t("Dit kan niet meer ongedaan worden gemaakt.")
                return
            await self._withdraw(declaration)
            return
        await self._change(week.restore, declaration, self._before)
        self.told = t("Teruggezet")

    @rx.event
    async def withdraw(self, declaration_id: int) -> None:
        """Take a submitted week back, to change it."""
        await self._withdraw(arguments.number(declaration_id))

    @rx.event
    async def fill(self, declaration_id: int) -> None:
        """Rooster overnemen."""
        await self._fill(arguments.number(declaration_id), week.fill_from_roster)

    @rx.event
    async def copy_last(self, declaration_id: int) -> None:
        """Kopieer vorige week."""
        await self._fill(arguments.number(declaration_id), week.copy_last_week)

    @rx.event
    async def add_line(self, declaration_id: int, day: str) -> None:
        """Room for one more line on a day, or for the first."""
        declaration, on = arguments.number(declaration_id), arguments.day(day)
        sheet = await look(self, week.open_sheet, declaration)
        here = of(sheet, on)
        if here is None or not here.within or not sheet.editable:
            raise Invalid
        if here.absence:
            sheet = await act(self, week.set_absence, declaration, day=on, absence=None)
        name = "total" if sheet.entry == "totals" else "begins"
        self._kept = replace(
            self._kept,
            added={*self._kept.added, on},
            focus=f"{name}-{on.isoformat()}-{len(here.lines)}",
        )
        self._show(sheet, keep=True)

    @rx.event
    async def remove_line(self, declaration_id: int, day: str, line: int) -> None:
        """Take a line away; it can be undone."""
        declaration, on, line_id = (
            arguments.number(declaration_id),
            arguments.day(day),
            arguments.count(line),
        )
        left = [each for each in self._kept.added if each != on]
        self._kept = replace(self._kept, added=left)
        if not line_id:
            self._show(await look(self, week.open_sheet, declaration), keep=True)
            return
        before = await look(self, week.snapshot, declaration)
        await self._change(week.remove_line, declaration, line_id=line_id)
        self._offer(before, t("Regel verwijderd"))

    @rx.event
    async def set_absence(self, declaration_id: int, day: str, kind: str) -> None:
        """Gewerkt, Vrij or Ziek."""
        declaration, on = arguments.number(declaration_id), arguments.day(day)
        absence = arguments.one_of(kind, ("worked", *(each.value for each in Absence)))
        before = await look(self, week.snapshot, declaration)
        chosen = None if absence == "worked" else Absence(absence)
        await self._change(week.set_absence, declaration, day=on, absence=chosen)
        if self._sheet and absence == "worked":
            self._kept = replace(self._kept, added={*self._kept.added, on})
            self._show(self._sheet, keep=True)
        if chosen and not self._day:
            self._offer(before, text.day_opening(on))

    @rx.event
    async def set_not_worked(self, declaration_id: int, value: bool) -> None:  # noqa: FBT001 - event argument
        """Nothing was worked in the whole period."""
        declaration, wanted = arguments.number(declaration_id), arguments.yes_or_no(value)
        before = await look(self, week.snapshot, declaration)
        await self._change(week.set_not_worked, declaration, value=wanted)
        if wanted:
            self._offer(before, t("Niet gewerkt"))

    @rx.event
    async def acknowledge(self, declaration_id: int, key: str) -> None:
        """Klopt, doorgaan."""
        declaration, keys = arguments.number(declaration_id), [arguments.words(key, 200)]
        await self._change(week.acknowledge, declaration, keys=keys)

    @rx.event
    async def accept(self, declaration_id: int, day: str) -> None:
        """Make a day what the client proposed."""
        declaration, on = arguments.number(declaration_id), arguments.day(day)
        before = await look(self, week.snapshot, declaration)
        await self._change(week.accept_proposal, declaration, day=on)
        self._offer(before, t("{day} aangepast", day=text.day_opening(on)))

    @rx.event
    async def dismiss(self) -> None:
        """The line that said what happened may go."""
        self.told, self.can_undo = "", ""

    async def _fill(self, declaration: int, work: Callable[..., Any]) -> None:
        before = await look(self, week.snapshot, declaration)
        await self._change(work, declaration)
        self._kept = Kept()
        self._show(self._sheet)
        days = sum(bool(day.lines) for day in self._sheet.days) if self._sheet else 0
        self._offer(before, tn("{n} dag overgenomen", "{n} dagen overgenomen", days))

    async def _catch_up(self, sheet: Sheet, typed: dict[str, Any]) -> Sheet:
        """Save the fields that say something else than the server knows."""
        for row in day_rows(sheet, self._kept):
            for line in row.lines:
                for cell in line.cells if row.mode == "fields" else ():
                    said = typed.get(cell.id)
                    if not isinstance(said, str) or said == cell.saved:
                        continue
                    await self.save(sheet.id, line.line, cell.id, said)
        return self._sheet if self._sheet and self._sheet.id == sheet.id else sheet

    def _first_wrong(self, sheet: Sheet) -> str:
        wrong = next((flaw for flaw in sheet.flaws if flaw.day), None)
        for row in day_rows(sheet, self._kept):
            if wrong and wrong.day and row.iso == wrong.day.isoformat():
                for line in row.lines:
                    if wrong.line_id in (0, line.line):
                        named = [cell for cell in line.cells if cell.field == wrong.field.value]
                        return (named or [cell for cell in line.cells if cell.id])[0].id
        return ""
