"""Writes a backup to a file, and restores one; see ``services/backup.py``."""

import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from rxportal.config import settings
from rxportal.db import engine
from rxportal.db.upgrade import is_current, newest
from rxportal.domain.errors import Refused
from rxportal.gateways.store import store_of
from rxportal.jobs.outbox import Clock
from rxportal.services import audit, backup, restoring
from rxportal.services.backup import Kept, Places


class AlreadyThere(Refused):
    """A backup never takes the place of another file."""


class NotMigrated(Refused):
    """The database has not the tables of this version."""


def write(file: Path, clock: Clock) -> Kept:
    """Write everything to a new file, which has its name once it is whole. Raises ``Refused``."""
    unfinished = file.with_name(f"{file.name}.part")
    for taken in (file, unfinished):
        if taken.exists():
            raise AlreadyThere(f"{taken} is there already: choose another name, or remove it.")
    revision = _revision()
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            with engine.snapshot() as session:
                kept = backup.write(session, _places(), out, revision=revision, now=clock())
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    details = {"rows": str(kept.rows), "files": str(kept.files)}
    with engine.transaction() as session:
        audit.record(session, "backup.written", details=details, now=clock())
    return kept


def restore(file: Path, *, without_keys: bool = False, now: datetime) -> Kept:
    """Put it into the database, the store and the folder of the certificate. Raises ``Refused``."""
    revision = _revision()
    with ExitStack() as undo:
        with file.open("rb") as opened, engine.transaction() as session:
            kept = restoring.restore(
                session,
                _places(),
                opened,
                undo,
                revision=revision,
                without_keys=without_keys,
                now=now,
            )
        undo.pop_all()
    return kept


def _revision() -> str:
    """What the tables are. Raises ``NotMigrated``."""
    if not is_current(engine.default()):
        raise NotMigrated("The database is not up to date: run python -m rxportal migrate first.")
    return newest() or ""


def _places() -> Places:
    return Places(store_of(settings().storage_url), settings().seal_dir)
