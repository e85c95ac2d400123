"""Kilometres, expenses and days beside the hours, and what people say about the week."""

from typing import Any

import reflex as rx

from rxportal.formats.uploads import REFUSALS
from rxportal.locales import t
from rxportal.services import comments, week
from rxportal.services.quota import TooMany
from rxportal.state import arguments
from rxportal.state.session import act, look
from rxportal.state.week_tab import WeekTab

LONGEST_COMMENT = 2000
LONGEST_NOTE = 200
_SAID: tuple[Any, ...] = (*REFUSALS, TooMany)


class ExtraEvents(WeekTab, mixin=True):
    extra_error: str = ""
    extra_turn: int = 0  # one more: the form begins anew

    @rx.event
    async def save_extra(self, declaration_id: int, form: dict[str, Any]) -> None:
        """Add an amount of something that is no hours."""
        asked, typed = arguments.number(declaration_id), arguments.form(form)
        kind = arguments.words(typed.get("kind", ""), 10)
        sheet, problem = await self._try(
            week.save_extra,
            asked,
            extra_id=0,
            day=arguments.day(typed.get("day", "")),
            hour_type_id=arguments.number(int(kind) if kind.isascii() and kind.isdecimal() else 0),
            typed=arguments.words(typed.get("amount", ""), 40),
            note=arguments.words(typed.get("note", ""), LONGEST_NOTE).strip(),
        )
        self.extra_error = problem
        if sheet is not None:
            self.extra_turn += 1
            self._show(sheet, keep=True)

    @rx.event
    async def remove_extra(self, declaration_id: int, extra: int) -> None:
        """Take one away; it can be undone."""
        asked, extra_id = arguments.number(declaration_id), arguments.number(extra)
        before = await look(self, week.snapshot, asked)
        await self._change(week.remove_extra, asked, extra_id=extra_id)
        self._offer(before, t("Verwijderd"))

    @rx.event
    async def say(self, declaration_id: int, form: dict[str, Any]) -> None:
        """Add a comment, which everybody who sees the declaration reads."""
        asked = arguments.number(declaration_id)
        body = arguments.words(arguments.form(form).get("reactie", ""), LONGEST_COMMENT)
        await act(self, comments.comment, asked, body)
        self._show(await look(self, week.open_sheet, asked), keep=True)


def receipt_told(code: str) -> tuple[str, bool]:
    """What to say of the code that ``web/files.py`` came back with, and whether it is bad."""
    if code == "bon-toegevoegd":
        return t("Bon toegevoegd"), False
    if code == "bon-geweigerd":
        return t("De bon is niet bewaard. Ververs de pagina en probeer het opnieuw."), True
    known = next((refusal for refusal in _SAID if f"bon-{refusal.code}" == code), None)
    return (str(known()), True) if known else ("", False)
