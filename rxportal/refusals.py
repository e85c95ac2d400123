"""What the browser is told when a handler raises: the only place that turns errors into UI."""

import logging
import secrets
from urllib.parse import quote

import reflex as rx
from reflex.event import EventSpec
from structlog.contextvars import bound_contextvars

from rxportal.domain.errors import Refused, SignedOut
from rxportal.state.doing import noted
from rxportal.state.notice import NoticeState

log = logging.getLogger(__name__)


def tell(exception: Exception) -> EventSpec:
    """Sign in again, a sentence the user can act on, or an apology for our bug.

    Reflex insists on the parameter name ``exception``.
    """
    with bound_contextvars(**noted()):
        return _tell(exception)


def _tell(exception: Exception) -> EventSpec:
    match exception:
        case SignedOut(path=path):
            log.info("refused", extra={"why": "SignedOut"})
            return rx.redirect(f"/inloggen?naar={quote(path, safe='', errors='replace')}")
        case Refused():
            log.warning("refused", extra={"why": type(exception).__name__})
            return NoticeState.tell(str(exception), True)  # noqa: FBT003
        case _:
            code = secrets.token_hex(4)
            log.error("%s: unexpected error in an event handler", code, exc_info=exception)
            return NoticeState.apologise(code)


def tell_of_browser(exception: Exception) -> None:
    """Write down, in one bounded line, what went wrong in somebody's browser."""
    log.warning("browser error: %s", " ".join(str(exception)[:500].split()))
