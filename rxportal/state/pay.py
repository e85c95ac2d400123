"""Beside the figures of a payslip, an annual statement or a payment: its paper, and what belongs to
it. And whether a candidate takes payslips by the portal alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.db.tables import AnnualStatement, Payslip
from rxportal.domain import text
from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound
from rxportal.domain.zone import local
from rxportal.locales import t
from rxportal.services import consents, pay, payslips
from rxportal.services.pay import About, Totals
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

ABOUT: dict[str, Callable[..., About]] = {
    "loonstroken": pay.payslip,
    "jaaropgaven": pay.statement,
    "betalingen": pay.payment,
}
READ: dict[str, type[Payslip | AnnualStatement]] = {
    "loonstroken": Payslip,
    "jaaropgaven": AnnualStatement,
}


@dataclass
class PayLink:
    kind: str = ""
    label: str = ""
    href: str = ""


class PayState(rx.State):
    """Which row it is, the address says; its figures are in ``RecordState``."""

    label: str = ""
    amount: str = ""
    note: str = ""
    file: str = ""
    picture: str = ""
    links: rx.Field[list[PayLink]] = rx.field(default_factory=list)

    @rx.event
    async def arrive(self) -> None:
        self.reset()
        path = str(self.router.url.path or "")
        found: About = await look(self, _about, path)
        self.label, self.amount, self.note = found.label, found.amount, found.note
        if found.file_key:
            self.file = f"/bestanden/{found.file_key}"
            self.picture = f"{self.file}/voorbeeld"
        self.links = [PayLink(each.kind, each.label, each.href) for each in found.links]
        if found.new:
            table = READ[_module(path)]
            await act(self, payslips.note_seen, table, arguments.last_number(path))


class PayTotalsState(rx.State):
    """Above a candidate's list of payments: what is coming, and what was paid."""

    next_day: str = ""
    next_amount: str = ""
    year: str = ""
    paid: str = ""
    account: str = ""

    @rx.event
    async def arrive(self) -> None:
        found: Totals = await look(self, pay.totals)
        self.next_day, self.next_amount = found.next_day, found.next_amount
        self.year, self.paid, self.account = found.year, found.paid, found.account


class ConsentState(rx.State):
    """``asked``: the candidate has answered; ``since`` is the day of that answer."""

    loaded: bool = False
    asked: bool = False
    digital: bool = False
    since: str = ""

    @rx.event
    async def arrive(self) -> None:
        given = await look(self, consents.given)
        self.loaded, self.asked = True, given is not None
        self.digital, self.since = False, ""
        if given is not None:
            day = local(given.answered_at).date()
            self.digital, self.since = given.digital, f"{text.day_and_month(day)} {day.year}"

    @rx.event
    async def answer(self, digital: bool) -> Any:  # noqa: FBT001 - event argument
        """The candidate chooses, for the first time or again."""
        wanted = arguments.yes_or_no(digital)
        await act(self, consents.answer, digital=wanted)
        said = (
            t("Je ontvangt je loonstroken vanaf nu digitaal.")
            if wanted
            else t("Je krijgt je loonstroken vanaf nu op papier.")
        )
        return [type(self).arrive, NoticeState.tell(said)]


def _about(session: Any, actor: Actor, path: str, **more: Any) -> About:
    about = ABOUT.get(_module(path))
    if about is None:
        raise NotFound
    return about(session, actor, arguments.last_number(path), **more)


def _module(path: str) -> str:
    return path.strip("/").split("/")[0]
