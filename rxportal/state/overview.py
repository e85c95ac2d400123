"""The behaviour every overview shares: show what the URL asks, choose columns and rows."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from rxportal.domain import text
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Invalid, SignedOut
from rxportal.domain.typed import kept
from rxportal.locales import t
from rxportal.overviews import query, screen
from rxportal.overviews.shown import Chip, Choice, ColumnChoice, Heading, Listed, PageLink, Preset
from rxportal.overviews.spec import Overview
from rxportal.overviews.view import LONGEST_SEARCH, View, href, read
from rxportal.services import judging, preferences, saved_views
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act, look
from rxportal.state.shell import ShellState

PANEL = "filters"  # the preference that says whether the filter panel stands open


@dataclass
class Failure:
    """A row an action was refused on, and why."""

    title: str = ""
    href: str = ""
    sentence: str = ""


class OverviewState(rx.State, mixin=True):
    """A subclass sets ``overview`` and nothing else; ``state/bulk.py`` adds the actions.

    Vars hold what the screen shows and nothing that decides: every handler goes to the database as
    the signed-in actor, and reads from the URL what is asked. The chosen rows are all this state
    remembers by itself; a row is chosen with the version that was on the screen.
    """

    overview: ClassVar[Overview]

    loaded: bool = False
    arrivals: int = 0  # one more each time the rows are those the URL asks for
    counted: int = 0  # the arrival the totals belong to
    rows: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    headings: rx.Field[list[Heading]] = rx.field(default_factory=list)
    phone: rx.Field[list[Heading]] = rx.field(default_factory=list)
    chips: rx.Field[list[Chip]] = rx.field(default_factory=list)
    clear_href: str = ""
    query: str = ""  # of the address, without the page: for files and saved filters
    search: str = ""
    search_mark: int = 0  # a new number makes the search field take over ``search``
    hint: str = ""
    period: str = ""
    presets: rx.Field[list[Preset]] = rx.field(default_factory=list)
    first_week: str = ""
    last_week: str = ""
    period_error: str = ""
    filter_errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # by filter
    narrowed: rx.Field[dict[str, list[str]]] = rx.field(default_factory=dict)  # what fields show
    total: str = ""  # "26"; empty while it is being counted
    noun: str = ""
    range: str = ""
    size: str = ""
    pages: rx.Field[list[PageLink]] = rx.field(default_factory=list)
    previous: str = ""
    next: str = ""
    grow: str = ""
    limited: bool = False  # more rows than the list goes down to
    empty: bool = False
    choices: rx.Field[dict[str, list[Choice]]] = rx.field(default_factory=dict)
    panel: bool = False
    columns: rx.Field[list[ColumnChoice]] = rx.field(default_factory=list)
    phone_columns: rx.Field[list[ColumnChoice]] = rx.field(default_factory=list)
    actions: rx.Field[list[str]] = rx.field(default_factory=list)
    chosen: rx.Field[list[str]] = rx.field(default_factory=list)  # of the rows on the screen
    chosen_count: int = 0
    chosen_sum: str = ""
    disclaimer: str = ""

    _shown: rx.Field[dict[int, tuple[int, int]]] = rx.field(
        default_factory=dict
    )  # id -> (version, minutes)
    _chosen: rx.Field[dict[int, tuple[int, int]]] = rx.field(default_factory=dict)
    _typed: str = ""  # what this tab's search field said last

    @rx.event
    async def arrive(self) -> Any:
        """The page opens, or its URL changes: a filter, another page, *back*."""
        fresh = (await self.get_state(ShellState))._is_fresh()
        found: Listed | str = await look(self, _opened, self.overview, self._asked(), fresh)
        if isinstance(found, str):
            return rx.redirect(f"/{self.overview.slug}?{found}", replace=True)
        self._fill(found)
        return type(self).count if fresh else [type(self).count, ShellState.arrive]

    @rx.event
    async def count(self) -> Any:
        """What the rows did not wait for: totals, and the choices of an open filter panel."""
        first = not self.loaded
        counted, extras = await look(
            self, _counts, self.overview, self._asked(), self.panel or first, first
        )
        view = self._view(await self._role())
        if extras is not None:
            self.panel, self.disclaimer, self.hint = extras
            self.columns, self.phone_columns = await look(
                self, screen.column_choices, self.overview
            )
        self._count(view, counted)
        if counted.choices:
            self._put("choices", counted.choices)
        self.loaded = True
        return self._after_counting(first=first)

    @rx.event
    async def search_for(self, words: str) -> Any:
        """Somebody types in the search bar: the URL follows, the field keeps its focus."""
        role = await self._role()
        self._typed = " ".join(kept(str(words)[:LONGEST_SEARCH]).split())
        view = self._view(role)
        if view.search == self._typed:
            return None
        wanted = View(self._typed, view.filters, view.period, view.order, 1, view.size)
        return rx.redirect(href(self.overview, wanted), replace=True)

    @rx.event
    async def resize(self, size: str) -> Any:
        """Another number of rows on a page."""
        view = self._view(await self._role(), per=str(size), pagina="1")
        return rx.redirect(href(self.overview, view))

    @rx.event
    async def show_panel(self, open_: bool) -> Any:  # noqa: FBT001 - event argument
        """Open or close the filter panel; remembered for this user."""
        wanted = bool(open_)
        key = f"{PANEL}:{self.overview.slug}"
        await act(self, preferences.put, key, ["open" if wanted else "closed"])
        self.panel = wanted
        return type(self).count if wanted else None

    @rx.event
    async def fill_choices(self) -> None:
        """The phone's filter sheet opens: count its choices."""
        counted = await look(
            self,
            screen.counts_of,
            self.overview,
            self._asked(),
            True,  # noqa: FBT003
        )
        self.choices = counted.choices

    @rx.event
    async def toggle_column(self, key: str, device: str) -> Any:
        """Add a column or remove it; for a laptop or for a phone."""
        await self._role()
        shown = await self._columns(device)
        key = self._column(key)
        kept = [k for k in shown if k != key] if key in shown else [*shown, key]
        return await self._keep_columns(kept, device)

    @rx.event
    async def move_column(self, key: str, by: int, device: str) -> Any:
        """One place to the front (-1) or to the back (1)."""
        await self._role()
        shown = await self._columns(device)
        key = self._column(key)
        if key not in shown or not isinstance(by, int) or abs(by) != 1:
            raise Invalid
        at = shown.index(key)
        to = min(max(at + by, 0), len(shown) - 1)
        shown[at], shown[to] = shown[to], shown[at]
        return await self._keep_columns(shown, device)

    @rx.event
    async def nudge_column(self, key: str, pressed: str, keys: dict[str, Any], device: str) -> Any:
        """Alt with an arrow moves the column whose checkbox has the focus."""
        by = {"ArrowUp": -1, "ArrowDown": 1}.get(str(pressed))
        if by is None or not isinstance(keys, dict) or not keys.get("alt_key"):
            return None
        return await type(self).move_column.fn(self, key, by, device)

    @rx.event
    async def reset_columns(self, device: str) -> Any:
        """*Standaard*: the columns everybody starts with."""
        await self._role()
        await act(self, preferences.forget, screen.preference(self.overview, _device(device)))
        return await self._show_columns()

    @rx.event
    async def choose(self, row_id: str) -> None:
        """Choose a row that is on the screen, or leave it out again."""
        await self._role()
        number = _id(row_id)
        if number in self._chosen:
            del self._chosen[number]
        elif number in self._shown:
            self._chosen[number] = self._shown[number]
        self._sum()

    @rx.event
    async def choose_page(self) -> None:
        """All rows on the screen, or when they all are chosen already, none of them."""
        await self._role()
        if all(row in self._chosen for row in self._shown):
            self._chosen = {k: v for k, v in self._chosen.items() if k not in self._shown}
        else:
            self._chosen = {**self._chosen, **self._shown}
        self._sum()

    @rx.event
    async def choose_all(self) -> Any:
        """Every row the filter leaves, on all pages, as it is now."""
        found: query.Chosen = await look(self, _everything, self.overview, self._asked())
        self._chosen = found.rows
        self._sum()
        if not found.complete:
            return NoticeState.tell(
                t("De eerste {n} zijn gekozen; meer kan niet tegelijk.", n=query.MOST_CHOSEN)
            )
        return None

    @rx.event
    def choose_none(self) -> None:
        self._chosen = {}
        self._sum()

    def _after_counting(self, *, first: bool) -> Any:  # noqa: ARG002 - for the mixin that has more
        return None

    def _asked(self, **changes: str) -> dict[str, str]:
        return {**self.router.url.query_parameters, **changes}

    def _view(self, role: Role, **changes: str) -> View:
        return read(self.overview, role, self._asked(**changes))

    async def _role(self) -> Role:
        """For what only moves about in this tab; whatever reads or writes asks the database."""
        role = (await self.get_state(SessionState)).role
        if not role:
            raise SignedOut(f"/{self.overview.slug}")
        return Role(role)

    def _fill(self, found: Listed) -> None:
        """Only what differs: every var that is set travels to the browser."""
        self.arrivals += 1
        self.rows, self._shown = found.rows, found.shown
        for name in (
            "headings", "phone", "chips", "actions", "clear_href", "query", "period", "empty",
            "previous", "next", "grow", "narrowed",
        ):  # fmt: skip
            self._put(name, getattr(found, name))
        self._put("period_error", "")
        self._put("filter_errors", {})
        if found.search != self._typed:
            self._typed = found.search
            self.search_mark += 1
        self._put("search", found.search)
        self._put("total", screen.number(found.total) if found.total >= 0 else "")
        self._put("limited", False)  # noqa: FBT003
        self._sum()

    def _put(self, name: str, value: Any) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)

    def _count(self, view: View, counted: screen.Counted) -> None:
        total = counted.total
        self.counted = self.arrivals
        self._put("presets", counted.presets)
        self.first_week, self.last_week = counted.weeks
        self.total, self.limited = screen.number(total), total > screen.REACH
        noun = self.overview.one if total == 1 else self.overview.many
        self.noun = t(noun)
        self.range, self.size = screen.range_of(view, len(self.rows)), str(view.size)
        self._put("pages", screen.pages_of(self.overview, view, total))

    def _sum(self) -> None:
        chosen = dict(self._chosen)
        self._put("chosen", [str(row) for row in self._shown if row in chosen] if chosen else [])
        self._put("chosen_count", len(chosen))
        self._put("chosen_sum", text.hours(sum(minutes for _, minutes in chosen.values())))

    def _column(self, key: str) -> str:
        """A column that can be moved and removed. Raises ``Invalid``."""
        try:
            column = self.overview.column(str(key))
        except ValueError:
            raise Invalid from None
        if column.locked:
            raise Invalid
        return column.key

    async def _columns(self, device: str) -> list[str]:
        return await look(self, _columns, self.overview, _device(device))

    async def _keep_columns(self, keys: list[str], device: str) -> Any:
        key = screen.preference(self.overview, _device(device))
        await act(self, preferences.put, key, keys)
        return await self._show_columns()

    async def _show_columns(self) -> Any:
        await self._choose_columns()
        return type(self).arrive

    async def _choose_columns(self) -> None:
        found = await look(self, screen.column_choices, self.overview)
        self.columns, self.phone_columns = found


def _opened(
    session: Any,
    actor: Actor,
    overview: Overview,
    asked: dict[str, str],
    fresh: bool,  # noqa: FBT001
    **more: Any,
) -> Listed | str:
    """The rows; or, for who comes from elsewhere and asks nothing, the query to open with."""
    chosen = None if asked or fresh else saved_views.standard(session, actor, overview.slug)
    return chosen or screen.rows_of(session, actor, overview, asked, **more)


def _counts(
    session: Any,
    actor: Actor,
    overview: Overview,
    asked: Any,
    with_choices: bool,  # noqa: FBT001
    first: bool,  # noqa: FBT001
    **more: Any,
) -> tuple[screen.Counted, tuple[bool, str, str] | None]:
    """The counts and, the first time, whether the panel stands open and what else never changes."""
    extras = None
    if first:
        chosen = preferences.get(session, actor, f"{PANEL}:{overview.slug}", **more)
        open_ = actor.role is Role.CANDIDATE if chosen is None else chosen == ["open"]
        extras = (open_, judging.disclaimer(session), screen.search_hint(overview, actor.role))
        with_choices = open_
    return screen.counts_of(session, actor, overview, asked, with_choices, **more), extras


def _columns(
    session: Any,
    actor: Actor,
    overview: Overview,
    device: str,
    **_more: Any,
) -> list[str]:
    wide, phone = screen.columns_of(session, actor, overview)
    return [c.key for c in (phone if device == screen.PHONE else wide) if not c.locked]


def _everything(
    session: Any, actor: Actor, overview: Overview, asked: Any, **more: Any
) -> query.Chosen:
    view = read(overview, actor.role, asked)
    return query.everything(session, actor, overview, view, **more)


def _device(device: str) -> str:
    if device not in (screen.WIDE, screen.PHONE):
        raise Invalid
    return device


def _id(row_id: Any) -> int:
    text_ = str(row_id)
    if not text_.isascii() or not text_.isdigit() or len(text_) > 12:  # noqa: PLR2004
        raise Invalid
    return int(text_)
