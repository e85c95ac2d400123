"""Instellingen: what the agency arranges for everybody, and changing it."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.db.tables import ApprovePer
from rxportal.domain import typed
from rxportal.domain.access import Role
from rxportal.domain.password import LABELS, Composition
from rxportal.locales import mark, t
from rxportal.services import agency
from rxportal.services.accounts import ROLES
from rxportal.services.agency import CHOICES, LONGEST, Arranged, Unfit
from rxportal.services.factors import Factor
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

FACTORS = {
    "": mark("Geen: alleen een wachtwoord"),
    Factor.SMS.value: mark("Pincode per sms"),
    Factor.APP.value: mark("Code uit een app"),
}


PER = {
    ApprovePer.DECLARATION.value: mark("Per declaratie"),
    ApprovePer.PERIOD.value: mark("Per periode"),
    ApprovePer.PERIOD_AND_COST_CENTRE.value: mark("Per periode en kostenplaats"),
}


@dataclass
class RoleAsks:
    """The least somebody of this role shows beside the password."""

    role: str = ""
    label: str = ""
    factor: str = ""
    words: str = ""
    problem: str = ""


@dataclass
class Kind:
    """A kind of character that a password may have to have."""

    value: str = ""
    label: str = ""
    asked: bool = False


@dataclass
class Problems:
    """What is wrong with a field; empty when nothing is."""

    name: str = ""
    phone: str = ""
    helpdesk: str = ""
    email: str = ""


_TYPED = ("name", "phone", "helpdesk", "email")


class SettingsState(rx.State):
    ready: bool = False
    editing: bool = False
    returned: bool = False  # the form was there just now: the focus goes to what opened it
    name: str = ""
    phone: str = ""
    helpdesk: str = ""
    email: str = ""
    roles: rx.Field[list[RoleAsks]] = rx.field(default_factory=list)
    kinds: rx.Field[list[Kind]] = rx.field(default_factory=list)
    asked: str = ""  # the kinds that are asked, in words
    by_mail: bool = False
    per: str = ""
    per_words: str = ""
    seen: str = ""  # what the form was made from, to notice that somebody else changed it
    problems: rx.Field[Problems] = rx.field(default_factory=Problems)
    error: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.editing = self.returned = False
        await self._read()

    @rx.event
    async def edit(self) -> None:
        """*Wijzigen*: a form with what is there now."""
        await self._read()
        self.editing = True

    @rx.event
    def stop(self) -> None:
        """*Annuleren*: nothing changes."""
        self.editing, self.returned = False, True

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Opslaan*; what is wrong is said at the field, and what was typed stays."""
        given = arguments.form(form)
        seen = arguments.words(given.get("seen"), 16)
        try:
            await act(self, agency.arrange, _wish(given), seen=seen)
        except Unfit as unfit:
            self._complain(unfit)
            return None
        await self._read()
        self.editing, self.returned = False, True
        return NoticeState.tell(t("De instellingen zijn opgeslagen."))

    async def _read(self) -> None:
        found: Arranged = await look(self, agency.arranged)
        self.name, self.phone = found.name, found.phone
        self.helpdesk, self.email = found.helpdesk, found.email
        self.roles = [
            RoleAsks(role.value, t(ROLES[role]), factor, t(FACTORS[factor]))
            for role, factor in found.factors
        ]
        self.kinds = [
            Kind(each.value, t(label), each in found.compositions) for each, label in LABELS.items()
        ]
        self.asked = ", ".join(kind.label for kind in self.kinds if kind.asked)
        self.by_mail, self.per = found.approve_by_mail, found.approve_per.value
        self.per_words = t(PER[self.per])
        self.seen = found.mark
        self.problems, self.error, self.ready = Problems(), "", True

    def _complain(self, unfit: Unfit) -> None:
        said = unfit.problems
        self.problems = Problems(*(said.get(key, "") for key in _TYPED))
        for row in self.roles:
            row.problem = said.get(row.role, "")
        self.error = str(unfit)


def _wish(given: dict[str, Any]) -> Arranged:
    words = [typed.one_line(arguments.words(given.get(key), LONGEST)) for key in _TYPED]
    name, phone, helpdesk, email = words
    return Arranged(
        name,
        phone,
        helpdesk,
        email,
        tuple((r, arguments.one_of(given.get(f"factor-{r.value}"), CHOICES)) for r in Role),
        tuple(each for each in Composition if given.get(f"kind-{each.value}")),
        bool(given.get("by-mail")),
        ApprovePer(arguments.one_of(given.get("per", ApprovePer.DECLARATION.value), PER)),
    )
