"""The forms that make a token or a webhook: plain forms, whose answer shows the secret once."""

from datetime import UTC, date, datetime

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.domain.errors import Refused, SignedOut
from rxportal.locales import using
from rxportal.services import integrations, sessions, webhooks
from rxportal.services.integrations import SCOPES
from rxportal.services.webhooks import EVENTS
from rxportal.web import once
from rxportal.web.answers import go, post, row_number, typed, write
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


async def listen(request: Request, form: FormData) -> Response:
    """A webhook, or a new secret for one: it is on the page that answers, and nowhere after it."""
    try:
        secret = await run_in_threadpool(write, _listen, token_in(request), form)
    except SignedOut:
        return go("/inloggen", naar=SCREEN)
    except Refused as refusal:
        return go(SCREEN, melding=refusal.code or "webhook-onvolledig", adres=typed(form, "adres"))
    return once.webhook(secret, wanted=SCREEN)


ROUTES: list[Route] = [post("/auth/koppelingen", make), post("/auth/webhooks", listen)]


def _make(session: Session, token: str, form: FormData) -> str:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    chosen = [scope for scope in SCOPES if typed(form, f"mag-{scope}")]
    with using(actor.language):
        return integrations.make(
            session, actor, typed(form, "naam"), chosen, _day(typed(form, "tot")), now=now
        )


def _listen(session: Session, token: str, form: FormData) -> str:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    chosen = [event for event in EVENTS if typed(form, f"over-{event}")]
    with using(actor.language):
        if number := row_number(typed(form, "webhook")):
            return webhooks.renew(session, actor, number, now=now)
        owner = row_number(typed(form, "koppeling"))
        return webhooks.make(session, actor, owner, typed(form, "adres"), chosen, now=now)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise integrations.Unfit from None
