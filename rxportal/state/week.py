"""The week somebody fills in. The database holds it; a tab only remembers what it showed."""

import reflex as rx


class WeekState(rx.State):
    editable: bool = False  # the hours can be changed here and now, by this person

    @rx.event
    async def arrive(self) -> None:
        """The page opens, or the tab comes back."""
