"""Handing a text to the agency's SMS provider, and a fake that keeps them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from rxportal.gateways.mail import Delayed

PLACE = "{number}"  # in the address: where the number goes


@dataclass(frozen=True)
class Sms:
    """``to`` is a number as E.164."""

    to: str
    body: str


class Texter(Protocol):
    def send(self, sms: Sms) -> None:
        """Deliver it. Raises ``Delayed``."""
        ...


@dataclass
class FakeTexter:
    """Keeps what it was given; ``before`` may raise what a provider would answer."""

    sent: list[Sms] = field(default_factory=list[Sms])
    before: Callable[[Sms], None] | None = None

    def send(self, sms: Sms) -> None:
        if self.before:
            self.before(sms)
        self.sent.append(sms)


class AppriseTexter:
    """Any of the SMS services Apprise knows, by its address.

    ``twilio://sid:token@+31970…``, ``messagebird://key/+31970…``, ``clicksend://user:password@…``:
    the number is added as Apprise's ``to=``, or takes the place of ``{number}`` in the address,
    ``json://gateway.example/sms?:to={number}``. The address holds a password: it is never logged.
    """

    def __init__(self, url: str) -> None:
        """Raises ``ValueError`` for an address Apprise does not know."""
        self._url = url
        self._service("+31600000000")

    def send(self, sms: Sms) -> None:
        """A provider that does not take it is asked again later: Apprise does not say why."""
        taken: bool | None = self._service(sms.to).notify(body=sms.body)
        if not taken:
            raise Delayed("the SMS provider did not take the message")

    def _service(self, number: str) -> Any:
        from apprise import Apprise  # noqa: PLC0415 - slow, and needed by who sends only

        service = Apprise()
        if not service.add(self._addressed_to(number)):
            raise ValueError("not the address of an SMS provider")
        return service

    def _addressed_to(self, number: str) -> str:
        digits = quote(number, safe="")
        if PLACE in self._url:
            return self._url.replace(PLACE, digits)
        return f"{self._url}{'&' if '?' in self._url else '?'}to={digits}"
