"""Handing a mail to the agency's mail server, and a fake that keeps them."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 15  # for each answer of the server
_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
_PERMANENT = 500
_OUR_MISTAKE = frozenset({530, 534, 535, 538})  # signing in went wrong: no fault of the message


class Delayed(Exception):
    """Not delivered, but another try may succeed; the text is what the server said."""


class RefusedByServer(Exception):
    """Not delivered, and another try would end the same; the text is what the server said."""


@dataclass(frozen=True)
class Mail:
    """``sender`` may carry a name, ``Urenportaal <noreply@agency.example>``."""

    message_id: str
    sender: str
    to: str
    subject: str
    text: str
    html: str
    written_at: datetime


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Deliver it. Raises ``Delayed`` or ``RefusedByServer``."""
        ...


@dataclass
class FakeMailer:
    """Keeps what it was given; ``before`` may raise what a server would answer."""

    sent: list[Mail] = field(default_factory=list[Mail])
    before: Callable[[Mail], None] | None = None

    def send(self, mail: Mail) -> None:
        if self.before:
            self.before(mail)
        self.sent.append(mail)


class SmtpMailer:
    """A mail server by its address.

    ``smtp://host:25`` talks in the clear (a relay on the same machine or network),
    ``smtp+starttls://user:password@host:587`` insists on encryption before it says anything of
    value, ``smtps://…:465`` is encrypted from the first byte. User and password are
    percent-encoded.
    """

    def __init__(self, url: str, our_name: str = "localhost") -> None:
        """``our_name`` is what we call ourselves to the server. Raises ``ValueError``."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("not the address of a mail server")
        self._scheme = parts.scheme
        self._host = parts.hostname
        self._port = parts.port or _PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._our_name = our_name

    def send(self, mail: Mail) -> None:
        try:
            message = compose(mail)
        except ValueError as problem:
            raise RefusedByServer(str(problem)) from problem
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            code, words = next(iter(problem.recipients.values()))
            raise _verdict(code, words) from problem
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as problem:
            raise _verdict(problem.smtp_code, problem.smtp_error) from problem
        except smtplib.SMTPNotSupportedError as problem:  # an address with other than ASCII
            raise RefusedByServer(str(problem)) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise Delayed(_words(problem)) from problem

    def _connected(self) -> smtplib.SMTP:
        where = (self._host, self._port, self._our_name)
        if self._scheme == "smtps":
            tls = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=TIMEOUT_SECONDS, context=tls)
        else:
            server = smtplib.SMTP(*where, timeout=TIMEOUT_SECONDS)
        try:
            if self._scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server


def compose(mail: Mail) -> EmailMessage:
    """The message as it goes over the line. Raises ``ValueError`` for a header with a line break
    or an address that is none.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(display_name=name, addr_spec=address)


def _verdict(code: int, words: bytes | str) -> Exception:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    permanent = code >= _PERMANENT and code not in _OUR_MISTAKE
    return (RefusedByServer if permanent else Delayed)(f"{code} {said}")


def _words(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return str(_verdict(problem.smtp_code, problem.smtp_error))
    return str(problem) or type(problem).__name__
