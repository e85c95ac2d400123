"""Bringing a database up to date, and seeing without effort that nothing needs to be done."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from rxportal.db import engine as db
from rxportal.db import upgrade
from rxportal.db.engine import connect
from rxportal.db.glance import Glance, glance
from rxportal.db.glance import _newest as newest_by_reading
from rxportal.services import audit
from tests import make

NOTHING_KNOWN = Glance(current=False, inhabited=False)


@pytest.fixture
def url(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    engine = connect(url)
    monkeypatch.setattr(db, "default", lambda: engine)
    yield url
    engine.dispose()


def test_a_new_database_gets_every_table_and_is_current(url):
    assert not upgrade.is_current(db.default())
    upgrade.upgrade()
    assert upgrade.is_current(db.default())
    assert "declaration" in inspect(db.default()).get_table_names()
    assert glance(url) == Glance(current=True, inhabited=False)


def test_an_older_database_is_not_current(url):
    upgrade.upgrade()
    with db.default().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert not glance(url).current
    assert not upgrade.is_current(db.default())


def test_a_database_with_an_account_is_inhabited(url):
    upgrade.upgrade()
    with db.default().begin() as connection:
        connection.execute(text("PRAGMA ignore_check_constraints=ON"))
        columns = inspect(connection).get_columns("account")
        values = {c["name"]: "2026-01-01 00:00:00" for c in columns if not c["nullable"]}
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        connection.execute(
            text(f"INSERT INTO account ({names}) VALUES ({places})"),  # noqa: S608
            values | {"id": 1},
        )
    assert glance(url).inhabited


@pytest.fixture
def migrated(engine, monkeypatch):
    """A database of either kind whose tables were made by the revisions."""
    name = f"migrated_{engine.dialect.name}"
    url = engine.url.set(database=f"{engine.url.database}.{name}")
    if engine.dialect.name == "postgresql":
        url = engine.url.set(database=name)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    made = connect(url.render_as_string(hide_password=False))
    monkeypatch.setattr(db, "default", lambda: made)
    upgrade.upgrade()
    yield made
    made.dispose()


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET kind = ''", "DELETE FROM audit_event"]
)
def test_a_database_made_by_the_revisions_keeps_its_audit_trail(migrated, statement):
    with db.transaction(migrated) as session:
        audit.record(session, "sign_in", now=make.NOW)
    with pytest.raises(DBAPIError, match="append-only"), migrated.begin() as connection:
        connection.exec_driver_sql(statement)
    with db.reading(migrated) as session:
        assert audit.verify(session) is None


def test_the_revisions_and_the_tables_make_the_same_guards(migrated, engine):
    assert guards(migrated) == guards(engine)
    assert guards(engine)


def test_postgresql_knows_that_a_cost_centre_is_of_one_client(migrated, engine):
    """Without it a filter on a cost centre sorts all its rows instead of walking an index."""
    if engine.dialect.name == "postgresql":
        assert statistics(migrated) == statistics(engine)
        assert "(dependencies) ON client_id, cost_centre_id" in statistics(engine)[0]


def statistics(engine):
    with engine.connect() as connection:
        asked = "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext"
        return list(connection.exec_driver_sql(asked).scalars())


def guards(engine):
    """The triggers on the audit trail, in the words of the database."""
    asked = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return sorted(connection.exec_driver_sql(asked).scalars())


def test_reading_the_revisions_finds_what_alembic_finds():
    assert newest_by_reading() == {upgrade.newest()}


def test_what_cannot_be_read_is_not_known(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_text("no database")
    for url in (f"sqlite:///{broken}", f"sqlite:///{tmp_path}/none", "postgresql://localhost/x"):
        assert glance(url) == NOTHING_KNOWN
