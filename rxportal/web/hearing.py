"""A request is heard out before it is answered, on every route.

A refusal needs no body, but a server that answers while the body is still on its way closes the
connection behind it: the answer is lost, or the next request that the browser sends there is.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxportal.services import files
from rxportal.web.own_pages import READS

MOST = 5 * files.LARGEST  # bytes of an unwanted body that are read, and thrown away
PATIENCE = 10.0  # seconds in which they have to arrive


class HeardOut:
    """Reads what the route left unread of the body, just before its answer starts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in READS:
            await self._app(scope, receive, send)
            return
        body = _Body(receive)

        async def after_the_body(message: Message) -> None:
            if message["type"] == "http.response.start":
                await body.finish()
            await send(message)

        await self._app(scope, body.receive, after_the_body)


class _Body:
    """The body of one request, and how much of it has come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._bytes = 0
        self._more = True

    async def receive(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        self._more = message["type"] == "http.request" and message.get("more_body", False)
        return message

    async def finish(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self._more and self._bytes < MOST:
                    await self.receive()
        except TimeoutError:
            return
