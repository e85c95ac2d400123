"""*Mijn gegevens* of a candidate: one part at a time, read or changed."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain.access import Role
from rxportal.domain.details import FOLLOWED, Part, Secret
from rxportal.locales import t
from rxportal.overviews import query
from rxportal.overviews.documents import DOCUMENTS
from rxportal.overviews.view import View
from rxportal.services import confirming, details
from rxportal.services.confirming import Asked
from rxportal.services.details import FIELDS, LONGEST, Known, Saved
from rxportal.services.security import Here
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState, act, look, token_of

DOCUMENTS_TAB, SECURITY_TAB = "documenten", "beveiliging"


@dataclass
class Line:
    """A field of this part."""

    key: str = ""
    label: str = ""
    text: str = ""
    typed: str = ""
    kind: str = ""
    complete: str = ""
    hint: str = ""
    secret: bool = False
    revealed: str = ""
    problem: str = ""


@dataclass
class Waiting:
    """A change that the agency looks at."""

    label: str = ""
    old: str = ""
    new: str = ""
    href: str = ""


@dataclass
class Paper:
    """A document in the tab of documents."""

    title: str = ""
    about: str = ""
    review: str = ""
    tone: str = ""
    href: str = ""


class DetailsState(rx.State):
    """The URL says which tab: ``/mijn-gegevens?tab=contact``."""

    tab: str = ""  # empty: not known yet, or somebody who has no details with us
    name: str = ""
    number: str = ""
    lines: rx.Field[list[Line]] = rx.field(default_factory=list)
    waits: rx.Field[list[Waiting]] = rx.field(default_factory=list)
    papers: rx.Field[list[Paper]] = rx.field(default_factory=list)
    asks_proof: bool = False  # an account number is changed by who has just shown who they are
    editing: bool = False
    gaps: str = ""  # what of this part is still to be filled in
    unsure: bool = False  # it is time to say that all of it is right
    returned: bool = False  # the form was there just now: the focus goes to what opened it
    error: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens, or another tab of it."""
        self.editing = self.returned = False
        role = (await self.get_state(SessionState)).role
        if role != Role.CANDIDATE.value:
            self.tab = SECURITY_TAB
            return
        await self._read(self._asked())

    @rx.event
    async def edit(self) -> None:
        """*Wijzigen*: a form with what is there now."""
        await self._read(self._asked())
        self.editing = True

    @rx.event
    def stop(self) -> None:
        """*Annuleren*: nothing changes."""
        self.editing, self.returned, self.error = False, True, ""

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Opslaan*; what is wrong is said at its field, the rest is kept."""
        given = arguments.form(form)
        part = Part(arguments.one_of(given.get("part"), [each.value for each in Part]))
        keys = [each.key for each in FIELDS[part]]
        typed = {key: arguments.words(given.get(key) or "", LONGEST) for key in keys}
        saved: Saved = await act(self, details.save, part, typed, self._here())
        if saved.problems:
            self._complain(typed, saved)
            return None
        await self._read(part.value)
        self.editing, self.returned = False, True
        said = t("Opgeslagen.")
        if saved.asked:
            said = t("Ontvangen. We kijken de wijziging na en mailen je.")
        return NoticeState.tell(said)

    @rx.event
    async def confirm(self) -> Any:
        """*Alles klopt*: nothing changes but that they said so."""
        await act(self, confirming.confirm, self._here())
        await self._read(self._asked())
        return NoticeState.tell(t("Bedankt. We weten nu dat je gegevens kloppen."))

    @rx.event
    async def reveal(self, key: str) -> None:
        """Show one of one's own numbers in full."""
        secret = Secret(arguments.one_of(key, [each.value for each in Secret]))
        value = await act(self, details.reveal, secret, self._here())
        for line in self.lines:
            if line.key == secret.value:
                line.revealed = value

    async def _read(self, tab: str) -> None:
        self.error = ""
        part = Part(tab) if tab in {each.value for each in Part} else Part.PERSON
        known, asked = await look(self, _known, part, self._here())
        self.name, self.number = known.name, known.number
        self.lines = [Line(**vars(each)) for each in known.fields]
        self.waits = [
            Waiting(each.label, each.old, each.new, f"{FOLLOWED}/{each.id}") for each in known.waits
        ]
        self.gaps, self.unsure = ", ".join(asked.missing.get(part, ())), asked.confirm
        self.asks_proof = part is Part.BANK and not known.proven
        self.papers = await look(self, _papers) if tab == DOCUMENTS_TAB else []
        self.tab = tab

    def _complain(self, typed: dict[str, str], saved: Saved) -> None:
        for line in self.lines:
            line.typed = typed.get(line.key, "")
            line.problem = saved.problems.get(line.key, "")
        wrong = ", ".join(line.label for line in self.lines if line.problem)
        self.error = t("Nog niet opgeslagen: {fields}. De rest is bewaard.", fields=wrong)

    def _asked(self) -> str:
        asked = self.router.url.query_parameters.get("tab", "")
        known = {*(each.value for each in Part), DOCUMENTS_TAB, SECURITY_TAB}
        return asked if asked in known else Part.PERSON.value

    def _here(self) -> Here:
        return Here(token_of(self), self.router.session.client_ip)


def _known(session: Any, actor: Any, part: Part, here: Here, **more: Any) -> tuple[Known, Asked]:
    known = details.known(session, actor, part, here, **more)
    return known, confirming.asked(session, actor, **more)


def _papers(session: Any, actor: Any, **more: Any) -> list[Paper]:
    """The newest documents, as the list of documents has them."""
    found = query.page(session, actor, DOCUMENTS, View(), ["name", "type", "review"], **more)
    return [
        Paper(
            row.cells["name"],
            row.cells["type"],
            row.cells["review"],
            row.cells["review_tone"],
            f"/{DOCUMENTS.slug}/{row.id}",
        )
        for row in found.rows
    ]
