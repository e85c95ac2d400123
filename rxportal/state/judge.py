"""A declaration as who decides on it sees it: beside the roster, with the steps that are open."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain import periods, text
from rxportal.domain.access import Role
from rxportal.domain.declaration import ChangedMeanwhile, Status, Step, StepNotAllowed
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.locales import t, tn
from rxportal.services import comments, judging
from rxportal.services.judging import DisclaimerNotAccepted, Opened
from rxportal.services.sheet import Sheet
from rxportal.services.surroundings import Surroundings, surroundings
from rxportal.state import arguments, comparison
from rxportal.state.comparison import CommentLine, HistoryLine
from rxportal.state.queue import QueueState
from rxportal.state.session import SessionState, act, look
from rxportal.state.shell import ShellState
from rxportal.state.shown_week import ShownWeek

MOST_AT_ONCE = judging.MOST
BATCH = 5  # rows between two looks at the progress bar


@dataclass
class RefusedRow:
    """A declaration that a bulk approval could not take along, and why."""

    name: str = ""
    sentence: str = ""


class JudgeState(ShownWeek, rx.State):
    """Everything here is a copy of what ``judging.opened`` said last."""

    id: int = 0
    version: int = 0
    status: str = ""
    name: str = ""
    first_name: str = ""
    initials: str = ""
    photo: str = ""
    about: str = ""
    period: str = ""
    client: str = ""
    corrects: str = ""  # path of the declaration that this one corrects
    banner: str = ""  # the words of the last rejection, reopening or cancelling
    banner_title: str = ""
    agreed: str = ""  # who approved as the first of two

    comments: rx.Field[list[CommentLine]] = rx.field(default_factory=list)
    history: rx.Field[list[HistoryLine]] = rx.field(default_factory=list)

    fill_href: str = ""
    filling: bool = False  # the agency fills in for the candidate
    steps: rx.Field[list[str]] = rx.field(
        default_factory=list
    )  # what this person may do now, as values of Step
    may_write: bool = False
    may_correct: bool = False

    disclaimer: str = ""
    confirming: str = ""  # "": no; "one": this declaration; "many": the ticked ones
    asked: str = ""  # what was asked about last
    unaccepted: bool = False  # somebody tried without ticking the disclaimer
    bulk_size: int = 0  # how many are being approved at once; 0: none
    bulk_done: int = 0
    changed: str = ""  # what happened while this was on the screen
    decided: str = ""  # what this person just did
    refused: rx.Field[list[RefusedRow]] = rx.field(
        default_factory=list
    )  # what a bulk approval left behind

    @rx.event
    async def arrive(self) -> None:
        """Show the declaration the path names. Candidates see it in their own way."""
        if (await self.get_state(SessionState)).role == Role.CANDIDATE:
            return
        asked = arguments.last_number(str(self.router.url.path))
        if self.id not in {0, asked}:  # 0: the server forgot this tab, maybe while it was asking
            self.decided = self.changed = self.confirming = ""
            self.refused = []
        self.filling = self.router.url.query_parameters.get("invullen") == "ja"
        await self._open(asked)

    @rx.event
    async def approve(self, declaration_id: int, version: int) -> None:
        """Approve the version that was shown; first ask about the disclaimer, if there is one."""
        asked, shown = arguments.number(declaration_id), arguments.number(version)
        if await self._asks_first("one"):
            return
        await self._approve(asked, shown, accepted=False)

    @rx.event
    async def confirm(self, declaration_id: int, version: int, form: dict[str, Any]) -> None:
        """The disclaimer's sheet was answered, about the declaration that is open."""
        asked, shown = arguments.number(declaration_id), arguments.number(version)
        if not _accepted(form):
            self.unaccepted = True
            return
        await self._approve(asked, shown, accepted=True)

    @rx.event
    async def approve_chosen(self, pairs: list[list[int]]) -> AsyncIterator[None]:
        """Approve the ticked rows; first ask about the disclaimer, if there is one."""
        chosen = _pairs(pairs)
        if await self._asks_first("many"):
            return
        async for _ in self._approve_many(chosen, accepted=False):
            yield

    @rx.event
    async def confirm_chosen(
        self, pairs: list[list[int]], form: dict[str, Any]
    ) -> AsyncIterator[None]:
        """The disclaimer's sheet was answered, about the ticked rows."""
        chosen = _pairs(pairs)
        if not _accepted(form):
            self.unaccepted = True
            return
        async for _ in self._approve_many(chosen, accepted=True):
            yield

    @rx.event
    def stop(self, open_: bool = False) -> None:  # noqa: FBT001, FBT002 - event arguments
        """Close the disclaimer's sheet without approving."""
        if not arguments.yes_or_no(open_):
            self.confirming = ""

    @rx.event
    async def say(self, declaration_id: int, form: dict[str, Any]) -> None:
        """Add a comment, which everybody who sees the declaration reads."""
        asked = arguments.number(declaration_id)
        body = arguments.words(arguments.form(form).get("reactie", ""))
        await act(self, comments.comment, asked, body)
        await self._open(asked)

    async def _asks_first(self, what: str) -> bool:
        """Open the disclaimer's sheet, if the agency has a disclaimer."""
        self.disclaimer = await look(self, judging.wording)
        if self.disclaimer:
            self.confirming, self.asked, self.unaccepted = what, what, False
        return bool(self.disclaimer)

    async def _approve(self, declaration_id: int, version: int, *, accepted: bool) -> None:
        said = t("Goedgekeurd: {name}, {period}.", name=self.name, period=self.period)
        await self._take(said, judging.approve, declaration_id, version=version, accepted=accepted)

    async def _approve_many(
        self, chosen: list[tuple[int, int]], *, accepted: bool
    ) -> AsyncIterator[None]:
        """Each row in a transaction of its own: one refusal holds up nobody else.

        Stops now and then, for the browser to show how far it is.
        """
        queue = await self.get_state(QueueState)
        names = {row.id: row.name for row in queue.rows}
        refused: list[RefusedRow] = []
        self.confirming, self.decided, self.changed, self.refused = "", "", "", []
        self.bulk_size = len(chosen)
        try:
            for self.bulk_done, (declaration_id, version) in enumerate(chosen):
                if self.bulk_done % BATCH == 0:
                    yield
                try:
                    await act(
                        self, judging.approve, declaration_id, version=version, accepted=accepted
                    )
                except (ChangedMeanwhile, StepNotAllowed, NotFound) as problem:
                    name = names.get(declaration_id, t("Een declaratie"))
                    refused.append(RefusedRow(name, str(problem)))
        finally:
            self.bulk_size = self.bulk_done = 0
        done = len(chosen) - len(refused)
        self.refused = refused
        self.decided = tn("{n} declaratie goedgekeurd.", "{n} declaraties goedgekeurd.", done)
        await self._open(self.id or arguments.last_number(str(self.router.url.path)))
        await self._count()

    async def _take(
        self, said: str, work: Callable[..., Any], declaration_id: int, **named: Any
    ) -> bool:
        """Take a step on what was shown and say so; False when somebody else was first.

        Then this shows what happened and the declaration as it stands now.
        """
        self.confirming, self.refused = "", []
        try:
            await act(self, work, declaration_id, **named)
        except (ChangedMeanwhile, StepNotAllowed, DisclaimerNotAccepted) as problem:
            self.decided = ""
            await self._open(declaration_id)
            self.changed = _happened(problem)
            return False
        self.decided, self.changed = said, ""
        await self._open(declaration_id)
        await self._count()
        return True

    async def _count(self) -> None:
        """One thing less waits: the menu says so."""
        around: Surroundings = await look(self, surroundings)
        (await self.get_state(ShellState)).counts = around.counts

    async def _open(self, declaration_id: int) -> None:
        opened: Opened = await look(self, judging.opened, declaration_id)
        self._show(opened)
        (await self.get_state(QueueState))._fill(opened.queue, declaration_id)

    def _show(self, opened: Opened) -> None:
        sheet = opened.sheet
        self.id, self.version, self.status = sheet.id, sheet.version, sheet.status.value
        self.name, self.initials = sheet.candidate, text.initials(sheet.candidate)
        self.photo = opened.photo
        self.first_name = sheet.candidate.split(" ", 1)[0]
        self.period, self.client = periods.name(sheet.period), sheet.client
        self.about = _about(sheet)
        self.corrects = f"/declaraties/{sheet.corrects_id}" if sheet.corrects_id else ""
        self.banner, self.banner_title = _banner(sheet)
        self.agreed = sheet.agreed_by
        self.steps = sorted(step.value for step in sheet.steps)
        self.fill_href = f"/declaraties/{sheet.id}?invullen=ja"
        self.yours = Step.APPROVE in sheet.steps
        self.may_write, self.may_correct = sheet.editable, opened.may_correct
        self.disclaimer = opened.disclaimer
        self._show_hours(sheet)
        self.comments = [
            CommentLine(row.name, row.initials, text.moment(row.at), row.body)
            for row in sheet.comments
        ]
        self.history = [comparison.history_line(row, opened.now) for row in sheet.history]


def _about(sheet: Sheet) -> str:
    """``"Orderpicker · kostenplaats 152 (locatie Y) · ingediend vr 9 okt, 16:14"``."""
    parts = [sheet.job_title]
    if sheet.cost_centre:
        parts.append(t("kostenplaats {label}", label=sheet.cost_centre))
    if sheet.submitted_at and sheet.status is not Status.REPORT:
        parts.append(t("ingediend {moment}", moment=text.moment(sheet.submitted_at)))
    return " · ".join(parts)


def _banner(sheet: Sheet) -> tuple[str, str]:
    """Somebody's reason, and what it is about; both empty when nobody had one."""
    titles = {
        Status.REJECTED: t("Afgewezen door {name}", name=sheet.decided_by or t("de opdrachtgever")),
        Status.SUBMITTED: t("Heropend door het uitzendbureau"),
        Status.CANCELLED: t("Vervallen"),
    }
    if not sheet.reason or sheet.status not in titles:
        return "", ""
    return t("“{text}”", text=sheet.reason), titles[sheet.status]


def _happened(problem: Refused) -> str:
    if isinstance(problem, DisclaimerNotAccepted):
        return str(problem)
    return t("{what} Hieronder staat de declaratie zoals die nu is.", what=str(problem))


def _accepted(form: Any) -> bool:
    return bool(arguments.form(form).get("akkoord"))


def _pairs(value: Any) -> list[tuple[int, int]]:
    """What a bulk approval names: an id and the version that was shown, for each row."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_AT_ONCE:
        raise Invalid
    found: list[tuple[int, int]] = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - a pair
            raise Invalid
        found.append((arguments.number(pair[0]), arguments.number(pair[1])))
    return found
