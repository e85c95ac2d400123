"""A change that a candidate asked for, for both parties: old beside new, and what came of it."""

from typing import Any

import reflex as rx

from rxportal.domain.access import Role
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong
from rxportal.domain.details import WHATS
from rxportal.domain.review import LABELS, TONES, Review
from rxportal.locales import t
from rxportal.services import changes, details
from rxportal.services.changes import Opened
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act
from rxportal.state.shell import ShellState


class ChangeState(rx.State):
    id: int = 0
    version: int = 0
    name: str = ""
    what: str = ""
    old: str = ""
    new: str = ""
    revealed: str = ""  # the new number in full, once somebody asked to see it
    hides: bool = False
    label: str = ""
    tone: str = ""
    reason: str = ""
    reviewed_by: str = ""
    may_review: bool = False
    again: str = ""  # where its candidate changes it once more
    problem: str = ""  # what is wrong with the reason

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.name = ""
        await self._read(arguments.last_number(str(self.router.url.path or "")))

    @rx.event
    async def reveal(self, change: int) -> None:
        """Show the number in full; the audit trail says who looked."""
        number = arguments.number(change)
        address = self.router.session.client_ip
        self.revealed = await act(self, changes.reveal, number, address=address)

    @rx.event
    async def approve(self, change: int, version: int) -> Any:
        """From now on it is so."""
        number, seen = arguments.number(change), arguments.number(version)
        await act(self, changes.approve, number, version=seen)
        await self._read(number)
        return NoticeState.tell(t("De wijziging is goedgekeurd en verwerkt."))

    @rx.event
    async def reject(self, form: dict[str, Any]) -> Any:
        """It stays as it was; the candidate reads why."""
        given = arguments.form(form)
        number = arguments.last_number(f"/{arguments.words(given.get('change'), 12)}")
        seen = arguments.last_number(f"/{arguments.words(given.get('version'), 12)}")
        reason = arguments.words(given.get("reason"))
        try:
            await act(self, changes.reject, number, version=seen, reason=reason)
        except (ReasonMissing, ReasonTooLong) as refusal:
            self.problem = str(refusal)
            return None
        await self._read(number)
        return NoticeState.tell(t("De wijziging is afgewezen. De kandidaat krijgt bericht."))

    async def _read(self, change: int) -> None:
        found: Opened = await act(self, changes.opened, change)
        await (await self.get_state(ShellState))._count()
        row = found.row
        self.id, self.version = row.id or 0, row.version
        self.name, self.what = found.candidate, t(WHATS[row.what])
        self.old, self.new, self.revealed = row.old, row.new, ""
        self.hides, self.may_review = found.hides, found.may_review
        self.label, self.tone = t(LABELS[row.review]), TONES[row.review]
        self.reason, self.reviewed_by, self.problem = row.reason, row.reviewed_by, ""
        mine = (await self.get_state(SessionState)).role == Role.CANDIDATE
        refused = mine and row.review is Review.REJECTED
        self.again = f"/mijn-gegevens?tab={details.part_of(row.what).value}" if refused else ""
