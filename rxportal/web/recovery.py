"""A forgotten password: the form that asks for a link, and the steps behind that link."""

from datetime import UTC, datetime

from sqlmodel import Session
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.db.tables import LinkKind, Purpose
from rxportal.domain.errors import Refused
from rxportal.services import passages, passwords, resets, sessions
from rxportal.services.factors import Factor
from rxportal.services.links import DeadLink
from rxportal.web.activation import demands_of
from rxportal.web.answers import (
    LINKS,
    STEP,
    drop,
    go,
    hashed,
    keep,
    kept,
    opens,
    post,
    read,
    typed,
    write,
)
from rxportal.web.requests import address_of, token_in

ASK, START = "/wachtwoord-vergeten", "/wachtwoord-herstellen"
PASSWORD = "/wachtwoord-herstellen/nieuw"  # noqa: S105
LINK = LINKS[LinkKind.RESET]
_LIVES = int(passages.LIVES[Purpose.RESET].total_seconds())


async def ask(request: Request, form: FormData) -> Response:
    """Say that a mail is on its way, and only then look whether it is."""
    now, address = datetime.now(UTC), address_of(request)
    await run_in_threadpool(write, resets.knock, address=address, now=now)
    answer = go(ASK, melding="verstuurd")
    answer.background = BackgroundTask(
        run_in_threadpool, write, resets.ask, typed(form, "email"), address=address, now=now
    )
    return answer


async def begin(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """Go on with the link: to the second factor, or to the new password."""
    try:
        token, factor = await run_in_threadpool(write, _begin, request, now=datetime.now(UTC))
    except DeadLink:
        return go(START)  # the screen says what is the matter with it
    answer = go("/verificatie" if factor else PASSWORD)
    keep(answer, STEP, token, seconds=_LIVES)
    drop(answer, "rxportal")
    return answer


async def take_password(request: Request, form: FormData) -> Response:
    """The new password; then sign in with it."""
    token, chosen = kept(request, STEP), typed(form, "chosen")
    try:
        demands = await run_in_threadpool(
            read, demands_of, token, Purpose.RESET, now=datetime.now(UTC)
        )
        accepted = await hashed(passwords.accept, chosen, typed(form, "again"), demands)
        await run_in_threadpool(
            write,
            resets.finish,
            token,
            accepted,
            address=address_of(request),
            now=datetime.now(UTC),
        )
    except DeadLink:
        return go(START)
    except passages.Lost as lost:
        return go(START, melding=lost.code)
    except Refused as refusal:
        return go(PASSWORD, melding=refusal.code)
    answer = go("/inloggen", fout="hersteld")
    drop(answer, STEP, LINK)
    return answer


ROUTES: list[Route] = [
    opens("/wachtwoord-herstellen/{token}", LINK, screen=START),
    post("/auth/wachtwoord-vergeten", ask),
    post("/auth/wachtwoord-herstellen", begin),
    post("/auth/wachtwoord-herstellen/nieuw", take_password),
]


def _begin(session: Session, request: Request, *, now: datetime) -> tuple[str, Factor | None]:
    """Whoever was signed in here is not any more."""
    sessions.sign_out(session, token_in(request), now=now)
    return resets.begin(
        session,
        kept(request, LINK),
        address=address_of(request),
        browser=request.headers.get("user-agent", ""),
        now=now,
    )
