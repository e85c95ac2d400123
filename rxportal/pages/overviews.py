"""The pages of every module: its list, and a row of it where it has no screen of its own."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from rxportal.components.overview import overview
from rxportal.components.record import record
from rxportal.overviews.modules import MODULES
from rxportal.state.modules import STATES
from rxportal.state.record import RecordState
from rxportal.state.shell import ShellState


@dataclass(frozen=True)
class Page:
    """What a page module has, made from an overview."""

    ROUTE: str
    TITLE: str
    page: Any


LISTS = [
    (Page(f"/{slug}", each.title, partial(overview, STATES[slug])), [STATES[slug].arrive])
    for slug, each in MODULES.items()
]
ROWS = [
    (
        Page(f"/{slug}/[row]", each.title, partial(record, each)),
        [ShellState.arrive, RecordState.arrive],
    )
    for slug, each in MODULES.items()
    if not each.own_page
]
PAGES: list[tuple[Page, list[Any]]] = [*LISTS, *ROWS]
