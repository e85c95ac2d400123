"""Sends what waits in the outbox, one message at a time. Several senders may run at once."""

import logging
from collections.abc import Callable
from datetime import datetime

from rxportal.db.engine import reading, transaction
from rxportal.gateways.mail import Delayed, Mail, Mailer, RefusedByServer
from rxportal.services import outbox
from rxportal.services.outbox import Letter

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def send_due(
    mailer: Mailer, sender: str, clock: Clock, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Try everything that is due, as long as ``go_on`` says so; how many messages were tried.

    A message is leased in one transaction, delivered in none and its outcome written in another:
    a process that dies in between loses nothing, and what it had delivered is sent once more.
    """
    tried = 0
    while go_on() and (letter := _lease(clock)):
        _deliver(letter, mailer, sender, clock)
        tried += 1
    return tried


def _lease(clock: Clock) -> Letter | None:
    with reading() as session:
        if not outbox.is_due(session, now=clock()):
            return None
    with transaction() as session:
        return outbox.lease(session, now=clock())


def _deliver(letter: Letter, mailer: Mailer, sender: str, clock: Clock) -> None:
    mail = Mail(
        letter.message_id,
        sender,
        letter.to,
        letter.subject,
        letter.text,
        letter.html,
        letter.written_at,
    )
    try:
        mailer.send(mail)
    except RefusedByServer as problem:
        log.warning("message %s was refused for good", letter.id)
        with transaction() as session:
            outbox.failed_for_good(session, letter, str(problem), now=clock())
    except Delayed as problem:
        log.warning("message %s was not sent yet: try %s", letter.id, letter.attempts)
        with transaction() as session:
            outbox.delayed(session, letter, str(problem), now=clock())
    else:
        with transaction() as session:
            outbox.sent(session, letter, now=clock())
