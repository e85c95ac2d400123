"""Who is behind a tab, and the one way from a handler to the database.

A handler is an endpoint anybody can call. So each one goes through ``act`` or ``look``, which ask
the database who the cookie names before they run anything, in the same transaction.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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
from rxportal.locales import adopt, tn, using, visitor
from rxportal.services import sessions
from rxportal.state import doing

Work = Callable[Concatenate[Session, Actor, ...], Any]

OURS = "reflex___state____state.rxportal"  # events of our own, not those of a reconnect
GOING = ".on_load_internal"  # the event of a tab that goes to another page
QUIET = (".look_again", ".follow")  # what ``SessionWatch`` sends: nobody did anything
open_tabs: dict[str, str] = {}  # of this process: a tab's client token -> its cookie's fingerprint
following: dict[
    str, Actor
] = {}  # tabs on a dashboard, which are told of changes, and whose they are


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
    ending: str = ""  # the warning that the session is about to end

    _fingerprint: str = ""  # of the cookie this tab's state was filled under
    _user_id: int = 0
    _noted: datetime | None = None  # when this tab last wrote down that somebody is active
    _changed: bool = False  # the tab was emptied because this person has another role now

    @rx.event
    async def look_again(self) -> Any:
        """``SessionWatch`` sends this: the session has ended, is about to, or is another's now.

        Whoever is no longer signed in goes to the sign-in page without a click.
        """
        if _path(self).startswith("/inloggen"):
            return None  # they are there already, and may be typing
        mark = sessions.fingerprint(token_of(self))
        stands: sessions.Standing = await look(self, sessions.standing_of, mark)
        self.ending = _warning(stands)
        if self._changed:
            self._changed = False
            return rx.redirect("/")
        return None

    @rx.event
    async def stay(self) -> None:
        """*Ingelogd blijven*: like all a person does, the guard has written this down."""
        mark = sessions.fingerprint(token_of(self))
        stands: sessions.Standing = await look(self, sessions.standing_of, mark)
        self.ending = _warning(stands)

    def _is_stale(self, actor: Actor | None, fingerprint: str) -> bool:
        """Whether the tab was filled for somebody else, or for what this person no longer is."""
        if self._fingerprint != fingerprint or self._user_id != (actor.user_id if actor else 0):
            return True
        return actor is not None and (self.role, self.language) != (actor.role, actor.language)

    def _become(self, actor: Actor | None, fingerprint: str, before: str) -> None:
        self._changed = actor is not None and before not in {"", actor.role}
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
        context = EventContext.get()
        open_tabs[context.token] = mark
        if event.name.endswith(GOING):
            following.pop(context.token, None)
        first = context.parent_txid is None
        # What an event leads to follows within milliseconds, and ``act`` and ``look`` ask again;
        # going to another page does nothing but lead to such events.
        asks = first and not event.name.endswith(GOING)
        if asks or tab._fingerprint != mark:
            actor = await in_thread(_who, token)
            if tab._is_stale(actor, mark):
                before = tab.role
                root.reset()
                tab._become(actor, mark, before)
        adopt(tab.language if tab.role else _language_of(root))
        address = root.rx_router_session.client_ip
        doing.note(user=tab._user_id, address=address, handler=event.name)
        now = datetime.now(UTC)
        if tab.role and first and _is_activity(event.name) and _due(tab._noted, now):
            tab._noted = now
            await in_thread(_note, token, now)


def token_of(state: rx.State) -> str:
    """The session token in the Cookie header of the tab's websocket, or ``""``."""
    return _token_in(_headers(state).cookie or "", settings().cookie_name)


def cookie_of(state: rx.State, name: str) -> str:
    """Another cookie of ours in that header, or ``""``."""
    return _token_in(_headers(state).cookie or "", settings().cookie(name))


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


def _is_activity(event: str) -> bool:
    """Whether a person did something: used a control, or went to another page."""
    if event.startswith(OURS):
        return not event.endswith(QUIET)
    return event.endswith(GOING)


def _warning(stands: sessions.Standing) -> str:
    """What to say when the session is about to end; empty when it is not."""
    left = stands.ends_at - datetime.now(UTC)
    if left > sessions.WARNED:
        return ""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    if stands.final:
        return tn(
            "Over {n} minuut moet je opnieuw inloggen. Wat je hebt ingevuld, is bewaard.",
            "Over {n} minuten moet je opnieuw inloggen. Wat je hebt ingevuld, is bewaard.",
            minutes,
        )
    return tn(
        "Je wordt over {n} minuut afgemeld, want je hebt een tijd niets gedaan.",
        "Je wordt over {n} minuten afgemeld, want je hebt een tijd niets gedaan.",
        minutes,
    )


def _due(noted: datetime | None, now: datetime) -> bool:
    return noted is None or now - noted > sessions.SEEN_EVERY


def _note(token: str, now: datetime) -> None:
    with suppress(SignedOut), transaction() as session:
        sessions.note_activity(session, token, now=now)


def _path(state: rx.State) -> str:
    """Where the tab is, with its query, as a path of this portal."""
    url = state.router.url
    return f"{url.path}?{url.query}" if url.query else str(url.path or "/")
