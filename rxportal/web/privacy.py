"""All data of one person as a file: the form on the page *Privacy*."""

from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from rxportal.db.engine import reading, transaction
from rxportal.domain.errors import Refused, SignedOut
from rxportal.locales import t, using
from rxportal.services import export, sessions
from rxportal.services.limits import TooOften
from rxportal.services.security import Here
from rxportal.services.step_up import ProofNeeded
from rxportal.web import making
from rxportal.web.answers import go, page, post, row_number, typed
from rxportal.web.files import store
from rxportal.web.requests import address_of, token_in
from rxportal.web.security import PAGE, privacy_page


async def download(request: Request, form: FormData) -> Response:
    """Written to disk as it is made, then sent. Who has not proven who they are does so first."""
    candidate = row_number(typed(form, "kandidaat"))
    here = Here(token_in(request), address_of(request))
    try:
        work = partial(made, here, candidate)
        file = await making.made(work)
    except SignedOut:
        return go(f"/inloggen?naar={quote(privacy_page(candidate), safe='')}")
    except ProofNeeded as refusal:
        back = f"privacy-{candidate}" if candidate else "privacy"
        return go(PAGE, melding=refusal.code, naar=back)
    except TooOften:
        raise
    except Refused as refusal:
        return page(t("Dit kan niet"), str(refusal), status=403)
    return making.sent(file, "gegevens.zip", "application/zip")


def made(here: Here, candidate: int) -> BinaryIO:
    """The file, at its beginning."""
    now = datetime.now(UTC)
    with transaction() as session:
        actor = sessions.actor_of(session, here.token, now=now)
        with using(actor.language):
            export.begin(session, actor, here, candidate, now=now)

    def write(file: BinaryIO) -> None:
        with reading() as session, using(actor.language):
            export.write(session, actor, store(), candidate, file, now=now)

    return making.spooled(write)


ROUTES = [post("/privacy/gegevens.zip", download)]
