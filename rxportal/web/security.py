"""The forms of /mijn-gegevens/beveiliging: proof, second factor, codes, number and address."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.db.tables import PinPurpose
from rxportal.domain.errors import Refused, SignedOut
from rxportal.locales import using
from rxportal.services import accounts, passwords, recovery_codes, security, sessions, step_up
from rxportal.services.limits import TooOften
from rxportal.services.security import Here
from rxportal.web import once
from rxportal.web.answers import go, hashed, passkey_in, post, row_number, typed, write
from rxportal.web.answers import welcome as put_session
from rxportal.web.requests import address_of, token_in

PAGE = "/mijn-gegevens/beveiliging"
BACK = {"bankrekening": "/mijn-gegevens?tab=bankrekening"}  # who asked for the proof
_PRIVACY = re.compile(r"privacy(?:-([1-9][0-9]{0,8}))?")  # of oneself, or of a candidate
Answer = Callable[[Request, FormData], Awaitable[Response]]


async def prove(request: Request, form: FormData) -> Response:
    """The password, with a code or a passkey: the session goes on under another token."""
    token, now = token_in(request), datetime.now(UTC)
    stored = await run_in_threadpool(write, _stored, token, now=now)
    right = await hashed(passwords.matches, typed(form, "password"), stored)
    opened = await run_in_threadpool(
        write,
        _prove,
        token,
        stored=stored,
        right=right,
        code=typed(form, "code"),
        passkey=passkey_in(form),
        address=address_of(request),
        now=now,
    )
    answer = go(back_of(typed(form, "naar")))
    put_session(answer, opened)
    return answer


async def scan(request: Request, form: FormData) -> Response:
    """The QR code, shown once."""
    enrolment = await _run(request, security.scan, typed(form, "code"))
    return once.scan(enrolment, action="/auth/beveiliging/app/bevestigen", remembers=False)


async def use_app(request: Request, form: FormData) -> Response:
    """The first code of the app is right: ten codes on paper."""
    made = await run_in_threadpool(recovery_codes.make)
    await _run(request, security.use_app, typed(form, "code"), made)
    return once.codes(made, wanted=f"{PAGE}?melding=app-aan")


async def add_passkey(request: Request, form: FormData) -> Response:
    """The device made a passkey; who had no codes on paper gets ten."""
    made = await run_in_threadpool(recovery_codes.make)
    taken = await _run(request, security.add_passkey, passkey_in(form), typed(form, "naam"), made)
    if taken:
        return once.codes(made, wanted=f"{PAGE}?melding=passkey-gemaakt")
    return go(PAGE, melding="passkey-gemaakt")


async def remove_passkey(request: Request, form: FormData) -> Response:
    await _run(request, security.remove_passkey, row_number(typed(form, "passkey")))
    return go(PAGE, melding="passkey-weg")


async def new_codes(request: Request, form: FormData) -> Response:  # noqa: ARG001
    made = await run_in_threadpool(recovery_codes.make)
    await _run(request, security.new_codes, made)
    return once.codes(made, wanted=PAGE)


def _asks(purpose: PinPurpose) -> Answer:
    """Text a pin to the number on file."""

    async def answer(request: Request, form: FormData) -> Response:  # noqa: ARG001
        await _run(request, security.text_me, purpose)
        return go(PAGE)

    return answer


def _takes(work: Callable[..., Any], field: str, said: str = "") -> Answer:
    """Hand one field of the form to a service, then say what came of it."""

    async def answer(request: Request, form: FormData) -> Response:
        await _run(request, work, *([typed(form, field)] if field else []))
        return go(PAGE, melding=said)

    return answer


def _post(path: str, answer: Answer) -> Route:
    """Whatever is refused is said on the screen one came from."""

    async def guarded(request: Request, form: FormData) -> Response:
        try:
            return await answer(request, form)
        except SignedOut:
            return go(f"/inloggen?naar={quote(PAGE, safe='')}")
        except TooOften:
            raise
        except Refused as refusal:
            return go(PAGE, melding=getattr(refusal, "code", ""), naar=_asked_by(form))

    return post(f"/auth/beveiliging{path}", guarded)


def _asked_by(form: FormData) -> str:
    given = typed(form, "naar")
    return given if back_of(given) != PAGE else ""


def back_of(asked_by: str) -> str:
    """Where who asked for the proof goes on."""
    if found := _PRIVACY.fullmatch(asked_by):
        return privacy_page(int(found[1] or 0))
    return BACK.get(asked_by, PAGE)


def privacy_page(candidate_id: int) -> str:
    """What is known of oneself; or, for the agency, of a candidate."""
    asked = f"?kandidaat={candidate_id}" if candidate_id else ""
    return f"/mijn-gegevens/privacy{asked}"


ROUTES: list[Route] = [
    _post("", prove),
    _post("/sms", _asks(PinPurpose.STEP_UP)),
    _post("/sms/bevestigen", _takes(security.use_sms, "code", "sms-aan")),
    _post("/app", _asks(PinPurpose.ENROL)),
    _post("/app/scan", scan),
    _post("/app/bevestigen", use_app),
    _post("/uit", _takes(security.use_nothing, "", "uit")),
    _post("/passkey", add_passkey),
    _post("/passkey/verwijderen", remove_passkey),
    _post("/herstelcodes", new_codes),
    _post("/nummer", _takes(security.ask_number, "nummer")),
    _post("/nummer/bevestigen", _takes(security.take_number, "code", "nummer-gewijzigd")),
    _post("/adres", _takes(security.ask_address, "adres")),
    _post("/adres/bevestigen", _takes(security.take_address, "code", "adres-gewijzigd")),
]


async def _run(request: Request, work: Callable[..., Any], *args: Any) -> Any:
    """The service as the signed-in actor, in one transaction in a thread."""
    here, now = Here(token_in(request), address_of(request)), datetime.now(UTC)

    def job(session: Session) -> Any:
        actor = sessions.actor_of(session, here.token, now=now)
        with using(actor.language):
            return work(session, actor, here, *args, now=now)

    return await run_in_threadpool(partial(write, job))


def _stored(session: Session, token: str, *, now: datetime) -> str:
    actor = sessions.actor_of(session, token, now=now)
    return accounts.stored_password(session, actor, now=now)


def _prove(session: Session, token: str, *, now: datetime, **shown: Any) -> sessions.Opened:
    actor = sessions.actor_of(session, token, now=now)
    return step_up.prove(session, actor, token=token, now=now, **shown)
