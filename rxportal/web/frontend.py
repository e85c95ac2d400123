"""Serves the compiled front end in the visitor's language, from memory."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxportal.locales import LANGUAGES, using
from rxportal.locales.visitor import by_preference, language_of
from rxportal.web.site import File, Site

_ENCODINGS = ("br", "gzip")


class FrontEnd:
    """Answers what is a file or a page; passes the rest on, and dresses its plain 404s.

    ``app`` is the rest of the portal: the event socket, sign-in, files, REST.
    """

    def __init__(self, app: ASGIApp, sites: Mapping[str, Site]) -> None:
        self._app = app
        self._sites = sites
        # One name is one content (the build checks that), so no language is needed to find it.
        self._files = {path: file for site in sites.values() for path, file in site.files.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # What our own routes answer is read by the same visitor.
        with using(visitor_language(headers, LANGUAGES)):
            await self._http(scope, headers, receive, send)

    async def _http(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if file := self._files.get(path):
            await _answer(file, 200, scope, headers, send)
            return
        site = self._sites[visitor_language(headers, self._sites)]
        if document := site.page(path):
            await _answer(document, 200, scope, headers, send)
        elif path.endswith("/") and site.page(path.rstrip("/")):
            await _move(path.rstrip("/"), scope, send)
        else:
            await self._pass_on(site, scope, receive, send)

    async def _pass_on(self, site: Site, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if "text/html" not in headers.get("accept", ""):
            await self._app(scope, receive, send)
            return
        replaced = False

        async def send_or_replace(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_plain_404(message):
                replaced = True
                await _answer(site.not_found, 404, scope, headers, send)
            elif not replaced:
                await send(message)

        await self._app(scope, receive, send_or_replace)


def visitor_language(headers: Headers, known: Mapping[str, object]) -> str:
    """The language chosen earlier (a cookie), else the first the browser asks for that we speak."""
    return language_of(headers.get("cookie", ""), headers.get("accept-language", ""), known)


def _encoding(file: File, header: str) -> str:
    accepted = by_preference(header)
    usable = (e for e in _ENCODINGS if e in file.bodies and (e in accepted or "*" in accepted))
    return next(usable, "identity")


def _is_plain_404(message: Message) -> bool:
    """No route answered: Starlette's own 404, not one that a route of ours chose to send."""
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 404 and kind.startswith("text/plain")  # noqa: PLR2004


async def _answer(file: File, status: int, scope: Scope, request: Headers, send: Send) -> None:
    encoding = _encoding(file, request.get("accept-encoding", ""))
    body = file.bodies[encoding]
    headers = {**file.headers, "etag": body.etag}
    if encoding != "identity":
        headers["content-encoding"] = encoding
    content = body.content
    if status == 200 and body.etag in request.get("if-none-match", ""):  # noqa: PLR2004
        status, content = 304, b""
    else:
        headers["content-length"] = str(len(content))
    await _send(status, headers, b"" if scope["method"] == "HEAD" else content, send)


async def _move(path: str, scope: Scope, send: Send) -> None:
    query = scope["query_string"].decode("latin-1")
    location = f"{path}?{query}" if query else path
    await _send(308, {"location": location, "content-length": "0"}, b"", send)


async def _send(status: int, headers: Mapping[str, str], content: bytes, send: Send) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": content})
