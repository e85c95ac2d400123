"""The screen behind the link of a mail: one week, to approve or to send back."""

import reflex as rx

from rxportal.domain import periods
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong
from rxportal.domain.errors import Refused
from rxportal.locales import t
from rxportal.services import by_mail, judge_links
from rxportal.services.by_mail import Seen
from rxportal.services.judging import DisclaimerNotAccepted
from rxportal.services.sheet import Sheet
from rxportal.state.doorstep import ask
from rxportal.state.session import cookie_of
from rxportal.state.shown_week import ShownWeek

# What the form is answered with, as the address names it.
APPROVED, REJECTED = "goedgekeurd", "afgewezen"
REFUSALS: dict[str, type[Refused]] = {
    "akkoord": DisclaimerNotAccepted,
    "reden": ReasonMissing,
    "reden-lang": ReasonTooLong,
}


class JudgeLinkState(ShownWeek, rx.State):
    """Open to everybody: the cookie's link decides what there is, and that is one week."""

    ready: bool = False
    alive: bool = False
    agency: str = ""
    reader: str = ""
    name: str = ""
    period: str = ""
    about: str = ""
    agreed: str = ""  # who approved as the first of two
    disclaimer: str = ""
    sentence: str = ""  # why the link judges nothing
    done: str = ""  # what was just done with it
    unaccepted: str = ""
    reasonless: str = ""

    @rx.event
    async def arrive(self) -> None:
        seen: Seen = await ask(by_mail.seen, cookie_of(self, judge_links.COOKIE))
        code = self.router.url.query_parameters.get("melding", "")
        self.reset()
        self.agency, self.reader, self.disclaimer = seen.agent.name, seen.name, seen.disclaimer
        self.alive, self.sentence = seen.sheet is not None, seen.sentence
        self.done = "" if self.alive else _done(code)
        said = str(REFUSALS[code]()) if code in REFUSALS else ""
        self.unaccepted = said if code == "akkoord" else ""
        self.reasonless = "" if code == "akkoord" else said
        if seen.sheet:
            self._show(seen.sheet)
        self.ready = True

    def _show(self, sheet: Sheet) -> None:
        self.name, self.period = sheet.candidate, periods.label(sheet.period)
        parts = [sheet.job_title, sheet.client, sheet.cost_centre]
        self.about = " · ".join(part for part in parts if part)
        self.agreed, self.yours = sheet.agreed_by, True
        self._show_hours(sheet)
        for extra in self.extras:
            extra.receipt = extra.receipt_name = ""  # a file asks for signing in


def _done(code: str) -> str:
    if code == APPROVED:
        return t("Bedankt. De uren zijn goedgekeurd.")
    return t("De uren zijn afgewezen. De kandidaat leest je reden.") if code == REJECTED else ""
