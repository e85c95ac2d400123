"""Uitnodigingen: who is not in yet, and inviting them."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from rxportal.domain import text
from rxportal.domain.access import GRANTS, Permission, Role
from rxportal.domain.typed import kept
from rxportal.locales import LANGUAGES, mark, t
from rxportal.services import invitations, people, users
from rxportal.services.accounts import ROLES
from rxportal.services.invitations import Invited, NotInvitable, Wish
from rxportal.services.people import ON_A_PAGE, REACH, Invitation, Page, Person, Sought
from rxportal.services.phones import UnusableNumber
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act, look

PATH, WITHIN = "/beheer/uitnodigingen", "binnen"
LONGEST = 200  # characters of a search
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
    """The URL says which list, page and words: ``?wie=binnen&zoek=vries&pagina=2``."""

    ready: bool = False
    rows: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    roles: rx.Field[list[RoleChoice]] = rx.field(default_factory=list)
    activated: bool = False
    search: str = ""
    total: str = ""
    range: str = ""  # "26–50"
    previous: str = ""  # the address of that page; empty: there is none
    next: str = ""
    limited: bool = False  # there are more than the list goes down to
    error: str = ""
    email: str = ""  # of whom the address names
    sent: int = 0  # counts invitations, so that the form begins empty again

    @rx.event
    async def arrive(self) -> None:
        """The page opens, or another part of the list."""
        self.error = ""
        self.email = str(self.router.url.query_parameters.get("email", ""))[:254]
        await self._list()

    @rx.event
    def find(self, form: dict[str, Any]) -> Any:
        """Only names and addresses with these words in them."""
        words = arguments.words(arguments.form(form).get("zoek", ""), LONGEST)
        return rx.redirect(_address(Sought(words.strip(), self._sought().activated)))

    @rx.event
    async def invite(self, form: dict[str, Any]) -> Any:
        """Mail an invitation; what is missing is said at the form."""
        given = arguments.form(form)
        typed = {
            key: arguments.words(given.get(key, ""), 254) for key in ("email", "name", "phone")
        }
        role = Role(arguments.one_of(given.get("role", ""), [each.value for each in Role]))
        language = arguments.one_of(given.get("language", "nl"), LANGUAGES)
        self.error = ""
        try:
            made: Invited = await act(
                self, invitations.invite, Wish(role=role, language=language, **typed)
            )
        except (NotInvitable, UnusableNumber) as problem:
            self.error = str(problem)
            return None
        self.sent += 1
        said = t("De uitnodiging voor {name} is verstuurd.", name=made.name)
        return [NoticeState.tell(said), rx.redirect(PATH)]

    @rx.event
    async def resend(self, user: int) -> Any:
        """A new link; the one before it ends."""
        await act(self, invitations.resend, arguments.number(user))
        await self._list()
        return NoticeState.tell(
            t("Er is een nieuwe uitnodiging verstuurd. De vorige link werkt niet meer.")
        )

    @rx.event
    async def revoke(self, user: int) -> Any:
        """End the link that was mailed."""
        await act(self, invitations.revoke, arguments.number(user))
        await self._list()
        return NoticeState.tell(t("De uitnodiging is ingetrokken."))

    @rx.event
    async def sign_out(self, user: int) -> Any:
        """End somebody's sessions, as after a lost phone."""
        await act(self, users.sign_out, arguments.number(user))
        await self._list()
        return NoticeState.tell(t("Op alle apparaten afgemeld."))

    @rx.event
    async def change_role(self, user: int, role: str) -> Any:
        """A colleague becomes administrator, or back-office again."""
        chosen = arguments.one_of(role, sorted(_STAFF))
        await act(self, users.change_role, arguments.number(user), chosen)
        await self._list()
        return NoticeState.tell(t("De rol is gewijzigd. Wie het betreft, logt opnieuw in."))

    @rx.event
    async def close(self, user: int) -> Any:
        """Nobody gets in with this account any more."""
        await act(self, users.close, arguments.number(user))
        await self._list()
        return NoticeState.tell(t("Het account is gesloten."))

    @rx.event
    async def reset_factor(self, user: int) -> Any:
        """For who has lost the phone and the codes on paper."""
        await act(self, users.reset_factor, arguments.number(user))
        await self._list()
        return NoticeState.tell(
            t("De verificatie is hersteld. Bij het inloggen wordt hij opnieuw ingesteld.")
        )

    @rx.event
    async def reopen(self, user: int) -> Any:
        """The account opens again."""
        await act(self, users.reopen, arguments.number(user))
        await self._list()
        return NoticeState.tell(t("Het account is weer open."))

    async def _list(self) -> None:
        sought = self._sought()
        page: Page = await look(self, people.people, sought)
        self.rows = [_row(person) for person in page.people]
        self.activated, self.search, self.ready = sought.activated, sought.search, True
        self.limited = page.total > REACH
        self.total = f"{text.number(REACH)}+" if self.limited else str(page.total)
        first = (page.number - 1) * ON_A_PAGE + 1
        self.range = f"{first}–{first + len(self.rows) - 1}"
        before, after = page.number - 1, page.number + 1
        self.previous = _address(replace(sought, page=before)) if before else ""
        self.next = _address(replace(sought, page=after)) if after <= page.last else ""
        role = (await self.get_state(SessionState)).role
        first_role = self.router.url.query_parameters.get("rol", "")  # which is chosen then
        staff = bool(role) and Permission.STAFF_INVITE in GRANTS[Role(role)]
        self.roles = [
            RoleChoice(each.value, t(label))
            for each, label in sorted(ROLES.items(), key=lambda pair: pair[0].value != first_role)
            if staff or each.value not in _STAFF
        ]

    def _sought(self) -> Sought:
        """What the URL asks for; what it says that means nothing is dropped."""
        asked = self.router.url.query_parameters
        page = asked.get("pagina", "")
        plain = page.isascii() and page.isdecimal() and len(page) <= len(str(REACH))
        return Sought(
            kept(asked.get("zoek", "")[:LONGEST]),
            asked.get("wie", "") == WITHIN,
            max(1, int(page)) if plain else 1,
        )


def _address(sought: Sought) -> str:
    asked = {
        "wie": WITHIN if sought.activated else "",
        "zoek": sought.search,
        "pagina": str(sought.page) if sought.page > 1 else "",
    }
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{PATH}?{query}" if query else PATH


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
