"""The addresses of the API, and what the agency keeps itself: a row, a new one, a changed one.

Lists are in ``web/modules.py``; hours, runs and documents have a module each.
"""

from datetime import datetime

from sqlmodel import Session
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.overviews.modules import MODULES
from rxportal.registers import keeping, programs
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.spec import Register
from rxportal.services.integrations import Program
from rxportal.web import api_documents, api_hours, api_runs, modules
from rxportal.web.programs import (
    ROOT,
    Answer,
    Handler,
    Resource,
    at,
    body_of,
    number_of,
    run,
    version_of,
)


def one(register: Register) -> Handler:
    """A row, with its version as its tag."""

    async def answer(request: Request) -> Response:
        number = number_of(request)

        def work(session: Session, program: Program, _now: datetime) -> Answer:
            row = keeping.find(session, program.actor, register, number)
            return Answer(200, programs.written(session, register, row))

        return await run(request, work)

    return answer


def create(register: Register) -> Handler:
    """A new row; with an ``Idempotency-Key`` once, however often it is asked."""

    async def answer(request: Request) -> Response:
        body = await body_of(request)

        def work(session: Session, program: Program, now: datetime) -> Answer:
            given = programs.given(register, body.found)
            kept = keeping.save(session, program.actor, register, 0, given, now=now)
            found = programs.written(session, register, kept.row)
            return Answer(201, found, f"{ROOT}/{register.slug}/{kept.row.id}")

        return await run(request, work, asked=body.sha256)

    return answer


def change(register: Register) -> Handler:
    """Some fields of a row, if it is still the version that ``If-Match`` names."""

    async def answer(request: Request) -> Response:
        number, seen = number_of(request), version_of(request)
        body = await body_of(request)

        def work(session: Session, program: Program, now: datetime) -> Answer:
            given = programs.given(register, body.found)
            kept = keeping.save(session, program.actor, register, number, given, seen=seen, now=now)
            return Answer(200, programs.written(session, register, kept.row))

        return await run(request, work, asked=body.sha256)

    return answer


ADDS: dict[str, Handler] = {
    **{slug: create(register) for slug, register in REGISTERS.items()},
    api_hours.SLUG: api_hours.create,
    api_documents.SLUG: api_documents.create,
}


class Anything(PathConvertor):
    """Whatever is asked for, a line end in it too."""

    regex = "(?s:.*)"


register_url_convertor("anything", Anything())
ROUTES: list[Route] = [
    at("/openapi.json", GET=modules.described),
    *(
        at(f"/{slug}", GET=modules.listing, **({"POST": ADDS[slug]} if slug in ADDS else {}))
        for slug in dict.fromkeys([*MODULES, *ADDS])
    ),
    *(
        at(f"/{slug}/{{number:int}}", GET=one(register), PATCH=change(register))
        for slug, register in REGISTERS.items()
    ),
    *api_hours.ROUTES,
    *api_runs.ROUTES,
    *api_documents.ROUTES,
    Route("/api/{rest:anything}", Resource({})),
]
