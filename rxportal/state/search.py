"""Zoeken: one field for all modules, and what they found."""

from typing import Any
from urllib.parse import quote

import reflex as rx

from rxportal.locales import t
from rxportal.overviews import places
from rxportal.overviews.places import Group
from rxportal.overviews.view import LONGEST_SEARCH
from rxportal.state import arguments
from rxportal.state.session import look


class SearchState(rx.State):
    words: str = ""
    summary: str = ""
    groups: rx.Field[list[Group]] = rx.field(default_factory=list)

    @rx.event
    async def arrive(self) -> None:
        """The page opens; ``?zoek=`` says what is looked for."""
        asked = self.router.url.query_parameters.get("zoek", "")
        words = " ".join(asked.replace("\0", " ")[:LONGEST_SEARCH].split())
        self.groups = await look(self, places.found, words)
        self.words = words
        self.summary = _summary(words, self.groups)

    @rx.event
    def find(self, form: dict[str, Any]) -> Any:
        """Somebody presses Enter: the address says what is looked for."""
        typed = arguments.words(arguments.form(form).get("zoek", ""))
        words = " ".join(typed[:LONGEST_SEARCH].split())
        return rx.redirect(f"/zoeken?zoek={quote(words)}") if words else None


def _summary(words: str, groups: list[Group]) -> str:
    if not words:
        return t("Typ wat je zoekt en druk op Enter.")
    if not groups:
        return t("Niets gevonden met “{words}”. Probeer minder of andere woorden.", words=words)
    return t("Gevonden met “{words}”", words=words)
