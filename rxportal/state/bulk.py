"""An action on many rows: one row is one transaction, and the tab goes on meanwhile."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain.errors import Invalid, Refused, SignedOut
from rxportal.locales import t
from rxportal.overviews import screen
from rxportal.overviews.modules import take
from rxportal.overviews.spec import Action
from rxportal.state import arguments
from rxportal.state.overview import Failure
from rxportal.state.saved import SavedState
from rxportal.state.session import act, look
from rxportal.state.templates import TemplatesState

BATCH = 10  # rows between two looks at the progress bar
MOST_FAILURES = 200  # that are listed; the rest are only counted


@dataclass(frozen=True)
class Job:
    """What one press of a button has to do: id -> version, as they were when it was pressed."""

    number: int
    action: Action
    rows: tuple[tuple[int, int], ...]
    accepted: bool
    choice: int = 0


class BulkState(SavedState, mixin=True):
    """The overview with its actions."""

    asking: bool = False  # the dialog with the disclaimer is open
    accepted: bool = False
    job: str = ""  # "Verwerken"; empty when nothing was started
    job_outcome: str = ""  # "verwerkt"
    job_size: int = 0
    job_done: int = 0
    job_failed: int = 0
    running: bool = False
    failures: rx.Field[list[Failure]] = rx.field(default_factory=list)
    failures_open: bool = False

    _asked_action: str = ""
    _choice: int = 0
    _job: int = 0  # the number of the running job; -1 while it waits to begin
    stopping: bool = False

    @rx.event
    async def start(self, key: str) -> Any:
        """Take the action on all chosen rows; first ask for the disclaimer where there is one."""
        await self._role()
        action = self._action(key)
        if action.asks and self.disclaimer:
            self._asked_action, self.asking, self.accepted = action.key, True, False
            return None
        if action.chooses and self._chosen:
            self._asked_action, self.asking = action.key, True
            return TemplatesState.begin(next(iter(self._chosen)))
        return self._begin(action)

    @rx.event
    async def choose_and_start(self, choice: int) -> Any:
        """The template was chosen: go on."""
        await self._role()
        action = self._action(self._asked_action)
        if not action.chooses:
            raise Invalid
        self._choice, self.asking = arguments.number(choice), False
        return self._begin(action)

    @rx.event
    def accept(self, accepted: bool) -> None:  # noqa: FBT001 - event argument
        self.accepted = bool(accepted)

    @rx.event
    def close_question(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        self.asking = bool(open_) and bool(self._asked_action)

    @rx.event
    async def agree(self) -> Any:
        """The disclaimer was read and accepted: go on."""
        await self._role()
        action = self._action(self._asked_action)
        if not action.asks or not self.accepted:
            raise Invalid
        self.asking = False
        return self._begin(action)

    @rx.event
    def stop(self) -> None:
        """What is done stays done; the rest stays chosen."""
        self.stopping = self.running

    @rx.event
    def dismiss_job(self) -> None:
        self.job, self.failures, self.failures_open = "", [], False

    @rx.event
    def show_failures(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        self.failures_open = bool(open_)

    @rx.event(background=True)
    async def work(self, key: str) -> Any:
        """Row by row. Every row asks the database who is signed in; another job ends this one."""
        async with self:
            job = self._claim(str(key))
        if job is None:
            return
        for start in range(0, len(job.rows), BATCH):
            done: list[int] = []
            refused: dict[int, str] = {}
            for row, version in job.rows[start : start + BATCH]:
                await self._one(job, row, version, done, refused)
            titles = await look(self, screen.titles_of, self.overview, list(refused))
            async with self:
                if self._job != job.number:  # the tab is somebody else's now
                    return
                self._note(done, refused, titles)
                if self.stopping:
                    break
        async with self:
            if self._job == job.number:
                self.running, self.stopping, self._job = False, False, 0
        yield self.__class__.arrive  # type() would be that of the proxy

    async def _one(
        self, job: Job, row: int, version: int, done: list[int], refused: dict[int, str]
    ) -> None:
        named: dict[str, Any] = {"accepted": job.accepted} if job.action.asks else {}
        if job.action.chooses:
            named["choice"] = job.choice
        try:
            await act(self, take, self.overview, job.action, row, version=version, **named)
        except SignedOut:
            raise
        except Refused as refusal:
            refused[row] = str(refusal)
        else:
            done.append(row)
        await asyncio.sleep(0)

    def _action(self, key: str) -> Action:
        if str(key) not in self.actions:
            raise Invalid
        return self.overview.action(str(key))

    def _begin(self, action: Action) -> Any:
        if self.running or not self._chosen:
            raise Invalid
        self._asked_action = action.key
        self.job, self.job_outcome = t(action.label), t(action.done)
        self.job_size, self.job_done, self.job_failed = len(self._chosen), 0, 0
        self.failures, self.failures_open = [], False
        self.running, self.stopping, self._job = True, False, -1
        return type(self).work(action.key)

    def _claim(self, key: str) -> Job | None:
        """The job that ``start`` or ``agree`` prepared, once; ``None`` when nobody did."""
        if self._job != -1 or key != self._asked_action:
            return None
        rows = tuple((row, version) for row, (version, _) in self._chosen.items())
        self._job = id(rows) % 1_000_000_000 + 1
        accepted, self.accepted, self._asked_action = self.accepted, False, ""
        return Job(self._job, self.overview.action(key), rows, accepted, self._choice)

    def _note(self, done: list[int], refused: dict[int, str], titles: dict[int, str]) -> None:
        self.job_done += len(done)
        self.job_failed += len(refused)
        found = [
            Failure(titles.get(row, str(row)), f"/{self.overview.slug}/{row}", sentence)
            for row, sentence in refused.items()
        ]
        self.failures = [*self.failures, *found][:MOST_FAILURES]
        self._chosen = {k: v for k, v in self._chosen.items() if k not in set(done)}
        self._sum()
