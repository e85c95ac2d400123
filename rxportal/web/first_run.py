"""The form of the first run: a plain form, with the code from the console in it."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rxportal.domain.errors import NotFound, Refused
from rxportal.services import first_run, passwords
from rxportal.services.limits import TooOften
from rxportal.web.answers import go, hashed, post, typed, welcome, write
from rxportal.web.requests import address_of

SCREEN = "/eerste-keer"


async def begin(request: Request, form: FormData) -> Response:
    """Everything at once; or back to the form with what was typed, but the code and password."""
    names = ("bureau", "naam", "email", "telefoon")
    wish = first_run.wished(*(typed(form, name) for name in names))
    code, now = typed(form, "code")[:40], datetime.now(UTC)
    try:
        await run_in_threadpool(write, first_run.knock, code, wish, now=now)
        accepted = await hashed(
            passwords.accept, typed(form, "chosen"), typed(form, "again"), wish.demands
        )
        opened = await run_in_threadpool(
            write, first_run.begin, code, wish, accepted, address=address_of(request),
            browser=request.headers.get("user-agent", ""), now=now,
        )  # fmt: skip
    except NotFound:
        return go("/inloggen")
    except TooOften:
        raise
    except Refused as refusal:
        kept = dict(zip(names, (wish.agency, wish.name, wish.email, wish.phone), strict=True))
        return go(SCREEN, melding=refusal.code, **kept)
    answer = go("/")
    welcome(answer, opened)
    return answer


ROUTES: list[Route] = [post("/auth/eerste-keer", begin)]
