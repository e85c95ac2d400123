"""All data of one person as a file: the form on the page *Privacy*."""

import asyncio
import tempfile
from contextvars import copy_context
from datetime import UTC, datetime
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import iterate_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from rxportal.db.engine import reading, transaction
from rxportal.domain.errors import Refused, SignedOut
from rxportal.locales import t, using
from rxportal.services import export, sessions
from rxportal.services.limits import TooOften
from rxportal.services.security import Here
from rxportal.services.step_up import ProofNeeded
from rxportal.web.answers import go, page, post, typed
from rxportal.web.files import store
from rxportal.web.making import IN_MEMORY, PART, making
from rxportal.web.problems import NO_STORE
from rxportal.web.requests import address_of, token_in
from rxportal.web.security import PAGE, privacy_page

_DIGITS = 9  # of a number that fits in the database


async def download(request: Request, form: FormData) -> Response:
    """Written to disk as it is made, then sent. Who has not proven who they are does so first."""
    asked = typed(form, "kandidaat")
    known = asked.isascii() and asked.isdecimal() and len(asked) <= _DIGITS
    candidate = int(asked) if known else 0
    here = Here(token_in(request), address_of(request))
    try:
        work = partial(made, here, candidate)
        file = await asyncio.wrap_future(making.submit(copy_context().run, work))
    except SignedOut:
        return go(f"/inloggen?naar={quote(privacy_page(candidate), safe='')}")
    except ProofNeeded as refusal:
        back = f"privacy-{candidate}" if candidate else "privacy"
        return go(PAGE, melding=refusal.code, naar=back)
    except TooOften:
        raise
    except Refused as refusal:
        return page(t("Dit kan niet"), str(refusal), status=403)
    return StreamingResponse(
        iterate_in_threadpool(iter(lambda: file.read(PART), b"")),
        headers={**NO_STORE, "content-disposition": 'attachment; filename="gegevens.zip"'},
        media_type="application/zip",
        background=BackgroundTask(file.close),
    )


def made(here: Here, candidate: int) -> BinaryIO:
    """The file, at its beginning."""
    now = datetime.now(UTC)
    with transaction() as session:
        actor = sessions.actor_of(session, here.token, now=now)
        with using(actor.language):
            export.begin(session, actor, here, candidate, now=now)
    file: Any = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the answer closes it
    try:
        with reading() as session, using(actor.language):
            export.write(session, actor, store(), candidate, file, now=now)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


ROUTES = [post("/privacy/gegevens.zip", download)]
