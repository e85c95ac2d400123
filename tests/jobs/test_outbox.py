"""Sending what waits, to a real mail server."""

import asyncio
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import reading
from rxportal.db.tables import Outbox
from rxportal.gateways.mail import FakeMailer, SmtpMailer
from rxportal.jobs import loop
from rxportal.jobs.outbox import Ways, send_due
from rxportal.services import notices
from tests import make
from tests.mail_server import mail_server
from tests.make import NOW

SENDER = "Flexmeent <noreply@flexmeent.example>"


@pytest.fixture
def server():
    with mail_server() as box:
        yield box


@pytest.fixture
def queued(session):
    """Puts the request to fill in so many weeks in the outbox."""

    def queue(number=1):
        for week in range(number):
            row = make.declaration(session, monday=make.MONDAY + timedelta(weeks=week))
            notices.to_fill_in(session, row, now=NOW)
        session.commit()

    return queue


def rows() -> list[Outbox]:
    with reading() as session:
        return list(session.exec(select(Outbox).order_by(Outbox.id)))


def send(box, now=NOW):
    return send_due(Ways(SmtpMailer(box.url), sender=SENDER), lambda: now)


def test_it_arrives_and_is_not_sent_again(queued, server):
    queued()
    assert send(server) == 1
    assert send(server) == 0
    (row,) = rows()
    (mail,) = server.mails
    assert (mail["To"], mail["Subject"]) == ("daria@example.nl", row.subject)
    assert mail["Message-ID"] == row.message_id
    assert mail["From"] == SENDER
    assert row.body_text.splitlines() == mail.get_body(("plain",)).get_content().splitlines()
    assert (row.sent_at, row.attempts, row.error) == (NOW, 1, "")


def test_one_refused_message_does_not_hold_up_the_others(queued, server):
    queued(2)

    def refuse_the_first(command):
        if command == "EHLO":
            server.answers = {} if server.answers else {"RCPT": "550 5.1.1 Onbekende postbus"}

    server.at = refuse_the_first
    assert send(server) == 2
    bad, good = rows()
    assert (bad.failed_at, bad.error) == (NOW, "550 5.1.1 Onbekende postbus")
    assert bad.sent_at is None
    assert (good.failed_at, good.sent_at) == (None, NOW)
    assert server.ids() == [good.message_id]


def test_a_busy_server_is_tried_again_after_a_minute(queued, server):
    queued()
    server.answers["DATA"] = "451 4.3.0 Kom later terug"
    assert send(server) == 1
    (row,) = rows()
    assert (row.sent_at, row.failed_at, row.leased_until) == (None, None, None)
    assert (row.next_at, row.error) == (NOW + timedelta(minutes=1), "451 4.3.0 Kom later terug")
    server.answers.clear()
    assert send(server, NOW + timedelta(seconds=59)) == 0
    assert send(server, NOW + timedelta(seconds=60)) == 1
    assert server.ids() == [row.message_id]


def test_several_senders_at_once_send_each_message_once(queued, server):
    queued(12)
    barrier = threading.Barrier(4)

    def sender():
        barrier.wait()
        send(server)

    threads = [threading.Thread(target=sender) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(server.ids()) == sorted(row.message_id for row in rows())
    assert {row.attempts for row in rows()} == {1}


def test_without_a_mail_server_nothing_is_sent_and_nothing_fails(queued):
    queued()
    loop.Rounds(Ways(), lambda: NOW).once()
    (row,) = rows()
    assert (row.sent_at, row.failed_at, row.attempts) == (None, None, 0)


def test_a_crash_in_one_job_is_logged_and_the_rest_goes_on(queued, caplog, monkeypatch):
    queued()
    broken = iter([ZeroDivisionError("kapot")])

    def remind(_now):
        for error in broken:
            raise error

    monkeypatch.setattr(loop.reminders, "remind", remind)
    post = FakeMailer()
    loop.Rounds(Ways(post, sender=SENDER), lambda: NOW).once()
    assert len(post.sent) == 1
    assert "ZeroDivisionError: kapot" in caplog.text


def test_a_crash_while_sending_leaves_the_message_for_the_next_round(queued, caplog):
    queued()
    post = FakeMailer(before=lambda _mail: 1 / 0)
    clock = [NOW]
    rounds = loop.Rounds(Ways(post, sender=SENDER), lambda: clock[0])
    rounds.once()
    assert "ZeroDivisionError" in caplog.text
    post.before = None
    clock[0] += timedelta(minutes=6)
    rounds.once()
    assert [mail.message_id for mail in post.sent] == [rows()[0].message_id]


def test_a_round_that_is_told_to_stop_begins_no_new_message(queued):
    queued(3)
    post = FakeMailer()
    rounds = loop.Rounds(Ways(post, sender=SENDER), lambda: NOW)
    post.before = lambda _mail: rounds.stop()
    rounds.once()
    assert len(post.sent) == 1


async def test_the_loop_sends_by_itself_and_ends_when_cancelled(queued, server, monkeypatch):
    queued()
    arrived = threading.Event()
    server.at = lambda command: arrived.set() if command == "KEPT" else None
    monkeypatch.setattr(loop, "ways", lambda _settings: Ways(SmtpMailer(server.url), sender=SENDER))
    running = asyncio.create_task(loop.run())
    assert await asyncio.to_thread(arrived.wait, 10)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert rows()[0].sent_at is not None  # what was under way was finished first


async def test_the_server_does_the_jobs_itself(queued, server, monkeypatch):
    from starlette.applications import Starlette  # noqa: PLC0415

    from rxportal.rxportal import app  # noqa: PLC0415 - loads the whole application

    queued()
    arrived = threading.Event()
    server.at = lambda command: arrived.set() if command == "KEPT" else None
    monkeypatch.setattr(loop, "ways", lambda _settings: Ways(SmtpMailer(server.url), sender=SENDER))
    async with app._run_lifespan_tasks(Starlette()):
        assert await asyncio.to_thread(arrived.wait, 10)
    assert rows()[0].sent_at is not None
