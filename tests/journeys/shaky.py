"""A line between the browser and the portal that a test can cut as a tunnel under a river does."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field

from tests.journeys.server import Portal, free_port


@dataclass
class ShakyPortal(Portal):
    """A portal behind such a line; browsers reach it at ``url``."""

    front: int = field(default_factory=free_port)
    _pairs: list[tuple[socket.socket, socket.socket]] = field(default_factory=list)
    _cut: list[tuple[socket.socket, socket.socket]] = field(default_factory=list)
    _listener: socket.socket | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.front}"

    def open_line(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.front))
        threading.Thread(target=self._accept, daemon=True).start()

    def close_line(self) -> None:
        if self._listener:
            self._listener.close()
        self.cut()
        for pair in self._cut:
            for end in pair:
                end.close()

    def cut(self) -> None:
        """The browser loses every connection; the portal is not told and keeps them open."""
        for browser, _ in self._pairs:
            with contextlib.suppress(OSError):
                browser.shutdown(socket.SHUT_RDWR)
        self._cut += self._pairs
        self._pairs = []

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            try:
                portal = socket.create_connection(("127.0.0.1", self.port))
            except OSError:  # it is being restarted
                browser.close()
                continue
            self._pairs.append((browser, portal))
            threading.Thread(target=_pump, args=(browser, portal, False), daemon=True).start()
            threading.Thread(target=_pump, args=(portal, browser, True), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, close: bool) -> None:  # noqa: FBT001
    """Bytes one way. Only the portal's end closes the other one: a cut line tells nobody."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    if close:
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
