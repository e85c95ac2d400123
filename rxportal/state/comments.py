"""Reactions on the page of a row: what was said, and saying something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from rxportal.db.tables import Comment
from rxportal.domain import text
from rxportal.overviews.places import module_of
from rxportal.services import comments
from rxportal.state import arguments
from rxportal.state.session import act, look


@dataclass
class Said:
    name: str = ""
    initials: str = ""
    when: str = ""
    body: str = ""


class CommentsState(rx.State):
    """Of the row whose page it is: the address says which. Another page tells by ``_show``."""

    module: str = ""
    row: int = 0
    said: rx.Field[list[Said]] = rx.field(default_factory=list)
    error: str = ""
    turn: int = 0  # one more: the form begins anew

    @rx.event
    async def arrive(self) -> None:
        path = str(self.router.url.path or "")
        await self._show(module_of(path), arguments.last_number(path))

    @rx.event
    async def say(self, module: str, row: int, form: dict[str, Any]) -> None:
        """Add a comment, which everybody who sees the row reads."""
        module, row = arguments.one_of(module, comments.SUBJECTS), arguments.number(row)
        body = arguments.words(arguments.form(form).get("reactie", ""))
        try:
            await act(self, comments.say, module, row, body)
        except comments.CommentRefused as refusal:
            self.error = str(refusal)
            return
        await self._show(module, row)
        self.turn += 1

    async def _show(self, module: str, row: int) -> None:
        found: Sequence[Comment] = await look(self, comments.under, module, row)
        now = datetime.now(UTC)
        self.module, self.row, self.error = module, row, ""
        self.said = [
            Said(
                each.user_name,
                text.initials(each.user_name),
                text.relative_moment(each.at, now),
                each.body,
            )
            for each in found
        ]
