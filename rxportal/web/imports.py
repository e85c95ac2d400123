"""The form that brings a file to import: a plain form. What comes of it is on the page."""

import io
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

from rxportal.db.engine import reading
from rxportal.domain.errors import Forbidden, NotFound, SignedOut
from rxportal.formats import parcels, tables
from rxportal.formats.parcel import MOST_FILES
from rxportal.locales import t, using
from rxportal.registers import imports, intake
from rxportal.registers.catalogue import IMPORTABLE
from rxportal.registers.imports import LARGEST
from rxportal.registers.papers import LARGEST as LARGEST_PAPERS
from rxportal.registers.papers import PAPERS
from rxportal.services import sessions
from rxportal.services.limits import TooOften
from rxportal.web import answers, files, making
from rxportal.web.answers import go, typed, write
from rxportal.web.requests import token_in

SCREEN = f"/{imports.MODULE}"
_ZIP = b"PK\x03\x04"


async def put(request: Request) -> Response:
    """Look the file through and show what it would do."""
    try:
        return await _keep(request)
    except SignedOut:
        return go("/inloggen", naar=SCREEN)
    except TooOften as refusal:
        return answers.page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except (Forbidden, NotFound) as refusal:
        return answers.page(t("Dit kan niet"), str(refusal), status=403)
    except files.TooLarge:
        return go(SCREEN, melding="te-groot")
    except (MultiPartException, HTTPException, ClientDisconnect):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)


async def _keep(request: Request) -> Response:
    await run_in_threadpool(write, _knock, token_in(request))
    meter = files.Meter(request.receive, LARGEST_PAPERS + files.ENVELOPE)
    asked = Request(request.scope, meter.receive)
    async with asked.form(max_files=MOST_FILES, max_fields=3) as form:
        slug, paid_on = typed(form, "soort")[:60], typed(form, "betaald-op")[:20]
        sent = [each for each in form.getlist("bestand") if isinstance(each, UploadFile)]
        found = [(each.filename or "", await each.read()) for each in sent]
    found = [each for each in found if each[1]]
    if not found:
        return go(SCREEN, soort=slug, melding="leeg")
    name, content = found[0]
    if slug in PAPERS:
        if len(found) > 1 or not content.startswith(_ZIP):
            content = await run_in_threadpool(parcels.packed, found)
        work = partial(_papers, token_in(request), slug, _called(found), content, paid_on)
    elif len(content) > LARGEST:
        raise files.TooLarge
    else:
        work = partial(_looked_through, token_in(request), slug, name, content)
    number = await making.made(work)
    return go(SCREEN, bestand=str(number))


async def template(request: Request) -> Response:
    """The heading a file begins with, for who may import; it says nothing of anybody."""
    register = IMPORTABLE.get(request.query_params.get("soort", ""))
    if register is None:
        return answers.page(t("Dit bestaat niet"), str(NotFound()), status=404)
    head = await run_in_threadpool(intake.template, register)
    out = io.BytesIO()
    tables.write_csv(out, head, [])
    shown = f'attachment; filename="{register.slug.rpartition("/")[2]}.csv"'
    return Response(out.getvalue(), 200, {"content-disposition": shown}, "text/csv; charset=utf-8")


ROUTES = [
    Route("/bestanden/import", put, methods=["POST"]),
    Route("/bestanden/import/voorbeeld.csv", template, methods=["GET"]),
]


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    imports.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _called(found: list[tuple[str, bytes]]) -> str:
    return found[0][0] if len(found) == 1 else t("{n} bestanden", n=len(found))


def _papers(token: str, slug: str, name: str, content: bytes, paid_on: str) -> int:
    """As rows are looked through; of papers that are all right a parcel is kept."""
    now = datetime.now(UTC)
    with reading() as session:
        actor = sessions.actor_of(session, token, now=now)
        with using(actor.language):
            report, parcel = imports.look_through_papers(
                session,
                actor,
                files.store(),
                slug,
                content,
                scanner=files.scanner(),
                paid_on=paid_on,
            )
    keep = partial(imports.keep, store=files.store(), slug=slug, name=name, content=parcel)
    return write(lambda session: keep(session, actor, report=report, now=now))


def _looked_through(token: str, slug: str, name: str, content: bytes) -> int:
    """Read in one transaction, which may take long; written in another, which does not."""
    now = datetime.now(UTC)
    with reading() as session:
        actor = sessions.actor_of(session, token, now=now)
        with using(actor.language):
            report = imports.look_through(session, actor, slug, content)
    keep = partial(imports.keep, store=files.store(), slug=slug, name=name, content=content)
    return write(lambda session: keep(session, actor, report=report, now=now))
