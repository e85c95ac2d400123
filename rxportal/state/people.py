"""Uitnodigingen: who is not in yet, and inviting them."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain import text
from rxportal.domain.access import GRANTS, Permission, Role
from rxportal.locales import LANGUAGES, mark, t
from rxportal.services import invitations, people, users
from rxportal.services.accounts import ROLES
from rxportal.services.invitations import Invited, NotInvitable, Wish
from rxportal.services.people import Invitation, Person
from rxportal.services.phones import UnusableNumber
from rxportal.state import arguments
from rxportal.state.session import SessionState, act, look

STATES = {
    Invitation.SENT: mark("Verzonden"),
    Invitation.ACTIVATED: mark("Geactiveerd"),
    Invitation.EXPIRED: mark("Verlopen"),
    Invitation.REVOKED: mark("Ingetrokken"),
    Invitation.NONE: mark("Niet uitgenodigd"),
}
_SINCE = {
    Invitation.SENT: mark("verzonden op {moment} door {who}"),
    Invitation.ACTIVATED: mark("geactiveerd op {moment}"),
    Invitation.EXPIRED: mark("verlopen op {moment}"),
    Invitation.REVOKED: mark("ingetrokken op {moment}"),
}
_OTHER = {Role.OFFICE: Role.ADMINISTRATOR.value, Role.ADMINISTRATOR: Role.OFFICE.value}
_STAFF = {Role.OFFICE.value, Role.ADMINISTRATOR.value}


@dataclass
class PersonRow:
    id: int = 0
    name: str = ""
    about: str = ""
    since: str = ""
    state: str = ""
    label: str = ""
    may_invite: bool = False
    may_revoke: bool = False
    may_manage: bool = False
    active: bool = True
    other_role: str = ""  # what a colleague can become; nobody else can become anything


@dataclass
class RoleChoice:
    value: str = ""
    label: str = ""


class PeopleState(rx.State):
    rows: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    roles: rx.Field[list[RoleChoice]] = rx.field(default_factory=list)
    activated: bool = False
    search: str = ""
    said: str = ""
    error: str = ""
    sent: int = 0  # counts invitations, so that the form begins empty again

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.said = self.error = ""
        await self._list()

    @rx.event
    async def show(self, activated: bool) -> None:  # noqa: FBT001 - event argument
        """Those who are in, or those who are not yet."""
        self.activated, self.said = arguments.yes_or_no(activated), ""
        await self._list()

    @rx.event
    async def find(self, form: dict[str, Any]) -> None:
        """Only names and addresses with these words in them."""
        self.search = arguments.words(arguments.form(form).get("zoek", ""), 200)
        await self._list()

    @rx.event
    async def invite(self, form: dict[str, Any]) -> None:
        """Mail an invitation; what is missing is said at the form."""
        given = arguments.form(form)
        typed = {
            key: arguments.words(given.get(key, ""), 254) for key in ("email", "name", "phone")
        }
        role = Role(arguments.one_of(given.get("role", ""), [each.value for each in Role]))
        language = arguments.one_of(given.get("language", "nl"), LANGUAGES)
        self.said = self.error = ""
        try:
            made: Invited = await act(
                self, invitations.invite, Wish(role=role, language=language, **typed)
            )
        except (NotInvitable, UnusableNumber) as problem:
            self.error = str(problem)
            return
        self.sent += 1
        self.activated, self.search = False, ""
        self.said = t("De uitnodiging voor {name} is verstuurd.", name=made.name)
        await self._list()

    @rx.event
    async def resend(self, user: int) -> None:
        """A new link; the one before it ends."""
        await act(self, invitations.resend, arguments.number(user))
        self.said = t("Er is een nieuwe uitnodiging verstuurd. De vorige link werkt niet meer.")
        await self._list()

    @rx.event
    async def revoke(self, user: int) -> None:
        """End the link that was mailed."""
        await act(self, invitations.revoke, arguments.number(user))
        self.said = t("De uitnodiging is ingetrokken.")
        await self._list()

    @rx.event
    async def sign_out(self, user: int) -> None:
        """End somebody's sessions, as after a lost phone."""
        await act(self, users.sign_out, arguments.number(user))
        self.said = t("Op alle apparaten afgemeld.")
        await self._list()

    @rx.event
    async def change_role(self, user: int, role: str) -> None:
        """A colleague becomes administrator, or back-office again."""
        chosen = arguments.one_of(role, sorted(_STAFF))
        await act(self, users.change_role, arguments.number(user), chosen)
        self.said = t("De rol is gewijzigd. Wie het betreft, logt opnieuw in.")
        await self._list()

    @rx.event
    async def close(self, user: int) -> None:
        """Nobody gets in with this account any more."""
        await act(self, users.close, arguments.number(user))
        self.said = t("Het account is gesloten.")
        await self._list()

    @rx.event
    async def reset_factor(self, user: int) -> None:
        """For who has lost the phone and the codes on paper."""
        await act(self, users.reset_factor, arguments.number(user))
        self.said = t("De verificatie is hersteld. Bij het inloggen wordt hij opnieuw ingesteld.")
        await self._list()

    @rx.event
    async def reopen(self, user: int) -> None:
        """The account opens again."""
        await act(self, users.reopen, arguments.number(user))
        self.said = t("Het account is weer open.")
        await self._list()

    async def _list(self) -> None:
        found: list[Person] = await look(
            self, people.people, search=self.search, activated=self.activated
        )
        self.rows = [_row(person) for person in found]
        role = (await self.get_state(SessionState)).role
        staff = bool(role) and Permission.STAFF_INVITE in GRANTS[Role(role)]
        self.roles = [
            RoleChoice(each.value, t(label))
            for each, label in ROLES.items()
            if staff or each.value not in _STAFF
        ]


def _row(person: Person) -> PersonRow:
    since = _SINCE.get(person.invitation, "")
    moment = text.moment(person.at) if person.at else ""
    return PersonRow(
        id=person.id,
        name=person.name,
        about=f"{person.email} · {t(ROLES[person.role])}",
        since=t(since, moment=moment, who=person.by) if since and moment else "",
        state=person.invitation.value,
        label=t(STATES[person.invitation]) if person.active else t("Gesloten"),
        may_invite=person.may_invite,
        may_manage=person.may_manage,
        active=person.active,
        other_role=_OTHER.get(person.role, "") if person.may_manage else "",
        may_revoke=person.may_invite and person.invitation is Invitation.SENT,
    )
