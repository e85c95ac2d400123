"""The engine and the unit of work: one event, request or job is one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, create_engine

from rxportal.config import settings
from rxportal.domain.errors import Counted, NotFound

BUSY_SECONDS = 10  # how long a SQLite writer waits for another before it gives up
# Connections kept open and those opened in a rush: as many as one process has worker threads.
POOL = {"pool_size": 20, "max_overflow": 12}


def connect(url: str) -> Engine:
    """An engine for ``url``, SQLite or PostgreSQL, that behaves the same on both.

    SQLite: write-ahead log, foreign keys, a busy timeout, and writers that take their lock at
    BEGIN, so that what a service read is still true when it writes.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, **POOL)
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS}, **POOL
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below decides, not the driver
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "synchronous=NORMAL",
            "cache_size=-32000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


@cache
def default() -> Engine:
    """The engine of this process, from the settings; made at first use, never at import."""
    return connect(settings().database_url)


@lru_cache(maxsize=8)
def _reader(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions are only for looking."""
    return engine.execution_options(reads=True)


@contextmanager
def transaction(engine: Engine | None = None) -> Iterator[Session]:
    """A session that commits when the block ends and rolls back when it raises.

    A ``Counted`` refusal is raised after the commit: a wrong try has to stay counted.
    """
    refusal: Counted | None = None
    with (
        _noting(engine),
        Session(engine or default(), expire_on_commit=False) as session,
        session.begin(),
    ):
        try:
            yield session
        except Counted as counted:
            refusal = counted
    if refusal is not None:
        raise refusal


@contextmanager
def reading(engine: Engine | None = None) -> Iterator[Session]:
    """A session for looking only: it waits for no writer, and what it writes is refused."""
    reader = _reader(engine or default())
    with _noting(engine), Session(reader, expire_on_commit=False, autoflush=False) as session:
        yield session
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("a reading unit of work has changed rows")


@contextmanager
def snapshot(engine: Engine | None = None) -> Iterator[Session]:
    """A session for looking only, to which the database stands still, however long it looks."""
    with reading(engine) as session:
        if session.get_bind().dialect.name == "postgresql":  # SQLite's always stands still
            session.connection(
                execution_options={
                    "isolation_level": "REPEATABLE READ",
                    "postgresql_readonly": True,
                }
            )
        yield session


@contextmanager
def _noting(engine: Engine | None) -> Iterator[None]:
    """What a ``NotFound`` has to leave behind is written once the work it ended is undone."""
    try:
        yield
    except NotFound as refusal:
        if refusal.note:
            with Session(engine or default()) as session, session.begin():
                refusal.note(session, now=datetime.now(UTC))
        raise
