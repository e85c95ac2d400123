"""Documents over HTTP: a plain form puts one in, a link gets it out. Never an event."""

from datetime import UTC, date, datetime
from functools import partial
from urllib.parse import quote

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rxportal.domain.errors import Forbidden, NotFound, Refused, SignedOut
from rxportal.formats import uploads
from rxportal.formats.uploads import Clean, TooLarge
from rxportal.locales import t, using
from rxportal.services import documents, sessions
from rxportal.services.documents import Wish
from rxportal.services.files import Content
from rxportal.services.limits import TooOften
from rxportal.services.scanning import Gone, Held
from rxportal.web import answers, files
from rxportal.web.answers import go, read, typed, write
from rxportal.web.requests import token_in

FORM, LIST = "/documenten/toevoegen", "/documenten"
UNFIT = "ongeldig"  # for a refusal that no screen of ours brings about
_LONGEST_NUMBER = 20
# A reader draws its own buttons around a PDF; nothing in the file itself runs or is fetched.
_SHOWN = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


async def put(request: Request) -> Response:
    """Keep the file of the form; then on to the document, or back to what is wrong."""
    try:
        await run_in_threadpool(write, _knock, token_in(request))
        async with files.sent(request) as form:
            return await _keep(request, form)
    except SignedOut:
        return go(f"/inloggen?naar={quote(FORM, safe='')}")
    except TooOften as refusal:
        return answers.page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except Forbidden as refusal:
        return answers.page(t("Dit kan niet"), str(refusal), status=403)
    except TooLarge:
        return go(FORM, soort=str(_kind(request) or ""), melding=TooLarge.code)
    except (MultiPartException, HTTPException, ClientDisconnect):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)


async def get(request: Request) -> Response:
    """The file, for who may see the document; for anybody else it does not exist."""
    try:
        found = await run_in_threadpool(read, _read, token_in(request), request.path_params["key"])
    except SignedOut:
        return go(f"/inloggen?naar={quote(request.url.path, safe='')}")
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, files.NO_STORE)
    except (Held, Gone) as refusal:
        return files.not_served(refusal)
    if found.media_type.startswith("image/"):
        return files.served(found, inline=True)
    return files.served(found, inline=True, policy=_SHOWN)


ROUTES = [
    Route("/bestanden/documenten", put, methods=["POST"]),
    Route("/bestanden/documenten/{key}", get, methods=["GET"]),
]


async def _keep(request: Request, form: FormData) -> Response:
    kind, until = _kind(request), typed(form, "tot")
    file, number = form.get("file"), typed(form, "nummer")[:_LONGEST_NUMBER]
    back = partial(go, FORM, soort=str(kind or ""), tot=until[:10], nummer=number)
    if not isinstance(file, UploadFile):
        return back(melding=uploads.WrongKind.code)
    try:
        wish = Wish(kind, _day(until), number)
        clean = await files.opened(await file.read(), may_wait=True)
        keep = partial(_add, token_in(request), wish, file.filename or "", clean)
        kept = await run_in_threadpool(write, keep)
    except SignedOut:
        raise
    except Refused as refusal:
        return back(melding=refusal.code or UNFIT)
    return go(f"{LIST}/{kept}", melding="toegevoegd")


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    documents.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _add(token: str, wish: Wish, name: str, clean: Clean, session: Session) -> int:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    with using(actor.language):
        row = documents.add(session, actor, files.store(), wish, name=name, clean=clean, now=now)
    return row.id or 0


def _read(session: Session, token: str, key: str) -> Content:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    return documents.read(session, actor, files.store(), key, now=now)


def _kind(request: Request) -> int:
    """The kind of document: in the address, which is known however large the file is."""
    return answers.row_number(request.query_params.get("soort", ""))


def _day(given: str) -> date | None:
    """A date field sends ``2027-01-31``; one that is not filled in sends nothing."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise documents.ExpiryMissing from None
