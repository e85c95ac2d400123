"""Every module over HTTP: as a file to keep, and as JSON for a program."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from rxportal.db.engine import reading, transaction
from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound, Refused, SignedOut
from rxportal.domain.zone import today
from rxportal.locales import t, using
from rxportal.overviews import feed, files
from rxportal.overviews.files import Kind
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import Overview
from rxportal.services import sessions
from rxportal.services.limits import TooOften
from rxportal.web import callers, making, openapi, problems
from rxportal.web.answers import page
from rxportal.web.problems import NO_STORE
from rxportal.web.requests import token_in


async def export(request: Request) -> Response:
    """What the list shows, as a file. Nobody's rows but the reader's own."""
    slug, _, ending = request.path_params["file"].partition(".")
    overview = MODULES.get(slug)
    if overview is None or ending not in set(Kind):
        return page(t("Dit bestaat niet"), str(NotFound()), status=404)
    kind = Kind(ending)
    try:
        work = partial(_export, request, overview, kind)
        file, name = await making.made(work)
    except SignedOut:
        return RedirectResponse("/inloggen", 303, NO_STORE)
    except NotFound as refusal:
        return page(t("Dit bestaat niet"), str(refusal), status=404)
    except TooOften as refusal:
        return page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except Refused as refusal:
        return page(t("Dit kan niet"), str(refusal), status=403)
    return making.sent(file, name, files.MEDIA[kind])


async def listing(request: Request) -> Response:
    """A page of rows as JSON; the query says the same as that of the screen."""
    overview = MODULES.get(request.url.path.removeprefix("/api/v1/"))
    if overview is None:
        return problems.told(NotFound())
    try:
        found = await run_in_threadpool(_listed, request, overview)
    except Refused as refusal:
        return problems.told(refusal)
    return _json(found)


async def described(request: Request) -> Response:  # noqa: ARG001
    return _json(openapi.document(MODULES.values()))


ROUTES = [
    Route("/export/{file:path}", export, methods=["GET"]),
    Route("/api/v1/openapi.json", described, methods=["GET"]),
    Route("/api/v1/{module:path}", listing, methods=["GET"]),
]


def _export(request: Request, overview: Overview, kind: Kind) -> tuple[BinaryIO, str]:
    """The file, at its beginning, and its name."""
    now = datetime.now(UTC)
    with transaction() as session:
        actor = sessions.actor_of(session, token_in(request), now=now)
        with using(actor.language):
            files.begin(session, actor, overview, kind, now=now)

    def write(file: BinaryIO) -> None:
        with reading() as session, using(actor.language):
            files.write(session, actor, overview, request.query_params, kind, file, now=now)

    return making.spooled(write), f"{overview.slug.rpartition('/')[2]}-{today(now)}.{kind.value}"


def _listed(request: Request, overview: Overview) -> dict[str, Any]:
    now = datetime.now(UTC)
    if callers.bearer(request):
        with transaction() as session:
            callers.counted(session, request, now=now)
    with reading() as session:
        actor: Actor = callers.actor_of(session, request, now=now)
        with using(actor.language):
            said = request.query_params.multi_items()
            return feed.listed(session, actor, overview, said, now=now)


def _json(found: Any, status: int = 200) -> Response:
    """Days and moments as ISO 8601 says; an amount as a text, so that no cent is rounded off."""
    body = json.dumps(found, default=_in_words, ensure_ascii=False)
    return Response(body, status, NO_STORE, "application/json")


def _in_words(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else value.isoformat()
