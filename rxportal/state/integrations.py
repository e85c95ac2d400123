"""Koppelingen: which programs read and write here, and ending one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from rxportal.db.tables import Integration
from rxportal.domain import text
from rxportal.domain.zone import today
from rxportal.locales import t
from rxportal.services import integrations
from rxportal.services.integrations import SCOPES
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look


@dataclass
class IntegrationRow:
    id: int = 0
    name: str = ""
    begins: str = ""  # of its token
    about: str = ""  # who made it, and when it was last there
    may: str = ""
    works: bool = False


class IntegrationState(rx.State):
    ready: bool = False
    rows: rx.Field[list[IntegrationRow]] = rx.field(default_factory=list)
    message: str = ""
    name: str = ""  # typed before

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        asked = self.router.url.query_parameters
        self.message = str(integrations.Unfit()) if asked.get("melding") else ""
        self.name = str(asked.get("naam", ""))[: integrations.LONGEST_NAME]
        await self._read()

    @rx.event
    async def revoke(self, number: int) -> Any:
        """*Intrekken*: its token opens nothing any more."""
        await act(self, integrations.revoke, arguments.number(number))
        await self._read()
        return NoticeState.tell(t("De koppeling is ingetrokken."))

    async def _read(self) -> None:
        found: Sequence[Integration] = await look(self, integrations.listed)
        self.rows = [_row(each) for each in found]
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
