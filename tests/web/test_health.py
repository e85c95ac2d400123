"""What a balancer and the start script are told."""

import pytest
from sqlalchemy import text
from sqlmodel import create_engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db import engine as db
from rxportal.db import upgrade
from rxportal.web import health

CLIENT = TestClient(Starlette(routes=[*health.routes]))


@pytest.mark.usefixtures("engine")
def test_a_portal_with_a_database_is_healthy():
    answer = CLIENT.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_without_its_database_it_is_not_and_does_not_say_why(path, monkeypatch):
    gone = create_engine("sqlite:////nowhere/at/all.sqlite3")
    monkeypatch.setattr(db, "default", lambda: gone)
    answer = CLIENT.get(path)
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


def test_a_slow_database_is_given_up_on(monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0)
    assert CLIENT.get("/healthz").status_code == 503


def test_visitors_wait_until_the_tables_are_the_newest(engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    assert CLIENT.get("/readyz").status_code == 503
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": upgrade.newest()}
        )
    assert CLIENT.get("/readyz").status_code == 200
