"""A request is heard out before it is answered, on every route.

A refusal needs no body, but a server that answers while the body is still on its way closes the
connection behind it: the answer is lost, or the next request that the browser sends there is.
Who says that a body comes and does not send it is not waited for: they get 408.
"""

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxportal.formats.uploads import LARGEST
from rxportal.locales import t
from rxportal.web.own_pages import READS

MOST = 5 * LARGEST  # bytes of an unwanted body that are read, and thrown away
PATIENCE = 10.0  # seconds in which they have to arrive
GRACE = 20.0  # seconds that a body may take, however short it is
SLOWEST = 4 * 1024  # bytes a second beyond that: a phone with one bar still gets a photo in


class TooSlow(Exception):
    """What was announced does not come."""


class HeardOut:
    """Reads what the route left unread of the body, just before its answer starts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in READS:
            await self._app(scope, receive, send)
            return
        body = _Body(receive)
        started = False

        async def after_the_body(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                await body.finish()
                started = True
            await send(message)

        try:
            await self._app(scope, body.receive, after_the_body)
        except TooSlow:
            if not started:
                await _gave_up(scope, receive, send)


async def _gave_up(scope: Scope, receive: Receive, send: Send) -> None:
    words = t("Het versturen duurde te lang. Probeer het opnieuw.")
    headers = {"connection": "close", "cache-control": "no-store"}
    await PlainTextResponse(words, 408, headers)(scope, receive, send)


class _Body:
    """The body of one request, and how much of it has come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._bytes = 0
        self._more = True
        self._since = 0.0  # when the first part was waited for

    async def receive(self) -> Message:
        """The next part. Raises ``TooSlow``; what comes after the body has all the time."""
        if not self._more:
            return await self._receive()
        self._since = self._since or asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(self._since + GRACE + self._bytes / SLOWEST):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        self._bytes += len(message.get("body", b""))
        self._more = message["type"] == "http.request" and message.get("more_body", False)
        return message

    async def finish(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self._more and self._bytes < MOST:
                    await self.receive()
        except (TimeoutError, TooSlow):
            return
