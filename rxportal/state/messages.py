"""Messages that did not arrive, and those that wait."""

from dataclasses import dataclass

import reflex as rx

from rxportal.domain import text
from rxportal.locales import t, tn
from rxportal.services import outbox
from rxportal.services.outbox import Undelivered, Underway
from rxportal.state import arguments
from rxportal.state.session import act, look


@dataclass
class MessageRow:
    id: int = 0
    reader: str = ""
    subject: str = ""
    when: str = ""
    error: str = ""
    href: str = ""  # of the declaration it is about


class MessagesState(rx.State):
    failed: rx.Field[list[MessageRow]] = rx.field(default_factory=list)
    waiting: rx.Field[list[MessageRow]] = rx.field(default_factory=list)
    said: str = ""

    @rx.event
    async def arrive(self) -> None:
        """Show what did not arrive first."""
        failed: list[Undelivered] = await look(self, outbox.failed)
        waiting: list[Underway] = await look(self, outbox.underway)
        self.failed = [_failed(row) for row in failed]
        self.waiting = [_waiting(row) for row in waiting]

    @rx.event
    async def retry(self, message: int) -> None:
        """Send it again."""
        await act(self, outbox.retry, arguments.number(message))
        self.said = t("Het bericht gaat opnieuw op pad.")
        await self.arrive()


def _failed(row: Undelivered) -> MessageRow:
    return MessageRow(
        row.id,
        row.to,
        row.subject,
        t("mislukt op {moment}", moment=text.moment(row.failed_at)),
        row.error,
        f"/declaraties/{row.declaration_id}" if row.declaration_id else "",
    )


def _waiting(row: Underway) -> MessageRow:
    tried = tn("{n} keer geprobeerd", "{n} keer geprobeerd", row.attempts) if row.attempts else ""
    when = t("gaat weg om {moment}", moment=text.moment(row.next_at))
    return MessageRow(
        row.id, row.to, row.subject, " · ".join(filter(None, (when, tried))), row.error
    )
