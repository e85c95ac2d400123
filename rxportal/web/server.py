"""Starts granian: one process that serves front end, event socket and our own routes."""

import contextlib
import socket
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from rxportal.config import Settings
from rxportal.web.logs import CONFIG

_STOP_SECONDS = 2


def port_is_free(settings: Settings) -> bool:
    """Whether nothing listens there. Granian would not notice and silently share the visitors."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    with contextlib.suppress(OSError), socket.create_connection(("localhost", settings.port), 0.5):
        return False
    return True


def serve(settings: Settings, root: Path, target: str = "rxportal.asgi:create") -> None:
    """Serve until SIGTERM or SIGINT; open sockets get two seconds to end."""
    Server(
        target,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
        working_dir=root,
        log_level=LogLevels.warning,
        log_dictconfig=CONFIG,
    ).serve()
