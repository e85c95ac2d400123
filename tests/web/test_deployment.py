"""``python -m rxportal check --deploy``: each thing that is unsafe is found, and nothing else."""

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from rxportal import __main__ as command_line
from rxportal import command
from rxportal.config import read
from rxportal.db import engine as db
from rxportal.db.engine import connect
from rxportal.db.tables import Agency
from rxportal.db.upgrade import upgrade
from rxportal.web import build, deployment
from rxportal.web.deployment import CHECKS, findings


class Disk(NamedTuple):
    total: int
    free: int


KEY = secrets.token_urlsafe(48)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A database with the newest tables and an agency in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('migrated') / 'portal.sqlite3'}"
    engine = connect(url)
    patch = pytest.MonkeyPatch()
    patch.setattr(db, "default", lambda: engine)
    upgrade()
    patch.undo()
    with Session(engine) as session:
        session.add(Agency(name="Flexmeent", factors={"office": "app", "administrator": "sms"}))
        session.commit()
    engine.dispose()
    return url


@pytest.fixture
def safe(migrated, tmp_path, monkeypatch):
    """Variables of a set-up in which there is nothing to find."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(build, "is_up_to_date", lambda: True)
    monkeypatch.setattr(deployment.shutil, "disk_usage", lambda _: Disk(100, 50))
    return {
        "RXPORTAL_BASE_URL": "https://portal.example.nl",
        "RXPORTAL_DATABASE_URL": migrated,
        "RXPORTAL_DATA_DIR": str(tmp_path),
        "RXPORTAL_SECRET_KEYS": KEY,
        "RXPORTAL_TRUSTED_PROXY_HOPS": "1",
        "RXPORTAL_SMTP_URL": "smtps://user:password@mail.example.nl",
        "RXPORTAL_MAIL_FROM": "Uren <uren@example.nl>",
        "RXPORTAL_SMS_URL": "messagebird://key/sender",
    }


def test_nothing_is_found_where_nothing_is_wrong(safe):
    assert not list(findings(read(safe)))


POSTGRES = "postgresql+psycopg://u:p@127.0.0.1:1/none"
WRONG = {
    "demo_is_on": {"RXPORTAL_DEMO": "1"},
    "plain_http": {"RXPORTAL_BASE_URL": "http://portal.example.nl"},
    "proxy_is_not_trusted": {"RXPORTAL_TRUSTED_PROXY_HOPS": "0"},
    "listens_to_all": {"HOST": "0.0.0.0"},  # noqa: S104
    "no_key_of_its_own": {"RXPORTAL_SECRET_KEYS": ""},
    "weak_key": {"RXPORTAL_SECRET_KEYS": f"{KEY},{KEY[:31]}"},
    "redis_without_password": {"RXPORTAL_REDIS_URL": "redis://cache.example.nl"},
    "no_mail": {"RXPORTAL_SMTP_URL": ""},
    "mail_in_clear": {"RXPORTAL_SMTP_URL": "smtp://mail.example.nl:25"},
    "no_texts": {"RXPORTAL_SMS_URL": ""},
    "database_is_behind": {"RXPORTAL_DATABASE_URL": POSTGRES},
}


def found(variables):
    """The names of the checks that say something about these settings."""
    return {check.__name__ for check in CHECKS if check(read(variables))}


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_is_unsafe_is_found_alone(safe, name):
    assert found(safe | WRONG[name]) == {name}


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        # Without TLS there need be no proxy, and without a trusted one nobody writes an address.
        (WRONG["plain_http"] | WRONG["proxy_is_not_trusted"], "plain_http"),
        (WRONG["listens_to_all"] | WRONG["proxy_is_not_trusted"], "proxy_is_not_trusted"),
        ({"RXPORTAL_SMTP_URL": "smtp://localhost:25"}, ""),
    ],
)
def test_what_is_no_danger_by_itself_is_not_found(safe, variables, name):
    assert found(safe | variables) == ({name} if name else set())


@pytest.mark.parametrize(
    "key", ["change-me-" + KEY, "geheim" * 8, "ab" * 24, "", " ", KEY[:31]], ids=len
)
def test_a_key_that_can_be_guessed_is_found(safe, key):
    assert found(safe | {"RXPORTAL_SECRET_KEYS": key}) <= {"weak_key", "no_key_of_its_own"}
    assert found(safe | {"RXPORTAL_SECRET_KEYS": key})


def test_a_key_is_never_repeated(safe):
    said = " ".join(findings(read(safe | {"RXPORTAL_SECRET_KEYS": "geheim van Daria"})))
    assert "geheim van Daria" not in said


def test_mail_from_nowhere_is_found(safe):
    (said,) = findings(read(safe | {"RXPORTAL_MAIL_FROM": ""}))
    assert "RXPORTAL_MAIL_FROM" in said


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://u:p@db.example.nl/p", True),
        ("postgresql+psycopg://u:p@db.example.nl/p?sslmode=prefer", True),
        ("postgresql+psycopg://u:p@db.example.nl/p?sslmode=verify-full", False),
        ("postgresql+psycopg://u:p@localhost/p", False),
    ],
)
def test_a_database_elsewhere_is_asked_for_tls(safe, url, expected):
    chosen = read(safe | {"RXPORTAL_DATABASE_URL": url})
    assert bool(deployment.database_in_clear(chosen)) is expected


@pytest.mark.parametrize("url", ["redis://:word@cache.example.nl", "unix:///run/redis.sock"])
def test_a_closed_redis_is_fine(safe, url):
    assert not found(safe | {"RXPORTAL_REDIS_URL": url})


@pytest.mark.asvs("6.3.2")
def test_demo_accounts_are_found(safe, migrated, tmp_path):
    with _agency(safe, tmp_path) as agency:
        agency.demo = True
    assert found(safe) == {"demo_accounts"}


@pytest.mark.parametrize("factors", [{}, {"office": "app"}, {"administrator": "app"}])
def test_staff_with_a_password_alone_is_found(safe, tmp_path, factors):
    with _agency(safe, tmp_path) as agency:
        agency.factors = factors
    assert found(safe) == {"staff_without_factor"}


def test_a_database_of_an_older_version_is_found_and_not_touched(safe, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    assert found(safe | {"RXPORTAL_DATABASE_URL": url}) == {"database_is_behind"}
    assert not (tmp_path / "empty.sqlite3").exists()


@pytest.mark.parametrize("name", ["copy.sqlite3", "copy.sqlite3-wal", "secret-key", "files"])
def test_data_that_any_user_of_the_machine_can_read_is_found(safe, tmp_path, monkeypatch, name):
    with _agency(safe, tmp_path):
        pass
    (tmp_path / "files").mkdir()
    for path in [tmp_path / "copy.sqlite3-wal", tmp_path / "secret-key"]:
        path.touch()
    for path in tmp_path.iterdir():
        path.chmod(0o700 if path.is_dir() else 0o600)
    monkeypatch.setattr(deployment, "_passable", lambda _: True)
    assert deployment.data_can_be_read_by_others(read(safe)) is None
    (tmp_path / name).chmod(0o755)
    said = deployment.data_can_be_read_by_others(read(safe))
    assert said == f"Any user of this machine can read {tmp_path / name}: chmod o-rwx it."


def test_a_closed_folder_protects_what_is_in_it(safe, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o700)
    (tmp_path / "closed" / "secret-key").write_text("x")
    assert not found(safe | {"RXPORTAL_DATA_DIR": str(tmp_path / "closed")})


def test_root_a_full_disk_and_an_old_build_are_found(safe, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(build, "is_up_to_date", lambda: False)
    monkeypatch.setattr(deployment.shutil, "disk_usage", lambda _: Disk(100, 9))
    assert found(safe) == {"runs_as_root", "front_end_is_old", "no_room"}


def test_the_command_lists_what_to_do_and_fails(safe, monkeypatch):
    unsafe = read(safe | {"RXPORTAL_DEMO": "1", "RXPORTAL_SMS_URL": ""})
    monkeypatch.setattr(command, "settings", lambda: unsafe)
    result = CliRunner().invoke(command_line.app, ["check", "--deploy"])
    assert result.exit_code == 1
    lines = result.output.strip().splitlines()
    assert [line[:3] for line in lines] == ["1. ", "2. "]
    assert "RXPORTAL_DEMO" in lines[0]


def test_the_command_says_that_all_is_well(safe, monkeypatch):
    monkeypatch.setattr(command, "settings", lambda: read(safe))
    result = CliRunner().invoke(command_line.app, ["check", "--deploy"])
    assert (result.exit_code, result.output) == (0, "Nothing was found that is unsafe.\n")
    assert CliRunner().invoke(command_line.app, ["check"]).exit_code == 1


def test_every_check_is_tried_here():
    tried = {*WRONG, "demo_accounts", "staff_without_factor", "data_can_be_read_by_others"}
    tried |= {"runs_as_root", "front_end_is_old", "no_room", "database_in_clear"}
    assert {check.__name__ for check in CHECKS} == tried


@contextmanager
def _agency(safe, tmp_path):
    """The agency of a copy of the database, which becomes that of the set-up."""
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(safe["RXPORTAL_DATABASE_URL"].removeprefix("sqlite:///"), copy)
    safe["RXPORTAL_DATABASE_URL"] = f"sqlite:///{copy}"
    engine = connect(f"sqlite:///{copy}")
    with Session(engine) as session:
        agency = session.get_one(Agency, 1)
        yield agency
        session.add(agency)
        session.commit()
    engine.dispose()
