"""Files over HTTP: a plain form puts a receipt in, a link gets a file out. Never an event."""

import asyncio
import logging
import os
import re
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote, urlsplit

from sqlmodel import Session
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
from rxportal.domain.scan import Scan
from rxportal.formats import pages, uploads
from rxportal.formats.uploads import LARGEST, REFUSALS, Clean, Infected, NotScanned, TooLarge
from rxportal.gateways.scanner import Scanner, scanner_of
from rxportal.gateways.store import Store, store_of
from rxportal.locales import t, using
from rxportal.services import files, scanning, sessions
from rxportal.services.files import Content
from rxportal.services.limits import TooOften
from rxportal.services.quota import TooMany
from rxportal.services.scanning import Gone, Held
from rxportal.web import answers
from rxportal.web.requests import token_in

log = logging.getLogger(__name__)

ENVELOPE = 64 * 1024  # bytes of a form around its file
MOST = LARGEST + ENVELOPE
# Files that are opened at the same time: each takes a processor for a second, and who waits for a
# page needs one too.
AT_ONCE = max(1, (os.cpu_count() or 2) // 2)
_opening = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="opening")
NO_STORE = {"cache-control": "private, no-store"}
_DECLARATION = re.compile(r"/declaraties/[0-9]{1,9}")
Kept = Callable[..., Content]
LOCKED = "sandbox; default-src 'none'; frame-ancestors 'none'"


@cache
def store() -> Store:
    """The store of this process, from the settings."""
    return store_of(settings().storage_url)


@cache
def scanner() -> Scanner | None:
    """The virus scanner, when the agency has one."""
    return scanner_of(settings().scanner_url)


@asynccontextmanager
async def sent(request: Request) -> AsyncGenerator[FormData]:
    """A form with one file. Raises ``TooLarge`` before more of it is read than fits."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MOST:
        raise TooLarge
    meter = Meter(request.receive)
    async with Request(request.scope, meter.receive).form(max_files=1, max_fields=4) as form:
        yield form


async def opened(
    content: bytes, how: Callable[[bytes], Clean] = uploads.cleaned, *, may_wait: bool = False
) -> Clean:
    """What may be kept of a file: the scanner is asked, and a process of its own opens it.

    Without an answer of the scanner nothing is kept, but what ``may_wait``: nobody gets that until
    it was asked again. Raises one of ``uploads.REFUSALS``.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_opening, _looked_through, content, how, may_wait)


async def put(request: Request) -> Response:
    """Keep the file of the form; then back to the declaration, which says how it went."""
    try:
        await run_in_threadpool(answers.write, _knock, token_in(request))
        async with sent(request) as form:
            return await _keep(request, form)
    except SignedOut:
        return go("/inloggen")
    except TooOften as refusal:
        return answers.page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
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
    """The first page of a paper of pay as a picture: it is looked at in any browser, and runs
    nothing. Of what strangers made nothing is drawn here.
    """
    found = await _found(request, files.paper)
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


async def _found(request: Request, kept: Kept = files.read) -> Content | Response:
    """The file, or what to answer instead."""
    try:
        return await run_in_threadpool(_read, kept, token_in(request), request.path_params["key"])
    except SignedOut:
        return go(f"/inloggen?naar={quote(request.url.path, safe='')}")
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, NO_STORE)
    except (Held, Gone) as refusal:
        return not_served(refusal)


def not_served(refusal: Held | Gone) -> Response:
    """It is there, but nobody gets it."""
    return answers.page(t("Dit bestand is er niet"), str(refusal), status=409)


class Meter:
    """Counts what arrives: a length that somebody claims is not one that is true."""

    def __init__(self, receive: Receive, most: int = MOST) -> None:
        self._receive, self._most_bytes = receive, most
        self._bytes = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._most_bytes:
            raise TooLarge
        return message


async def _keep(request: Request, form: FormData) -> Response:
    declaration, extra = (
        answers.row_number(answers.typed(form, key)) for key in ("declaration", "extra")
    )
    file = form.get("file")
    if not declaration or not extra or not isinstance(file, UploadFile):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)
    token = token_in(request)
    try:
        clean = await opened(await file.read(), may_wait=True)
        await run_in_threadpool(_attach, token, declaration, extra, file.filename or "", clean)
    except SignedOut:
        return go(f"/inloggen?naar={_page(declaration)}")
    except (*REFUSALS, TooMany) as refusal:
        outcome = f"bon-{refusal.code}"
    except Refused:
        outcome = "bon-geweigerd"
    else:
        outcome = "bon-toegevoegd"
    return go(f"{_page(declaration)}?melding={outcome}")


def _looked_through(content: bytes, how: Callable[[bytes], Clean], may_wait: bool) -> Clean:  # noqa: FBT001
    if len(content) > LARGEST:
        raise TooLarge
    scan = scanning.asked(scanner(), content)
    if scan is Scan.INFECTED:
        log.warning("a file with a virus was refused")
        raise Infected
    if scan is Scan.HELD and not may_wait:
        raise NotScanned
    return replace(how(content), scan=scan)


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    files.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _attach(token: str, declaration: int, extra: int, name: str, clean: Clean) -> None:
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
                clean=clean,
                now=now,
            )


def _read(kept: Kept, token: str, key: str) -> Content:
    now = datetime.now(UTC)
    with reading() as session:
        actor = sessions.actor_of(session, token, now=now)
        with using(actor.language):
            return kept(session, actor, store(), key, now=now)


def _page(declaration: int) -> str:
    return f"/declaraties/{declaration}" if declaration else "/declaraties"


def _back(request: Request) -> str:
    """The declaration the form stands on, when the form itself could not be read."""
    path = urlsplit(request.headers.get("referer", "")).path
    return path if _DECLARATION.fullmatch(path) else "/declaraties"


def go(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, NO_STORE)
