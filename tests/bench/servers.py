"""Starts what is measured: the portal and a bare Reflex app, served in the same way."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
KEY = "a key of the bench, good for nothing else"

BARE_CONFIG = """
import reflex as rx
config = rx.Config(app_name="bare", state_manager_mode="memory", telemetry_enabled=False,
                   cors_allowed_origins=["http://localhost:{port}"],
                   disable_plugins=[rx.plugins.SitemapPlugin])
"""
BARE_APP = """
import reflex as rx

class Counter(rx.State):
    count: int = 0

    @rx.event
    def add(self):
        self.count += 1

def index():
    return rx.el.button(Counter.count, on_click=Counter.add)

app = rx.App()
app.add_page(index, route="/")
app.add_page(index, route="/list", on_load=Counter.add)
"""
COUNTER = "reflex___state____state.bare___bare____counter.add"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def portal(folder: Path, database_url: str, **more: str) -> Iterator[int]:
    """The portal on this database; its port. ``more`` are other settings."""
    port = free_port()
    environ = {
        "RXPORTAL_DATA_DIR": str(folder),
        "RXPORTAL_DATABASE_URL": database_url,
        "RXPORTAL_SECRET_KEYS": KEY,
        "RXPORTAL_DEMO": "0",
        **more,
    }
    with _granian("tests.bench.app:portal", port, ROOT, environ):
        yield port


@contextmanager
def bare(folder: Path) -> Iterator[int]:
    """The counter app; its port."""
    port = free_port()
    (folder / "bare").mkdir(parents=True)
    (folder / "rxconfig.py").write_text(BARE_CONFIG.format(port=port))
    (folder / "bare" / "bare.py").write_text(BARE_APP)
    (folder / "bare" / "__init__.py").touch()
    backend = folder / ".web" / "backend"
    backend.mkdir(parents=True)
    (backend / "stateful_pages.json").write_text("[]")
    environ = {"PYTHONPATH": f"{folder}:{ROOT}"}
    with _granian("tests.bench.app:bare", port, folder, environ):
        yield port


def ask(port: int) -> dict[str, float]:
    """The probe's answer; asking sets its lag back to nothing."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/bench", timeout=30) as answer:
        return json.loads(answer.read())


@contextmanager
def _granian(target: str, port: int, folder: Path, more: dict[str, str]) -> Iterator[None]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("RXPORTAL_", "__REFLEX"))}
    environ = {**ours, "PORT": str(port), "PYTHONPATH": str(ROOT), **more}
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--log-level", "warning", target,
    ]  # fmt: skip
    log = folder / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=folder if target.endswith("bare") else ROOT, env=environ,
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(port, process, log)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            ask(port)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-3000:]}")
