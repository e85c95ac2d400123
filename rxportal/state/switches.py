"""Modules en onderdelen: a table of roles and what each of them gets."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from rxportal.domain.access import Role
from rxportal.domain.switches import LABELS, SECTIONS, section
from rxportal.locales import t
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import EVERYBODY
from rxportal.services import switches
from rxportal.services.accounts import ROLES
from rxportal.services.agency import ChangedMeanwhile
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look


@dataclass
class Cell:
    """One role's switch; ``name`` is that of its checkbox, empty where there is none."""

    name: str = ""
    label: str = ""
    on: bool = True


@dataclass
class Line:
    """A module or a part, for every role."""

    label: str = ""
    part: bool = False  # of the dashboard
    cells: list[Cell] = field(default_factory=list)


def _choices() -> list[tuple[str, str, bool, frozenset[Role]]]:
    """Key, label, whether it is a part of the dashboard, and the roles that may have it."""
    return [
        *((slug, each.title, False, each.roles) for slug, each in MODULES.items()),
        *((section(key), label, True, EVERYBODY) for key, label in SECTIONS.items()),
        *((key, label, False, EVERYBODY) for key, label in LABELS.items()),
    ]


class SwitchesState(rx.State):
    ready: bool = False
    roles: rx.Field[list[str]] = rx.field(default_factory=list)
    lines: rx.Field[list[Line]] = rx.field(default_factory=list)
    seen: str = ""  # what the table was made from, to notice that somebody else changed it
    turn: int = 0  # one more: the checkboxes begin anew
    error: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        await self._read()

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Opslaan*: what is ticked is on."""
        given = arguments.form(form)
        wish = {
            role: frozenset(
                key
                for key, _, _, roles in _choices()
                if role in roles and not given.get(_name(role, key))
            )
            for role in Role
        }
        seen = arguments.words(given.get("seen"), 16)
        try:
            await act(self, switches.switch, wish, seen=seen)
        except ChangedMeanwhile as refusal:
            await self._read()
            self.error = str(refusal)
            return None
        await self._read()
        return NoticeState.tell(t("De modules en onderdelen zijn opgeslagen."))

    async def _read(self) -> None:
        off: switches.Off = await look(self, switches.switched_off)
        self.roles = [t(ROLES[role]) for role in Role]
        self.lines = [
            Line(t(label), part, [_cell(role, key, label, roles, off) for role in Role])
            for key, label, part, roles in _choices()
        ]
        self.seen, self.error, self.ready = switches.stamp(off), "", True
        self.turn += 1


def _cell(role: Role, key: str, label: str, roles: frozenset[Role], off: switches.Off) -> Cell:
    if role not in roles:
        return Cell()
    words = t("{what} voor {whom}", what=t(label), whom=t(ROLES[role]))
    return Cell(_name(role, key), words, key not in off[role])


def _name(role: Role, key: str) -> str:
    return f"{role.value}/{key}"
