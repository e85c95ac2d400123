"""The form that offers a contract: a plain form, with the PDF in it. It makes a draft."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote, urlencode

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rxportal.domain import offer
from rxportal.domain.errors import Forbidden, Refused, SignedOut
from rxportal.domain.offer import FIELDS, Flawed, Terms
from rxportal.domain.zone import today
from rxportal.formats.uploads import TooLarge, WrongKind
from rxportal.locales import t, using
from rxportal.services import contracts, offering, sessions
from rxportal.services.contracts import Checked
from rxportal.services.limits import TooOften
from rxportal.services.offering import Wish
from rxportal.web import answers, files
from rxportal.web.answers import go, typed, write
from rxportal.web.files import opened
from rxportal.web.requests import token_in

FORM = "/contracten/toevoegen"
# For whom it is, in the address: known however large the file is.
ABOUT = ("kandidaat", "plaatsing", "vervangt", "concept")
_LONGEST = 1000  # characters of a field that are given back
_DIGITS = 9  # of a number that fits in the database


async def put(request: Request) -> Response:
    """Keep the contract as a draft and show it; or go back to what is wrong."""
    try:
        await run_in_threadpool(write, _knock, token_in(request))
        meter = files.Meter(request.receive)
        async with Request(request.scope, meter.receive).form(max_files=1, max_fields=9) as form:
            return await _keep(request, form)
    except SignedOut:
        back = f"{FORM}?{urlencode(_about(request))}"
        return go(f"/inloggen?naar={quote(back, safe='')}")
    except TooOften as refusal:
        return answers.page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except Forbidden as refusal:
        return answers.page(t("Dit kan niet"), str(refusal), status=403)
    except files.TooLarge:
        return go(FORM, **_about(request), melding=TooLarge.code)
    except (MultiPartException, HTTPException, ClientDisconnect):
        return PlainTextResponse(t("Dit formulier is niet compleet."), 400)


ROUTES = [Route("/bestanden/contracten", put, methods=["POST"])]


async def _keep(request: Request, form: FormData) -> Response:
    """What is wrong with the fields and with the file is said at once."""
    about, now = _about(request), datetime.now(UTC)
    given = {name: typed(form, name)[: _LONGEST + 1] for name in FIELDS}
    wrong: list[str] = []
    terms, file = None, None
    try:
        terms = offer.terms(given, today(now), replaces="vervangt" in about)
    except Flawed as flawed:
        wrong.extend(flawed.fields)
    try:
        file = await _looked_through(form.get("bestand"), again="concept" in about)
        if terms is not None:
            add = partial(_add, token_in(request), about, terms, file, now)
            return go(f"/contracten/{await run_in_threadpool(write, add)}")
    except (SignedOut, Forbidden):
        raise
    except Refused as refusal:
        wrong.append(refusal.code)
    kept = {name: value[:_LONGEST] for name, value in given.items()}
    return go(FORM, **about, **kept, melding=",".join(wrong))


async def _looked_through(file: object, *, again: bool) -> Checked | None:
    """Fit to be offered; nothing where a draft has a file already. Raises why it is not.

    The door takes pictures too: ``checked`` does not.
    """
    content = await file.read() if isinstance(file, UploadFile) else b""
    if not content and again:
        return None
    try:
        clean = await opened(content)
    except WrongKind:
        raise contracts.UnfitFile from None  # it says which kinds a document may be
    return await run_in_threadpool(contracts.checked, clean.content)


def _knock(session: Session, token: str) -> None:
    now = datetime.now(UTC)
    offering.knock(session, sessions.actor_of(session, token, now=now), now=now)


def _add(
    token: str,
    about: Mapping[str, str],
    terms: Terms,
    file: Checked | None,
    now: datetime,
    session: Session,
) -> int:
    actor = sessions.actor_of(session, token, now=now)
    numbers = {name: int(value) for name, value in about.items()}
    wish = Wish(
        candidate_id=numbers.get("kandidaat", 0),
        title=terms.title,
        starts_on=terms.starts_on,
        sign_before=terms.sign_before,
        phase=terms.phase,
        placement_id=numbers.get("plaatsing"),
        hours_week=terms.hours_week,
        wage=terms.wage,
        replaces=numbers.get("vervangt"),
        why=terms.why,
    )
    with using(actor.language):
        if "concept" in numbers:
            old = numbers["concept"]
            row = offering.again(session, actor, files.store(), old, wish, file, now=now)
        elif file is None:
            raise contracts.UnfitFile
        else:
            row = offering.draft(session, actor, files.store(), wish, file, now=now)
    return row.id or 0


def _about(request: Request) -> dict[str, str]:
    """The numbers in the address that can be ones of rows."""
    given = {name: request.query_params.get(name, "") for name in ABOUT}
    return {
        name: value
        for name, value in given.items()
        if value.isascii() and value.isdecimal() and len(value) <= _DIGITS and int(value)
    }
