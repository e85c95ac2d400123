"""Files over HTTP: a plain form puts a receipt in, a link gets a file out. Never an event."""

import re
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive

from rxportal.config import settings
from rxportal.db.engine import reading, transaction
from rxportal.domain.errors import NotFound, Refused, SignedOut
from rxportal.formats import pages
from rxportal.gateways.store import Store, store_of
from rxportal.locales import t, using
from rxportal.services import files, sessions
from rxportal.services.files import Content, TooLarge, WrongKind
from rxportal.web.requests import token_in

ENVELOPE = 64 * 1024  # bytes of a form around its file
NO_STORE = {"cache-control": "private, no-store"}
_DECLARATION = re.compile(r"/declaraties/[0-9]{1,9}")
LOCKED = "sandbox; default-src 'none'; frame-ancestors 'none'"


@cache
def store() -> Store:
    """The store of this process, from the settings."""
    return store_of(settings().storage_url)


async def put(request: Request) -> Response:
    """Keep the file of the form; then back to the declaration, which says how it went."""
    if not await run_in_threadpool(is_signed_in, token_in(request)):
        return go("/inloggen")
    meter = Meter(request.receive)
    try:
        async with Request(request.scope, meter.receive).form(max_files=1, max_fields=4) as form:
            return await _keep(request, form)
    except TooLarge:
        return go(f"{_back(request)}?melding=bon-te-groot")
    except (MultiPartException, HTTPException, ClientDisconnect):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)


async def get(request: Request) -> Response:
    """The file, for who may see what it belongs to; for anybody else it does not exist."""
    found = await _found(request)
    if isinstance(found, Response):
        return found
    return served(found, inline=found.media_type.startswith("image/"))


async def picture(request: Request) -> Response:
    """The first page of a PDF as a picture: it is looked at in any browser, and runs nothing."""
    found = await _found(request)
    if isinstance(found, Response):
        return found
    drawn = await run_in_threadpool(pages.first, found.content)
    if drawn is None:
        return PlainTextResponse(str(NotFound()), 404, NO_STORE)
    return served(
        Content(f"{found.name.removesuffix('.pdf')}.png", "image/png", drawn), inline=True
    )


def served(found: Content, *, inline: bool, policy: str = LOCKED) -> Response:
    """The file under the name it was given; ``inline`` shows it in the browser."""
    shown = "inline" if inline else "attachment"
    headers = {
        **NO_STORE,
        "content-disposition": f"{shown}; filename*=UTF-8''{quote(found.name, safe='')}",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
    }
    return Response(found.content, headers=headers, media_type=found.media_type)


ROUTES = [
    Route("/bestanden", put, methods=["POST"]),
    Route("/bestanden/{key}", get, methods=["GET"]),
    Route("/bestanden/{key}/voorbeeld", picture, methods=["GET"]),
]


async def _found(request: Request) -> Content | Response:
    """The file, or what to answer instead."""
    try:
        return await run_in_threadpool(_read, token_in(request), request.path_params["key"])
    except SignedOut:
        return go(f"/inloggen?naar={quote(request.url.path, safe='')}")
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, NO_STORE)


class Meter:
    """Counts what arrives: a length that somebody claims is not one that is true."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._bytes = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > files.LARGEST + ENVELOPE:
            raise TooLarge
        return message


async def _keep(request: Request, form: FormData) -> Response:
    declaration, extra = _number(form, "declaration"), _number(form, "extra")
    file = form.get("file")
    if not declaration or not extra or not isinstance(file, UploadFile):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)
    content = await file.read()
    token = token_in(request)
    try:
        await run_in_threadpool(_attach, token, declaration, extra, file.filename or "", content)
    except SignedOut:
        return go(f"/inloggen?naar={_page(declaration)}")
    except TooLarge:
        outcome = "bon-te-groot"
    except WrongKind:
        outcome = "bon-soort"
    except Refused:
        outcome = "bon-geweigerd"
    else:
        outcome = "bon-toegevoegd"
    return go(f"{_page(declaration)}?melding={outcome}")


def is_signed_in(token: str) -> bool:
    with reading() as session:
        try:
            sessions.actor_of(session, token, now=datetime.now(UTC))
        except SignedOut:
            return False
        return True


def _attach(token: str, declaration: int, extra: int, name: str, content: bytes) -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        actor = sessions.actor_of(session, token, now=now)
        with using(actor.language):
            files.attach(
                session,
                actor,
                store(),
                declaration,
                extra_id=extra,
                name=name,
                content=content,
                now=now,
            )


def _read(token: str, key: str) -> Content:
    now = datetime.now(UTC)
    with reading() as session:
        actor = sessions.actor_of(session, token, now=now)
        with using(actor.language):
            return files.read(session, actor, store(), key, now=now)


def _number(form: FormData, key: str) -> int:
    value = form.get(key)
    known = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10  # noqa: PLR2004
    return int(value) if known else 0  # pyright: ignore[reportArgumentType]


def _page(declaration: int) -> str:
    return f"/declaraties/{declaration}" if declaration else "/declaraties"


def _back(request: Request) -> str:
    """The declaration the form stands on, when the form itself could not be read."""
    path = urlsplit(request.headers.get("referer", "")).path
    return path if _DECLARATION.fullmatch(path) else "/declaraties"


def go(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, NO_STORE)
