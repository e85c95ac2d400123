"""The agency's steps with a declaration: process, reopen, cancel, correct."""

from typing import Any

import reflex as rx
from reflex.event import EventSpec

from rxportal.db.tables import Declaration
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong, Step, reason_for
from rxportal.locales import t
from rxportal.services import creation, declarations
from rxportal.state import arguments
from rxportal.state.judge import JudgeState
from rxportal.state.session import act

ASKS_WHY = {Step.REOPEN.value: declarations.reopen, Step.CANCEL.value: declarations.cancel}


class OfficeState(rx.State):
    asking: str = ""  # the step whose reason is asked for, "" for none
    asked: str = ""  # the step that was asked about last
    error: str = ""

    @rx.event
    def ask(self, step: str) -> None:
        """Ask why."""
        self.asking = self.asked = arguments.one_of(step, ASKS_WHY)
        self.error = ""

    @rx.event
    def show(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        """Escape, or the closing button."""
        if not arguments.yes_or_no(open_):
            self.asking = ""

    @rx.event
    async def send(
        self, step: str, declaration_id: int, version: int, form: dict[str, Any]
    ) -> None:
        """Reopen or cancel, with the reason that was typed."""
        chosen = arguments.one_of(step, ASKS_WHY)
        asked, shown = arguments.number(declaration_id), arguments.number(version)
        reason = arguments.words(arguments.form(form).get("reden", ""))
        try:
            reason_for(Step(chosen), reason)
        except (ReasonMissing, ReasonTooLong) as problem:
            self.error = str(problem)
            return
        self.asking = self.error = ""
        judge = await self.get_state(JudgeState)
        said = (
            t("Heropend: {name}, {period}.", name=judge.name, period=judge.period)
            if chosen == Step.REOPEN
            else t("Vervallen: {name}, {period}.", name=judge.name, period=judge.period)
        )
        await judge._take(said, ASKS_WHY[chosen], asked, version=shown, reason=reason)

    @rx.event
    async def process(self, declaration_id: int, version: int) -> None:
        """Put the hours that were shown through to payroll."""
        asked, shown = arguments.number(declaration_id), arguments.number(version)
        judge = await self.get_state(JudgeState)
        said = t("Verwerkt: {name}, {period}.", name=judge.name, period=judge.period)
        await judge._take(said, declarations.process, asked, version=shown)

    @rx.event
    async def correct(self, declaration_id: int) -> EventSpec:
        """Make a declaration that corrects this one, and go there."""
        made: Declaration = await act(self, creation.correct, arguments.number(declaration_id))
        return rx.redirect(f"/declaraties/{made.id}")
