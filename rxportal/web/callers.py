"""Who asks for something of the API: a program by its token, or a person by the session cookie."""

from datetime import datetime

from sqlmodel import Session
from starlette.requests import Request

from rxportal.domain.access import Actor
from rxportal.domain.errors import SignedOut
from rxportal.services import integrations, sessions
from rxportal.services.integrations import Program
from rxportal.web.requests import token_in

_BEARER = "bearer "


def bearer(request: Request) -> str:
    """The token in the ``Authorization`` header, or ``""``."""
    given = request.headers.get("authorization", "")
    return given[len(_BEARER) :].strip() if given[: len(_BEARER)].lower() == _BEARER else ""


def program_of(session: Session, request: Request, *, now: datetime) -> Program:
    """Raises ``SignedOut``: a cookie is not asked for, so that no page of others can write."""
    token = bearer(request)
    if not token:
        raise SignedOut
    return integrations.of(session, token, now=now)


def counted(session: Session, request: Request, *, now: datetime) -> Program:
    """The program, one of whose requests this is. Raises ``SignedOut`` and ``TooOften``."""
    program = program_of(session, request, now=now)
    integrations.count(session, program, now=now)
    return program


def actor_of(session: Session, request: Request, *, now: datetime) -> Actor:
    """Who reads. With an ``Authorization`` header no cookie is looked at. Raises ``SignedOut``."""
    if "authorization" in request.headers:
        return program_of(session, request, now=now).actor
    return sessions.actor_of(session, token_in(request), now=now)
