"""*Bewaar als filter*: lists by name, one to open with, some on the dashboard."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain.errors import Invalid
from rxportal.locales import t
from rxportal.overviews.view import query_of
from rxportal.services import saved_views
from rxportal.state import arguments
from rxportal.state.narrowing import NarrowState
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look


@dataclass
class Saved:
    """A saved list as the panel shows it."""

    id: int = 0
    name: str = ""
    query: str = ""
    href: str = ""
    standard: bool = False
    pinned: bool = False


class SavedState(NarrowState, mixin=True):
    """The overview with what its person saved of it."""

    saved: rx.Field[list[Saved]] = rx.field(default_factory=list)
    saving: bool = False  # the dialog is open
    save_error: str = ""
    removed_view: str = ""  # the name of what was just removed

    _removed: dict[str, Any] | None = None

    @rx.event
    async def list_saved(self) -> None:
        """The filters this person saved."""
        found = await look(self, saved_views.of, self.overview.slug)
        self.saved = [
            Saved(
                id=view.id,
                name=view.name,
                query=view.query,
                href=f"/{self.overview.slug}?{view.query}",
                standard=view.standard,
                pinned=view.pinned,
            )
            for view in found
        ]

    @rx.event
    async def ask_name(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        """Open or close the dialog that asks for a name."""
        await self._role()
        self.saving, self.save_error = bool(open_), ""

    @rx.event
    async def save_view(self, form: dict[str, Any]) -> Any:
        """Keep the list as it is now. What is wrong with the name is said beside it."""
        said = arguments.form(form)
        view = self._view(await self._role(), pagina="1")
        try:
            await act(
                self,
                saved_views.save,
                self.overview.slug,
                str(said.get("naam", "")),
                query_of(self.overview, view),
                is_standard=bool(said.get("standaard")),
                is_pinned=bool(said.get("dashboard")),
            )
        except (saved_views.NoName, saved_views.TooMany) as refusal:
            self.save_error = str(refusal)
            return None
        self.saving, self.save_error = False, ""
        return [type(self).list_saved, NoticeState.tell(t("Filter bewaard"))]

    @rx.event
    async def pin_view(self, view_id: int, on: bool) -> Any:  # noqa: FBT001 - event argument
        """On the dashboard, or off it."""
        wanted = arguments.yes_or_no(on)
        await act(self, saved_views.pin, arguments.number(view_id), on=wanted)
        return type(self).list_saved

    @rx.event
    async def open_with_view(self, view_id: int, on: bool) -> Any:  # noqa: FBT001 - event argument
        """The module opens with it, or with everything."""
        wanted = arguments.yes_or_no(on)
        await act(self, saved_views.open_with, arguments.number(view_id), on=wanted)
        return type(self).list_saved

    @rx.event
    async def remove_view(self, view_id: int) -> Any:
        """Forget it; the panel offers to undo that."""
        gone = await act(self, saved_views.remove, arguments.number(view_id))
        self._removed = {
            "name": gone.name,
            "query": gone.query,
            "is_standard": gone.standard,
            "is_pinned": gone.pinned,
        }
        self.removed_view = gone.name
        return type(self).list_saved

    @rx.event
    async def restore_view(self) -> Any:
        """*Ongedaan maken*."""
        await self._role()
        if self._removed is None:
            raise Invalid
        kept, self._removed, self.removed_view = self._removed, None, ""
        await act(self, saved_views.save, self.overview.slug, **kept)
        return type(self).list_saved

    def _after_counting(self, *, first: bool) -> Any:
        return type(self).list_saved if first else None
