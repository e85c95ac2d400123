"""Goedkeuren: what the agency arranges with a client."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from rxportal.locales import t
from rxportal.services import clients
from rxportal.services.clients import ChangedMeanwhile, Terms, Unfit, Wish
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

PATH, LIST = "/beheer/goedkeuren", "/beheer/opdrachtgevers"


@dataclass
class CentreBox:
    """A checkbox: this contact reaches this cost centre."""

    name: str = ""
    label: str = ""
    ticked: bool = False


@dataclass
class ContactRow:
    id: str = ""
    name: str = ""
    email: str = ""
    limited: bool = False
    boxes: list[CentreBox] = field(default_factory=list)
    problem: str = ""


class ArrangementState(rx.State):
    """One client. The form begins anew when ``turn`` changes."""

    ready: bool = False
    name: str = ""
    remind_after: int = 0
    escalate_after: int = 0
    escalation: str = ""  # the id of the contact; empty: nobody
    contacts: rx.Field[list[ContactRow]] = rx.field(default_factory=list)
    centred: bool = False  # there are cost centres to choose from
    seen: str = ""  # what the form was made from, to notice that somebody else changed it
    remind_problem: str = ""
    escalate_problem: str = ""
    error: str = ""
    turn: int = 0

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        await self._read()

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Opslaan*; what is wrong is said at the field, and what was chosen stays."""
        given = arguments.form(form)
        number = arguments.last_number(str(self.router.url.path))
        found: Terms = await look(self, clients.terms, number)
        seen = arguments.words(given.get("seen"), 16)
        try:
            await act(self, clients.arrange, number, _wish(given, found), seen=seen)
        except Unfit as unfit:
            self._complain(unfit)
            return None
        except ChangedMeanwhile as refusal:
            await self._read()
            self.error = str(refusal)
            return None
        await self._read()
        return NoticeState.tell(t("De afspraken met {name} zijn opgeslagen.", name=self.name))

    async def _read(self) -> None:
        number = arguments.last_number(str(self.router.url.path))
        found: Terms = await look(self, clients.terms, number)
        self.name, self.seen, self.error = found.name, found.mark, ""
        self.remind_after, self.escalate_after = found.remind_after, found.escalate_after
        self.escalation = str(found.escalation_id or "")
        self.contacts = [
            ContactRow(
                str(each.id),
                each.name,
                each.email,
                each.limited,
                [
                    CentreBox(f"centre-{each.id}-{centre}", label, centre in each.centres)
                    for centre, label in found.centres
                ],
            )
            for each in found.contacts
        ]
        self.centred = bool(found.centres)
        self.remind_problem = self.escalate_problem = ""
        self.ready = True
        self.turn += 1

    def _complain(self, unfit: Unfit) -> None:
        said = unfit.problems
        self.remind_problem, self.escalate_problem = (
            said.get("remind", ""),
            said.get("escalate", ""),
        )
        for row in self.contacts:
            row.problem = said.get(f"contact-{row.id}", "")
        self.error = str(unfit)


def _wish(given: dict[str, Any], found: Terms) -> Wish:
    """What is not ticked a browser does not send."""
    escalation = arguments.one_of(
        given.get("escalation", ""), ["", *(str(each.id) for each in found.contacts)]
    )
    reach = {
        each.id: tuple(
            centre for centre, _ in found.centres if given.get(f"centre-{each.id}-{centre}")
        )
        if given.get(f"reach-{each.id}") == "some"
        else None
        for each in found.contacts
    }
    return Wish(
        _days(given.get("remind")), _days(given.get("escalate")), int(escalation or 0), reach
    )


def _days(value: Any) -> int:
    """A number of days; -1 for what is none, which the service refuses with a sentence."""
    typed = arguments.words(value, 10).strip()
    return int(typed) if typed.isascii() and typed.isdecimal() else -1
