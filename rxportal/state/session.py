"""Who is behind a tab, and the one way from a handler to the database.

A handler is an endpoint anybody can call. So each one goes through ``act`` or ``look``, which ask
the database who the cookie names before they run anything, in the same transaction.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from typing import Any, Concatenate
from weakref import WeakKeyDictionary

import reflex as rx
from reflex_base.event.context import EventContext
from sqlmodel import Session

from rxportal.config import settings
from rxportal.db.engine import reading, transaction
from rxportal.domain.access import Actor
from rxportal.domain.errors import SignedOut
from rxportal.domain.text import initials
from rxportal.locales import adopt, using, visitor
from rxportal.services import sessions

Work = Callable[Concatenate[Session, Actor, ...], Any]

OURS = "reflex___state____state.rxportal"  # events of our own: what a person does, not a reconnect


# Threads share one interpreter with each other and with the event loop: several quick jobs at once
# only get in each other's way. So they go one by one, and one that turns out slow is overtaken.
_THREADS = ThreadPoolExecutor(16, "work")
_PATIENCE = 0.02  # seconds before the next job may start beside this one
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class SessionState(rx.State):
    """What every page shows of the signed-in person. Filled by the guard, never by the browser."""

    role: str = ""  # empty: nobody is signed in
    name: str = ""
    email: str = ""
    initials: str = ""
    language: str = ""

    _fingerprint: str = ""  # of the cookie this tab's state was filled under
    _user_id: int = 0
    _noted: datetime | None = None  # when this tab last wrote down that somebody is active

    def _is_stale(self, actor: Actor | None, fingerprint: str) -> bool:
        """Whether the tab was filled for somebody else, or for what this person no longer is."""
        if self._fingerprint != fingerprint or self._user_id != (actor.user_id if actor else 0):
            return True
        return actor is not None and (self.role, self.language) != (actor.role, actor.language)

    def _become(self, actor: Actor | None, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._user_id = actor.user_id if actor else 0
        self.role = actor.role if actor else ""
        self.name = actor.name if actor else ""
        self.email = actor.email if actor else ""
        self.initials = initials(actor.name) if actor else ""
        self.language = actor.language if actor else ""


class SessionGuard(rx.Middleware):
    """Before every event: whose cookie is this, and is the tab's state that person's?"""

    async def preprocess(self, app: rx.App, state: rx.State, event: Any) -> None:  # noqa: ARG002
        root = state._get_root_state()
        token = token_of(root)
        mark = sessions.fingerprint(token)
        tab = await root.get_state(SessionState)
        # What an event leads to follows within milliseconds, and ``act`` and ``look`` ask again.
        if EventContext.get().parent_txid is None or tab._fingerprint != mark:
            actor = await in_thread(_who, token)
            if tab._is_stale(actor, mark):
                root.reset()
                tab._become(actor, mark)
        adopt(tab.language if tab.role else _language_of(root))
        now = datetime.now(UTC)
        if tab.role and event.name.startswith(OURS) and _due(tab._noted, now):
            tab._noted = now
            await in_thread(_note, token, now)


def token_of(state: rx.State) -> str:
    """The session token in the Cookie header of the tab's websocket, or ``""``."""
    return _token_in(_headers(state).cookie or "", settings().cookie_name)


@lru_cache(maxsize=1024)  # asked several times for every event, and the header never changes
def _token_in(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _language_of(state: rx.State) -> str:
    """The language in which a stranger was served the page."""
    headers = _headers(state)
    return visitor.language_of(headers.cookie or "", headers.accept_language or "")


def _headers(state: Any) -> Any:
    """``state.router.headers``, without what else Reflex puts together to answer that."""
    return state.rx_router_headers


async def act(state: rx.State, work: Work, *args: Any, **named: Any) -> Any:
    """Run a service that changes something, as the signed-in actor; its result.

    Raises ``SignedOut`` with where the tab was, and whatever the service raises.
    """
    return await in_thread(_run, True, token_of(state), _path(state), work, args, named)  # noqa: FBT003


async def look(state: rx.State, work: Work, *args: Any, **named: Any) -> Any:
    """Run a service that only reads, as the signed-in actor; its result."""
    return await in_thread(_run, False, token_of(state), _path(state), work, args, named)  # noqa: FBT003


async def in_thread(work: Callable[..., Any], *args: Any) -> Any:
    """The result of ``work``, done beside the event loop, in the language of this event."""
    loop = asyncio.get_running_loop()
    async with _turns.setdefault(loop, asyncio.Semaphore()):
        job = loop.run_in_executor(_THREADS, copy_context().run, work, *args)
        await asyncio.wait([job], timeout=_PATIENCE)
    return await job


def _run(
    writes: bool,  # noqa: FBT001
    token: str,
    path: str,
    work: Work,
    args: tuple[Any, ...],
    named: dict[str, Any],
) -> Any:
    now = datetime.now(UTC)
    with (transaction if writes else reading)() as session:
        try:
            actor = sessions.actor_of(session, token, now=now)
        except SignedOut:
            raise SignedOut(path) from None
        with using(actor.language):
            return work(session, actor, *args, now=now, **named)


def _who(token: str) -> Actor | None:
    if not token:
        return None
    now = datetime.now(UTC)
    try:
        with reading() as session:
            return sessions.actor_of(session, token, now=now)
    except SignedOut:
        return None


def _due(noted: datetime | None, now: datetime) -> bool:
    return noted is None or now - noted > sessions.SEEN_EVERY


def _note(token: str, now: datetime) -> None:
    with transaction() as session:
        sessions.note_activity(session, token, now=now)


def _path(state: rx.State) -> str:
    """Where the tab is, with its query, as a path of this portal."""
    url = state.router.url
    return f"{url.path}?{url.query}" if url.query else str(url.path or "/")
