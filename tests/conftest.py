"""Shared fixtures: a fresh database of either kind, and a world of six people in it."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from sqlmodel import Session

from rxportal.db import engine as db
from tests import make
from tests.asvs import pytest_collection_modifyitems, pytest_terminal_summary
from tests.databases import Databases, nothing
from tests.outgoing import sitecustomize as outgoing

__all__ = ["pytest_collection_modifyitems", "pytest_terminal_summary"]

# How long an example takes says nothing on a machine that is busy.
hypothesis.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("here")

os.environ.setdefault("RXPORTAL_SECRET_KEYS", "a key of the tests, good for nothing else")
_data = TemporaryDirectory(prefix="rxportal-tests-")
os.environ.setdefault("RXPORTAL_DATA_DIR", _data.name)


@pytest.fixture(scope="session", autouse=True)
def _no_secret_is_logged():
    """Whatever is tested: no password, pin, code, cookie or token of it ends up in a log."""
    from tests.log_watch import LogWatch  # noqa: PLC0415

    with LogWatch().listening() as watch:
        yield
    told = watch.told()
    assert not told, "secrets in the log:\n" + "\n".join(told[:20])


@pytest.fixture(scope="session", autouse=True)
def _no_other_machine_is_asked():
    """Whatever is tested: it speaks with servers of the tests alone."""
    yield
    assert not outgoing.found


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, databases, monkeypatch):
    """A database, the one ``transaction()`` and ``reading()`` use in this test.

    Empty, unless there is a ``session`` or the test is marked with what it begins with,
    ``@pytest.mark.begins(rows=build)``: see tests/databases.py.
    """
    mark = request.node.get_closest_marker("begins")
    build = (
        mark.kwargs["rows"]
        if mark
        else make.world
        if "session" in request.fixturenames
        else nothing
    )
    engine = databases.engine(request.param, build)
    monkeypatch.setattr(db, "default", lambda: engine)
    return engine


@pytest.fixture
def session(engine):
    """An open session on a database with the cast of ``make`` in it."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
async def tabs(engine):
    """``tabs(actor, path)`` opens a browser tab without a browser; see tests/tabs.py."""
    from tests.tabs import pipeline  # noqa: PLC0415 - loads the whole application

    async with pipeline() as running:
        yield running.open


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The portal behind a real server, one for all tests of a worker; see tests/served.py."""
    from tests.served import serving  # noqa: PLC0415 - loads the whole application

    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def snapshot(request):
    """``snapshot(name, text)`` compares with tests/snapshots/<name>; ``--update`` rewrites it."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "snapshots" / name
        if request.config.getoption("--update"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        assert text == path.read_text()

    return compare


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite the snapshots")
    parser.addoption("--asvs", action="store_true", help="print what is shown of OWASP ASVS")
