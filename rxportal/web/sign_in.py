"""The forms behind the sign-in page. Plain HTML posts: no password ever travels as an event."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.db.tables import User
from rxportal.domain.errors import SignedOut
from rxportal.locales import LANGUAGES, visitor
from rxportal.services import accounts, browsers, passwords, sessions
from rxportal.services import sign_in as door
from rxportal.services.passwords import Accepted, DifferentPasswords, WeakPassword
from rxportal.web.answers import (
    BROWSER,
    LINKS,
    STEP,
    YEAR,
    drop,
    flags,
    go,
    hashed,
    keep,
    kept,
    post,
    typed,
    welcome,
    write,
)
from rxportal.web.requests import address_of, own_path, token_in

TYPED_COOKIE = "rxportal_email"  # the address that was typed, so that a retry need not type it
KNOWN_COOKIE = "rxportal-bekend"  # a browser that signed in before, see ``services/sign_in.py``
REMEMBERED = 180 * 24 * 3600
# What a browser forgets of somebody who left, pages to go back to as well; not which language.
LEFT_BEHIND = '"cache", "storage"'
SLOW_SECONDS = 2.0  # how long strangers wait while somebody floods the door


async def sign_in(request: Request, form: FormData) -> Response:
    """Open a session and go where the person was going, or on to the second factor."""
    email, password = typed(form, "email"), typed(form, "password")
    wanted = _wanted(request, form)
    try:
        opened, acquaintance, remembered = await _open(request, email, password, wanted)
    except door.WrongCredentials as refusal:
        answer = go("/inloggen", fout=refusal.code, naar="" if wanted == "/" else wanted)
        answer.set_cookie(TYPED_COOKIE, quote(email[:254]), max_age=600, **flags())
        return answer
    if isinstance(opened, door.Pending):
        answer = go("/verificatie")
        keep(answer, STEP, opened.token, seconds=600)
        drop(answer, "rxportal")
    else:
        answer = go(wanted)
        welcome(answer, opened)
        if remembered:
            keep(answer, BROWSER, remembered, seconds=int(browsers.LIVES.total_seconds()))
    keep(answer, KNOWN_COOKIE, acquaintance, seconds=REMEMBERED)
    answer.delete_cookie(TYPED_COOKIE, **flags())
    return answer


def _wanted(request: Request, form: FormData) -> str:
    """Where the person was going. Who is quick sends the form before the page has filled that in;
    the address of the page, which the browser names, has it too.
    """
    asked = parse_qs(urlsplit(request.headers.get("referer", "")).query).get("naar", [""])
    return own_path(typed(form, "naar") or asked[0] or "/")


async def sign_out(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """End the session, on the server too."""
    now = datetime.now(UTC)
    await run_in_threadpool(write, sessions.sign_out, token_in(request), now=now)
    answer = go("/inloggen", fout="afgemeld")
    answer.headers["Clear-Site-Data"] = LEFT_BEHIND
    drop(answer, "rxportal", STEP, *LINKS.values())
    return answer


async def choose_language(request: Request, form: FormData) -> Response:
    """Read the portal in another language from here on; kept with the account when signed in."""
    language = typed(form, "taal")
    answer = go(own_path(typed(form, "naar") or "/"))
    if language in LANGUAGES:
        await run_in_threadpool(_keep_language, token_in(request), language)
        answer.set_cookie(visitor.COOKIE, language, max_age=YEAR, **flags())
    return answer


async def change_password(request: Request, form: FormData) -> Response:
    """Take another password; the current one is asked again."""
    current, chosen = typed(form, "current"), typed(form, "chosen")
    token, now = token_in(request), datetime.now(UTC)
    try:
        stored, demands = await run_in_threadpool(write, _current, token, now=now)
        right = await hashed(passwords.matches, current, stored)
        accepted = (
            await hashed(passwords.accept, chosen, typed(form, "again"), demands) if right else None
        )
        await run_in_threadpool(
            write, _change, token, stored, right, accepted, address_of(request), now=now
        )
    except SignedOut:
        return go("/inloggen", naar="/wachtwoord-wijzigen")
    except (accounts.WrongPassword, WeakPassword, DifferentPasswords) as refusal:
        return go("/wachtwoord-wijzigen", melding=refusal.code)
    return go("/wachtwoord-wijzigen", melding="gewijzigd")


ROUTES: list[Route] = [
    post("/auth/inloggen", sign_in),
    post("/auth/afmelden", sign_out),
    post("/auth/taal", choose_language),
    post("/auth/wachtwoord", change_password),
]


async def _open(
    request: Request, email: str, password: str, wanted: str
) -> tuple[sessions.Opened | door.Pending, str, str]:
    address, now = address_of(request), datetime.now(UTC)
    found = await run_in_threadpool(
        write,
        door.knock,
        email,
        address=address,
        acquaintance=kept(request, KNOWN_COOKIE),
        now=now,
    )
    right = await hashed(passwords.matches, password, found.stored)
    newer = ""
    if right and not found.closed and passwords.is_old(found.stored):
        newer = await hashed(passwords.digest, password)
    if found.slow:
        await asyncio.sleep(SLOW_SECONDS)
    return await run_in_threadpool(
        write,
        _enter,
        found,
        token_in(request),
        right=right,
        newer=newer,
        wanted=wanted,
        address=address,
        browser=request.headers.get("user-agent", ""),
        browser_token=kept(request, BROWSER),
        now=now,
    )


def _enter(
    session: Session, found: door.Door, old: str, *, browser_token: str, now: datetime, **shown: Any
) -> tuple[sessions.Opened | door.Pending, str, str]:
    """The session of this browser before, whoever's it was, ends with the new one."""
    opened = door.enter(session, found, browser_token=browser_token, now=now, **shown)
    if old:
        sessions.sign_out(session, old, now=now)
    user = session.get_one(User, found.user_id)
    remembered = browsers.renew(session, user, browser_token, now=now)
    return opened, door.acquaint(user), remembered


def _current(session: Session, token: str, *, now: datetime) -> tuple[str, passwords.Demands]:
    actor = sessions.actor_of(session, token, now=now)
    user = session.get_one(User, actor.user_id)
    stored = accounts.stored_password(session, actor, now=now)
    return stored, passwords.demands_on(session, user, now=now)


def _change(
    session: Session,
    token: str,
    stored: str,
    right: bool,  # noqa: FBT001
    accepted: Accepted | None,
    address: str,
    *,
    now: datetime,
) -> None:
    actor = sessions.actor_of(session, token, now=now)
    accounts.change_password(
        session,
        actor,
        token=token,
        stored=stored,
        right=right,
        accepted=accepted,
        address=address,
        now=now,
    )


def _keep_language(token: str, language: str) -> None:
    now = datetime.now(UTC)
    try:
        write(_choose, token, language, now=now)
    except SignedOut:
        return  # the cookie alone remembers it


def _choose(session: Session, token: str, language: str, *, now: datetime) -> None:
    actor = sessions.actor_of(session, token, now=now)
    sessions.choose_language(session, actor, language, now=now)
