"""A real mail server in the test process, that remembers, refuses and interrupts as told."""

import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from tests.journeys.server import free_port


@dataclass
class Postbox:
    """What arrived. ``answers`` holds what to say to a command instead of yes; ``at`` is called
    with the name of each command before it is answered, and after the mail is kept with "KEPT".
    """

    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    at: Callable[[str], None] = lambda _command: None
    logins: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802
        self.at("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, _server, _session, envelope, address, options):  # noqa: N802
        self.at("MAIL")
        if said := self.answers.get("MAIL"):
            return said
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        self.at("RCPT")
        if said := self.answers.get("RCPT"):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.at("DATA")
        if said := self.answers.get("DATA"):
            return said
        self.envelopes.append(envelope)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.at("KEPT")
        return "250 OK"

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        pair = (data.login.decode(), data.password.decode())
        self.logins.append(pair)
        return AuthResult(success=pair == ("portaal", "p@ss:woord"), handled=False)


@contextmanager
def mail_server(*, certificate: Path | None = None, implicit: bool = False) -> Iterator[Postbox]:
    """A server on a free port; with a certificate it asks for STARTTLS and a password, or is
    encrypted from the first byte.
    """
    box = Postbox()
    options: dict[str, object] = {}
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
        options = {"ssl_context": tls} if implicit else {"tls_context": tls}
        options |= {
            "require_starttls": not implicit,
            "auth_required": True,
            "auth_require_tls": not implicit,
            "authenticator": box.authenticate,
        }
    box.port = free_port()
    with warnings.catch_warnings():
        # It cannot know that the line is encrypted from the first byte.
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
        yield from _running(box, options)


def _running(box: Postbox, options: dict[str, object]) -> Iterator[Postbox]:
    controller = Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=60, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop(no_assert=True)
