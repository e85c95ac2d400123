"""/mijn-gegevens/beveiliging: how one gets in, and what a form on it said."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.locales import mark, t
from rxportal.services import (
    accounts,
    authenticators,
    browsers,
    passkeys,
    security,
    step_up,
    verification,
)
from rxportal.services.factors import Factor
from rxportal.services.pins import TooManyMails
from rxportal.services.security import Security
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look, token_of

HAPPENED = {
    "sms-aan": mark("Je logt vanaf nu in met een pincode per sms."),
    "app-aan": mark("Je logt vanaf nu in met een code uit de app."),
    "passkey-gemaakt": mark("Je logt vanaf nu in met je passkey."),
    "passkey-weg": mark("Die passkey is verwijderd."),
    "uit": mark("Je verificatie is gewijzigd."),
    "nummer-gewijzigd": mark("Je mobiele nummer is gewijzigd."),
    "adres-gewijzigd": mark("Je e-mailadres is gewijzigd. Log er voortaan mee in."),
}
REFUSALS: tuple[Any, ...] = (
    step_up.ProofNeeded,
    accounts.WrongPassword,
    security.AsksMore,
    security.LastPasskey,
    passkeys.AlreadyThere,
    passkeys.TooManyPasskeys,
    security.UnusableAddress,
    security.TakenAddress,
    TooManyMails,
)


# Whoever was told one of these goes on with the code.
ABOUT_CODES = frozenset(
    refusal.code
    for refusal in (
        authenticators.WrongCode,
        authenticators.CodeUsed,
        authenticators.Paused,
        authenticators.Hopeless,
    )
)


@dataclass
class Remembered:
    """A browser in which the second factor is not asked; ``until`` is when it will be again."""

    id: int = 0
    name: str = ""
    until: str = ""


@dataclass
class Passkey:
    """A passkey as its owner sees it in a list; ``used`` is empty when it never was."""

    id: int = 0
    name: str = ""
    made: str = ""
    used: str = ""


class SecurityState(rx.State):
    back: str = ""  # for which other screen the proof is asked
    ready: bool = False  # it is known what to show
    fresh: bool = False  # proven just now: changes can be made
    asks: str = ""  # what goes with the password: "passkey", "code" or nothing
    other: bool = False  # there is a passkey and a code: the other one will do as well
    factor: str = ""  # "sms", "app" or nothing
    chosen: str = ""  # the same in words
    may_stop: bool = False
    may_sms: bool = False
    number: str = ""
    email: str = ""
    codes: int = 0
    waiting: str = ""  # for which code: "app", "scan", "sms", "number", "address"
    sent_to: str = ""
    browsers: rx.Field[list[Remembered]] = rx.field(default_factory=list)
    passkeys: rx.Field[list[Passkey]] = rx.field(default_factory=list)
    message: str = ""
    bad: bool = False

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        found: Security = await look(self, security.known, token_of(self))
        self.ready = True
        self.fresh = found.fresh
        self.other = found.asks_code and bool(found.passkeys)
        query = self.router.url.query_parameters
        said = query.get("melding", "")
        self.asks = _asks(
            found, wants_code=query.get("manier", "") == "code" or said in ABOUT_CODES
        )
        self.factor = found.factor or ""
        self.chosen = _in_words(found)
        self.may_stop = found.factor is not None and found.least is not found.factor
        self.may_sms = found.least is not Factor.APP
        self.number, self.email, self.codes = found.number, found.email, found.codes
        self.waiting, self.sent_to = found.waiting, found.sent_to
        self.browsers = [Remembered(*each) for each in found.browsers]
        self.passkeys = [Passkey(*each) for each in found.passkeys]
        self.back = query.get("naar", "")[:20]
        self.message, self.bad = _said(said)

    @rx.event
    async def forget(self, browser: int) -> Any:
        """Ask the second factor again in one of those browsers."""
        await act(self, browsers.forget, arguments.number(browser))
        said = t("In die browser wordt weer om een code gevraagd.")
        return [type(self).arrive, NoticeState.tell(said)]


def _asks(found: Security, *, wants_code: bool) -> str:
    if found.passkeys and not (found.asks_code and wants_code):
        return "passkey"
    return "code" if found.asks_code else ""


def _in_words(found: Security) -> str:
    return _with_passkey(found) if found.passkeys else _with_code(found)


def _with_passkey(found: Security) -> str:
    if found.asks_code:
        return t("Een passkey, of een code uit een app.")
    if found.factor is Factor.SMS:
        return t("Een passkey, of een pincode per sms naar {number}.", number=found.number)
    return t("Een passkey.")


def _with_code(found: Security) -> str:
    match found.factor:
        case Factor.APP if not found.asks_code:
            return t("Een code uit een app. Je stelt hem in als je weer inlogt.")
        case Factor.APP:
            return t("Een code uit een app op je telefoon.")
        case Factor.SMS:
            return t("Een pincode per sms naar {number}.", number=found.number)
        case _:
            return t("Alleen je wachtwoord.")


def _said(code: str) -> tuple[str, bool]:
    if code in HAPPENED:
        return t(HAPPENED[code]), False
    own = next((str(refusal()) for refusal in REFUSALS if refusal.code == code), "")
    sentence = own or verification.sentence(code)
    return sentence, bool(sentence)
