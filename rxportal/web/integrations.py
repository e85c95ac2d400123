"""The form that makes a token: a plain form, whose answer shows it once."""

from datetime import UTC, date, datetime

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.domain.errors import Refused, SignedOut
from rxportal.locales import using
from rxportal.services import integrations, sessions
from rxportal.services.integrations import SCOPES
from rxportal.web import once
from rxportal.web.answers import go, post, typed, write
from rxportal.web.requests import token_in

SCREEN = "/beheer/koppelingen"


async def make(request: Request, form: FormData) -> Response:
    """The token is on the page that answers, and nowhere after it."""
    try:
        token = await run_in_threadpool(write, _make, token_in(request), form)
    except SignedOut:
        return go("/inloggen", naar=SCREEN)
    except Refused as refusal:
        return go(
            SCREEN, melding=refusal.code or "koppeling-onvolledig", naam=typed(form, "naam")[:80]
        )
    return once.token(token, wanted=SCREEN)


ROUTES: list[Route] = [post("/auth/koppelingen", make)]


def _make(session: Session, token: str, form: FormData) -> str:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    chosen = [scope for scope in SCOPES if typed(form, f"mag-{scope}")]
    with using(actor.language):
        return integrations.make(
            session, actor, typed(form, "naam"), chosen, _day(typed(form, "tot")), now=now
        )


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise integrations.Unfit from None
