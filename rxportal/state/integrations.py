"""Koppelingen: which programs read and write here, and ending one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from rxportal.db.tables import Integration, Webhook, WebhookMessage
from rxportal.domain import text
from rxportal.domain.zone import today
from rxportal.locales import mark, t
from rxportal.services import integrations, webhooks
from rxportal.services.integrations import SCOPES
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

# What ``gateways/poster.py`` says of a message that nobody answered.
_NO_ANSWER = {
    "gaierror": mark("dit adres bestaat niet"),
    "not on the open internet": mark("dit adres is niet van het open internet"),
    "TimeoutError": mark("geen antwoord op tijd"),
    "SSLCertVerificationError": mark("het certificaat klopt niet"),
}
_NOBODY = mark("geen verbinding")


@dataclass
class IntegrationRow:
    id: int = 0
    name: str = ""
    begins: str = ""  # of its token
    about: str = ""  # who made it, and when it was last there
    may: str = ""
    works: bool = False


@dataclass
class WebhookRow:
    id: int = 0
    url: str = ""
    about: str = ""  # of whom, and how it goes
    hears: str = ""
    works: bool = False


@dataclass
class SentRow:
    id: int = 0
    event: str = ""
    url: str = ""
    about: str = ""  # when, how often, what was answered
    state: str = ""
    done: bool = False  # it can be sent again


class IntegrationState(rx.State):
    ready: bool = False
    rows: rx.Field[list[IntegrationRow]] = rx.field(default_factory=list)
    message: str = ""
    name: str = ""  # typed before
    webhooks: rx.Field[list[WebhookRow]] = rx.field(default_factory=list)
    sent: rx.Field[list[SentRow]] = rx.field(default_factory=list)
    webhook_message: str = ""
    address: str = ""  # typed before

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        asked = self.router.url.query_parameters
        told = asked.get("melding")
        about_webhook = told == webhooks.Unfit.code
        self.message = str(integrations.Unfit()) if told and not about_webhook else ""
        self.webhook_message = str(webhooks.Unfit()) if about_webhook else ""
        self.address = str(asked.get("adres", ""))[: webhooks.LONGEST_URL]
        self.name = str(asked.get("naam", ""))[: integrations.LONGEST_NAME]
        await self._read()

    @rx.event
    async def revoke(self, number: int) -> Any:
        """*Intrekken*: its token opens nothing any more."""
        await act(self, integrations.revoke, arguments.number(number))
        await self._read()
        return NoticeState.tell(t("De koppeling is ingetrokken."))

    @rx.event
    async def stop_webhook(self, number: int) -> Any:
        """*Uitzetten*: nothing is sent there any more."""
        await act(self, webhooks.stop, arguments.number(number))
        await self._read()
        return NoticeState.tell(t("De webhook is uitgezet."))

    @rx.event
    async def test_webhook(self, number: int) -> Any:
        """*Testbericht*."""
        await act(self, webhooks.test, arguments.number(number))
        await self._read()
        return NoticeState.tell(t("Het testbericht gaat zo de deur uit."))

    @rx.event
    async def send_again(self, number: int) -> Any:
        """*Opnieuw versturen*."""
        await act(self, webhooks.again, arguments.number(number))
        await self._read()
        return NoticeState.tell(t("Het bericht gaat zo opnieuw de deur uit."))

    @rx.event
    async def renew(self) -> None:
        """*Vernieuwen*: what has been sent since."""
        await self._read()

    async def _read(self) -> None:
        found: Sequence[Integration] = await look(self, integrations.listed)
        self.rows = [_row(each) for each in found]
        listening = await look(self, webhooks.listed)
        self.webhooks = [_webhook(each, owner) for each, owner in listening]
        urls = {each.id: each.url for each, _ in listening}
        told: Sequence[WebhookMessage] = await look(self, webhooks.messages)
        working = {each.id for each, _ in listening if each.stopped_at is None}
        self.sent = [_sent(each, urls, working) for each in told if each.webhook_id in urls]
        self.ready = True


def _row(each: Integration) -> IntegrationRow:
    seen = t("laatst gebruikt {moment}", moment=text.moment(each.seen_at)) if each.seen_at else ""
    made = t("gemaakt door {name}, {moment}", name=each.made_by, moment=text.moment(each.made_at))
    ended = each.expires_on is not None and each.expires_on < today(datetime.now(UTC))
    until = t("tot en met {day}", day=text.day_of_year(each.expires_on)) if each.expires_on else ""
    return IntegrationRow(
        each.id or 0,
        each.name,
        f"{each.begins}…",
        " · ".join(filter(None, [made, seen, until])),
        ", ".join(t(SCOPES[scope].label) for scope in each.scopes if scope in SCOPES),
        each.revoked_at is None and not ended,
    )


def _webhook(each: Webhook, owner: str) -> WebhookRow:
    since = each.failing_since
    how = t("lukt niet sinds {moment}", moment=text.moment(since)) if since else ""
    return WebhookRow(
        each.id or 0,
        each.url,
        " · ".join(filter(None, [owner, how])),
        ", ".join(t(webhooks.EVENTS[event]) for event in each.events if event in webhooks.EVENTS),
        each.stopped_at is None,
    )


def _sent(
    each: WebhookMessage, urls: Mapping[int | None, str], working: Collection[int | None]
) -> SentRow:
    tries = t("{n} keer geprobeerd", n=each.attempts) if each.attempts else ""
    answer = t("antwoord {code}", code=each.status) if each.status else _why(each.error)
    done = bool(each.sent_at or each.failed_at)
    coming = "" if done else t("volgende poging {moment}", moment=text.moment(each.next_at))
    state = t("Wacht")
    if each.sent_at:
        state = t("Verstuurd")
    elif each.failed_at:
        state = t("Mislukt")
    return SentRow(
        each.id or 0,
        t(webhooks.EVENTS[each.event]) if each.event in webhooks.EVENTS else t("Testbericht"),
        urls[each.webhook_id],
        " · ".join(filter(None, [text.moment(each.created_at), tries, answer, coming])),
        state,
        done and each.webhook_id in working,
    )


def _why(error: str) -> str:
    told = _NO_ANSWER.get(error, _NOBODY)
    return t(told) if error else ""
