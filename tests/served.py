"""The portal as it is served, by a real server, without its front end: for what only that shows.

    with serving(folder) as portal:
        httpx.get(f"{portal.url}/healthz")
        portal.log   # every line it wrote

People come over https, as far as the portal knows: ``portal.origin`` is where its pages are.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from rxportal.db.engine import connect
from rxportal.services import passwords
from tests import make
from tests.journeys.server import free_port

ROOT = Path(__file__).parents[1]
ORIGIN = "https://portal.example.nl"
PASSWORD = "vier planten in één wachtwoord"
BROKEN = "/auth/stuk"  # a route with a bug, which no other place has
PATIENCE = 180.0  # seconds until it must have started


@dataclass
class Served:
    """A running server; its database holds the cast of ``make``, who share ``PASSWORD``."""

    port: int
    folder: Path
    engine: Engine
    process: "subprocess.Popen[bytes]"
    origin: str = ORIGIN

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Served]:
    """Start on a database of its own and end again; ``settings`` are more RXPORTAL_* ones."""
    engine = connect(f"sqlite:///{folder / 'rxportal.sqlite3'}")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        make.world(session, passwords.digest(PASSWORD))
        session.commit()
    port = free_port()
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("RXPORTAL_", "__REFLEX"))}
    environ = {
        **ours,
        "PORT": str(port),
        "RXPORTAL_DATA_DIR": str(folder),
        "RXPORTAL_BASE_URL": ORIGIN,
        "RXPORTAL_SECRET_KEYS": "a key of the tests, good for nothing else",
        "RXPORTAL_JOBS": "0",
        **settings,
    }
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.served"],
            cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    served = Served(port, folder, engine, process)
    try:
        _wait(served)
        yield served
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        engine.dispose()


def app() -> ASGIApp:
    """The application of the server process; its pages are two words each."""
    from rxportal.asgi import create  # noqa: PLC0415
    from rxportal.rxportal import ROUTES  # noqa: PLC0415

    ROUTES.append(Route(BROKEN, _break))
    return create(_build(Path(os.environ["RXPORTAL_DATA_DIR"])))


async def _break(request: Request) -> Response:
    raise RuntimeError(f"a bug of ours, at {request.query_params.get('by', 'nobody')}")


def _build(folder: Path) -> Path:
    """What ``rxportal.web.build`` leaves, as far as a server needs it."""
    build = folder / "build"
    if not build.exists():
        for language in ("nl", "en"):
            site = build / language
            (site / "assets").mkdir(parents=True)
            (site / "assets" / f"{language}-1.js").write_text("// a script")
            for name in ("index", "404", "__spa-fallback", "inloggen"):
                (site / f"{name}.html").write_text(f"<script>1</script>{name} {language}")
        (build / "routes.json").write_text(json.dumps(["index", "404", "inloggen"]))
        (build / "server" / "backend").mkdir(parents=True)
        (build / "server" / "backend" / "stateful_pages.json").write_text("[]")
    return build


def _wait(served: Served) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and served.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{served.url}/healthz", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{served.log[-4000:]}")


def _serve() -> None:
    from rxportal.config import settings  # noqa: PLC0415
    from rxportal.web.server import serve  # noqa: PLC0415

    serve(settings(), ROOT, "tests.served:app")


if __name__ == "__main__":
    _serve()
