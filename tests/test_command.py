"""__main__.py: what is done on the command line."""

import pytest
from sqlalchemy import update
from sqlmodel import col, select
from typer.testing import CliRunner

from rxportal.__main__ import app
from rxportal.db.engine import transaction
from rxportal.db.tables import AuditEvent, Outbox, User
from rxportal.services import audit
from tests.make import NOW
from tests.trail import unguarded


def run(*words):
    return CliRunner().invoke(app, words)


@pytest.fixture
def settled(session):
    session.commit()
    return session


def test_the_first_administrator_is_invited_here(settled):
    done = run("invite", "baas@example.nl", "--role", "administrator", "--name", "Bo de Wit",
               "--phone", "0600000042", "--show-link")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "invited Bo de Wit" in done.output
    user = settled.exec(select(User).where(User.email == "baas@example.nl")).one()
    mail = settled.exec(select(Outbox)).one()
    assert (user.role, user.password_hash, mail.to) == ("administrator", "", user.email)
    assert done.output.strip().splitlines()[-1] in mail.body_text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("baas@example.nl", "--role", "koning"), "There is no role"),
        (("baas", "--role", "office", "--name", "Bo", "--phone", "0600000042"), "e-mailadres"),
        (("baas@example.nl", "--role", "office", "--name", "Bo"), "06-nummer"),
        (("baas@example.nl", "--role", "office", "--name", "Bo", "--phone", "112"), "mobiel"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_done(settled, words, said):
    done = run("invite", *words)
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert settled.exec(select(Outbox)).all() == []
    assert settled.exec(select(User).where(User.email == "baas@example.nl")).all() == []


@pytest.mark.asvs("16.4.2")
def test_a_trail_that_was_left_alone_is_whole_and_a_changed_one_is_not(settled):
    with transaction() as session:
        for _ in range(3):
            audit.record(session, "sign_in", now=NOW)
    done = run("audit", "verify")
    assert (done.exit_code, done.output) == (0, "the audit trail is whole: 3 events\n")
    with transaction() as session:
        unguarded(session)
        session.exec(update(AuditEvent).where(col(AuditEvent.id) == 2).values(actor="niemand"))
    done = run("audit", "verify")
    assert (done.exit_code, "row 2" in done.output) == (1, True)
