"""Judging from a mail: the link's way in, and the two forms of its screen. No session begins."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.domain.declaration import OwnHours, ReasonMissing, ReasonTooLong
from rxportal.services import by_mail
from rxportal.services.judge_links import COOKIE, PATH, DeadLink
from rxportal.services.judging import DisclaimerNotAccepted
from rxportal.web.answers import go, kept, opens, post, typed, write
from rxportal.web.requests import address_of

APPROVE, REJECT = "/auth/beoordelen/goedkeuren", "/auth/beoordelen/afwijzen"


async def approve(request: Request, form: FormData) -> Response:
    """*Goedkeuren*, once."""
    accepted = typed(form, "akkoord") != ""
    return await _judge(request, by_mail.approve, "goedgekeurd", accepted=accepted)


async def reject(request: Request, form: FormData) -> Response:
    """*Afwijzen*, once, with a reason."""
    return await _judge(request, by_mail.reject, "afgewezen", reason=typed(form, "reden"))


async def _judge(request: Request, work: Callable[..., Any], done: str, **named: Any) -> Response:
    """The screen says what is the matter with a dead link."""
    address, now = address_of(request), datetime.now(UTC)
    await run_in_threadpool(write, by_mail.knock, address=address, now=now)
    try:
        token = kept(request, COOKIE)
        await run_in_threadpool(write, work, token, address=address, now=now, **named)
    except (DeadLink, OwnHours):
        return go(PATH)
    except DisclaimerNotAccepted:
        return go(PATH, melding="akkoord")
    except ReasonMissing:
        return go(PATH, melding="reden")
    except ReasonTooLong:
        return go(PATH, melding="reden-lang")
    return go(PATH, melding=done)


ROUTES: list[Route] = [
    opens(PATH + "/{token}", COOKIE, screen=PATH),
    post(APPROVE, approve),
    post(REJECT, reject),
]
