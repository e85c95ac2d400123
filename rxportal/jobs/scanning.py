"""Looks at the files that were held because the virus scanner could not be asked."""

import logging
from datetime import datetime

from rxportal.db.engine import reading, transaction
from rxportal.domain.scan import Scan
from rxportal.gateways.scanner import Scanner
from rxportal.gateways.store import Store
from rxportal.services import scanning
from rxportal.services.scanning import Waiting

log = logging.getLogger(__name__)


def look_again(scanner: Scanner | None, store: Store, *, now: datetime) -> int:
    """How many were dealt with. Without a scanner, what was held before is let out."""
    with reading() as session:
        found = scanning.waiting(session)
    if not found:
        return 0
    if scanner and not scanner.is_up():
        log.warning("the virus scanner does not answer", extra={"held": len(found)})
        return 0
    return sum(_dealt_with(one, scanner, store, now) for one in found)


def _dealt_with(one: Waiting, scanner: Scanner | None, store: Store, now: datetime) -> bool:
    content = store.get(one.key)
    scan = Scan.INFECTED if content is None else scanning.asked(scanner, content)
    if scan is Scan.HELD:
        log.warning("the virus scanner cannot look at a file", extra={"row": one.id})
        return False
    with transaction() as session:
        scanning.settle(session, one, scan, now=now)
    return True
