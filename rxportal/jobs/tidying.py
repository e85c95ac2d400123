"""Closes what its time has passed for; forgets what is counted or kept no longer."""

from datetime import datetime

from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.gateways.store import Store, store_of
from rxportal.services import contracts, documents, limits, signals


def tidy(now: datetime) -> None:
    """Drop counts of strangers and addresses nobody has been seen from for days, and what every
    open dashboard has heard of; close contracts that nobody signed in time.
    """
    with transaction() as session:
        limits.forget(session, now=now)
        signals.forget(session, now=now)
    with transaction() as session:
        contracts.expire(session, now=now)
    forget_documents(now, store_of(settings().storage_url))


def forget_documents(now: datetime, store: Store) -> None:
    """Documents that may be kept no longer: the rows, and once those are gone the files."""
    while True:
        with transaction() as session:
            keys = documents.forget_old(session, now=now)
        for key in keys:
            store.remove(key)
        if not keys:
            return
