"""One line in the log for each request to a route of ours: who, what, when, where, how it went.

Pages and files of the front end are not there: they are the same for everybody. Never a query or a
body, and of a path no part that could open something.
"""

import logging
import re
from http.cookies import CookieError, SimpleCookie
from time import perf_counter

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from rxportal.config import settings
from rxportal.db.engine import reading
from rxportal.services import sessions
from rxportal.web.requests import address_of, token_in

QUIET = frozenset({"/healthz", "/readyz"})  # asked every few seconds, by a machine
_LONG = re.compile(r"[^/]{20,}")

log = logging.getLogger(__name__)


class AccessLog:
    """Around all routes; what they log themselves names the person and the path too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in QUIET:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        began, status, after = perf_counter(), 500, ""

        async def noting(message: Message) -> None:
            nonlocal status, after
            if message["type"] == "http.response.start":
                status = message["status"]
                after = _new_token(Headers(raw=message["headers"]))
            await send(message)

        user = await _who(token_in(request))
        where = {"method": request.method, "path": masked(request.url.path)}
        with bound_contextvars(user=user, address=address_of(request), **where):
            try:
                await self._app(scope, receive, noting)
            except Exception:
                log.exception("a request failed")
                raise
            finally:
                took = round((perf_counter() - began) * 1000)
                if after:
                    user = await _who(after)
                level = logging.WARNING if status in {403, 413, 429} else logging.INFO
                how = {"status": status, "ms": took, "user": user}
                log.log(level, "request", extra=how)


def masked(path: str) -> str:
    """The path without tokens and keys: whoever has one of those needs nothing else."""
    return _LONG.sub("…", path)


async def _who(token: str) -> int:
    """The id of the session's user; 0 when it is nobody's."""
    return await run_in_threadpool(_look_up, token) if token else 0


def _look_up(token: str) -> int:
    try:
        with reading() as session:
            return sessions.user_of(session, token)
    except SQLAlchemyError:  # the request itself will say so
        return 0


def _new_token(headers: Headers) -> str:
    """The session that this answer opens, or ``""``."""
    for header in headers.getlist("set-cookie"):
        if header.startswith(f"{settings().cookie_name}="):
            try:
                found = SimpleCookie(header).get(settings().cookie_name)
            except CookieError:
                return ""
            return found.value if found else ""
    return ""
