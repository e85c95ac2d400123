"""Going to a page is one event with one answer, which holds all that the page shows.

Reflex would make an event of each handler of ``on_load`` and two of its own: on a slow line every
one of them is an answer to wait for.
"""

from typing import Any

import reflex as rx
from reflex.state import StateUpdate
from reflex_base.event.processor.base_state_processor import chain_updates

from rxportal.domain.errors import NotFound
from rxportal.state.session import GOING
from rxportal.state.shell import ShellState


class Arrivals(rx.Middleware):
    """Runs the ``on_load`` handlers of the page, in turn, within the event that goes there.

    What they return follows as events. When one refuses, those after it do not run;
    where what the address names does not exist, the page says so in place of its content.
    """

    async def preprocess(self, app: rx.App, state: Any, event: Any) -> StateUpdate | None:
        if not event.name.endswith(GOING):
            return None
        root = state._get_root_state()
        root.is_hydrated = True
        follows: list[Any] = []
        handlers: list[Any] = list(app.get_load_events(root.rx_router_url.path))
        shell = await root.get_state(ShellState)
        if shell.missing:
            shell.missing = False
        for handler in handlers:
            try:
                told = await handler.fn(await root.get_state(handler.state))
            except NotFound:
                shell.missing = True  # and ``refusals.py`` says it, as of all refusals
                raise
            if told is not None:
                follows.extend(told if isinstance(told, list) else [told])
        await chain_updates(follows or None, handler_name=event.name, root_state=root)
        return StateUpdate()
