"""Recent bekeken: the page of a row says that it was opened."""

from typing import Any

import reflex as rx

from rxportal.overviews import places
from rxportal.state import arguments
from rxportal.state.session import act


class RecentState(rx.State):
    """Which module and which row it is, the address says."""

    @rx.event
    async def arrive(self) -> Any:
        """The page of a row opens: nobody waits for this to be written down."""
        return RecentState.note

    @rx.event
    async def note(self) -> None:
        path = str(self.router.url.path or "")
        await act(self, places.note, places.module_of(path), arguments.last_number(path))
