"""Posting to an address that somebody typed: to the open internet and nowhere else.

The name is looked up once, every address it has must be public, and that address is connected to:
what a name means the next moment is not asked. No redirect is followed and no proxy is used.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 10.0  # seconds, of all of it
_HTTPS = 443
# Public by their number, and yet a door to the inside: NAT64, and the host of machines at Azure.
_INSIDE = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("168.63.129.16/32"))


class Unreachable(Exception):
    """Nothing was answered; the text says why, without what was sent."""


class Poster(Protocol):
    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of the answer. Raises ``Unreachable``."""
        ...


@dataclass
class FakePoster:
    """Keeps what it was given; ``answer`` gives the status, or raises."""

    answer: Callable[[str], int] = lambda _url: 204
    sent: list[tuple[str, bytes, dict[str, str]]] = field(
        default_factory=list[tuple[str, bytes, dict[str, str]]]
    )

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.sent.append((url, body, dict(headers)))
        return self.answer(url)


class HttpPoster:
    """``inside`` are the ``host:port`` that may be of our own network, and without TLS."""

    def __init__(self, inside: frozenset[str] = frozenset(), timeout: float = TIMEOUT) -> None:
        self._inside = inside
        self._timeout = timeout

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        parts = split(url)
        if parts is None:
            raise Unreachable("not an address")
        inside = f"{parts.hostname}:{_port(parts)}" in self._inside
        if not inside and not is_open(url):
            raise Unreachable("not https on port 443")
        try:
            return self._ask(parts, _address(parts, inside=inside), body, headers)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise Unreachable(type(problem).__name__) from None

    def _ask(
        self, parts: SplitResult, address: str, body: bytes, headers: Mapping[str, str]
    ) -> int:
        host = parts.hostname or ""
        sock = socket.create_connection((address, _port(parts)), self._timeout)
        # Each wait has an end by the timeout of the socket, all of them together by this.
        held = [sock]
        end = Timer(self._timeout, _hang_up, [held])
        end.start()
        try:
            if parts.scheme == "https":
                context = ssl.create_default_context()
                sock = context.wrap_socket(
                    sock, server_hostname=host, do_handshake_on_connect=False
                )
                held.append(sock)
                sock.do_handshake()
            asked = http.client.HTTPConnection(host, _port(parts))
            asked.sock = sock
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            asked.request("POST", path, body, {**headers, "Connection": "close"})
            return asked.getresponse().status  # what else is answered is not read
        finally:
            end.cancel()
            sock.close()


def split(url: str) -> SplitResult | None:
    """The parts of an address with a host, and nothing in it that only confuses."""
    try:
        parts = urlsplit(url)
        _port(parts)
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    odd = parts.username is not None or parts.fragment or not parts.hostname
    return parts if plain and not odd and parts.scheme in {"http", "https"} else None


def is_open(url: str) -> bool:
    """Whether it is https on its usual port."""
    parts = split(url)
    return parts is not None and parts.scheme == "https" and _port(parts) == _HTTPS


def is_public(address: str) -> bool:
    """Whether everybody on the internet reaches it, and so nothing of our own does."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and (
        found.ipv4_mapped or found.sixtofour or found.teredo
    ):
        return False
    inside = any(found.version == each.version and found in each for each in _INSIDE)
    return found.is_global and not found.is_multicast and not inside


def _address(parts: SplitResult, *, inside: bool) -> str:
    """Where to connect to. Raises ``Unreachable`` when any address of the name is not public."""
    known = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in known]
    if not inside and not all(map(is_public, addresses)):
        raise Unreachable("not on the open internet")
    return addresses[0]


def _port(parts: SplitResult) -> int:
    return parts.port or (_HTTPS if parts.scheme == "https" else 80)


def _hang_up(held: list[socket.socket]) -> None:
    with suppress(OSError):
        held[-1].shutdown(socket.SHUT_RDWR)
