"""Sends what waits in the outbox, one message at a time. Several senders may run at once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rxportal.db.engine import reading, transaction
from rxportal.gateways.mail import Delayed, Mail, Mailer, RefusedByServer
from rxportal.gateways.poster import Poster
from rxportal.gateways.sms import Sms, Texter
from rxportal.services import outbox
from rxportal.services.outbox import MAIL, SMS, Letter

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Ways:
    """The ways out that the agency has set up. What has no way out stays in the outbox."""

    mailer: Mailer | None = None
    texter: Texter | None = None
    sender: str = ""  # of mail
    poster: Poster | None = None  # of webhooks

    @property
    def channels(self) -> list[str]:
        return [*([MAIL] if self.mailer else []), *([SMS] if self.texter else [])]


def send_due(ways: Ways, clock: Clock, go_on: Callable[[], bool] = lambda: True) -> int:
    """Try everything that is due, as long as ``go_on`` says so; how many messages were tried.

    A message is leased in one transaction, delivered in none and its outcome written in another:
    a process that dies in between loses nothing, and what it had delivered is sent once more.
    """
    tried = 0
    while go_on() and (letter := _lease(ways, clock)):
        _deliver(letter, ways, clock)
        tried += 1
    return tried


def let_go(ways: Ways, clock: Clock) -> None:
    """Give up what is too late, and forget the links and pins in it."""
    with reading() as session:
        if not outbox.any_expired(session, ways.channels, now=clock()):
            return
    with transaction() as session:
        outbox.expire(session, ways.channels, now=clock())


def _lease(ways: Ways, clock: Clock) -> Letter | None:
    with reading() as session:
        if not outbox.is_due(session, ways.channels, now=clock()):
            return None
    with transaction() as session:
        return outbox.lease(session, ways.channels, now=clock())


def _deliver(letter: Letter, ways: Ways, clock: Clock) -> None:
    try:
        _hand_over(letter, ways)
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


def _hand_over(letter: Letter, ways: Ways) -> None:
    if letter.channel == SMS and ways.texter:
        ways.texter.send(Sms(letter.to, letter.text))
    elif letter.channel == MAIL and ways.mailer:
        mail = Mail(
            letter.message_id,
            ways.sender,
            letter.to,
            letter.subject,
            letter.text,
            letter.html,
            letter.written_at,
        )
        ways.mailer.send(mail)
    else:
        raise Delayed(f"no way out for {letter.channel}")
