"""What the server runs: the compiled app behind our own static files and headers.

The only place that knows Reflex's private switches; tests/test_asgi.py fails when an upgrade
renames one.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from starlette.types import ASGIApp

from rxportal.config import settings
from rxportal.locales import LANGUAGES, catalogue
from rxportal.web import build, logs

SWITCHES = {
    "REFLEX_ENV_MODE": "prod",
    # Pages are compiled already: start by importing them only.
    "__REFLEX_SKIP_COMPILE": "true",
    # We serve the front ends ourselves, one per language.
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "false",
    "REFLEX_WEB_WORKDIR": "",  # the build's own, see create()
    # A week of hours is a few hundred bytes; a larger message closes the socket.
    "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": "65536",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
}

# What engineio imports, where it is there, to be a client of other servers: 16 MB for nothing.
CLIENTS = ("aiohttp", "requests", "websocket")

# Seconds a thread that writes a file may keep the interpreter from the others: a click changes
# threads some ten times. Python's own 5 ms makes it wait ten times as long beside an export.
TURN = 0.0005


def create(folder: Path | None = None) -> ASGIApp:
    """The application of one worker process; granian calls this.

    ``folder`` is the build it serves: the newest one.
    """
    folder = folder or build.current()
    os.environ.update(SWITCHES | {"REFLEX_WEB_WORKDIR": str(folder / "server")})
    logs.configure()
    sys.setswitchinterval(TURN)
    with _without(CLIENTS):
        from rxportal.rxportal import app  # noqa: PLC0415 - Reflex reads the switches on import
    from rxportal.web.frontend import FrontEnd  # noqa: PLC0415
    from rxportal.web.headers import SecurityHeaders  # noqa: PLC0415
    from rxportal.web.pace import EventPace  # noqa: PLC0415
    from rxportal.web.site import load_all  # noqa: PLC0415

    # Reading a catalogue takes tens of milliseconds, which the event loop must not spend later.
    Thread(target=lambda: [catalogue(code) for code in LANGUAGES], daemon=True).start()
    sites = load_all(folder, settings())
    made = SecurityHeaders(EventPace(FrontEnd(app(), sites)), settings())
    # What is there by now stays: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()
    return made


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Packages that cannot be imported for a while, unless they were already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # pyright: ignore[reportArgumentType, reportCallIssue]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
