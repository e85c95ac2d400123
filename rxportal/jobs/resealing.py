"""Seals again what is under an older key, after the agency chose a new one."""

import logging
from dataclasses import dataclass
from datetime import datetime

from rxportal.db.engine import reading, transaction
from rxportal.services import resealing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    done: int
    unreadable: int  # of which the key is gone


def reseal(*, now: datetime) -> Outcome:
    """All there is, in transactions of a few rows each."""
    done = unreadable = 0
    for place in resealing.PLACES:
        last = 0
        while True:
            with reading() as session:  # mostly there is nothing to do
                if not resealing.is_old(session, place, after=last):
                    break
            with transaction() as session:
                part = resealing.reseal(session, place, after=last)
            last, done, unreadable = part.last, done + part.done, unreadable + part.unreadable
    done += resealing.relock_seal()
    if done:
        with transaction() as session:
            resealing.finish(session, done, now=now)
        log.info("sealed again under the newest key", extra={"count": done})
    if unreadable:
        log.error("no key opens some secrets", extra={"count": unreadable})
    return Outcome(done, unreadable)
