"""What every answer tells the browser it may and may not do."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxportal.config import Settings

_INLINE = re.compile(r"<script[^>]*>(?P<body>.*?)</script>", re.DOTALL)
_PERMISSIONS = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
)
_ONE_YEAR = 365 * 24 * 3600


def inline_hashes(html: str) -> tuple[str, ...]:
    """The CSP sources that allow the inline scripts of this document, and no other script."""
    bodies = {match["body"] for match in _INLINE.finditer(html)}
    digests = (hashlib.sha256(body.encode()).digest() for body in bodies if body)
    return tuple(sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def policy(settings: Settings, scripts: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of a document with these inline scripts; no eval."""
    sockets = (origin.replace("http", "ws", 1) for origin in settings.origins)
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'", *scripts),
        # Emotion and the styles that carry data (heights of columns) are inline.
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'",),
        "connect-src": ("'self'", *sockets),
        "manifest-src": ("'self'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'none'",),
        "base-uri": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def always(settings: Settings) -> Mapping[str, str]:
    """The headers of every answer. A document with inline scripts brings its own policy."""
    headers = {
        "content-security-policy": policy(settings),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": _PERMISSIONS,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        # Granian would name itself.
        "server": "rxportal",
    }
    if settings.secure:
        headers["strict-transport-security"] = f"max-age={_ONE_YEAR}; includeSubDomains"
    return headers


class SecurityHeaders:
    """The outermost layer of the application: nothing leaves without these headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = always(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
