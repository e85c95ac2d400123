"""A photo over HTTP: a plain form puts one in, who may see the person gets it out."""

from datetime import UTC, datetime
from functools import partial

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rxportal.domain.errors import Forbidden, NotFound, Refused, SignedOut
from rxportal.formats import uploads
from rxportal.formats.uploads import Clean, TooLarge
from rxportal.locales import t, using
from rxportal.services import photos, sessions
from rxportal.services.files import Content
from rxportal.services.limits import TooOften
from rxportal.web import answers, files
from rxportal.web.answers import go, read, write
from rxportal.web.files import opened
from rxportal.web.requests import token_in

PAGE = "/mijn-gegevens"


async def put(request: Request) -> Response:
    """Keep the photo of the form; then back to the page, which shows it or says what is wrong."""
    outcome = "bewaard"
    try:
        await run_in_threadpool(write, _knock, token_in(request))
        meter = files.Meter(request.receive)
        async with Request(request.scope, meter.receive).form(max_files=1, max_fields=1) as form:
            file = form.get("foto")
            content = await file.read() if isinstance(file, UploadFile) else b""
        square = await opened(content, uploads.squared)
        await run_in_threadpool(write, partial(_put, token_in(request), square))
    except SignedOut:
        return go("/inloggen", naar=PAGE)
    except TooOften as refusal:
        return answers.page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except Forbidden as refusal:
        return answers.page(t("Dit kan niet"), str(refusal), status=403)
    except files.TooLarge:
        outcome = TooLarge.code
    except (MultiPartException, HTTPException, ClientDisconnect):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)
    except Refused as refusal:
        outcome = refusal.code
    return go(PAGE, foto=outcome)


async def get(request: Request) -> Response:
    """The picture, for who may see the person; for anybody else it does not exist."""
    try:
        found = await run_in_threadpool(read, _read, token_in(request), request.path_params["key"])
    except SignedOut:
        return PlainTextResponse("", 401, files.NO_STORE)
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, files.NO_STORE)
    return files.served(Content("foto.jpg", "image/jpeg", found), inline=True)


ROUTES = [
    Route("/bestanden/foto", put, methods=["POST"]),
    Route("/bestanden/foto/{key}", get, methods=["GET"]),
]


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    photos.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _put(token: str, square: Clean, session: Session) -> None:
    now = datetime.now(UTC)
    photos.put(session, sessions.actor_of(session, token, now=now), square, now=now)


def _read(session: Session, token: str, key: str) -> bytes:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    with using(actor.language):
        return photos.read(session, actor, key, now=now)
