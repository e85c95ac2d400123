"""What the agency keeps, for programs: one row, a new one, a changed one.

Lists are in ``web/modules.py``. Only a token opens what is here: no cookie is looked at.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.db.tables import ApiAnswer
from rxportal.domain.errors import NotFound, Refused
from rxportal.locales import t
from rxportal.registers import keeping, programs
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.spec import Register
from rxportal.services import integrations
from rxportal.services.integrations import Program
from rxportal.web import answers, problems
from rxportal.web.callers import program_of
from rxportal.web.files import Meter, TooLarge
from rxportal.web.problems import NO_STORE, problem

LARGEST = 64 * 1024  # bytes of a body
MOST_ID = 2**31 - 1
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_VERSION = re.compile(r'"([0-9]{1,9})"')
Work = Callable[[Session, Program, datetime], "Answer"]


@dataclass(frozen=True)
class Answer:
    status: int
    found: dict[str, Any]
    location: str = ""


class KeyUsed(Refused):
    """The same ``Idempotency-Key`` with another request."""


async def one(request: Request) -> Response:
    """A row, with its version as its tag."""
    register, number = _register(request), _number(request)
    if register is None:
        return problems.told(NotFound())

    def work(session: Session, program: Program, _now: datetime) -> Answer:
        row = keeping.find(session, program.actor, register, number)
        return Answer(200, programs.written(session, register, row))

    return await _run(request, work)


async def create(request: Request) -> Response:
    """A new row; with an ``Idempotency-Key`` once, however often it is asked."""
    register = _register(request)
    if register is None:
        return problems.told(NotFound())
    body = await _body(request)
    if isinstance(body, Response):
        return body
    key = request.headers.get("idempotency-key", "")
    if key and not _KEY.fullmatch(key):
        return problem(400, t("Een Idempotency-Key heeft 1 tot 255 zichtbare tekens."))

    def work(session: Session, program: Program, now: datetime) -> Answer:
        given = programs.given(register, body.found)
        kept = keeping.save(session, program.actor, register, 0, given, now=now)
        found = programs.written(session, register, kept.row)
        return Answer(201, found, f"/api/v1/{register.slug}/{kept.row.id}")

    return await _run(request, partial(_once, key, body.sha256, work) if key else work)


async def change(request: Request) -> Response:
    """Some fields of a row, if it is still the version that ``If-Match`` names."""
    register, number = _register(request), _number(request)
    if register is None:
        return problems.told(NotFound())
    seen = _VERSION.fullmatch(request.headers.get("if-match", ""))
    if seen is None:
        return problem(428, t('Stuur in If-Match de versie die je las, zoals "3".'))
    body = await _body(request)
    if isinstance(body, Response):
        return body

    def work(session: Session, program: Program, now: datetime) -> Answer:
        given = programs.given(register, body.found)
        kept = keeping.save(
            session, program.actor, register, number, given, seen=int(seen[1]), now=now
        )
        return Answer(200, programs.written(session, register, kept.row))

    return await _run(request, work)


ROUTES = [
    Route("/api/v1/{register:path}/{number:int}", one, methods=["GET"]),
    Route("/api/v1/{register:path}/{number:int}", change, methods=["PATCH"]),
    Route("/api/v1/{register:path}", create, methods=["POST"]),
]


@dataclass(frozen=True)
class _Body:
    found: object
    sha256: str


async def _body(request: Request) -> _Body | Response:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return problem(415, t("Stuur application/json."))
    try:
        content = await Request(request.scope, Meter(request.receive, LARGEST).receive).body()
        sha256 = hashlib.sha256(request.url.path.encode() + b"\0" + content).hexdigest()
        return _Body(json.loads(content), sha256)
    except TooLarge:
        return problem(413, t("Dit is meer dan 64 KB."))
    except (ValueError, RecursionError):
        return problem(400, t("Dit is geen JSON."))


async def _run(request: Request, work: Work) -> Response:
    now = datetime.now(UTC)

    def job(session: Session) -> Answer:
        program = program_of(session, request, now=now)
        integrations.count(session, program, now=now)
        return work(session, program, now)

    try:
        answer = await run_in_threadpool(answers.write, job)
    except KeyUsed as refusal:
        return problem(422, str(refusal))
    except Refused as refusal:
        return problems.told(refusal)
    except IntegrityError:  # the same key at the same moment
        return problem(409, t("Dit verzoek loopt al. Vraag het zo opnieuw."))
    headers = {**NO_STORE, "ETag": f'"{answer.found["version"]}"'}
    if answer.location:
        headers["Location"] = answer.location
    body = json.dumps(answer.found, ensure_ascii=False)
    return Response(body, answer.status, headers, "application/json")


def _once(
    key: str, asked: str, work: Work, session: Session, program: Program, now: datetime
) -> Answer:
    """The answer that was given before to the same request under this key."""
    before = session.get(ApiAnswer, (program.id, key))
    if before is not None and now - before.at < integrations.REMEMBERED:
        if before.asked != asked:
            raise KeyUsed(t("Deze Idempotency-Key hoort al bij een ander verzoek."))
        found = json.loads(before.body)
        return Answer(before.status, found["found"], found["location"])
    if before is not None:
        session.delete(before)
        session.flush()
    answer = work(session, program, now)
    kept = json.dumps({"found": answer.found, "location": answer.location})
    session.add(
        ApiAnswer(
            integration_id=program.id, key=key, asked=asked, status=answer.status, body=kept, at=now
        )
    )
    session.flush()
    return answer


def _register(request: Request) -> Register | None:
    return REGISTERS.get(request.path_params["register"])


def _number(request: Request) -> int:
    number: int = request.path_params["number"]
    return number if 0 < number <= MOST_ID else MOST_ID
