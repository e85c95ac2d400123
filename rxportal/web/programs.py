"""What every resource of the API shares: who asks, how often, what was sent, and what is answered.

Only a token opens what is here: no cookie is looked at.
"""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from rxportal.db.tables import ApiAnswer
from rxportal.domain.errors import NotFound, Refused
from rxportal.locales import t
from rxportal.services import integrations
from rxportal.services.integrations import Program
from rxportal.web import answers, callers, problems
from rxportal.web.files import Meter, TooLarge
from rxportal.web.problems import NO_STORE, problem

ROOT = "/api/v1"
LARGEST = 64 * 1024  # bytes of a body
MOST_ID = 2**31 - 1
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_VERSION = re.compile(r'"([0-9]{1,9})"')
Work = Callable[[Session, Program, datetime], "Answer"]
_T = TypeVar("_T")
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Answer:
    """``version`` is that of the row, for its tag; 0 where it has none."""

    status: int
    found: dict[str, Any]
    location: str = ""

    @property
    def version(self) -> int:
        return int(self.found.get("version", 0))


@dataclass(frozen=True)
class Body:
    found: object
    sha256: str


class KeyUsed(Refused):
    """The same ``Idempotency-Key`` with another request."""


class Stop(Exception):
    """The request goes no further; ``answer`` says why."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


class Resource:
    """An address, and what answers each method there; any other is 405 and hears which do.

    Where nothing does, nothing is.
    """

    def __init__(self, methods: Mapping[str, Handler]) -> None:
        self._methods = dict(methods)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = "GET" if scope["method"] == "HEAD" else scope["method"]
        handler = self._methods.get(asked)
        request = Request(scope, receive)
        try:
            answer = await handler(request) if handler else self._refusal()
        except Stop as stop:
            answer = stop.answer
        except Refused as refusal:
            answer = problems.told(refusal)
        except ClientDisconnect:
            answer = problem(400, t("Dit verzoek is niet compleet."))
        await answer(scope, receive, send)

    def _refusal(self) -> Response:
        if not self._methods:
            return problems.told(NotFound())
        allowed = [*(["HEAD"] if "GET" in self._methods else []), *self._methods]
        return problem(405, t("Dat kan hier niet."), {"Allow": ", ".join(sorted(allowed))})


def at(path: str, **methods: Handler) -> Route:
    """``at("/declaraties/{number:int}", GET=one)``."""
    return Route(f"{ROOT}{path}", Resource(methods))


async def run(request: Request, work: Work, *, asked: str = "", counted: bool = True) -> Response:
    """Do it in one transaction, as the program that names itself. ``asked`` is what was asked: then
    an ``Idempotency-Key`` is looked at, under which it is done once.
    """
    answer = await done(request, _once_under(request, asked, work), counted=counted)
    headers = dict(NO_STORE)
    if answer.version:
        headers["ETag"] = f'"{answer.version}"'
    if answer.location:
        headers["Location"] = answer.location
    body = json.dumps(answer.found, ensure_ascii=False)
    return Response(body, answer.status, headers, "application/json")


async def done(
    request: Request, work: Callable[[Session, Program, datetime], _T], *, counted: bool = True
) -> _T:
    """What the work gives. Raises ``Refused`` and ``Stop``."""
    now = datetime.now(UTC)

    def job(session: Session) -> _T:
        who = callers.counted if counted else callers.program_of
        return work(session, who(session, request, now=now), now)

    try:
        return await run_in_threadpool(answers.write, job)
    except KeyUsed as refusal:
        raise Stop(problem(422, str(refusal))) from None
    except IntegrityError:  # the same key at the same moment
        raise Stop(problem(409, t("Dit verzoek loopt al. Vraag het zo opnieuw."))) from None


async def body_of(request: Request) -> Body:
    """The JSON that was sent. Raises ``Stop``."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Stop(problem(415, t("Stuur application/json.")))
    try:
        content = await Request(request.scope, Meter(request.receive, LARGEST).receive).body()
        found = json.loads(content, parse_constant=_no_number)
    except TooLarge:
        raise Stop(problem(413, t("Dit is meer dan 64 KB."))) from None
    except (ValueError, RecursionError):
        raise Stop(problem(400, t("Dit is geen JSON."))) from None
    return Body(found, fingerprint(request, content))


def fingerprint(request: Request, *parts: bytes) -> str:
    """By which a request is known again: its address, the version it is about, what was sent."""
    match = request.headers.get("if-match", "").encode()
    digest = hashlib.sha256()
    for part in (request.url.path.encode(), match, *parts):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def version_of(request: Request) -> int:
    """The version that was read. Raises ``Stop``."""
    seen = _VERSION.fullmatch(request.headers.get("if-match", ""))
    if seen is None:
        raise Stop(problem(428, t('Stuur in If-Match de versie die je las, zoals "3".')))
    return int(seen[1])


def day_of(sent: str) -> date | None:
    """A day as ISO 8601 has it, in the one form that the description names."""
    try:
        return date.fromisoformat(sent) if _ISO.fullmatch(sent) else None
    except ValueError:
        return None


def number_of(request: Request) -> int:
    """The id in the address; one that nobody has for what is too large to be one."""
    number: int = request.path_params["number"]
    return number if 0 < number <= MOST_ID else MOST_ID


def _no_number(said: str) -> float:
    """``NaN`` and ``Infinity`` are no JSON."""
    raise ValueError(said)


def _once_under(request: Request, asked: str, work: Work) -> Work:
    key = request.headers.get("idempotency-key") if asked else None
    if key is None:
        return work
    if not _KEY.fullmatch(key):
        raise Stop(problem(400, t("Een Idempotency-Key heeft 1 tot 255 zichtbare tekens.")))
    return partial(_once, key, asked, work)


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
