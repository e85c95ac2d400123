"""Huisstijl: what the agency looks like now, and what is wrong with what was just asked."""

from typing import Any

import reflex as rx
from sqlmodel import Session

from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid
from rxportal.formats.uploads import REFUSALS, WrongKind
from rxportal.locales import mark, t
from rxportal.services import brand
from rxportal.services.brand import Faint, NoColour, Style
from rxportal.state.notice import NoticeState
from rxportal.state.photo import NOT_A_PHOTO
from rxportal.state.session import look

LONGEST = 40  # characters
_DONE = {"kleur": mark("De kleur is opgeslagen."), "logo": mark("Het logo is opgeslagen.")}


class BrandState(rx.State):
    ready: bool = False
    accent: str = ""  # as it is, or as it was typed
    light: str = ""  # the addresses of the logos
    dark: str = ""
    colour_problem: str = ""
    instead: str = ""  # a colour that would do
    logo_problem: str = ""

    @rx.event
    async def arrive(self) -> Any:
        """The page opens: what a form said stands in its address."""
        found: Style = await look(self, _style)
        asked = self.router.url.query_parameters
        self.accent = found.accent
        self.light = found.light.path if found.light else ""
        self.dark = found.dark.path if found.dark else ""
        self.colour_problem = self.instead = self.logo_problem = ""
        if typed := asked.get("kleur", "")[:LONGEST]:
            self._judge(typed)
        code = asked.get("huisstijl", "")
        self.logo_problem = "" if code in {"", *_DONE} else _said(code)
        self.ready = True
        return NoticeState.tell(t(_DONE[code])) if code in _DONE else None

    def _judge(self, typed: str) -> None:
        self.accent = typed
        try:
            brand.checked(typed)
        except Faint as faint:
            self.colour_problem, self.instead = str(faint), faint.instead
        except NoColour as refused:
            self.colour_problem = str(refused)


def _style(session: Session, actor: Actor, *, now: Any) -> Style:  # noqa: ARG001
    require(actor, Permission.SETTINGS_WRITE)
    return brand.style(session)


def _said(code: str) -> str:
    if code == WrongKind.code:
        return t(NOT_A_PHOTO)
    known = next((each for each in REFUSALS if each.code == code), None)
    return str((known or Invalid)())
