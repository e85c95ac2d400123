"""The forms behind the sign-in page. Plain HTML posts: no password ever travels as an event."""

from datetime import UTC, datetime
from typing import Literal, TypedDict
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.domain.errors import SignedOut
from rxportal.locales import LANGUAGES, t, visitor
from rxportal.services import accounts, sessions
from rxportal.web.requests import address_of, from_our_pages, own_path, token_in

TYPED_COOKIE = "rxportal_email"  # the address that was typed, so that a retry need not type it
YEAR = 365 * 24 * 3600


async def sign_in(request: Request) -> Response:
    """Open a session and go where the person was going, or back to the form."""
    if not from_our_pages(request):
        return _refused()
    form = await request.form()
    email, password, wanted = (_text(form, key) for key in ("email", "password", "naar"))
    try:
        opened = await run_in_threadpool(_open, request, email, password)
    except sessions.WrongCredentials:
        query = urlencode({"fout": "onjuist", **({"naar": wanted} if wanted else {})})
        answer = _go(f"/inloggen?{query}")
        answer.set_cookie(TYPED_COOKIE, quote(email[:254]), max_age=600, **_flags())
        return answer
    answer = _go(own_path(wanted or "/"))
    answer.set_cookie(
        settings().cookie_name,
        opened.token,
        max_age=int(sessions.ABSOLUTE.total_seconds()),
        **_flags(),
    )
    answer.set_cookie(visitor.COOKIE, opened.language, max_age=YEAR, **_flags())
    answer.delete_cookie(TYPED_COOKIE, **_flags())
    return answer


async def sign_out(request: Request) -> Response:
    """End the session, on the server too."""
    if not from_our_pages(request):
        return _refused()
    await run_in_threadpool(_close, token_in(request))
    answer = _go("/inloggen?fout=afgemeld")
    answer.delete_cookie(settings().cookie_name, **_flags())
    return answer


async def choose_language(request: Request) -> Response:
    """Read the portal in another language from here on; kept with the account when signed in."""
    if not from_our_pages(request):
        return _refused()
    form = await request.form()
    language = _text(form, "taal")
    answer = _go(own_path(_text(form, "naar") or "/"))
    if language in LANGUAGES:
        await run_in_threadpool(_keep_language, token_in(request), language)
        answer.set_cookie(visitor.COOKIE, language, max_age=YEAR, **_flags())
    return answer


async def change_password(request: Request) -> Response:
    """Take another password; the current one is asked again."""
    if not from_our_pages(request):
        return _refused()
    form = await request.form()
    current, chosen = _text(form, "current"), _text(form, "chosen")
    try:
        await run_in_threadpool(_change, token_in(request), current, chosen)
    except SignedOut:
        return _go("/inloggen?naar=/wachtwoord-wijzigen")
    except accounts.WrongPassword:
        return _go("/wachtwoord-wijzigen?melding=onjuist")
    except accounts.WeakPassword:
        return _go("/wachtwoord-wijzigen?melding=zwak")
    return _go("/wachtwoord-wijzigen?melding=gewijzigd")


ROUTES = [
    Route("/auth/inloggen", sign_in, methods=["POST"]),
    Route("/auth/afmelden", sign_out, methods=["POST"]),
    Route("/auth/taal", choose_language, methods=["POST"]),
    Route("/auth/wachtwoord", change_password, methods=["POST"]),
]


def _open(request: Request, email: str, password: str) -> sessions.Opened:
    browser = request.headers.get("user-agent", "")
    now = datetime.now(UTC)
    with transaction() as session:
        old = token_in(request)
        opened = sessions.sign_in(
            session, email, password, address=address_of(request), browser=browser, now=now
        )
        if old:
            sessions.sign_out(session, old, now=now)
        return opened


def _close(token: str) -> None:
    with transaction() as session:
        sessions.sign_out(session, token, now=datetime.now(UTC))


def _change(token: str, current: str, chosen: str) -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        actor = sessions.actor_of(session, token, now=now)
        accounts.change_password(
            session, actor, token=token, current=current, chosen=chosen, now=now
        )


def _keep_language(token: str, language: str) -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        try:
            actor = sessions.actor_of(session, token, now=now)
        except SignedOut:
            return  # the cookie alone remembers it
        sessions.choose_language(session, actor, language, now=now)


def _text(form: FormData, key: str) -> str:
    value = form.get(key, "")
    return value if isinstance(value, str) else ""


def _go(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})


def _refused() -> Response:
    sentence = t(
        "Dit formulier kwam niet van het portaal. Ga terug, ververs de pagina en probeer het "
        "opnieuw."
    )
    return PlainTextResponse(sentence, status_code=403)


class _Flags(TypedDict):
    path: str
    httponly: bool
    samesite: Literal["lax"]
    secure: bool


def _flags() -> _Flags:
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": settings().secure}
