"""The files of a processing run: tables to look at, timecards for payroll."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from rxportal.db.engine import reading, transaction
from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound, Refused, SignedOut
from rxportal.domain.run import MODULE
from rxportal.locales import t, using
from rxportal.services import run_files, sessions
from rxportal.services.limits import TooOften
from rxportal.services.run_files import Kind
from rxportal.web import making
from rxportal.web.answers import page
from rxportal.web.problems import NO_STORE
from rxportal.web.requests import token_in

Who = Callable[[Session, datetime], Actor]
LARGEST = 2**31 - 1  # an id in the database


async def download(request: Request) -> Response:
    """``12.csv``, ``12.setu-1.4.zip``: written to disk as it is made, then sent."""
    number, _, ending = request.path_params["file"].partition(".")
    known = number.isascii() and number.isdecimal() and 0 < int(number[:12]) <= LARGEST
    if not known or ending not in set(Kind):
        return page(t("Dit bestaat niet"), str(NotFound()), status=404)
    kind = Kind(ending)
    try:
        work = partial(made, partial(_reader, request), int(number), kind)
        file = await making.made(work)
    except SignedOut:
        return RedirectResponse(f"/inloggen?naar=/{MODULE}/{int(number)}", 303, NO_STORE)
    except NotFound as refusal:
        return page(t("Dit bestaat niet"), str(refusal), status=404)
    except TooOften as refusal:
        return page(t("Even wachten"), str(refusal), status=429, wait=refusal.seconds)
    except Refused as refusal:
        return page(t("Dit kan niet"), str(refusal), status=403)
    return making.sent(file, named(int(number), kind), run_files.MEDIA[kind])


ROUTES = [Route("/bestanden/verwerking/{file:path}", download, methods=["GET"])]


def named(number: int, kind: Kind) -> str:
    """What the file is called."""
    return f"verwerking-{number}{'-' if '-' in kind else '.'}{kind.value}"


def made(who: Who, number: int, kind: Kind) -> BinaryIO:
    """The file, at its beginning, for whom ``who`` says."""
    now = datetime.now(UTC)
    with transaction() as session:
        actor = who(session, now)
        with using(actor.language):
            run_files.begin(session, actor, number, kind, now=now)

    def write(file: BinaryIO) -> None:
        with reading() as session, using(actor.language):
            run_files.write(session, actor, number, kind, file, now=now)

    return making.spooled(write)


def _reader(request: Request, session: Session, now: datetime) -> Actor:
    return sessions.actor_of(session, token_in(request), now=now)
