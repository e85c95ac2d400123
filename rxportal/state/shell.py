"""The menu around every page."""

import reflex as rx

from rxportal.services import preferences
from rxportal.services.surroundings import COLLAPSED, Surroundings, surroundings
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look


class ShellState(rx.State):
    agency: str = ""
    phone: str = ""
    counts: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # by module, what waits
    collapsed: bool = False
    closed: rx.Field[list[str]] = rx.field(default_factory=list)  # modules that are switched off
    photo: str = ""  # the address of one's own
    missing: bool = False  # what the address names does not exist, for this person at least

    _page: str = ""  # the path on which this was last asked

    @rx.event
    async def arrive(self) -> None:
        """Every page with a menu calls this first; it sends strangers to the sign-in page."""
        (await self.get_state(NoticeState))._leave()
        found: Surroundings = await look(self, surroundings)
        self.agency, self.phone = found.agency, found.phone
        self.counts, self.collapsed = found.counts, found.collapsed
        self.closed, self.photo = found.closed, found.photo
        self._page = self.router.url.path

    async def _count(self) -> None:
        """How many things wait now."""
        self.counts = (await look(self, surroundings)).counts

    def _is_fresh(self) -> bool:
        """Whether the tab is still on the page that asked: a filter changes nothing in the menu."""
        return self._page == self.router.url.path

    @rx.event
    async def fold(self) -> None:
        """Collapse the menu, or unfold it; remembered for this user."""
        wanted = not self.collapsed
        await act(self, preferences.put, COLLAPSED, ["yes" if wanted else "no"])
        self.collapsed = wanted
