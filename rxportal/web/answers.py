"""How our own routes take a form and answer it: always a redirect or a page with a way on."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import Any, Literal, TypedDict, TypeVar
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from rxportal.config import settings
from rxportal.db.engine import reading, transaction
from rxportal.locales import current, t, visitor
from rxportal.services import links, passages, passkeys, sessions
from rxportal.services.limits import TooOften
from rxportal.services.passwords import AT_ONCE

LARGEST = 64 * 1024  # bytes of a form
_DIGITS = 9  # of a number that fits in the database
LINK_SECONDS = 3600  # how long a browser keeps the token of a link it opened
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,100}")
YEAR = 365 * 24 * 3600
STEP, BROWSER, LINKS = passages.COOKIE, "rxportal-browser", links.COOKIES  # names of cookies
_T = TypeVar("_T")
# Passwords are hashed on threads of their own: a rush of sign-ins holds up nothing else.
_hashing = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hashing")

Answer = Callable[[Request, FormData], Awaitable[Response]]


def post(path: str, answer: Answer) -> Route:
    """A route for a form; an endless one is refused. Whose it is has been asked: own_pages.py."""

    async def endpoint(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST:
            return page(
                t("Dit formulier is te groot"),
                t("Vul minder in en probeer het opnieuw."),
                status=413,
            )
        try:
            return await answer(request, await request.form(max_files=0))
        except TooOften as refusal:
            return page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)

    return Route(path, endpoint, methods=["POST"])


async def hashed(work: Callable[..., _T], *args: Any) -> _T:
    """Run what computes a password hash, a few at a time."""
    return await asyncio.get_running_loop().run_in_executor(_hashing, work, *args)


def write(work: Callable[..., _T], *args: Any, **named: Any) -> _T:
    """A service in one transaction; for a worker thread."""
    with transaction() as session:
        return work(session, *args, **named)


def read(work: Callable[..., _T], *args: Any, **named: Any) -> _T:
    """A service that only looks; for a worker thread."""
    with reading() as session:
        return work(session, *args, **named)


def typed(form: FormData, key: str) -> str:
    """What was typed in a field; ``""`` when there is no such field."""
    value = form.get(key, "")
    return value if isinstance(value, str) else ""


def row_number(given: str) -> int:
    """Of a row, as a form or an address names it; 0 for what is none."""
    known = given.isascii() and given.isdecimal() and len(given) <= _DIGITS
    return int(given) if known else 0


def passkey_in(form: FormData) -> passkeys.Answer:
    """What a device made of what it was asked."""
    return passkeys.Answer(typed(form, "antwoord"), typed(form, "fout"))


def go(path: str, **query: str) -> RedirectResponse:
    """On to another page of ours, by GET."""
    asked = {key: value for key, value in query.items() if value}
    target = f"{path}?{urlencode(asked)}" if asked else path
    return RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})


def page(title: str, sentence: str, *, status: int, wait: int = 0, more: str = "") -> Response:
    """A page for what has no screen of its own, with a way on; ``more`` is HTML of ours."""
    words = escape(t("Terug naar het portaal"))
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(wait)} if wait else {})
    return HTMLResponse(
        f'<!doctype html><html lang="{current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/tokens.css">'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<p>{escape(sentence)}</p>{more}<p><a href="/">{words}</a></p></main></body></html>',
        status_code=status,
        headers=headers,
    )


_STYLE = (
    "body{margin:0;font-size:16px;line-height:24px}"
    "main{max-width:32rem;margin:0 auto;padding:20vh 20px 0}"
    "h1{margin:0 0 8px;font-size:28px;line-height:34px;font-weight:600}"
    "p{margin:0 0 16px;color:var(--ink-2)}a{color:var(--primary-ink);font-weight:600}"
)


def opens(path: str, cookie: str, *, screen: str) -> Route:
    """A route for links in mails: takes the token out of the address, into ``cookie``, and shows
    the screen. Nothing else happens, as mail scanners and previews follow links too.
    """

    async def endpoint(request: Request) -> Response:
        token = request.path_params["token"]
        answer = go(screen)
        answer.headers["Referrer-Policy"] = "no-referrer"
        keep(answer, cookie, token if _TOKEN.fullmatch(token) else "x", seconds=LINK_SECONDS)
        drop(answer, STEP)
        return answer

    return Route(path, endpoint, methods=["GET"])


class Flags(TypedDict):
    path: str
    httponly: bool
    samesite: Literal["lax"]
    secure: bool


def flags() -> Flags:
    """Of every cookie of ours: no script reads it, no other site sends it."""
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": settings().secure}


def keep(answer: Response, name: str, value: str, *, seconds: int) -> None:
    """Set a cookie that opens something."""
    answer.set_cookie(settings().cookie(name), value, max_age=seconds, **flags())


def drop(answer: Response, *names: str) -> None:
    for name in names:
        answer.delete_cookie(settings().cookie(name), **flags())


def kept(request: Request, name: str) -> str:
    """The value of a cookie that ``keep`` set, or ``""``."""
    return request.cookies.get(settings().cookie(name), "")


def welcome(answer: Response, opened: sessions.Opened) -> None:
    """Give the browser its session, and forget the steps that led to it."""
    answer.set_cookie(
        settings().cookie_name,
        opened.token,
        max_age=int(sessions.longest().total_seconds()),
        **flags(),
    )
    answer.set_cookie(visitor.COOKIE, opened.language, max_age=YEAR, **flags())
    drop(answer, STEP, *LINKS.values())
