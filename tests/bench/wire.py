"""A browser tab as the server sees one: a websocket that speaks Reflex's events, and no more.

Written out here rather than taken from a client library: the load generator shares two cores with
what it measures, and must cost the same little for every server.
"""

import asyncio
import base64
import itertools
import json
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

STATE = "reflex___state____state"
ON_LOAD = f"{STATE}.reflex___state____on_load_internal_state.on_load_internal"
HYDRATE = f"{STATE}.hydrate_and_load"
NAMESPACE = "/_event"
PATIENCE = 30.0
_numbers = itertools.count()


@dataclass
class Tab:
    """One open tab; ``received`` are the texts of the events that came in."""

    port: int
    cookie: str = ""
    origin: str = ""  # as the browser tells it; the server's own by default
    token: str = field(default_factory=lambda: f"bench-{os.getpid()}-{next(_numbers)}")
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def open(self, path: str) -> None:
        """Connect as a browser does: the first packet asks for the state and loads the page."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET /_event/?EIO=4&transport=websocket&token={self.token} HTTP/1.1\r\n"
            f"Host: localhost:{self.port}\r\n"
            f"Origin: {self.origin or f'http://localhost:{self.port}'}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: 0.10.1\r\n"
            f"Cookie: {self.cookie}\r\n\r\n"
        )
        self._writer.write(request.encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head:
            self._writer.close()
            raise ConnectionError(head.decode(errors="replace"))
        await self.until("0{")
        event = self._event(HYDRATE, {}, path)
        self._send(f"40{NAMESPACE}," + json.dumps({"event": event}))

    async def close(self) -> None:
        if self._writer:
            self._writer.close()

    def navigate(self, path: str) -> None:
        """Follow a link of the portal: the browser only says where it is now."""
        self.fire(ON_LOAD, {}, path)

    def fire(self, name: str, payload: dict[str, Any], path: str) -> None:
        self._send(f"42{NAMESPACE}," + json.dumps(["event", self._event(name, payload, path)]))

    async def until(self, part: str) -> str:
        """The first message from now on that has ``part`` in it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self._message()
                if message == "2":
                    self._send("3")
                elif part in message:
                    return message

    def _event(self, name: str, payload: dict[str, Any], path: str) -> dict[str, Any]:
        parts = urlsplit(path)
        route = {"pathname": parts.path, "asPath": path, "query": dict(parse_qsl(parts.query))}
        return {"name": name, "payload": payload, "router_data": route, "token": self.token}

    def _send(self, text: str) -> None:
        assert self._writer
        data, mask = text.encode(), os.urandom(4)
        size = len(data)
        head = b"\x81" + (
            bytes([0x80 | size])
            if size < 126
            else b"\xfe" + size.to_bytes(2, "big")
            if size < 65536
            else b"\xff" + size.to_bytes(8, "big")
        )
        stream = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
        masked = (int.from_bytes(data, "big") ^ stream).to_bytes(size, "big")
        self._writer.write(head + mask + masked)

    async def _message(self) -> str:
        assert self._reader
        text = b""
        while True:
            first, second = await self._reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                size = int.from_bytes(await self._reader.readexactly(2), "big")
            elif size == 127:
                size = int.from_bytes(await self._reader.readexactly(8), "big")
            text += await self._reader.readexactly(size)
            if first & 0x0F == 8:
                raise ConnectionError("the server closed the socket")
            if first & 0x80:
                return text.decode()
