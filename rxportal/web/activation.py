"""From the link in the invitation to an account: a pin by SMS, a password, and in."""

from datetime import UTC, datetime

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.db.tables import LinkKind, Purpose, User
from rxportal.domain.errors import Refused
from rxportal.services import invitations, passages, passwords, sessions
from rxportal.services.links import DeadLink
from rxportal.services.passwords import Demands
from rxportal.services.sign_in import Pending
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
    welcome,
    write,
)
from rxportal.web.requests import address_of, token_in

START, PIN, PASSWORD = "/activeren", "/activeren/pincode", "/activeren/wachtwoord"
LINK = LINKS[LinkKind.ACTIVATE]
_SECONDS = {purpose: int(each.total_seconds()) for purpose, each in passages.LIVES.items()}


async def begin(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """The person who opened the link goes on: a pin is texted. Whoever was signed in here is not
    any more.
    """
    try:
        token = await run_in_threadpool(write, _begin, request, now=datetime.now(UTC))
    except DeadLink:
        return go(START)  # the screen says what is the matter with it
    except Refused as refusal:
        return _told(START, refusal)
    answer = go(PIN)
    keep(answer, STEP, token, seconds=_SECONDS[Purpose.ACTIVATE])
    drop(answer, "rxportal")
    return answer


async def text_again(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """Another text for the same step."""
    try:
        await run_in_threadpool(
            write,
            invitations.text_again,
            kept(request, STEP),
            address=address_of(request),
            now=datetime.now(UTC),
        )
    except Refused as refusal:
        return _told(PIN, refusal)
    return go(PIN, melding="sms-verstuurd")


async def check_pin(request: Request, form: FormData) -> Response:
    """The pin of the text."""
    try:
        await run_in_threadpool(
            write,
            invitations.check_pin,
            kept(request, STEP),
            typed(form, "code"),
            now=datetime.now(UTC),
        )
    except Refused as refusal:
        return _told(PIN, refusal)
    return go(PASSWORD)


async def take_password(request: Request, form: FormData) -> Response:
    """The password, and in; or on to the app, where the agency asks for one."""
    token, chosen = kept(request, STEP), typed(form, "chosen")
    try:
        demands = await run_in_threadpool(
            read, demands_of, token, Purpose.ACTIVATE, now=datetime.now(UTC)
        )
        accepted = await hashed(passwords.accept, chosen, typed(form, "again"), demands)
        opened = await run_in_threadpool(
            write,
            invitations.activate,
            token,
            accepted,
            address=address_of(request),
            browser=request.headers.get("user-agent", ""),
            now=datetime.now(UTC),
        )
    except DeadLink:
        return go(START)
    except Refused as refusal:
        return _told(PASSWORD, refusal)
    if isinstance(opened, Pending):
        answer = go("/verificatie")
        keep(answer, STEP, opened.token, seconds=_SECONDS[Purpose.SIGN_IN])
        drop(answer, LINK)
        return answer
    answer = go("/")
    welcome(answer, opened)
    return answer


async def renew(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """A new invitation, to the same mailbox, for who holds one that has expired."""
    try:
        await run_in_threadpool(
            write,
            invitations.renew,
            kept(request, LINK),
            address=address_of(request),
            now=datetime.now(UTC),
        )
    except DeadLink:
        return go(START)
    return go(START, melding="nieuwe-link")


ROUTES: list[Route] = [
    opens("/activeren/{token}", LINK, screen=START),
    post("/auth/activeren", begin),
    post("/auth/activeren/sms", text_again),
    post("/auth/activeren/pincode", check_pin),
    post("/auth/activeren/wachtwoord", take_password),
    post("/auth/activeren/nieuwe-link", renew),
]


def demands_of(session: Session, token: str, purpose: Purpose, *, now: datetime) -> Demands:
    """What the new password of this passage must live up to. Raises ``Lost``."""
    passage = passages.of(session, token, purpose, proven=True, now=now)
    return passwords.demands_on(session, session.get_one(User, passage.user_id), now=now)


def _begin(session: Session, request: Request, *, now: datetime) -> str:
    sessions.sign_out(session, token_in(request), now=now)
    return invitations.begin(
        session,
        kept(request, LINK),
        address=address_of(request),
        browser=request.headers.get("user-agent", ""),
        now=now,
    )


def _told(screen: str, refusal: Refused) -> Response:
    """Back to the screen of this step, or to the beginning when the step is over."""
    if isinstance(refusal, passages.Lost):
        return go(START, melding=refusal.code)
    return go(screen, melding=refusal.code)
