"""Reserveringen: what each reserve holds, and the course of one of them as a picture."""

from dataclasses import dataclass
from datetime import UTC, datetime

import reflex as rx

from rxportal.db.tables import Accrual
from rxportal.domain import text
from rxportal.domain.accruals import LABELS, Reserve
from rxportal.domain.zone import today
from rxportal.locales import t
from rxportal.overviews.accruals import changed, held
from rxportal.overviews.steps import Chart, drawn
from rxportal.services import accruals
from rxportal.services.accruals import Standing
from rxportal.state import arguments
from rxportal.state.session import look


@dataclass
class Tile:
    """A reserve with what it holds; a link to its mutations."""

    label: str = ""
    amount: str = ""
    change: str = ""  # "+ 3,69 uur op 12 okt 2026"
    less: bool = False  # the change went off
    href: str = ""
    picked: bool = False


@dataclass
class Sum:
    label: str = ""
    amount: str = ""


class ReservesState(rx.State):
    """Stands above the list for a candidate, and on the page of a mutation for everybody."""

    tiles: rx.Field[list[Tile]] = rx.field(default_factory=list)
    title: str = ""  # "Saldo vakantiedagen"
    chart: rx.Field[Chart] = rx.field(default_factory=Chart)
    summary: str = ""  # the picture in words
    sums: rx.Field[list[Sum]] = rx.field(default_factory=list)
    balance: str = ""
    declaration: str = ""  # the address of the hours a mutation is about

    @rx.event
    async def arrive(self) -> None:
        """The list opens; ``?soort=`` says which reserve is drawn."""
        asked = self.router.url.query_parameters.get("soort", "").split(",")[0]
        picked = Reserve(asked) if asked in set(Reserve) else Reserve.LEAVE
        standing: Standing | None = await look(self, accruals.mine, picked)
        self._show(standing)

    @rx.event
    async def arrive_row(self) -> None:
        """The page of one mutation."""
        self._show(None)
        number = arguments.last_number(str(self.router.url.path or ""))
        row, standing = await look(self, accruals.around, number)
        self._show(standing, row)

    def _show(self, standing: Standing | None, row: Accrual | None = None) -> None:
        about = row.declaration_id if row else None
        self.declaration = f"/declaraties/{about}" if about else ""
        if standing is None:
            self.tiles, self.chart, self.sums = [], Chart(), []
            self.title = self.summary = self.balance = ""
            return
        picked, day = standing.picked, today(datetime.now(UTC))
        name = t(LABELS[picked])
        self.tiles = [_tile(standing, each) for each in Reserve]
        self.title = t("Saldo {reserve}", reserve=name.lower())
        self.chart = drawn(standing.steps, picked, day)
        self.balance = held(picked, standing.balances[picked])
        before = standing.balances[picked] - standing.added - standing.gone
        self.sums = [
            *([Sum(t("Van vóór {year}", year=day.year), held(picked, before))] if before else []),
            Sum(t("Opgebouwd in {year}", year=day.year), changed(picked, standing.added)),
            Sum(t("Eraf in {year}", year=day.year), changed(picked, standing.gone)),
        ]
        self.summary = _in_words(standing, name)


def _tile(standing: Standing, reserve: Reserve) -> Tile:
    day, amount = standing.latest.get(reserve, (None, 0))
    change = changed(reserve, amount)
    return Tile(
        t(LABELS[reserve]),
        held(reserve, standing.balances[reserve]),
        t("{change} op {day}", change=change, day=text.day_of_year(day)) if day else "",
        amount < 0,
        f"/reserveringen?soort={reserve.value}",
        reserve is standing.picked,
    )


def _in_words(standing: Standing, name: str) -> str:
    """What a chart shows to who sees it, for who does not."""
    picked, steps = standing.picked, standing.steps
    if not steps:
        return t("{reserve}: nog niets opgebouwd.", reserve=name)
    most = max(steps, key=lambda step: step.balance)
    return t(
        "{reserve}: nu {amount}, het meest was {most} op {day}.",
        reserve=name,
        amount=held(picked, standing.balances[picked]),
        most=held(picked, most.balance),
        day=text.day_of_year(most.day),
    )
