"""``python -m rxportal work``: the jobs as a process of their own."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime

from sqlmodel import select

from rxportal.db.engine import reading
from rxportal.db.tables import Outbox
from rxportal.services import declarations
from tests import make
from tests.journeys.server import ROOT
from tests.mail_server import mail_server

PATIENCE_SECONDS = 30


def test_it_sends_by_itself_and_ends_when_told(engine, session):
    declaration = make.declaration(session)
    declarations.submit(session, make.candidate, declaration.id, now=datetime.now(UTC))
    session.commit()
    arrived = threading.Event()
    with mail_server() as box:
        box.at = lambda command: arrived.set() if command == "KEPT" else None
        settings = {
            "RXPORTAL_DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "RXPORTAL_SMTP_URL": box.url,
            "RXPORTAL_MAIL_FROM": "Flexmeent <noreply@flexmeent.example>",
        }
        with subprocess.Popen(
            [sys.executable, "-m", "rxportal", "work"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stderr=subprocess.PIPE,
            text=True,
        ) as worker:
            assert arrived.wait(PATIENCE_SECONDS)
            worker.send_signal(signal.SIGTERM)
            _, log = worker.communicate(timeout=PATIENCE_SECONDS)
    assert (worker.returncode, log) == (0, "")
    (mail,) = box.mails
    assert mail["From"] == "Flexmeent <noreply@flexmeent.example>"
    with reading() as other:
        row = other.exec(select(Outbox)).one()
    assert row.sent_at is not None  # what was under way when it was told to end was finished
    assert row.message_id == mail["Message-ID"]
