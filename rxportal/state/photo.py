"""A candidate's own photo, on *Mijn gegevens*: what came of putting one there, and removing it."""

from typing import Any

import reflex as rx

from rxportal.domain.errors import Invalid
from rxportal.formats.uploads import REFUSALS, WrongKind
from rxportal.locales import mark, t
from rxportal.services import photos
from rxportal.state.notice import NoticeState
from rxportal.state.session import act
from rxportal.state.shell import ShellState

NOT_A_PHOTO = mark("Kies een foto: een JPG, PNG of HEIC.")


class PhotoState(rx.State):
    """The photo itself is in ``ShellState``, as it stands on every page."""

    problem: str = ""

    @rx.event
    async def arrive(self) -> Any:
        """The page opens: what a form said stands in its address."""
        code = self.router.url.query_parameters.get("foto", "")
        self.problem = "" if code in {"", "bewaard"} else _said(code)
        return NoticeState.tell(t("Je foto is bewaard.")) if code == "bewaard" else None

    @rx.event
    async def remove(self) -> Any:
        """Nothing is kept of it."""
        await act(self, photos.remove)
        self.problem = ""
        (await self.get_state(ShellState)).photo = ""
        return NoticeState.tell(t("Je foto is verwijderd."))


def _said(code: str) -> str:
    if code == WrongKind.code:  # a document may be a PDF, a face may not
        return t(NOT_A_PHOTO)
    known = next((each for each in REFUSALS if each.code == code), None)
    return str((known or Invalid)())
