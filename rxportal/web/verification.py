"""The forms of /verificatie: the second factor on the way in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.domain.errors import Refused
from rxportal.services import browsers, passages, recovery_codes, verification
from rxportal.services.verification import Origin, Proven
from rxportal.web import once
from rxportal.web.answers import (
    BROWSER,
    STEP,
    go,
    keep,
    kept,
    passkey_in,
    post,
    typed,
    welcome,
    write,
)
from rxportal.web.requests import address_of, own_path

PAGE = "/verificatie"
NEW_PASSWORD = "/wachtwoord-herstellen/nieuw"  # noqa: S105 - where a reset goes on


async def check(request: Request, form: FormData) -> Response:
    """The pin of the text, or the code of the app."""
    return await _prove(request, form, verification.check, typed(form, "code"))


async def recover(request: Request, form: FormData) -> Response:
    """A code on paper, for who has lost the phone."""
    return await _prove(request, form, verification.recover, typed(form, "herstelcode"))


async def use_passkey(request: Request, form: FormData) -> Response:
    """What the device signed."""
    return await _prove(request, form, verification.use_passkey, passkey_in(form))


async def resend(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """Another text."""
    try:
        await _run(request, verification.resend, address=address_of(request))
    except Refused as refusal:
        return _back(refusal)
    return go(PAGE, melding="sms-verstuurd")


async def scan(request: Request, form: FormData) -> Response:
    """Show the QR code: the pin is right, now or a moment ago."""
    try:
        enrolment = await _run(
            request, verification.scan, typed(form, "code"), _origin(request, form)
        )
    except Refused as refusal:
        return _back(refusal)
    return once.scan(enrolment, action="/auth/verificatie/bevestigen", remembers=True)


async def confirm(request: Request, form: FormData) -> Response:
    """The first code of the app: signed in, with ten codes on paper."""
    made = await run_in_threadpool(recovery_codes.make)
    try:
        proven: Proven = await _run(
            request, verification.confirm, typed(form, "code"), made, _origin(request, form)
        )
    except Refused as refusal:
        return _back(refusal)
    return _enter(once.codes(made, wanted=own_path(proven.wanted)), proven)


ROUTES: list[Route] = [
    post("/auth/verificatie", check),
    post("/auth/verificatie/passkey", use_passkey),
    post("/auth/verificatie/sms", resend),
    post("/auth/verificatie/herstelcode", recover),
    post("/auth/verificatie/app", scan),
    post("/auth/verificatie/bevestigen", confirm),
]


async def _prove(
    request: Request, form: FormData, work: Callable[..., Proven], shown: Any
) -> Response:
    try:
        proven: Proven = await _run(request, work, shown, _origin(request, form))
    except Refused as refusal:
        return _back(refusal)
    if proven.opened is None:
        return go(NEW_PASSWORD)
    return _enter(go(own_path(proven.wanted)), proven)


def _enter(answer: Response, proven: Proven) -> Response:
    if proven.opened:
        welcome(answer, proven.opened)
    if proven.browser:
        keep(answer, BROWSER, proven.browser, seconds=int(browsers.LIVES.total_seconds()))
    return answer


async def _run(request: Request, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """The service, in one transaction in a thread: it may compute a hash."""
    token, now = kept(request, STEP), datetime.now(UTC)

    def job(session: Session) -> Any:
        return work(session, token, *args, now=now, **named)

    return await run_in_threadpool(write, job)


def _origin(request: Request, form: FormData) -> Origin:
    return Origin(
        address=address_of(request),
        browser=request.headers.get("user-agent", ""),
        remember=typed(form, "onthouden") == "ja",
    )


def _back(refusal: Refused) -> Response:
    """To the screen, which says what is the matter; or to the beginning."""
    if isinstance(refusal, passages.Lost):
        return go("/inloggen", fout=refusal.code)
    return go(PAGE, melding=getattr(refusal, "code", ""))
