"""News over HTTP: a plain form brings what was written, and a picture; a link gets a picture out.

The text is kept before anything else is looked at: whatever is wrong with the rest of the form, and
whoever else wrote in the meantime, nothing that was typed is lost.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from urllib.parse import quote

from python_multipart.multipart import parse_options_header
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from rxportal.domain import news
from rxportal.domain.access import Permission
from rxportal.domain.errors import Forbidden, Invalid, NotFound, Refused, SignedOut
from rxportal.domain.news import MODULE, Copy
from rxportal.domain.typed import kept, one_line
from rxportal.domain.zone import today
from rxportal.formats import uploads
from rxportal.formats.uploads import Clean
from rxportal.locales import t, using
from rxportal.services import articles, newsroom, sessions
from rxportal.services.files import Content
from rxportal.services.limits import TooOften
from rxportal.services.newsroom import ChangedMeanwhile
from rxportal.web import answers, files
from rxportal.web.answers import go, read, row_number, typed, write
from rxportal.web.files import opened
from rxportal.web.requests import token_in

LIST = f"/{MODULE}"
FORM = f"{LIST}/toevoegen"
SAVED, SHOW, UNFIT, BESIDE, ADDED = "bewaard", "bekijken", "onaf", "naast", "foto"
FIELDS = ("titel", "tekst", "vanaf", "tot", "kandidaten", "opdrachtgevers", "versie")
TYPED = 2 * files.ENVELOPE  # bytes: the longest text, and the rest of the form around it


@dataclass(frozen=True)
class Kept:
    """Where the text is now. ``beside``: a colleague was first, and it became an article by itself;
    ``unfit``: it cannot be published yet.
    """

    id: int
    beside: bool
    unfit: bool


class Cut(files.Meter):
    """Ends the form where it becomes too large. The fields come before the file, and are whole."""

    def __init__(self, request: Request, most: int) -> None:
        super().__init__(request.receive)
        self._most = most
        _, options = parse_options_header(request.headers.get("content-type"))
        self._end = b"\r\n--" + options.get(b"boundary", b"") + b"--\r\n"
        self.over = False

    async def receive(self) -> Message:
        message = await self._receive()
        body: bytes = message.get("body", b"")
        room = self._most - self._bytes
        self._bytes += len(body)
        if len(body) > room:
            self.over = True
            return {"type": "http.request", "body": body[:room] + self._end, "more_body": False}
        return message


async def put(request: Request) -> Response:
    """Keep the text, then the picture; on to how it reads, or back to the form."""
    meter = Cut(request, uploads.LARGEST + files.ENVELOPE)
    try:
        await run_in_threadpool(read, _enter, token_in(request))
        async with Request(request.scope, meter.receive).form(max_files=1, max_fields=12) as form:
            return await _keep(request, form, too_large=meter.over)
    except SignedOut:
        return await _once_more(request)
    except TooOften as refusal:
        return answers.page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except (Forbidden, NotFound, Invalid) as refusal:
        status = 400 if isinstance(refusal, Invalid) else 403
        return answers.page(t("Dit kan niet"), str(refusal), status=status)
    except (MultiPartException, HTTPException, ClientDisconnect):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)


async def get(request: Request) -> Response:
    """The picture, for who may read its article now; for anybody else it does not exist."""
    try:
        found = await run_in_threadpool(read, _picture, token_in(request), request.path_params)
    except SignedOut:
        return go("/inloggen", naar=quote(request.url.path))
    except NotFound as refusal:
        return PlainTextResponse(str(refusal), 404, files.NO_STORE)
    return files.served(found, inline=True)


ROUTES = [
    Route("/bestanden/nieuws", put, methods=["POST"]),
    Route("/bestanden/nieuws/{key}", get, methods=["GET"]),
]


async def _keep(request: Request, form: FormData, *, too_large: bool) -> Response:
    token, number = token_in(request), row_number(request.query_params.get("bericht", ""))
    seen = row_number(typed(form, "versie"))
    done = await run_in_threadpool(_saved, token, number, _copy(form), seen)
    back = partial(go, FORM, bericht=str(done.id), naast=str(number) if done.beside else "")
    if too_large:
        return back(melding=uploads.TooLarge.code)
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        try:
            await _add(token, done.id, typed(form, "alt"), await file.read())
        except (SignedOut, TooOften):
            raise
        except Refused as refusal:
            return back(melding=refusal.code or UNFIT)
        return back(melding=ADDED)
    if typed(form, "doen") == SHOW and not done.beside:
        return back(melding=UNFIT) if done.unfit else go(f"{LIST}/{done.id}")
    return back(melding=SAVED)


async def _once_more(request: Request) -> Response:
    """A session ended while somebody wrote: what was typed stands in a form that sends it again.

    Nothing of it is kept here, and no picture of a stranger is read.
    """
    meter = Cut(request, TYPED)
    async with Request(request.scope, meter.receive).form(max_files=1, max_fields=12) as form:
        fields = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(typed(form, name))}">'
            for name in FIELDS
        )
    number = row_number(request.query_params.get("bericht", "")) or ""
    action = f"/bestanden/nieuws?bericht={number}"
    return answers.page(
        t("Je bent niet meer ingelogd"),
        t("Log in op een nieuw tabblad. Kom dan terug en klik op Opslaan: je tekst is er nog."),
        status=401,
        more=f'<p><a href="/inloggen" target="_blank">{escape(t("Inloggen"))}</a></p>'
        f'<form method="post" enctype="multipart/form-data" action="{action}">{fields}'
        f"<p><button>{escape(t('Opslaan'))}</button></p></form>",
    )


async def _add(token: str, article: int, alt: str, content: bytes) -> None:
    newsroom.described(alt)
    await run_in_threadpool(write, _knock, token)
    clean = await opened(content)
    await run_in_threadpool(write, _add_picture, token, article, alt, clean)


def _enter(session: Session, token: str) -> None:
    actor = sessions.actor_of(session, token, now=datetime.now(UTC))
    articles.enter(actor, Permission.NEWS_WRITE)


def _saved(token: str, article: int, copy: Copy, seen: int) -> Kept:
    """When a colleague was first, what was typed becomes an article of its own."""
    unfit = bool(news.problems(copy, today(datetime.now(UTC))))
    try:
        return Kept(write(_save, token, article, copy, seen), beside=False, unfit=unfit)
    except ChangedMeanwhile:
        return Kept(write(_save, token, 0, copy, 0), beside=True, unfit=unfit)


def _save(session: Session, token: str, article: int, copy: Copy, seen: int) -> int:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    with using(actor.language):
        return newsroom.save(session, actor, article, copy, seen=seen, now=now)


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    newsroom.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _add_picture(session: Session, token: str, article: int, alt: str, clean: Clean) -> None:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    store = files.store()
    newsroom.add_picture(session, actor, store, article, alt=alt, clean=clean, now=now)


def _picture(session: Session, token: str, asked: dict[str, str]) -> Content:
    now = datetime.now(UTC)
    actor = sessions.actor_of(session, token, now=now)
    return articles.picture(session, actor, files.store(), asked["key"], now=now)


def _copy(form: FormData) -> Copy:
    """What was typed. A browser sends each line of a text with CR and LF."""
    first = _day(typed(form, "vanaf")) or today(datetime.now(UTC))
    return Copy(
        one_line(kept(typed(form, "titel"))),
        kept(typed(form, "tekst")).replace("\r\n", "\n"),
        first,
        _day(typed(form, "tot")),
        for_candidates=bool(typed(form, "kandidaten")),
        for_clients=bool(typed(form, "opdrachtgevers")),
    )


def _day(given: str) -> date | None:
    """A date field sends ``2027-01-31``; one that is not filled in sends nothing."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Invalid from None
