"""/mijn-gegevens/privacy: what one agreed to, and all that is known of one as a file.

With ``?kandidaat=12`` it is about a candidate, for the agency.
"""

from dataclasses import dataclass

import reflex as rx

from rxportal.domain import text
from rxportal.services import export
from rxportal.state import arguments
from rxportal.state.session import look, token_of

WHO = "kandidaat"  # in the address


@dataclass
class Agreed:
    what: str = ""
    at: str = ""


class PrivacyState(rx.State):
    name: str = ""  # empty: not known yet
    candidate: str = ""  # whose data it is, as a number; empty: one's own
    proof: str = ""  # where to prove who one is, when that has to be done first
    agreed: rx.Field[list[Agreed]] = rx.field(default_factory=list)

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
