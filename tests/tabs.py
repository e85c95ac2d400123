"""A browser tab without a browser: events go through the real pipeline, guard and all.

    async def test_something(session, tabs):
        tab = tabs(make.candidate, "/declaraties?status=report")
        await tab.send(DeclarationsState, "arrive")
        assert (await tab.state(DeclarationsState)).rows

``tab.errors`` holds what handlers raised, ``tab.events`` what was sent to the browser beside
deltas (redirects: ``tab.redirects``), ``tab.deltas`` every delta: all the browser ever learnt.
"""

import asyncio
import dataclasses
import itertools
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import OnLoadInternalState, State
from reflex_base.event import Event, EventSpec
from reflex_base.event.context import EventContext
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler

from rxportal import refusals
from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.db.tables import User
from rxportal.domain.access import Actor
from rxportal.rxportal import app
from rxportal.services import sessions

SETTLE_SECONDS = 60  # how long a background event may take before the test gives up


class Tab:
    """One tab: a token, the cookie it was opened with, and where it is."""

    def __init__(self, pipeline: "Pipeline", token: str, cookie: str, path: str) -> None:
        self._pipeline = pipeline
        self.token, self.cookie, self.path = token, cookie, path
        self.deltas: list[dict[str, Any]] = []
        self.events: list[Event] = []
        self.errors: list[Exception] = []

    async def send(self, state: type[State], handler: str, **payload: Any) -> None:
        """Fire an event and wait until it and all it led to are done."""
        event = format_event_handler(state.event_handlers[handler])
        await self._pipeline.run(self, Event(name=event, payload=payload, router_data=self._route))

    async def go(self, path: str) -> None:
        """Follow a link to another page."""
        self.path = path
        await self.send(OnLoadInternalState, "on_load_internal")

    async def start(self, state: type[State], handler: str, **payload: Any) -> None:
        """Fire an event and go on at once, as a person does while something runs."""
        event = format_event_handler(state.event_handlers[handler])
        await self._pipeline.start(
            self, Event(name=event, payload=payload, router_data=self._route)
        )

    async def settle(self) -> None:
        """Wait for all that is still running."""
        await self._pipeline.settle()

    async def state(self, kind: type[State]) -> Any:
        """The tab's state of that kind as the server holds it now."""
        root = await self._pipeline.states.get_state(self._key)
        return await root.get_state(kind)

    async def forget(self) -> None:
        """The server loses all it remembered of this tab: state is a cache."""
        self._pipeline.states.states.pop(self._key.cache_key, None)

    @property
    def redirects(self) -> list[str]:
        return [e.payload["path"] for e in self.events if e.name == "_redirect"]

    @property
    def _key(self) -> BaseStateToken:
        return BaseStateToken(ident=self.token, cls=State)

    @property
    def _route(self) -> dict[str, Any]:
        parts = urlsplit(self.path)
        return {
            "pathname": parts.path,
            "asPath": self.path,
            "query": {key: values[-1] for key, values in parse_qs(parts.query).items()},
            "headers": {"cookie": self.cookie, "origin": "http://testserver"},
            "ip": "127.0.0.1",
            "sid": "sid",
            "token": self.token,
        }


class Pipeline:
    """What the server has of all open tabs."""

    def __init__(self) -> None:
        self.states = StateManagerMemory()
        self.tabs: dict[str, Tab] = {}
        self._numbers = itertools.count(1)
        self.processor = BaseStateEventProcessor(
            middleware=app,
            backend_exception_handler=self._on_error,
            graceful_shutdown_timeout=1,
        )
        self.processor.configure(state_manager=self.states)

        async def on_delta(token: str, delta: Any) -> None:
            self.tabs[token].deltas.append(delta)

        async def on_event(token: str, *events: Event) -> None:
            self.tabs[token].events.extend(events)

        self.processor._root_context = dataclasses.replace(
            self.processor._root_context, emit_delta_impl=on_delta, emit_event_impl=on_event
        )

    def _on_error(self, exception: Exception) -> EventSpec | None:
        """Reflex insists on the parameter name."""
        self.tabs[EventContext.get().token].errors.append(exception)
        return refusals.tell(exception)

    def open(self, actor: Actor | None = None, path: str = "/") -> Tab:
        """A new tab; with an actor, in a browser where that person has just signed in."""
        tab = Tab(self, f"tab{next(self._numbers)}", cookie_of(actor) if actor else "", path)
        self.tabs[tab.token] = tab
        return tab

    async def start(self, tab: Tab, event: Event) -> None:
        await self.processor.enqueue(tab.token, event)

    async def run(self, tab: Tab, event: Event) -> None:
        future = await self.processor.enqueue(tab.token, event)
        with suppress(Exception):  # the exception handler has put it in tab.errors
            await future.wait_all()
        await self.settle()

    async def settle(self) -> None:
        """Wait for background events as well."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while tasks := list(self.processor._tasks.values()):
                await asyncio.wait(tasks)
                await asyncio.sleep(0)  # what a task does when it is done takes it off the list


def cookie_of(actor: Actor) -> str:
    """Sign the actor in; the Cookie header of that browser."""
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        opened = sessions.open_for(session, user, now=datetime.now(UTC))
    return f"{settings().cookie_name}={opened.token}"


@asynccontextmanager
async def pipeline():
    """A server's event pipeline, without the server."""
    made = Pipeline()
    async with made.processor:
        yield made
    await made.states.close()
