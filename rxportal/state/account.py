"""Mijn gegevens, and what the password form said."""

from dataclasses import dataclass

import reflex as rx

from rxportal.locales import t
from rxportal.services import accounts, passwords
from rxportal.state.session import look


@dataclass
class Fact:
    label: str = ""
    value: str = ""


class AccountState(rx.State):
    facts: rx.Field[list[Fact]] = rx.field(default_factory=list)
    compositions: rx.Field[list[str]] = rx.field(default_factory=list)  # asked of a new password
    message: str = ""
    bad: bool = False

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        known: accounts.Known = await look(self, accounts.known)
        self.facts = [Fact(label, value) for label, value in known.facts]
        self.compositions = list(known.compositions)
        self.message, self.bad = _said(self.router.url.query_parameters.get("melding", ""))


def _said(code: str) -> tuple[str, bool]:
    if code == "gewijzigd":
        return t("Je wachtwoord is gewijzigd. Op andere apparaten ben je afgemeld."), False
    if code == accounts.WrongPassword.code:
        return str(accounts.WrongPassword()), True
    sentence = passwords.sentence(code)
    return sentence, bool(sentence)
