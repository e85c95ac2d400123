"""A backup back into an empty database: all of it, or nothing.

Nothing in the file is trusted: rows are read a part at a time and fit their table, files are no
larger than the backup itself, and their names are keys of the store.
"""

import json
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from enum import Enum
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import (
    Column,
    Table,
    TypeDecorator,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import OperationalError, StatementError
from sqlmodel import Session, SQLModel, col

from rxportal.db.tables import (
    Agency,
    AuditEvent,
    Candidate,
    Client,
    Link,
    Outbox,
    RememberedBrowser,
    User,
    UserSession,
    WebhookMessage,
)
from rxportal.domain.errors import Refused
from rxportal.gateways import seal_key
from rxportal.gateways.store import KEY
from rxportal.locales import t
from rxportal.services import audit, backup
from rxportal.services.backup import FILES, HEAD, PART, SEAL, Kept, Places

MOST = 8 * 1024 * 1024  # bytes of rows at once, and of one row
_ENCRYPTED = 1  # a flag of a ZIP's member
# What may have been used or ended since must not open anything.
_ENDS = (UserSession.ended_at, RememberedBrowser.ended_at, Link.revoked_at)
_INHABITED = (Agency, User, Candidate, Client, AuditEvent)


class NoBackup(Refused):
    """The file is not one of ours, is broken, or is of another version."""


class OtherKeys(Refused):
    """What is sealed in the backup would not open here."""


class NotEmpty(Refused):
    """Somebody lives in the database, the store or the folder of the certificate."""


def restore(
    session: Session,
    places: Places,
    file: IO[bytes],
    undo: ExitStack,
    *,
    revision: str,
    without_keys: bool = False,
    now: datetime,
) -> Kept:
    """Put a backup into an empty database with the same tables, and its files into the store.

    Whoever was signed in signs in again; links, pins and remembered browsers are void, and messages
    that waited are not sent: all of them may have been used, ended or sent since. The audit trail
    says when this happened. ``undo`` takes the files away again if the transaction does not commit.
    Raises ``NoBackup``, ``OtherKeys`` and ``NotEmpty``.
    """
    with _whole(), ZipFile(file) as archive:
        _check_members(archive.infolist(), file.seek(0, 2))
        head = json.loads(archive.read(HEAD))
        _check_head(head, revision, without_keys=without_keys)
        _check_empty(session)
        rows = _fill(session, archive)
        files = _keep_files(places, archive, undo)
        _keep_seal(places, archive, undo)
    _end(session, now)
    audit.record(session, "backup.restored", details={"of": head["written_at"]}, now=now)
    return Kept(rows, files)


@contextmanager
def _whole() -> Generator[None, None, None]:
    """Whatever does not fit makes it no backup. What a row holds is never repeated."""
    broken = (BadZipFile, zlib.error, EOFError, LookupError, TypeError, ValueError)
    try:
        yield
    except OperationalError:
        raise  # the database's trouble, not the file's
    except (*broken, AttributeError, OverflowError, RecursionError, StatementError):
        raise NoBackup(
            "This is no backup of the portal, or it is broken: nothing was restored."
        ) from None


def _check_members(members: list[ZipInfo], size: int) -> None:
    """Raises ``BadZipFile`` for what would grow: only rows are packed, and they come in parts."""
    total = 0
    for each in members:
        rows = each.filename.startswith(backup.TABLES)
        packed = (ZIP_STORED, ZIP_DEFLATED) if rows else (ZIP_STORED,)
        if each.flag_bits & _ENCRYPTED or each.compress_type not in packed:
            raise BadZipFile
        total += each.compress_size if rows else each.file_size
    if total > size:
        raise BadZipFile


def _check_head(head: dict[str, Any], revision: str, *, without_keys: bool) -> None:
    if head["format"] != backup.FORMAT or head["revision"] != revision:
        raise NoBackup(
            f"This backup was made with tables of version {head['revision']}, and the database has "
            f"{revision}: restore it with the version of the portal that wrote it, then upgrade."
        )
    if not without_keys and not set(head["keys"]) <= set(backup.key_names()):
        raise OtherKeys(
            "This backup was made with a key that RXPORTAL_SECRET_KEYS does not have here: without "
            "it no BSN, account number or app for codes opens. Set the keys it was made with; if "
            "they are lost, say --without-keys."
        )


def _check_empty(session: Session) -> None:
    for table in _INHABITED:
        if session.scalar(select(func.count()).select_from(table)):
            raise NotEmpty("Somebody lives in this database: restore into an empty one.")


def _fill(session: Session, archive: ZipFile) -> int:
    """The rows of every table; what a new database begins with makes room for them."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name != "audit_event":  # which is empty, and whose rows stay
            session.connection().execute(delete(table))
    total = 0
    for table in backup.tables():
        later: dict[str, list[dict[str, int]]] = {name: [] for name in _to_itself(table)}
        for part in _parts(archive, table):
            for name, taken in later.items():
                taken.extend(_taken_out(part, name))
            session.connection().execute(insert(table), part)
            total += len(part)
        for name, taken in later.items():
            _point(session, table, name, taken)
        _go_on_counting(session, table)
    return total


def _parts(archive: ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows, some at a time. Raises ``BadZipFile``."""
    readers = {column.name: _reader(column) for column in table.columns}
    part: list[dict[str, Any]] = []
    size = 0
    with archive.open(backup.member(table)) as lines:
        while line := lines.readline(MOST):
            if not line.endswith(b"\n"):
                raise BadZipFile
            row = json.loads(line)
            if row.keys() != readers.keys():
                raise BadZipFile
            part.append({name: readers[name](value) for name, value in row.items()})
            size += len(line)
            if len(part) == PART or size >= MOST:
                yield part
                part, size = [], 0
    if part:
        yield part


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """Makes of a plain value what the column holds."""
    stored: Any = column.type
    kind: Any = (stored.impl_instance if isinstance(stored, TypeDecorator) else stored).python_type
    if issubclass(kind, date):
        return lambda value: None if value is None else kind.fromisoformat(value)
    if issubclass(kind, Enum):
        return lambda value: None if value is None else kind(value)
    return lambda value: value


def _to_itself(table: Table) -> list[str]:
    """Columns that point to a row of the same table, which may be a later one."""
    return [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def _taken_out(rows: list[dict[str, Any]], name: str) -> list[dict[str, int]]:
    """Where the rows point to; they do not any more."""
    pointing = [row for row in rows if row[name] is not None]
    taken = [{"row": row["id"], "points_to": row[name]} for row in pointing]
    for row in pointing:
        row[name] = None
    return taken


def _point(session: Session, table: Table, name: str, taken: list[dict[str, int]]) -> None:
    if taken:
        rows = update(table).where(table.c.id == bindparam("row"))
        session.connection().execute(rows.values({name: bindparam("points_to")}), taken)


def _go_on_counting(session: Session, table: Table) -> None:
    """PostgreSQL numbers its rows by a sequence, which has seen none of these."""
    column = table.autoincrement_column
    if column is None or session.connection().dialect.name != "postgresql":
        return
    newest = session.scalar(select(func.max(column))) or 0
    session.connection().execute(
        text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"),
        {"table": f'"{table.name}"', "column": column.name, "next": newest + 1},
    )


def _keep_files(places: Places, archive: ZipFile, undo: ExitStack) -> int:
    names = [name for name in archive.namelist() if name.startswith(FILES)]
    for name in names:
        key = name.removeprefix(FILES)
        if not KEY.fullmatch(key):
            raise BadZipFile
        content, there = archive.read(name), places.store.get(key)
        if there is None:
            undo.callback(places.store.remove, key)
            places.store.put(key, content)
        elif there != content:
            raise NotEmpty(f"The store has another file {key}: restore into an empty one.")
    return len(names)


def _keep_seal(places: Places, archive: ZipFile, undo: ExitStack) -> None:
    if SEAL not in archive.namelist():
        return
    content, there = archive.read(SEAL), seal_key.content(places.seal)
    if there is None:
        undo.callback(seal_key.remove, places.seal)
        seal_key.put(places.seal, content)
    elif there != content:
        raise NotEmpty(f"There is another certificate in {places.seal}: move it away first.")


def _end(session: Session, now: datetime) -> None:
    for ended in _ENDS:
        column: Any = ended
        done = update(column.class_).where(column.is_(None)).values({column: now})
        session.connection().execute(done)
    late = col(WebhookMessage.sent_at).is_(None) & col(WebhookMessage.failed_at).is_(None)
    session.connection().execute(update(WebhookMessage).where(late).values(failed_at=now))
    waits = col(Outbox.sent_at).is_(None) & col(Outbox.failed_at).is_(None)
    why = t("Teruggezet uit een reservekopie. Misschien is dit bericht al eerder verstuurd.")
    session.connection().execute(
        update(Outbox).where(waits).values(failed_at=now, error=why, leased_until=None)
    )
