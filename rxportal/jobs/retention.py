"""Keeps the terms: what is too old goes, first the rows and then the files."""

import logging
from datetime import datetime

from rxportal.db.engine import reading, transaction
from rxportal.domain.retention import Group
from rxportal.gateways.store import Store
from rxportal.services import retention

log = logging.getLogger(__name__)


def keep_terms(store: Store, *, now: datetime) -> dict[Group, int]:
    """Take away all that is due; how much it was."""
    gone = {group: _all_of(group, now) for group in Group}
    remove_files(store)
    return gone


def due(*, now: datetime) -> dict[Group, int]:
    """How much would go."""
    with reading() as session:
        return {group: len(retention.due(session, group, now=now)) for group in Group}


def remove_files(store: Store) -> None:
    """The files of rows that are gone, also those that a crash left behind."""
    while True:
        with reading() as session:
            keys = retention.discarded(session)
        if not keys:
            return
        for key in keys:
            store.remove(key)
        with transaction() as session:
            retention.forget(session, keys)


def _all_of(group: Group, now: datetime) -> int:
    """Looked for by a reader, and removed in transactions of a few rows each: nobody waits."""
    with reading() as session:
        ids = retention.due(session, group, now=now)
    for first in range(0, len(ids), retention.AT_ONCE):
        with transaction() as session:
            some = ids[first : first + retention.AT_ONCE]
            retention.remove(session, group, some, now=now)
    if ids:
        log.info("kept no longer", extra={"what": group.value, "count": len(ids)})
    return len(ids)
