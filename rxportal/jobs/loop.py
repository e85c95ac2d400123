"""Runs the jobs in rounds, for as long as its process lives."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from rxportal.config import Settings, settings
from rxportal.gateways.mail import SmtpMailer
from rxportal.gateways.poster import HttpPoster
from rxportal.gateways.scanner import scanner_of
from rxportal.gateways.sms import AppriseTexter
from rxportal.gateways.store import store_of
from rxportal.jobs import outbox, reminders, resealing, retention, scanning, tidying, webhooks
from rxportal.jobs.outbox import Ways

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0  # how long a message waits at most before somebody looks
REMIND_EVERY = timedelta(minutes=10)
TIDY_EVERY = timedelta(hours=1)
RETAIN_EVERY = timedelta(days=1)
CALM = timedelta(minutes=10)  # after a start everybody comes back at once: look at everything later
SCAN_EVERY = timedelta(minutes=1)


def ways(chosen: Settings) -> Ways:
    """What the agency has set up to send with; the rest stays in the outbox."""
    our_name = urlsplit(chosen.base_url).hostname or "localhost"
    return Ways(
        mailer=SmtpMailer(chosen.smtp_url, our_name) if chosen.smtp_url else None,
        texter=AppriseTexter(chosen.sms_url) if chosen.sms_url else None,
        sender=chosen.mail_from,
        poster=HttpPoster(chosen.webhook_inside),
    )


class Rounds:
    """What one process does time and again. A job that fails is logged and tried next time."""

    def __init__(self, ways: Ways, clock: Callable[[], datetime]) -> None:
        self._ways = ways
        self._clock = clock
        self._remind_at: datetime | None = None
        self._tidy_at: datetime | None = None
        self._retain_at = clock() + CALM
        self._scan_at: datetime | None = None
        self._resealed = False
        self._stopping = False

    def stop(self) -> None:
        """Begin nothing new: the message that is being sent is the last one."""
        self._stopping = True

    def once(self) -> None:
        """Every job whose time has come, one after the other."""
        self._try(self._reseal)
        self._try(self._tidy)
        self._try(self._retain)
        self._try(self._scan)
        self._try(self._remind)
        self._try(self._send)
        self._try(self._post)

    def _remind(self) -> None:
        now = self._clock()
        if self._remind_at is None or now >= self._remind_at:
            self._remind_at = now + REMIND_EVERY
            if reminders.remind(now):  # there may be more
                self._remind_at = now

    def _reseal(self) -> None:
        """Once: a process has the keys it began with."""
        if not self._resealed:
            self._resealed = True
            resealing.reseal(now=self._clock())

    def _tidy(self) -> None:
        now = self._clock()
        if self._tidy_at is None or now >= self._tidy_at:
            self._tidy_at = now + TIDY_EVERY
            tidying.tidy(now)

    def _retain(self) -> None:
        now = self._clock()
        if now >= self._retain_at:
            self._retain_at = now + RETAIN_EVERY
            retention.keep_terms(store_of(settings().storage_url), now=now)

    def _scan(self) -> None:
        now, chosen = self._clock(), settings()
        if self._scan_at is None or now >= self._scan_at:
            self._scan_at = now + SCAN_EVERY
            scanner = scanner_of(chosen.scanner_url)
            scanning.look_again(scanner, store_of(chosen.storage_url), now=now)

    def _send(self) -> None:
        if self._ways.channels:
            outbox.let_go(self._ways, self._clock)
            outbox.send_due(self._ways, self._clock, go_on=lambda: not self._stopping)

    def _post(self) -> None:
        if self._ways.poster:
            webhooks.send_due(self._ways.poster, self._clock, go_on=lambda: not self._stopping)

    def _try(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception:  # whatever it is, the other jobs and the next round must go on
            log.exception("a job failed")


async def run() -> None:
    """Rounds without end. Cancelled, it ends when the message that is being sent is dealt with:
    otherwise every restart of the server could send one twice.
    """
    chosen = settings()
    rounds = Rounds(ways(chosen), lambda: datetime.now(UTC))
    while True:
        under_way = asyncio.ensure_future(asyncio.to_thread(rounds.once))
        try:
            await asyncio.shield(under_way)
        except asyncio.CancelledError:
            rounds.stop()
            await under_way
            raise
        await asyncio.sleep(EVERY_SECONDS)
