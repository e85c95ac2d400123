"""Whatever may change something is asked for by a page of ours, or refused: on every route.

A layer around all routes rather than a check in each of them, so that a new one cannot forget it.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rxportal.config import settings
from rxportal.domain.errors import SignedOut
from rxportal.locales import t
from rxportal.web import problems
from rxportal.web.answers import page
from rxportal.web.callers import bearer

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnPagesOnly:
    """Answers 403 to a form of another site, before any route sees it; at the API 401, where a page
    of ours writes nothing either.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = (
            scope["type"] == "http"
            and scope["method"] not in READS
            and not from_our_pages(Request(scope))
            and not _by_token(Request(scope))
        )
        program = refused and scope["path"].startswith("/api/")
        answer = problems.told(SignedOut()) if program else _refusal()
        await (answer if refused else self._app)(scope, receive, send)


def _by_token(request: Request) -> bool:
    """A program that names itself: no page of somebody else makes a browser send this header, and
    behind it no cookie is looked at (``callers.py``).
    """
    return request.url.path.startswith("/api/") and bool(bearer(request))


def from_our_pages(request: Request) -> bool:
    """Whether a page of ours posted this (against cross-site request forgery).

    A browser says so in ``Sec-Fetch-Site``, an old one in ``Origin``; what it says of both must be
    right, and it must say one of them. An origin is ``null`` on a page of ours that sends no
    referrer; on somebody else's, ``Sec-Fetch-Site`` gives it away.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is None:
        return _is_ours(origin or "", request)
    return site == "same-origin" and (origin in {None, "null"} or _is_ours(origin or "", request))


def _is_ours(origin: str, request: Request) -> bool:
    """One of the portal's addresses. Without https it is also served by any other name."""
    if origin in settings().origins:
        return True
    return not settings().secure and urlsplit(origin).netloc == request.headers.get("host", "/")


def _refusal() -> ASGIApp:
    return page(
        t("Dit formulier kwam niet van het portaal"),
        t("Ga terug, ververs de pagina en probeer het opnieuw."),
        status=403,
    )
