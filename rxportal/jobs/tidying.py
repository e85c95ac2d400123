"""Closes what its time has passed for; forgets what is counted or kept no longer."""

from collections.abc import Callable
from datetime import datetime

from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.gateways.store import Store, store_of
from rxportal.services import contracts, documents, limits, newsroom, signals


def tidy(now: datetime) -> None:
    """Drop counts of strangers and addresses nobody has been seen from for days, and what every
    open dashboard has heard of; close contracts that nobody signed in time.
    """
    with transaction() as session:
        limits.forget(session, now=now)
        signals.forget(session, now=now)
    with transaction() as session:
        contracts.expire(session, now=now)
    store = store_of(settings().storage_url)
    forget_documents(now, store)
    forget_pictures(now, store)


def forget_documents(now: datetime, store: Store) -> None:
    """Documents that may be kept no longer."""
    _forget(documents.forget_old, now, store)


def forget_pictures(now: datetime, store: Store) -> None:
    """Pictures of the news that no text names any more."""
    _forget(newsroom.forget_pictures, now, store)


def _forget(forget: Callable[..., list[str]], now: datetime, store: Store) -> None:
    """The rows, and once those are gone the files."""
    while True:
        with transaction() as session:
            keys = forget(session, now=now)
        for key in keys:
            store.remove(key)
        if not keys:
            return
