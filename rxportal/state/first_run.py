"""The first run: whether there is one, and what was typed when something was wrong."""

import reflex as rx
from reflex.event import EventSpec

from rxportal.services import first_run, passwords, phones
from rxportal.state.doorstep import ask

_REFUSALS = (first_run.WrongCode, first_run.Unfit, phones.UnusableNumber)
_LONGEST = 254  # characters of a field that come back


class FirstRunState(rx.State):
    """Open to everybody: there is nothing yet that is somebody's."""

    needed: bool = False
    message: str = ""
    typed: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """The page opens; once somebody has an account it is no more."""
        asked = self.router.url.query_parameters
        if not await ask(first_run.is_needed):
            return rx.redirect("/inloggen")
        self.message = _said(str(asked.get("melding", "")))
        self.typed = {
            name: str(asked.get(name, ""))[:_LONGEST]
            for name in ("bureau", "naam", "email", "telefoon")
        }
        self.needed = True
        return None


def _said(code: str) -> str:
    found = next((refusal for refusal in _REFUSALS if refusal.code == code), None)
    return str(found()) if found else passwords.sentence(code)
