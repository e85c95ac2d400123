"""The hours of a declaration beside its roster, as whoever judges them sees them."""

import reflex as rx

from rxportal.domain import text
from rxportal.services.sheet import Sheet
from rxportal.state import comparison
from rxportal.state.comparison import DayRow, ExtraRow
from rxportal.state.day_bar import Tick


class ShownWeek(rx.State, mixin=True):
    """For ``components/judge_week.py``, which draws the state that has this in it."""

    yours: bool = False  # this person has to decide: only then anything is yellow
    hours: str = ""
    roster_hours: str = ""
    difference: str = ""
    trend: str = ""
    deviates: bool = False
    kilometres: str = ""
    days: rx.Field[list[DayRow]] = rx.field(default_factory=list)
    marks: rx.Field[list[Tick]] = rx.field(default_factory=list)
    not_worked: bool = False
    extras: rx.Field[list[ExtraRow]] = rx.field(default_factory=list)
    concerns: rx.Field[list[str]] = rx.field(default_factory=list)

    def _show_hours(self, sheet: Sheet) -> None:
        compared = comparison.compared(sheet)
        self.days, self.marks = compared.days, compared.marks
        self.hours = text.hours(sheet.minutes)
        self.roster_hours = text.hours(sheet.roster_minutes) if sheet.roster_known else "–"
        self.deviates = sheet.deviates and sheet.roster_known
        self.difference = comparison.difference(
            sheet.minutes,
            sheet.roster_minutes,
            known=sheet.roster_known,
            deviates=sheet.deviates,
        )
        self.trend = comparison.trend(sheet.minutes, sheet.roster_minutes)
        self.kilometres = comparison.kilometres(sheet.extras)
        self.not_worked = sheet.not_worked
        self.extras = [comparison.extra_row(extra) for extra in sheet.extras]
        self.concerns = [concern.sentence for concern in sheet.concerns]
