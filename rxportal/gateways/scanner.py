"""Asks a virus scanner about a file: clamd (ClamAV), over TCP or a socket of this machine."""

import socket
import struct
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

PORT = 3310
SECONDS = 30.0  # for one file
_PART = 64 * 1024  # bytes sent at a time
_LONGEST = 4096  # bytes of an answer


class NotScanned(RuntimeError):
    """The scanner did not answer, or not with what it found."""


class Scanner(Protocol):
    def is_clean(self, content: bytes) -> bool:
        """False when it holds a virus. Raises ``NotScanned``."""
        ...

    def is_up(self) -> bool: ...


@dataclass(frozen=True)
class Clamd:
    """``address`` is a host and a port, or the path of a socket."""

    address: tuple[str, int] | str

    def is_clean(self, content: bytes) -> bool:
        try:
            answer = self._ask(content)
        except OSError as problem:
            raise NotScanned(str(problem)) from None
        if answer.endswith(b" OK"):
            return True
        if answer.endswith(b" FOUND"):
            return False
        raise NotScanned(f"the scanner says: {answer[:200].decode(errors='replace')}")

    def is_up(self) -> bool:
        try:
            with self._connected() as clamd:
                clamd.sendall(b"zPING\0")
                return clamd.recv(_LONGEST).startswith(b"PONG")
        except OSError:
            return False

    def _ask(self, content: bytes) -> bytes:
        """INSTREAM: parts with their length before them, one of no bytes at the end."""
        with self._connected() as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PART):
                part = content[start : start + _PART]
                clamd.sendall(struct.pack("!L", len(part)) + part)
            clamd.sendall(struct.pack("!L", 0))
            found = b""
            while not found.endswith(b"\0") and len(found) < _LONGEST:
                more = clamd.recv(_LONGEST)
                if not more:
                    break
                found += more
        return found.rstrip(b"\0\n")

    def _connected(self) -> socket.socket:
        if not isinstance(self.address, str):
            return socket.create_connection(self.address, SECONDS)
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(SECONDS)
        try:
            clamd.connect(self.address)
        except OSError:
            clamd.close()
            raise
        return clamd


@dataclass
class FakeScanner:
    """Finds what it is told to find; ``up`` is whether it answers."""

    finds: bytes
    up: bool = True

    def is_clean(self, content: bytes) -> bool:
        if not self.up:
            raise NotScanned("it is down")
        return self.finds not in content

    def is_up(self) -> bool:
        return self.up


def scanner_of(url: str) -> Scanner | None:
    """The one that a setting names; ``config.py`` has looked whether it can be one."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return Clamd(parts.path)
    return Clamd((parts.hostname or "localhost", parts.port or PORT))
