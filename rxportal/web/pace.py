"""How fast and how much one tab may say: what comes faster waits its turn, a flood is cut off.

Only what a browser sends is counted; what an event leads to on the server is our own doing. A
socket is not read while it waits, so a flood fills the sender's own buffers and not our memory.
"""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

A_SECOND = 20  # messages a socket may send in the long run
BURST = 60  # messages it may send at once; also held-down keys and a page that loads
PATIENCE = 200  # messages in a row that had to wait: ten seconds of flood, and the socket closes
LARGEST = 65_536  # characters of one message
POLICY_VIOLATION, TOO_BIG = 1008, 1009

log = logging.getLogger(__name__)


class Pace:
    """A bucket that fills ``A_SECOND`` times a second and holds ``BURST``."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._left = float(BURST)
        self._at = clock()
        self.waited = 0  # how many messages in a row had to wait

    def take(self) -> float:
        """Seconds that the next message must wait."""
        now = self._clock()
        self._left = min(BURST, self._left + (now - self._at) * A_SECOND) - 1
        self._at = now
        self.waited = self.waited + 1 if self._left < 0 else 0
        return max(0.0, -self._left / A_SECOND)


class EventPace:
    """Holds every websocket to its pace."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        pace = Pace()

        async def end(why: str, code: int) -> Message:
            log.warning("socket closed: %s", why)
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        async def paced() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if len(message.get("text") or message.get("bytes") or "") > LARGEST:
                return await end("a message was too large", TOO_BIG)
            wait = pace.take()
            if pace.waited > PATIENCE:
                return await end("it kept sending too fast", POLICY_VIOLATION)
            if wait:
                if pace.waited == 1:
                    log.warning("socket slowed down: it sends too fast")
                await asyncio.sleep(wait)
            return message

        await self._app(scope, paced, send)
