"""``import`` and ``export`` on the command line."""

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from rxportal.__main__ import app
from rxportal.config import settings
from rxportal.db import engine as db
from rxportal.db.tables import Candidate

HEAD = "Nummer;Roepnaam;Achternaam;E-mailadres"


@pytest.fixture
def run(session, monkeypatch):
    monkeypatch.setattr(db, "default", lambda: session.bind)
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "mensen.csv"
    made.write_text(f"{HEAD}\nK1;Amina;El Idrissi;amina@example.nl\n", encoding="utf-8")
    return made


def test_a_file_is_kept_after_a_look_at_it(session, run, file):
    assert settings().secret_keys
    done = run("import", "kandidaten", file, "--dry-run")
    assert (done.exit_code, done.stdout) == (
        0, "1 rows would be added, 0 changed; 0 are the same\n",
    )  # fmt: skip
    assert run("import", "kandidaten", file).exit_code == 0
    assert session.exec(select(Candidate).where(Candidate.number == "K1")).one()
    session.rollback()
    assert "1 are the same" in run("import", "kandidaten", file).stdout


def test_what_is_wrong_is_named_and_nothing_kept(session, run, file):
    file.write_text(f"{HEAD}\nK1;Amina;El Idrissi;amina\nK2;Bram;Vos;bram@example.nl\n")
    done = run("import", "kandidaten", file)
    assert done.exit_code == 1
    assert "row 2, E-mailadres" in done.stderr
    assert len(session.exec(select(Candidate)).all()) == 2
    assert run("import", "niets", file).exit_code == 1
    assert run("import", "kandidaten", file.with_name("nergens.csv")).exit_code == 1


def test_a_list_is_written_to_a_new_file(run, tmp_path):
    out = tmp_path / "kandidaten.csv"
    assert run("export", "kandidaten", out).exit_code == 0
    assert "Kowalczewska" in out.read_text(encoding="utf-8-sig")
    assert run("export", "kandidaten", out).exit_code == 1
    assert run("export", "kandidaten", tmp_path / "x.exe").exit_code == 1
