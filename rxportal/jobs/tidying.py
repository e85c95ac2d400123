"""Closes what its time has passed for; forgets what is counted or kept no longer."""

from datetime import datetime

from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.gateways.store import store_of
from rxportal.jobs import retention
from rxportal.services import contracts, integrations, limits, newsroom, signals, webhooks


def tidy(now: datetime) -> None:
    """Drop counts of strangers and addresses nobody has been seen from for days, and what every
    open dashboard has heard of; close contracts that nobody signed in time; take out pictures that
    no text names any more, and remove the files whose rows are gone.
    """
    with transaction() as session:
        limits.forget(session, now=now)
        signals.forget(session, now=now)
        integrations.forget(session, now=now)
        webhooks.forget(session, now=now)
    while True:
        with transaction() as session:
            if not contracts.expire(session, now=now):
                break
    with transaction() as session:
        newsroom.forget_pictures(session, now=now)
    retention.remove_files(store_of(settings().storage_url))
