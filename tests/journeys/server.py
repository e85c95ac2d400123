"""A real portal in a process of its own, for journeys: it can be restarted and killed."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.outgoing.sitecustomize import TOLD

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 180
PORTS = range(20_000, 32_000)


@dataclass
class Portal:
    """A running portal with the demo agency in a database of its own."""

    data_dir: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    """More RXPORTAL_* variables."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def database_url(self) -> str:
        default = f"sqlite:///{self.data_dir / 'rxportal.sqlite3'}"
        return self.settings.get("RXPORTAL_DATABASE_URL", default)

    @property
    def log(self) -> Path:
        """What the server wrote on its screen, over all restarts."""
        return self.data_dir / "server.log"

    @property
    def environ(self) -> dict[str, str]:
        """The variables to run any other command of the portal on the same data."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("RXPORTAL_", "__REFLEX"))}
        return {
            **ours,
            "PORT": str(self.port),
            "RXPORTAL_DATA_DIR": str(self.data_dir),
            "RXPORTAL_DEMO": "1",
            "PYTHONPATH": str(ROOT / "tests" / "outgoing"),
            **self.settings,
        }

    def build(self) -> None:
        """Bring the front end up to date, however long this machine takes for it."""
        subprocess.run(
            [sys.executable, "-m", "rxportal", "build"], cwd=ROOT, env=self.environ, check=True
        )

    def start(self) -> None:
        """Start and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rxportal", "serve", "--prepare"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own, so that kill() reaches the workers too.
                start_new_session=True,
            )
        self._wait_until_healthy()

    def stop(self) -> None:
        """End as a service manager does, with SIGTERM; it has spoken with no other machine."""
        self._end(signal.SIGTERM)
        assert TOLD not in self.log.read_text(), self.log.read_text()[-4000:]

    def kill(self) -> None:
        """End as a power cut does: nothing gets to finish."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if how == signal.SIGKILL:
            os.killpg(self._process.pid, how)
        else:
            self._process.send_signal(how)
        self._process.wait(timeout=PATIENCE_SECONDS)
        self._process = None
        self._wait_until_port_is_free()

    def _wait_until_healthy(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > until:
                raise RuntimeError(f"the portal did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:  # noqa: S310
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def _wait_until_port_is_free(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", self.port))
                except OSError:
                    time.sleep(0.02)
                else:
                    return
        raise RuntimeError(f"port {self.port} is still in use after the portal ended")


def free_port() -> int:
    """A port for a server that starts in a moment.

    Not one that the kernel gives out: it could give the same one to any connection before that.
    """
    while True:
        port = random.SystemRandom().choice(PORTS)  # not the one another run of the tests takes
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
