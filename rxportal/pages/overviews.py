"""The pages of every module: its list, and a row of it where it has no screen of its own."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from rxportal.components.overview import overview
from rxportal.components.pay import consent, totals
from rxportal.components.record import record
from rxportal.overviews.modules import MODULES
from rxportal.state.modules import STATES
from rxportal.state.pay import ConsentState, PayTotalsState
from rxportal.state.record import RecordState
from rxportal.state.shell import ShellState


@dataclass(frozen=True)
class Page:
    """What a page module has, made from an overview."""

    ROUTE: str
    TITLE: str
    page: Any


# What stands above a list of its own, and the event that fills it.
ABOVE: dict[str, tuple[Any, Any]] = {
    "loonstroken": (consent, ConsentState.arrive),
    "betalingen": (totals, PayTotalsState.arrive),
}


def _list(slug: str) -> Any:
    above = ABOVE.get(slug)
    return overview(STATES[slug], above[0]() if above else None)


LISTS = [
    (
        Page(f"/{slug}", each.title, partial(_list, slug)),
        [STATES[slug].arrive, *(ABOVE[slug][1:] if slug in ABOVE else ())],
    )
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
