"""The agency's colours and logo over HTTP: for anybody, as the sign-in page has them too.

They are one small style sheet over that of the design, so that nothing is compiled anew.
"""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rxportal.domain.brand import Tints, palette
from rxportal.domain.errors import Forbidden, NotFound, Refused, SignedOut
from rxportal.formats import uploads
from rxportal.formats.uploads import Clean, TooLarge
from rxportal.locales import t
from rxportal.services import brand, sessions
from rxportal.services.brand import Faint, Mark, NoColour, Style
from rxportal.services.limits import TooOften
from rxportal.web import answers, files
from rxportal.web.answers import go, read, typed, write
from rxportal.web.files import opened
from rxportal.web.requests import token_in
from rxportal.web.site import IMMUTABLE, REVALIDATE

PAGE = "/beheer/instellingen"
_LONGEST = 40  # characters of a colour that are given back
_TOKENS = {"primary": "primary", "on": "on-primary", "focus": "focus"}
_WIDEST = 2.5  # as high, so that the name has room beside it


async def sheet(request: Request) -> Response:
    """What differs from the design; nothing for who has the portal's own colours and mark."""
    content = written(await run_in_threadpool(read, brand.style)).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"cache-control": REVALIDATE, "etag": etag}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="text/css")


async def logo(request: Request) -> Response:
    """The picture; also for a mail that is read on a page of somebody else."""
    try:
        found = await run_in_threadpool(read, brand.logo, request.path_params["mark"])
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, files.NO_STORE)
    headers = {
        "cache-control": IMMUTABLE,
        "content-security-policy": files.LOCKED,
        "cross-origin-resource-policy": "cross-origin",
    }
    return Response(found, headers=headers, media_type="image/png")


def written(style: Style) -> str:
    """The sheet. It goes before that of the design in either order, and not on paper."""
    light, dark = "", ""
    if style.accent:
        tints = palette(style.accent)
        light, dark = _tokens(tints.light), _tokens(tints.dark)
    if style.light:
        light += _mark(style.light)
        # A logo for the light theme is seen in the dark one too: on white.
        dark += _mark(style.dark) if style.dark else "--logo-ground:#FFF;"
    if not light:
        return ""
    return f"@media screen{{html:root{{{light}}}html.dark:root{{{dark}}}}}"


def _tokens(tints: Tints) -> str:
    named = {_TOKENS.get(key, f"primary-{key}"): value for key, value in asdict(tints).items()}
    return "".join(f"--{key}:{value};" for key, value in named.items())


def _mark(mark: Mark) -> str:
    wide = min(max(mark.ratio, 1 / _WIDEST), _WIDEST)
    return f'--logo:url("{mark.path}");--logo-wide:{wide:.3f};'


async def colour(request: Request, form: FormData) -> Response:
    """Keep the colour; or go back to the field with what was typed."""
    asked = typed(form, "kleur")[:_LONGEST]
    try:
        await run_in_threadpool(write, partial(_colour, token_in(request), asked))
    except SignedOut:
        return go("/inloggen", naar=PAGE)
    except Forbidden as refusal:
        return answers.page(t("Dit kan niet"), str(refusal), status=403)
    except (NoColour, Faint):
        return go(PAGE, kleur=asked)
    return go(PAGE, huisstijl="kleur")


async def put(request: Request) -> Response:
    """Keep the logo of the form, or take it away when none was chosen; then back to the page."""
    outcome = "logo"
    try:
        await run_in_threadpool(write, _knock, token_in(request))
        meter = files.Meter(request.receive)
        async with Request(request.scope, meter.receive).form(max_files=1, max_fields=2) as form:
            file, dark = form.get("logo"), typed(form, "thema") == "donker"
            gone = bool(typed(form, "weg"))
            content = await file.read() if isinstance(file, UploadFile) else b""
        picture = None if gone else await opened(content, uploads.logo)
        await run_in_threadpool(write, partial(_put, token_in(request), picture, dark))
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
    return go(PAGE, huisstijl=outcome)


ROUTES = [
    Route("/huisstijl.css", sheet, methods=["GET"]),
    Route("/huisstijl/{mark}.png", logo, methods=["GET"]),
    answers.post("/huisstijl/kleur", colour),
    Route("/bestanden/logo", put, methods=["POST"]),
]


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    brand.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _colour(token: str, asked: str, session: Session) -> None:
    now = datetime.now(UTC)
    brand.colour(session, sessions.actor_of(session, token, now=now), asked, now=now)


def _put(token: str, picture: Clean | None, dark: bool, session: Session) -> None:  # noqa: FBT001
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    if picture is None:
        brand.remove(session, actor, dark=dark, now=now)
    else:
        brand.put(session, actor, picture, dark=dark, now=now)
