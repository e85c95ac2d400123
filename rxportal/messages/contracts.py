"""What people are told about a contract: one function per message.

``name`` is how the reader is addressed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from rxportal.domain import text
from rxportal.domain.zone import local
from rxportal.locales import t
from rxportal.messages.message import Message, Quote, flat


@dataclass(frozen=True, slots=True)
class Paperwork:
    """A contract as a message names it."""

    contract_id: int
    title: str
    starts_on: date
    sign_before: datetime
    why: str = ""  # it comes in the place of another

    @property
    def path(self) -> str:
        return f"/contracten/{self.contract_id}"


def offered(contract: Paperwork, *, name: str) -> Message:
    """To the candidate: a contract waits to be signed."""
    title = flat(contract.title)
    due = t("vóór {day}", day=text.day_long(local(contract.sign_before).date()))
    request = t("Lees het en onderteken het {due}.", due=due)
    return Message(
        kind="contract_offered",
        subject=t("Actie vereist: onderteken je contract {title}", title=title),
        preheader=request,
        title=t("Onderteken je contract"),
        lines=(
            t(
                "Hallo {name}, je contract {title} vanaf {day} staat klaar.",
                name=name,
                title=title,
                day=text.day_full(contract.starts_on),
            ),
            *(
                (t("Het komt in de plaats van het contract dat je eerder kreeg."),)
                if contract.why
                else ()
            ),
            request,
        ),
        strong=due,
        quote=Quote(t("Waarom er een ander contract is:"), contract.why) if contract.why else None,
        button=t("Contract lezen"),
        path=contract.path,
        asks=True,
    )


def reminder(contract: Paperwork, *, name: str) -> Message:
    """To the candidate: it still waits to be signed."""
    title = flat(contract.title)
    due = t("vóór {day}", day=text.day_long(local(contract.sign_before).date()))
    request = t("Lees het en onderteken het {due}.", due=due)
    return Message(
        kind="contract_reminder",
        subject=t("Herinnering: onderteken je contract {title}", title=title),
        preheader=request,
        title=t("Je contract wacht nog op je"),
        lines=(
            t("Hallo {name}, je hebt {title} nog niet ondertekend.", name=name, title=title),
            request,
            t("Klopt er iets niet? Bel dan je vestiging."),
        ),
        strong=due,
        button=t("Contract lezen"),
        path=contract.path,
        asks=True,
    )


def signed(contract: Paperwork, *, name: str) -> Message:
    """To the candidate: where the signed copy is."""
    title = flat(contract.title)
    return Message(
        kind="contract_signed",
        subject=t("Je contract {title} is ondertekend", title=title),
        preheader=t("Je kopie staat in het portaal."),
        title=t("Je contract is ondertekend"),
        lines=(
            t(
                "Hallo {name}, je hebt {title} ondertekend. Je kopie staat in het portaal.",
                name=name,
                title=title,
            ),
            t("Was jij dit niet? Bel dan meteen je vestiging."),
        ),
        button=t("Bekijk je contract"),
        path=contract.path,
    )


def withdrawn(contract: Paperwork, *, name: str, reason: str) -> Message:
    """To the candidate: it need not be signed any more, and why in the agency's words."""
    title = flat(contract.title)
    return Message(
        kind="contract_withdrawn",
        subject=t("Je contract {title} is ingetrokken", title=title),
        preheader=t("Je hoeft het niet meer te ondertekenen."),
        title=t("Je contract is ingetrokken"),
        lines=(
            t(
                "Hallo {name}, we hebben {title} ingetrokken. Je hoeft het niet te ondertekenen.",
                name=name,
                title=title,
            ),
        ),
        quote=Quote(t("Waarom we het intrekken:"), reason),
        button=t("Contract bekijken"),
        path=contract.path,
    )


def declined(contract: Paperwork, *, name: str, candidate: str, reason: str) -> Message:
    """To who offered it: it was not signed, and why in the candidate's words."""
    who = flat(candidate)
    return Message(
        kind="contract_declined",
        subject=t("{candidate} tekent het contract niet", candidate=who),
        preheader=flat(reason)[:100],
        title=t("{candidate} tekent het contract niet", candidate=who),
        lines=(
            t(
                "Hallo {name}, {candidate} heeft {title} geweigerd.",
                name=name,
                candidate=who,
                title=flat(contract.title),
            ),
            t("Neem contact op, of bied een ander contract aan."),
        ),
        quote=Quote(t("Geweigerd door {name}:", name=who), reason),
        button=t("Contract bekijken"),
        path=contract.path,
    )
