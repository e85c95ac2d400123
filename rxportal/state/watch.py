"""Tells open tabs within a second that their session has ended, is about to, or has changed; and
open dashboards that something happened to what they show.

An event asks who is behind it anyway. This is for the tab in which nobody does anything.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex.event import Event

from rxportal.db.engine import reading
from rxportal.db.tables import Change
from rxportal.services import sessions, signals
from rxportal.services.sessions import Standing
from rxportal.state.dashboard import DashboardState
from rxportal.state.session import SessionState, following, in_thread, open_tabs

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
Phase = tuple[str, str, bool] | None  # role, language, whether it is about to end; none: it ended


class SessionWatch:
    """One for each process. ``connected`` are the client tokens of the tabs that are open now;
    ``tell`` makes one of them look again, and ``renew`` show its dashboard anew.
    """

    def __init__(
        self,
        connected: Callable[[], Collection[str]],
        tell: Callable[[str], Coroutine[Any, Any, Any]],
        renew: Callable[[str], Coroutine[Any, Any, Any]],
    ) -> None:
        self._connected, self._tell, self._renew = connected, tell, renew
        self._told: dict[str, Phase] = {}
        self._heard: set[int | None] = set()  # the changes of the last seconds

    async def run(self) -> None:
        while True:
            try:
                await self.once()
            except Exception:  # whatever it is, the next round must come
                log.exception("the watch over sessions failed")
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> None:
        """Look how the sessions of all open tabs stand, and what changed for those who look at
        their dashboard; an event for each tab that must know.
        """
        await self._look_at_sessions()
        await self._look_at_changes()

    async def _look_at_changes(self) -> None:
        """One question, however many tabs there are."""
        for token in [token for token in following if token not in open_tabs]:
            del following[token]
        if not following:
            return
        found = await in_thread(_changes, datetime.now(UTC))
        new = [change for change in found if change.id not in self._heard]
        self._heard = {change.id for change in found}
        for token, actor in list(following.items()):
            if any(signals.concerns(change, actor) for change in new):
                await self._renew(token)

    async def _look_at_sessions(self) -> None:
        tabs = self._tabs()
        now = datetime.now(UTC)
        found = await in_thread(_standing, sorted({mark for mark in tabs.values() if mark}), now)
        told, self._told = self._told, {}
        for token, mark in tabs.items():
            if mark:
                phase = self._told[token] = _phase(found.get(mark), now)
                if phase != told.get(token, _calm(phase)):
                    await self._tell(token)

    def _tabs(self) -> dict[str, str]:
        """The tabs that are connected; the others are forgotten."""
        connected = self._connected()
        for token in [token for token in open_tabs if token not in connected]:
            del open_tabs[token]
        return dict(open_tabs)


def over(app: rx.App) -> SessionWatch:
    """A watch over the tabs of this app."""

    def connected() -> Collection[str]:
        return app.event_namespace.token_to_sid if app.event_namespace else ()

    async def send(token: str, event: Any) -> None:
        await app.event_processor.enqueue_many(token, *Event.from_event_type(event))

    async def tell(token: str) -> None:
        await send(token, SessionState.look_again())

    async def renew(token: str) -> None:
        await send(token, DashboardState.follow())

    return SessionWatch(connected, tell, renew)


def _standing(marks: Sequence[str], now: datetime) -> dict[str, Standing]:
    if not marks:
        return {}
    with reading() as session:
        return sessions.standing(session, marks, now=now)


def _changes(now: datetime) -> Sequence[Change]:
    with reading() as session:
        return signals.latest(session, now=now)


def _phase(stands: Standing | None, now: datetime) -> Phase:
    if stands is None:
        return None
    return stands.role, stands.language, stands.ends_at - now <= sessions.WARNED


def _calm(phase: Phase) -> Phase:
    """What a tab that was never told anything takes for granted."""
    return (phase[0], phase[1], False) if phase else ("", "", False)
