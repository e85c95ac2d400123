"""Processing runs for programs: what each came to, its lines, and the files for payroll."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from rxportal.db.tables import HourType, RunLine
from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound
from rxportal.domain.run import MODULE
from rxportal.locales import t
from rxportal.overviews.feed import CURSOR, MOST, USUAL, Unclear
from rxportal.overviews.view import SIZE
from rxportal.services import run_files, run_view
from rxportal.services.integrations import Program
from rxportal.services.run_files import Kind
from rxportal.services.run_view import Opened
from rxportal.web import callers, making, runs
from rxportal.web.programs import MOST_ID, Answer, at, number_of, run

SLUG = MODULE


async def one(request: Request) -> Response:
    number = number_of(request)

    def work(session: Session, program: Program, now: datetime) -> Answer:
        return Answer(200, written(run_view.opened(session, program.actor, number, now=now)))

    return await run(request, work)


async def lines(request: Request) -> Response:
    """What each declaration adds, of each kind; ``cursor`` is ``next`` of the part before."""
    number, after = number_of(request), _asked(request, CURSOR, 0, MOST_ID)
    size = _asked(request, SIZE, USUAL, MOST)
    if strange := set(request.query_params) - {CURSOR, SIZE}:
        raise Unclear({name[:60]: t("Dit kennen we hier niet.") for name in strange})

    def work(session: Session, program: Program, now: datetime) -> Answer:
        found = run_view.lines(session, program.actor, number, after=after, most=size + 1, now=now)
        shown = found[:size]
        more = str(shown[-1][0].id) if len(found) > size else None
        return Answer(200, {"rows": [_line(*each) for each in shown], "next": more})

    return await run(request, work)


async def file(request: Request) -> Response:
    """A table, or the timecards as SETU has them in a ZIP."""
    number, ending = number_of(request), request.path_params["kind"]
    if ending not in set(Kind):
        raise NotFound
    kind = Kind(ending)
    made = partial(runs.made, partial(_caller, request), number, kind)
    content = await making.made(made)
    return making.sent(content, runs.named(number, kind), run_files.MEDIA[kind])


ROUTES = [
    at(f"/{SLUG}/{{number:int}}", GET=one),
    at(f"/{SLUG}/{{number:int}}/regels", GET=lines),
    at(f"/{SLUG}/{{number:int}}/bestanden/{{kind}}", GET=file),
]


def written(opened: Opened) -> dict[str, Any]:
    of = opened.run
    return {
        "id": of.id,
        "version": of.version,
        "stage": of.stage.value,
        "starts_on": of.starts_on.isoformat() if of.starts_on else None,
        "ends_on": of.ends_on.isoformat() if of.ends_on else None,
        "client": opened.client or None,
        "cost_centre": opened.cost_centre or None,
        "made_at": of.made_at.isoformat(),
        "final_at": of.final_at.isoformat() if of.final_at else None,
        "declarations": of.declarations,
        "left_out": of.left_out,
        "minutes": of.minutes,
        "cents": of.cents,
        "totals": [
            {
                "hour_type": each.kind.code,
                "setu_code": each.kind.setu_code or None,
                "minutes": each.minutes,
                "quantity": each.quantity,
                "cents": each.cents,
            }
            for each in opened.totals
        ],
    }


def _line(line: RunLine, kind: HourType, number: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "declaration": line.declaration_id,
        "candidate": number,
        "hour_type": kind.code,
        "minutes": line.minutes,
        "quantity": line.quantity,
        "cents": line.cents,
    }


def _caller(request: Request, session: Session, now: datetime) -> Actor:
    return callers.counted(session, request, now=now).actor


def _asked(request: Request, name: str, usual: int, most: int) -> int:
    """Raises ``Unclear``."""
    said = request.query_params.getlist(name)
    if not said:
        return usual
    text = said[0]
    if len(said) > 1 or not (text.isascii() and text.isdecimal() and 0 < int(text[:12]) <= most):
        raise Unclear({name: t("Deze waarde kan hier niet.")})
    return int(text)
