"""The mail gateway against a real mail server."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rxportal.gateways.mail import Delayed, FakeMailer, Mail, RefusedByServer, SmtpMailer
from tests.mail_server import mail_server

MAIL = Mail(
    message_id="<1@urenportaal.example>",
    sender="Flexmeent Urenportaal <noreply@flexmeent.example>",
    to="daria@example.nl",
    subject="Vul je uren van week 41 in vóór maandag",
    text="Hallo Daria\n",
    html="<p>Hallo Daria</p>\n",
    written_at=datetime(2026, 10, 9, 14, 30, tzinfo=UTC),
)

CERTIFICATE = Path(__file__).parent / "mail_server.pem"


@pytest.fixture
def server():
    with mail_server() as box:
        yield box


def test_it_arrives_with_both_parts_and_its_headers(server):
    SmtpMailer(server.url, "urenportaal.example").send(MAIL)
    (mail,) = server.mails
    (envelope,) = server.envelopes
    assert envelope.rcpt_tos == ["daria@example.nl"]
    assert envelope.mail_from == "noreply@flexmeent.example"
    assert mail["From"] == "Flexmeent Urenportaal <noreply@flexmeent.example>"
    assert mail["Subject"] == MAIL.subject
    assert mail["Message-ID"] == MAIL.message_id
    assert mail["Date"] == "Fri, 09 Oct 2026 14:30:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Hallo Daria"]
    assert mail.get_body(("html",)).get_content().splitlines() == ["<p>Hallo Daria</p>"]


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Uren\r\nBcc: x@example.nl"},
        {"to": "daria@example.nl\r\nBcc: x@example.nl"},
        {"to": "daria@example.nl, x@example.nl"},
        {"to": "Daria"},
        {"message_id": "<1@x>\r\nBcc: x@example.nl"},
    ],
)
def test_nothing_that_would_add_a_header_or_a_reader_is_sent(server, change):
    with pytest.raises(RefusedByServer):
        SmtpMailer(server.url).send(Mail(**{**MAIL.__dict__, **change}))
    assert server.mails == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 Onbekende postbus", RefusedByServer),
        ("451 4.3.0 Kom later terug", Delayed),
        ("530 5.7.0 Meld u eerst aan", Delayed),
    ],
)
def test_a_refusal_for_good_is_told_from_one_for_now(server, command, answer, outcome):
    server.answers[command] = answer
    with pytest.raises(outcome) as refusal:
        SmtpMailer(server.url).send(MAIL)
    assert str(refusal.value) == answer
    assert server.mails == []


def test_a_server_that_is_not_there_is_a_delay():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(Delayed):
            SmtpMailer(f"smtp://127.0.0.1:{nobody.getsockname()[1]}").send(MAIL)


def test_a_server_that_says_nothing_is_a_delay(monkeypatch):
    monkeypatch.setattr("rxportal.gateways.mail.TIMEOUT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Delayed, match="timed"):
        SmtpMailer(f"smtp://127.0.0.1:{silent.getsockname()[1]}").send(MAIL)


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_it_signs_in_over_an_encrypted_line(scheme, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(certificate=CERTIFICATE, implicit=scheme == "smtps") as box:
        SmtpMailer(f"{scheme}://portaal:p%40ss%3Awoord@127.0.0.1:{box.port}").send(MAIL)
    assert box.logins == [("portaal", "p@ss:woord")]
    assert box.ids() == [MAIL.message_id]


def test_no_password_is_said_to_a_server_whose_certificate_is_not_trusted():
    with mail_server(certificate=CERTIFICATE) as box, pytest.raises(Delayed, match="CERTIFICATE"):
        SmtpMailer(f"smtp+starttls://portaal:p%40ss%3Awoord@127.0.0.1:{box.port}").send(MAIL)
    assert box.logins == []


def test_no_password_is_said_to_a_server_that_cannot_encrypt(server):
    with pytest.raises((Delayed, RefusedByServer)):
        SmtpMailer(f"smtp+starttls://portaal:geheim@127.0.0.1:{server.port}").send(MAIL)
    assert (server.logins, server.mails) == ([], [])


def test_a_wrong_password_is_our_mistake_and_no_fault_of_the_message(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(certificate=CERTIFICATE) as box, pytest.raises(Delayed, match="535"):
        SmtpMailer(f"smtp+starttls://portaal:fout@127.0.0.1:{box.port}").send(MAIL)


@pytest.mark.parametrize("url", ["", "mail.example.nl", "http://mail.example.nl", "smtp://"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError, match="mail server"):
        SmtpMailer(url)


def test_the_fake_keeps_what_it_gets():
    fake = FakeMailer()
    fake.send(MAIL)
    assert fake.sent == [MAIL]
