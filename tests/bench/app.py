"""The portal as it is served, and what only the benchmark asks it: its lag and its memory."""

import asyncio
import json
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

BEAT = 0.005  # seconds between two looks at the clock


class Probe:
    """Answers ``/bench``: how far the event loop fell behind since the last time it was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.worst = 0.0
        self.beating: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/bench":
            await self.app(scope, receive, send)
            return
        if self.beating is None:
            self.beating = asyncio.create_task(self._beat())
        found: dict[str, Any] = {"lag_ms": round(self.worst * 1000, 1), "rss_mb": _memory()}
        self.worst = 0.0
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(found).encode()})

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(BEAT)
            self.worst = max(self.worst, loop.time() - before - BEAT)


def _memory() -> float:
    """Resident memory of this process, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def portal() -> ASGIApp:
    from rxportal.asgi import create  # noqa: PLC0415

    return Probe(create())


def bare() -> ASGIApp:
    """The counter app that ``servers.bare`` wrote, started with the same switches."""
    import os  # noqa: PLC0415

    os.environ.update(
        {
            "REFLEX_ENV_MODE": "prod",
            "__REFLEX_SKIP_COMPILE": "true",
            "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "false",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "REFLEX_CHECK_LATEST_VERSION": "false",
        }
    )
    from bare.bare import app  # noqa: PLC0415

    return Probe(app())
