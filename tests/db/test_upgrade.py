"""Bringing a database up to date, and seeing without effort that nothing needs to be done."""

import pytest
from sqlalchemy import inspect, text

from rxportal.db import engine as db
from rxportal.db import upgrade
from rxportal.db.engine import connect
from rxportal.db.glance import Glance, glance
from rxportal.db.glance import _newest as newest_by_reading

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


def test_reading_the_revisions_finds_what_alembic_finds():
    assert newest_by_reading() == {upgrade.newest()}


def test_what_cannot_be_read_is_not_known(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_text("no database")
    for url in (f"sqlite:///{broken}", f"sqlite:///{tmp_path}/none", "postgresql://localhost/x"):
        assert glance(url) == NOTHING_KNOWN
