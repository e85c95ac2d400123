"""/contracten/<id>: reading a contract page by page, and how far signing it is."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain import contract as rules
from rxportal.domain import drawing, text
from rxportal.domain.access import Actor, Role
from rxportal.domain.contract import State
from rxportal.domain.zone import local
from rxportal.locales import mark, t
from rxportal.overviews.contracts import TONES
from rxportal.services import contract_desk, contracts
from rxportal.services.contract_desk import Desk
from rxportal.services.signing import Where
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, token_of
from rxportal.state.shell import ShellState

MARGIN = 16  # pixels around a drawing that is shown again
HAPPENED = {
    "ondertekend": mark(
        "Je contract is ondertekend. Je krijgt een e-mail met een link naar je kopie."
    ),
    "pincode-verstuurd": mark("Er is een sms met een pincode naar je onderweg."),
}


@dataclass
class Fact:
    """A line of the evidence."""

    label: str = ""
    value: str = ""


class ContractState(rx.State):
    """Which contract it is, the address says; how far it is read, the server knows."""

    id: int = 0  # 0: it is not known yet what to show
    version: int = 0
    title: str = ""
    about: str = ""  # from when, and until when it can be signed
    short: rx.Field[list[str]] = rx.field(default_factory=list)  # in short
    stands: str = ""  # the value of its state
    state: str = ""  # in a word
    tone: str = ""
    pages: int = 0
    page: int = 1
    furthest: int = 1
    large: bool = False  # the paper is drawn larger than the screen
    words: str = ""  # what stands on the page
    signs: bool = False  # its candidate looks, and may sign it
    read: bool = False  # to the last page
    sealed: bool = False
    sha256: str = ""
    factor: str = ""  # "sms" or "app"
    number: str = ""
    texted: bool = False
    options: rx.Field[dict[str, Any]] = rx.field(default_factory=dict)  # to use a passkey
    signer: str = ""  # who signs, as the account has it
    written: str = ""
    draws: bool = False  # rather than types, to begin with
    drawn: str = ""  # to begin with, as the field of the form has it
    strokes: rx.Field[dict[str, list[list[int]]]] = rx.field(default_factory=dict)  # the same
    pad: int = 0  # one more each time it is wiped
    drawing: str = ""  # the signature under a signed contract: an SVG path
    drawing_box: str = ""
    facts: rx.Field[list[Fact]] = rx.field(default_factory=list)
    reason: str = ""  # why it was declined, replaced or withdrawn
    replaced_by: int = 0
    offers: bool = False  # somebody looks who may offer it, replace it or take it back
    instead: int = 0  # of which a draft comes in the place
    message: str = ""
    bad: bool = False
    problem: str = ""  # with the reason that is typed
    declining: bool = False

    _texts: tuple[str, ...] = ()

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        number = arguments.last_number(str(self.router.url.path or ""))
        desk: Desk = await act(self, contract_desk.desk, Where(token_of(self)), number)
        self._show(desk)
        self._begin(desk)
        self.message, self.bad = _said(self.router.url.query_parameters.get("melding", ""))

    @rx.event
    async def turn(self, contract: int, page: int) -> None:
        """Another page; the furthest one is written down. The agency only looks."""
        number, wanted = arguments.number(contract), arguments.number(page)
        desk: Desk = await act(self, _turned, Where(token_of(self)), number, wanted)
        self._show(desk)
        self.page = min(wanted, self.pages)
        self.words = self._texts[self.page - 1]

    @rx.event
    def enlarge(self) -> None:
        """The paper larger, or as wide as the screen again."""
        self.large = not self.large

    @rx.event
    def wipe(self) -> None:
        """*Wissen*: an empty box to draw in."""
        self.drawn, self.strokes = "", {}
        self.pad += 1

    @rx.event
    def show(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        """The question why somebody does not sign."""
        self.declining, self.problem = arguments.yes_or_no(open_), ""

    @rx.event
    async def decline(self, contract: int, version: int, form: dict[str, Any]) -> Any:
        """*Niet tekenen*; what is wrong with the reason is said at its field."""
        number, shown = arguments.number(contract), arguments.number(version)
        reason = arguments.words(arguments.form(form).get("reden"))
        try:
            rules.reason(reason)
        except (rules.ReasonMissing, rules.ReasonTooLong) as problem:
            self.problem = str(problem)
            return None
        await act(self, contracts.decline, number, version=shown, reason=reason)
        self.declining = False
        self._show(await act(self, contract_desk.desk, Where(token_of(self)), number))
        await (await self.get_state(ShellState))._count()
        return NoticeState.tell(t("Je vestiging weet dat je dit contract niet tekent."))

    def _show(self, desk: Desk) -> None:
        shown = desk.shown
        row, reading = shown.contract, shown.reading
        self.id, self.version, self.title = row.id or 0, row.version, row.title
        self.stands = row.state.value
        self.state, self.tone = t(rules.LABELS[row.state]), TONES[row.state]
        self.about = _about(desk)
        self.short = _short(desk)
        self.pages, self._texts = row.pages, shown.texts
        self.furthest = reading.page if desk.signs and reading else row.pages
        self.words = self._texts[self.page - 1] if self.page <= len(self._texts) else ""
        self.signs, self.read = desk.signs, bool(reading and reading.read_at)
        self.sealed, self.sha256 = bool(row.sealed_key), row.sha256
        self.factor, self.number, self.texted = desk.factor, desk.number, desk.texted
        self.signer, self.written, self.options = shown.name, desk.written, desk.options
        self.facts = [Fact(label, value) for label, value in desk.facts]
        self.reason = row.reason
        self.replaced_by = row.replaced_by or 0
        self.offers, self.instead = desk.offers, row.replaces or 0

    def _begin(self, desk: Desk) -> None:
        """The drawing of before. Only when the page opens: after that it is in the browser."""
        if desk.signs:
            self.draws = desk.drawn != ""
            self.drawn = drawing.moved(desk.drawn, MARGIN)
            strokes = enumerate(drawing.strokes(self.drawn))
            self.strokes = {f"s{at}": [list(point) for point in stroke] for at, stroke in strokes}
        elif desk.drawn:
            wide, high = drawing.size(desk.drawn)
            self.drawing = drawing.path(desk.drawn)
            self.drawing_box = f"-4 -4 {wide + 8} {high + 8}"


def _turned(
    session: Any, actor: Actor, where: Where, contract: int, page: int, **more: Any
) -> Desk:
    row = contracts.find(session, actor, contract)
    if actor.role is Role.CANDIDATE and row.state is State.OFFERED:
        contracts.turn(session, actor, contract, page, **more)
    return contract_desk.desk(session, actor, where, contract, **more)


def _about(desk: Desk) -> str:
    row = desk.shown.contract
    said = [t("vanaf {day}", day=text.day_full(row.starts_on))]
    if not desk.signs and desk.agency:
        said.insert(0, desk.shown.name)
    if row.state in {State.OFFERED, State.DRAFT}:
        said.append(t("teken vóór {day}", day=text.day_short(local(row.sign_before).date())))
    if row.state is State.OFFERED and desk.agency and row.reminded_at:
        said.append(t("herinnerd op {day}", day=text.day_short(local(row.reminded_at).date())))
    return " · ".join(said)


def _short(desk: Desk) -> list[str]:
    """The contract in three lines: where, from when and for how long, and for how much."""
    row = desk.shown.contract
    where = t("{job} bij {client}", job=row.job_title, client=row.client) if row.client else ""
    day = text.day_full(row.starts_on)
    hours = text.hours_brief(row.hours_week)
    when = (
        t("Vanaf {day}, {hours} uur per week", day=day, hours=hours)
        if row.hours_week
        else t("Vanaf {day}", day=day)
    )
    pay = t("{amount} bruto per uur", amount=text.money(row.wage)) if row.wage else ""
    return [line for line in (where, when, pay) if line]


def _said(code: str) -> tuple[str, bool]:
    if code in HAPPENED:
        return t(HAPPENED[code]), False
    sentence = contract_desk.sentence(code)
    return sentence, bool(sentence)
