"""Posts what programs hear of, one message at a time. Several senders may run at once."""

import logging
from collections.abc import Callable
from datetime import datetime

from rxportal.db.engine import reading, transaction
from rxportal.gateways.poster import Poster, Unreachable
from rxportal.services import webhooks
from rxportal.services.webhooks import Post

log = logging.getLogger(__name__)


def send_due(
    poster: Poster, clock: Callable[[], datetime], go_on: Callable[[], bool] = lambda: True
) -> int:
    """Try what is due, up to the first that does not arrive: mail does not wait for a server that
    hangs. How many were tried. Leased, posted and written down apart, as mail is.
    """
    tried, arrived = 0, True
    while arrived and go_on() and (post := _lease(clock)):
        arrived = _deliver(post, poster, clock)
        tried += 1
    return tried


def _lease(clock: Callable[[], datetime]) -> Post | None:
    with reading() as session:
        if not webhooks.is_due(session, now=clock()):
            return None
    with transaction() as session:
        return webhooks.lease(session, now=clock())


def _deliver(post: Post, poster: Poster, clock: Callable[[], datetime]) -> bool:
    status: int | None = None
    error = ""
    try:
        headers = webhooks.headers(post, now=clock())
        status = poster.post(post.url, post.body.encode(), headers)
    except Unreachable as problem:
        error = str(problem)
    arrived = status is not None and 200 <= status < 300  # noqa: PLR2004
    if not arrived:
        log.warning("webhook message %s did not arrive: try %s", post.id, post.attempts)
    with transaction() as session:
        webhooks.answered(session, post, status, error, clock())
    return arrived
