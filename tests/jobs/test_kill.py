"""kill -9 at any point between the step and its mail: nothing is lost, nothing comes three times.

The process that is killed is a real one, the mail server is a real one, and it is the mail
server that says when: at the very command of the conversation the test is about.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import Declaration, Outbox, Transition
from rxportal.domain.declaration import Status
from rxportal.gateways.mail import SmtpMailer
from rxportal.jobs.outbox import Ways, send_due
from rxportal.services import declarations
from rxportal.services.outbox import LEASE
from tests import make
from tests.journeys.server import ROOT
from tests.mail_server import mail_server

PATIENCE_SECONDS = 120


@pytest.fixture
def server():
    with mail_server() as box:
        yield box


@pytest.fixture
def number(session):
    return make.declaration(session).id


@contextmanager
def process(engine: Engine, *arguments: object):
    """A process on the same database."""
    url = engine.url.render_as_string(hide_password=False)
    running = subprocess.Popen(  # noqa: S603 - our own arguments
        [sys.executable, "-m", "tests.jobs.process", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "RXPORTAL_DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with running:
        yield running


def kill(running: subprocess.Popen[str]) -> None:
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait(PATIENCE_SECONDS) == -signal.SIGKILL


def submitted(engine: Engine, number: int, how: str = "committed") -> None:
    """Hand the declaration in, in a process that dies right after, or just before, the commit."""
    with process(engine, "submit", number, how) as running:
        assert running.stdout.readline() == "ready\n"
        kill(running)


def submit_here(number: int) -> None:
    with transaction() as session:
        declarations.submit(session, make.candidate, number, now=datetime.now(UTC))


def send_the_rest(box) -> int:
    """What the next process does once the lease of the killed one has run out."""
    later = datetime.now(UTC) + LEASE + timedelta(minutes=1)
    return send_due(Ways(SmtpMailer(box.url), sender="portaal@example.nl"), lambda: later)


def found(number):
    with reading() as session:
        status = session.get_one(Declaration, number).status
        steps = session.exec(select(Transition.step)).all()
        return status, len(steps), list(session.exec(select(Outbox)))


def test_killed_before_the_commit_nothing_has_happened(engine, number, server):
    submitted(engine, number, "uncommitted")
    assert found(number) == (Status.REPORT, 0, [])
    assert send_the_rest(server) == 0


def test_killed_after_the_commit_the_mail_still_goes(engine, number, server):
    submitted(engine, number)
    assert found(number)[:2] == (Status.SUBMITTED, 1)
    assert send_the_rest(server) == 1
    (row,) = found(number)[2]
    assert server.ids() == [row.message_id]


@pytest.mark.parametrize(
    ("point", "copies"), [("EHLO", 1), ("MAIL", 1), ("RCPT", 1), ("DATA", 1), ("KEPT", 2)]
)
def test_killed_while_sending_it_comes_once_or_twice_under_one_message_id(
    engine, number, server, point, copies
):
    """Twice only when the server has the mail and the process died before it could note that."""
    submit_here(number)
    there = threading.Event()
    killed: list[bool] = []

    def at(command):
        if command == point and not killed:
            assert there.wait(PATIENCE_SECONDS)
            killed.append(True)
            kill(sender)
            if command == "DATA":
                raise ConnectionResetError  # the rest of it never came

    server.at = at
    with process(engine, "send", server.url) as sender:
        there.set()
        sender.wait(PATIENCE_SECONDS)
    (row,) = found(number)[2]
    assert killed
    assert row.sent_at is None
    assert row.leased_until is not None
    assert send_the_rest(server) == 1
    assert send_the_rest(server) == 0
    assert server.ids() == [row.message_id] * copies
    assert found(number)[2][0].sent_at is not None


def test_a_living_lease_keeps_others_off_even_when_its_holder_is_dead(engine, number, server):
    submit_here(number)
    server.at = lambda command: kill(sender) if command == "MAIL" else None
    with process(engine, "send", server.url) as sender:
        sender.wait(PATIENCE_SECONDS)
    server.at = lambda _command: None
    now = datetime.now(UTC)
    assert send_due(Ways(SmtpMailer(server.url), sender="portaal@example.nl"), lambda: now) == 0
    assert send_the_rest(server) == 1
