"""python -m rxportal backup and restore: from one installation to another."""

import stat

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from rxportal.__main__ import app
from rxportal.config import settings
from rxportal.db import engine as db
from rxportal.db import upgrade
from rxportal.db.engine import connect, reading, transaction
from rxportal.db.tables import AuditEvent, DocumentType, User
from rxportal.gateways import seal_key
from rxportal.gateways.store import FolderStore
from tests import make

KEY = "a-key_made-by-us-0123456789"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """``installation(name, url)`` is where the command line works from then on."""
    opened = []

    def go_to(name, url=""):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        opened.append(connect(url or f"sqlite:///{folder / 'd.sqlite3'}"))
        monkeypatch.setenv("RXPORTAL_DATA_DIR", str(folder))
        monkeypatch.setattr(db, "default", lambda: opened[-1])
        settings.cache_clear()
        return folder

    yield go_to
    for engine in opened:
        engine.dispose()
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def old(installation):
    """An agency with a file and a certificate."""
    folder = installation("old")
    upgrade.upgrade()
    with transaction() as session:
        make.world(session)
    FolderStore(folder / "files").put(KEY, b"bon")
    seal_key.put(folder / "seal", b"a certificate")
    return folder


@pytest.fixture
def new_url(engine):
    """Of an empty database of either kind; none: a file of the installation's own."""
    if engine.dialect.name == "sqlite":
        return ""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS restored")
        connection.exec_driver_sql("CREATE DATABASE restored")
    return engine.url.set(database="restored").render_as_string(hide_password=False)


def test_an_agency_moves_to_another_server(new_url, old, installation, tmp_path):
    file = tmp_path / "portal.zip"
    done = run("backup", file)
    assert (done.exit_code, "1 files" in done.output) == (0, True), done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not file.with_name("portal.zip.part").exists()
    with reading() as session:
        assert session.exec(select(AuditEvent)).one().kind == "backup.written"
        kinds = len(session.exec(select(DocumentType)).all())

    new = installation("new", new_url)
    done = run("restore", file)
    assert (done.exit_code, "migrate first" in done.output) == (1, True), done.output
    upgrade.upgrade()
    done = run("restore", file)
    assert (done.exit_code, "1 files" in done.output) == (0, True), done.output
    assert FolderStore(new / "files").get(KEY) == b"bon"
    assert seal_key.content(new / "seal") == b"a certificate"
    with reading() as session:
        assert len(session.exec(select(User)).all()) == 6
        assert len(session.exec(select(DocumentType)).all()) == kinds
        assert session.exec(select(AuditEvent)).one().kind == "backup.restored"
    assert run("audit", "verify").exit_code == 0

    done = run("restore", file)
    assert (done.exit_code, "empty one" in done.output) == (1, True), done.output
    assert FolderStore(new / "files").get(KEY) == b"bon"


@pytest.mark.parametrize("name", ["portal.zip", "portal.zip.part"])
def test_a_file_that_is_there_stays(old, tmp_path, name):
    (tmp_path / name).write_text("of last week")
    done = run("backup", tmp_path / "portal.zip")
    assert (done.exit_code, f"{name} is there already" in done.output) == (1, True), done.output
    assert (tmp_path / name).read_text() == "of last week"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]


def test_a_backup_that_fails_leaves_no_file(old, tmp_path):
    (old / "seal" / "seal.pem").unlink()
    (old / "seal" / "seal.pem").mkdir()  # nothing that can be read
    done = run("backup", tmp_path / "portal.zip")
    assert (done.exit_code, "cannot be written" in done.output) == (1, True), done.output
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []
    with reading() as session:
        assert session.exec(select(AuditEvent)).all() == []


def test_what_cannot_be_is_said(old, tmp_path):
    done = run("backup", tmp_path / "nowhere" / "portal.zip")
    assert (done.exit_code, "No such file" in done.output) == (1, True), done.output
    done = run("restore", tmp_path / "nowhere.zip")
    assert (done.exit_code, "No such file" in done.output) == (1, True), done.output
    (tmp_path / "letter.zip").write_text("Dag")
    done = run("restore", tmp_path / "letter.zip")
    assert (done.exit_code, "no backup of the portal" in done.output) == (1, True), done.output
