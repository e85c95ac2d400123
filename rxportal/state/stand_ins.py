"""Vervanging: who judges in whose place, for a contact about themselves and for the agency."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain import text
from rxportal.domain.access import Role
from rxportal.locales import t
from rxportal.services import stand_ins
from rxportal.services.stand_ins import Arrangement, Standing, Unfit
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act, look


@dataclass
class StandInRow:
    id: int = 0
    title: str = ""  # "Mila Tervoort vervangt Ruben Oosterlaak"
    days: str = ""
    running: bool = False
    ends: bool = False  # this person may end it


@dataclass
class Somebody:
    id: str = ""
    name: str = ""


@dataclass
class StandInProblems:
    substitute: str = ""
    starts: str = ""
    ends: str = ""


class StandInState(rx.State):
    ready: bool = False
    rows: rx.Field[list[StandInRow]] = rx.field(default_factory=list)
    absent: rx.Field[list[Somebody]] = rx.field(default_factory=list)
    colleagues: rx.Field[list[Somebody]] = rx.field(default_factory=list)
    problems: rx.Field[StandInProblems] = rx.field(default_factory=StandInProblems)
    error: str = ""
    turn: int = 0  # one more: the form begins anew

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.problems, self.error = StandInProblems(), ""
        await self._read()

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Vastleggen*; what is wrong is said at the field, and what was typed stays."""
        given = arguments.form(form)
        # Of a field that is not on the page a browser may say nothing, or that it is nothing.
        chosen = [_id(given.get(key) or "") for key in ("collega", "afwezig")]
        days = [
            arguments.day(each) if (each := given.get(key) or "") else None
            for key in ("vanaf", "tot")
        ]
        try:
            await act(self, stand_ins.arrange, chosen[0], *days, contact_id=chosen[1])
        except Unfit as unfit:
            self.problems = StandInProblems(**unfit.problems)
            self.error = str(unfit)
            return None
        self.problems, self.error = StandInProblems(), ""
        self.turn += 1
        await self._read()
        return NoticeState.tell(t("De vervanging is vastgelegd."))

    @rx.event
    async def end(self, stand_in: int) -> Any:
        """*Beëindigen*: from now on it does not hold."""
        await act(self, stand_ins.end, arguments.number(stand_in))
        await self._read()
        return NoticeState.tell(t("De vervanging is beëindigd."))

    async def _read(self) -> None:
        client = (await self.get_state(SessionState)).role == Role.CLIENT
        number = 0 if client else arguments.last_number(str(self.router.url.path))
        found: Arrangement = await look(self, stand_ins.arranged, number)
        self.rows = [_row(each) for each in found.standing]
        self.absent = [] if client else [Somebody(str(key), name) for key, name in found.absent]
        self.colleagues = [Somebody(str(key), name) for key, name in found.colleagues]
        self.ready = True


def _row(each: Standing) -> StandInRow:
    return StandInRow(
        each.id,
        t("{one} vervangt {other}", one=each.substitute, other=each.absent),
        text.date_range(each.starts_on, each.ends_on),
        each.running,
        each.ends,
    )


def _id(value: Any) -> int:
    """Of a choice in a list; 0 for none."""
    typed = arguments.words(value, 10)
    return arguments.last_number(typed) if typed else 0
