"""/mijn-gegevens/privacy: what one agreed to, and all that is known of one as a file.

With ``?kandidaat=12`` it is about a candidate, for the agency.
"""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain import text
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong
from rxportal.locales import t
from rxportal.services import erasure, export
from rxportal.services.security import Here
from rxportal.services.step_up import ProofNeeded
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look, token_of

WHO = "kandidaat"  # in the address


@dataclass
class Agreed:
    what: str = ""
    at: str = ""


@dataclass
class Planned:
    """Something that goes now, or stays ``until`` a day because of a law."""

    what: str = ""
    count: int = 0
    until: str = ""
    source: str = ""


class PrivacyState(rx.State):
    name: str = ""  # empty: not known yet
    candidate: str = ""  # whose data it is, as a number; empty: one's own
    proof: str = ""  # where to prove who one is, when that has to be done first
    agreed: rx.Field[list[Agreed]] = rx.field(default_factory=list)
    asked: str = ""  # when they asked to be erased
    erased: str = ""  # when they were
    may_erase: bool = False  # who looks
    not_yet: str = ""  # why it cannot be done now
    goes: rx.Field[list[Planned]] = rx.field(default_factory=list)
    stays: rx.Field[list[Planned]] = rx.field(default_factory=list)
    error: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        asked = str(self.router.url.query_parameters.get(WHO, ""))
        candidate = arguments.last_number(asked) if asked else 0
        found: export.Known = await look(self, export.known, token_of(self), candidate)
        self.name, self.candidate = found.name, str(candidate or "")
        back = f"privacy-{candidate}" if candidate else "privacy"
        self.proof = "" if found.fresh else f"/mijn-gegevens/beveiliging?naar={back}"
        self.agreed = [Agreed(each.what, text.moment(each.at)) for each in found.agreed]
        self.asked = text.moment(found.asked_at) if found.asked_at else ""
        if plan := found.plan:
            self.may_erase = True
            self.not_yet = "" if plan.possible else str(erasure.WorksHere())
            self.erased = text.moment(plan.erased_at) if plan.erased_at else ""
            self.goes = [Planned(each.what, each.count) for each in plan.goes]
            self.stays = [
                Planned(each.what, each.count, text.day_full(each.until), each.source)
                for each in plan.stays
            ]

    @rx.event
    async def ask(self) -> Any:
        """*Vraag om te wissen*: the agency sees that it waits."""
        self.error = ""
        try:
            await act(self, erasure.ask)
        except erasure.WorksHere as refusal:
            self.error = str(refusal)
            return None
        return [type(self).arrive, NoticeState.tell(t("Je verzoek is verstuurd."))]

    @rx.event
    async def erase(self, form: dict[str, Any]) -> Any:
        """*Wissen*: the name was typed as it stands there, with a reason."""
        given = arguments.form(form)
        name = arguments.words(given.get("naam", ""), 200)
        reason = arguments.words(given.get("reden", ""))
        candidate = arguments.last_number(self.candidate)
        self.error = ""
        try:
            await act(self, erasure.erase, Here(token_of(self)), candidate, name, reason)
        except (
            erasure.WorksHere,
            erasure.WorksAtOffice,
            erasure.WrongName,
            erasure.AlreadyErased,
            ProofNeeded,
            ReasonMissing,
            ReasonTooLong,
        ) as refusal:
            self.error = str(refusal)
            return None
        return [rx.redirect("/beheer/kandidaten"), NoticeState.tell(t("De gegevens zijn gewist."))]
