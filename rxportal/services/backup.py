"""Everything the agency has in one file: what is in it, and how it is written.

The file is a ZIP: ``portal.json``, a file of JSON lines for each table, what is in the store, and
the certificate that contracts are sealed with. It knows nothing of a kind of database: what was
written from SQLite can go into PostgreSQL. ``services/restoring.py`` puts it back. The keys of
``RXPORTAL_SECRET_KEYS`` are not in it, and nothing that is sealed opens without them. For the
command line alone: there is no actor, and nothing is out of scope.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from rxportal.db import tables as _tables
from rxportal.gateways import seal_key
from rxportal.gateways.store import Store
from rxportal.services import keys

assert _tables  # registers them  # noqa: S101

FORMAT = 1
HEAD, SEAL, TABLES, FILES = "portal.json", "seal.pem", "tables/", "files/"
PART = 500  # rows at once
# What lives for minutes. The hash of six digits gives them away to who has the time.
LEFT_OUT = frozenset({"pin", "passage"})
_SECRETS = {"body_text": "", "body_html": ""}  # of a message with a link or a pin in it


@dataclass(frozen=True)
class Places:
    """Where the portal keeps what is not in the database."""

    store: Store
    seal: Path


@dataclass(frozen=True)
class Kept:
    rows: int
    files: int


def write(
    session: Session, places: Places, out: IO[bytes], *, revision: str, now: datetime
) -> Kept:
    """Write all rows, and then all files; ``revision`` is that of the database's tables.

    The session sees the database at one moment. A file is stored before the row that names it is
    committed, so no file is missing, but for what was tidied away in between.
    """
    rows = files = 0
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(HEAD, json.dumps(_head(revision, now)), ZIP_STORED)
        for table in tables():
            with archive.open(member(table), "w", force_zip64=True) as lines:
                for row in _rows(session, table):
                    lines.write(json.dumps(row).encode() + b"\n")
                    rows += 1
        if (certificate := seal_key.content(places.seal)) is not None:
            archive.writestr(SEAL, certificate, ZIP_STORED)
        for key in places.store.keys():  # noqa: SIM118 - a store is no dict
            if (content := places.store.get(key)) is not None:
                # Pictures and PDFs are small already. And what is not packed cannot blow up.
                archive.writestr(FILES + key, content, ZIP_STORED)
                files += 1
    return Kept(rows, files)


def key_names() -> list[str]:
    """What the keys are called that are needed with the backup; it does not give them away."""
    return [name for name, _ in keys.for_use("backup")]


def tables() -> list[Table]:
    """Those that are kept, each after those it refers to."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in LEFT_OUT]


def member(table: Table) -> str:
    return f"{TABLES}{table.name}.jsonl"


def _head(revision: str, now: datetime) -> dict[str, Any]:
    written_at = now.isoformat(timespec="seconds")
    return {
        "format": FORMAT,
        "revision": revision,
        "written_at": written_at,
        "keys": key_names(),
    }


def _rows(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    found = session.connection().execute(
        select(table).order_by(*table.primary_key),
        execution_options={"stream_results": True, "yield_per": PART},
    )
    for each in found.mappings():
        row = {str(name): _plain(value) for name, value in each.items()}
        yield row | _SECRETS if table.name == "outbox" and row["secret"] else row


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
