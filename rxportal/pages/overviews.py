"""The pages of every module: its list, and a row of it where it has no screen of its own.

``ABOVE`` is what a module shows over its list, with the handler that fills it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx

from rxportal.components import phases
from rxportal.components.comments import comments
from rxportal.components.overview import overview
from rxportal.components.pay import consent, totals
from rxportal.components.record import record
from rxportal.components.reserves import reserves
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import Overview
from rxportal.services.comments import SUBJECTS
from rxportal.state.comments import CommentsState
from rxportal.state.modules import STATES
from rxportal.state.pay import ConsentState, PayTotalsState
from rxportal.state.phases import PhaseState
from rxportal.state.recent import RecentState
from rxportal.state.record import RecordState
from rxportal.state.reserves import ReservesState
from rxportal.state.shell import ShellState


@dataclass(frozen=True)
class Page:
    """What a page module has, made from an overview."""

    ROUTE: str
    TITLE: str
    page: Any


def apart(module: str, name: str, draw: Callable[[], rx.Component]) -> Callable[[], rx.Component]:
    """A function that says it is of a module of its own.

    Reflex puts what it compiles of all pages of one Python module in one file, and everybody who
    opens one of them downloads it.
    """

    def page() -> rx.Component:
        return draw()

    page.__module__ = f"{module}.{name}"
    return page


# What stands above a list of its own, and the event that fills it.
ABOVE: dict[str, tuple[Any, Any]] = {
    "loonstroken": (consent, ConsentState.arrive),
    "betalingen": (totals, PayTotalsState.arrive),
    "fases": (phases.above, PhaseState.arrive),
    "reserveringen": (reserves, ReservesState.arrive),
}


def _list(slug: str) -> tuple[Page, list[Any]]:
    state = STATES[slug]
    above, arrive = ABOVE.get(slug, (None, None))
    return (
        Page(
            f"/{slug}",
            MODULES[slug].title,
            apart(__name__, f"{slug}_list", lambda: overview(state, above)),
        ),
        [state.arrive, *([arrive] if arrive else [])],
    )


def _row(each: Overview) -> Any:
    """With reactions, where people may react."""
    return record(each, *([comments()] if each.slug in SUBJECTS else []))


LISTS = [_list(slug) for slug in MODULES]
ROWS = [
    (
        Page(f"/{slug}/[row]", each.title, apart(__name__, f"{slug}_row", partial(_row, each))),
        [ShellState.arrive, RecordState.arrive, RecentState.arrive]
        + ([CommentsState.arrive] if slug in SUBJECTS else []),
    )
    for slug, each in MODULES.items()
    if not each.own_page
]
PAGES: list[tuple[Page, list[Any]]] = [*LISTS, *ROWS]
