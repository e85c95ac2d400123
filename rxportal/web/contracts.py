"""Contracts over HTTP: their pages and files, and the forms that sign them. A code never travels as
an event.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rxportal.domain.errors import NotFound, Refused, SignedOut
from rxportal.formats import pages
from rxportal.locales import using
from rxportal.services import contracts, sessions, signing, templates
from rxportal.services.limits import TooOften
from rxportal.services.signing import Hand, Signed, Vault, Where
from rxportal.web import files
from rxportal.web.answers import go, passkey_in, post, read, typed, write
from rxportal.web.files import LOCKED, NO_STORE
from rxportal.web.requests import address_of, token_in

LARGEST = 2**31 - 1  # an id in the database
_LONGEST_AGENT = 400  # characters of a User-Agent
Form = Callable[[Session, Any, Where, int, FormData, datetime], None]


async def page(request: Request) -> Response:
    """A page as a picture, for who may see the contract."""
    number = request.path_params["page"]

    def kept(session: Session, actor: Any) -> bytes:
        return contracts.page_of(session, actor, files.store(), _id(request), number)

    def drawn() -> bytes:
        return pages.picture(_as_reader(request, kept), number)

    return await _picture(drawn)


async def sample(request: Request) -> Response:
    """The first page of a template for one placement, before it is offered."""
    numbers = [request.path_params[name] for name in ("template", "placement")]

    def filled(session: Session, actor: Any) -> templates.Filled:
        if not all(0 < each <= LARGEST for each in numbers):
            raise NotFound
        return templates.filled(session, actor, *numbers, now=datetime.now(UTC))

    def drawn() -> bytes:
        return pages.picture(templates.drawn(_as_reader(request, filled)), 1)

    return await _picture(drawn)


async def download(request: Request) -> Response:
    """The PDF: signed and sealed when it is, as it was offered before that."""

    def kept(session: Session, actor: Any) -> contracts.Download:
        return contracts.download(session, actor, files.store(), _id(request))

    try:
        found = await run_in_threadpool(_as_reader, request, kept)
    except SignedOut:
        return go("/inloggen", naar=f"/contracten/{_id(request)}")
    except Refused as refusal:
        return PlainTextResponse(str(refusal), 404, NO_STORE)
    headers = {
        **NO_STORE,
        "content-disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
        "content-security-policy": LOCKED,
        "x-content-type-options": "nosniff",
    }
    return Response(found.content, headers=headers, media_type="application/pdf")


def _hand(form: FormData) -> Hand:
    drawn = typed(form, "tekening") if typed(form, "wijze") == "tekenen" else None
    return Hand(typed(form, "naam"), drawn)


def _keep(
    session: Session,
    actor: Any,
    _where: Where,
    number: int,
    form: FormData,
    now: datetime,
) -> None:
    signing.keep(session, actor, number, _hand(form), now=now)


def _text_me(
    session: Session,
    actor: Any,
    where: Where,
    number: int,
    _form: FormData,
    now: datetime,
) -> None:
    signing.text_me(session, actor, where, number, now=now)


def _sign(
    session: Session, actor: Any, where: Where, number: int, form: FormData, now: datetime
) -> None:
    version = typed(form, "versie")
    asked = Signed(
        version=int(version) if version.isascii() and version.isdecimal() else 0,
        sha256=typed(form, "controlegetal"),
        agreed=typed(form, "akkoord") == "ja",
        hand=_hand(form),
        code=typed(form, "code"),
        passkey=passkey_in(form),
    )
    vault = Vault(files.store(), signing.own_key(session, now=now))
    signing.sign(session, actor, vault, where, number, asked, now=now)


def _post(path: str, work: Form, said: str) -> Route:
    """Whatever is refused is said on the screen of the contract."""

    async def answer(request: Request, form: FormData) -> Response:
        number = typed(form, "contract")
        known = number.isascii() and number.isdecimal() and 0 < int(number[:12]) <= LARGEST
        screen = f"/contracten/{int(number)}" if known else "/contracten"
        try:
            # First what was typed, in a transaction of its own: it stays whatever is refused.
            for each in (_keep, work):
                await run_in_threadpool(
                    partial(write, _as_signer, request, each, int(number) if known else 0, form)
                )
        except SignedOut:
            return go("/inloggen", naar=screen)
        except TooOften:
            raise
        except NotFound:
            return go("/contracten")
        except Refused as refusal:
            return go(screen, melding=refusal.code)
        return go(screen, melding=said)

    return post(f"/auth/contracten/{path}", answer)


ROUTES = [
    Route("/bestanden/contracten/{number:int}/{page:int}", page, methods=["GET"]),
    Route("/bestanden/contracten/{number:int}", download, methods=["GET"]),
    Route("/bestanden/contractsjablonen/{template:int}/{placement:int}", sample, methods=["GET"]),
    _post("pincode", _text_me, "pincode-verstuurd"),
    _post("ondertekenen", _sign, "ondertekend"),
]


async def _picture(drawn: Callable[[], bytes]) -> Response:
    try:
        picture = await run_in_threadpool(drawn)
    except SignedOut:
        return PlainTextResponse("", 401, NO_STORE)
    except Refused as refusal:
        return PlainTextResponse(str(refusal), 404, NO_STORE)
    headers = {**NO_STORE, "content-security-policy": LOCKED, "x-content-type-options": "nosniff"}
    return Response(picture, headers=headers, media_type="image/png")


def _id(request: Request) -> int:
    """Raises ``NotFound`` for what no database has."""
    number: int = request.path_params["number"]
    if not 0 < number <= LARGEST:
        raise NotFound
    return number


def _as_reader(request: Request, work: Callable[..., Any]) -> Any:
    def job(session: Session) -> Any:
        actor = sessions.actor_of(session, token_in(request), now=datetime.now(UTC))
        with using(actor.language):
            return work(session, actor)

    return read(job)


def _as_signer(session: Session, request: Request, work: Form, number: int, form: FormData) -> None:
    now = datetime.now(UTC)
    agent = request.headers.get("user-agent", "")[:_LONGEST_AGENT]
    where = Where(token_in(request), address_of(request), agent)
    actor = sessions.actor_of(session, where.token, now=now)
    with using(actor.language):
        work(session, actor, where, number, form, now)
