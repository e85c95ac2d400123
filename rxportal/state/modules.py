"""The state of every module: what all overviews do, for each of them."""

from types import new_class
from typing import Any, ClassVar

import reflex as rx

from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import Overview
from rxportal.state.bulk import BulkState


def state_of(overview: Overview) -> type[BulkState]:
    """A state class for one overview, named after its table: ``DeclarationsState``."""
    name = f"{overview.table.__name__}sState"

    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__annotations__"] = {"overview": ClassVar[Overview]}
        namespace["overview"] = overview

    made: Any = new_class(name, (BulkState, rx.State), exec_body=body)
    globals()[name] = made  # where Reflex and pickle look for it
    return made


STATES: dict[str, type[BulkState]] = {slug: state_of(each) for slug, each in MODULES.items()}
DeclarationsState: Any = STATES["declaraties"]
