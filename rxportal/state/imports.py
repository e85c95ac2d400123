"""Importeren: choose a file, read what it would do, keep it."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.config import settings
from rxportal.gateways.store import Store, store_of
from rxportal.locales import t, tn
from rxportal.registers import imports
from rxportal.registers.imports import Faulty, Looked
from rxportal.registers.intake import Report
from rxportal.registers.papers import PAPERS, Papers
from rxportal.registers.spec import Register
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

FILE, KIND = "bestand", "soort"  # in the address
SHOWN = 100  # wrong cells on the page; the first ones say enough


@dataclass
class KindRow:
    slug: str = ""
    label: str = ""
    example: str = ""  # the slug again, of what has one


@dataclass
class WrongRow:
    row: str = ""
    column: str = ""
    sentence: str = ""


class ImportState(rx.State):
    """The address says which file was looked through."""

    ready: bool = False
    kinds: rx.Field[list[KindRow]] = rx.field(default_factory=list)
    kind: str = ""  # chosen before
    id: int = 0  # of the file; 0: none yet
    title: str = ""
    name: str = ""
    counts: rx.Field[list[str]] = rx.field(default_factory=list)
    wrong: rx.Field[list[WrongRow]] = rx.field(default_factory=list)
    papers: bool = False  # it was PDFs, not rows
    faults: str = ""  # how many there are, in words; empty: none
    taken: bool = False
    nothing: bool = False  # it would change nothing
    message: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        asked = self.router.url.query_parameters
        found: list[Register | Papers] = await look(self, _kinds)
        self.kinds = [_row(each) for each in found]
        self.kind = str(asked.get(KIND, ""))
        self.message = _said(str(asked.get("melding", "")))
        if asked.get(FILE):
            self._show(await look(self, imports.looked, arguments.last_number(str(asked[FILE]))))
        self.ready = True

    @rx.event
    async def take(self, number: int) -> Any:
        """*Importeren*: all of it, or nothing."""
        number = arguments.number(number)
        try:
            report: Report = await act(self, imports.take, _store(), number)
        except Faulty as faulty:
            self._tell(faulty.report)
            self.message = str(faulty)
            return None
        self.taken = True
        done = report.added + report.changed
        if self.papers:
            return NoticeState.tell(
                tn("{n} PDF klaar om te publiceren.", "{n} PDF's klaar om te publiceren.", done)
            )
        return NoticeState.tell(tn("{n} regel geïmporteerd.", "{n} regels geïmporteerd.", done))

    def _show(self, found: Looked) -> None:
        self.id, self.name, self.taken = found.id, found.name, found.taken_at is not None
        self.title, self.kind = _capital(t(found.register.many)), found.register.slug
        self.papers = found.register.slug in PAPERS
        self._tell(found.report)

    def _tell(self, report: Report) -> None:
        read = (
            tn("{n} PDF gelezen", "{n} PDF's gelezen", report.rows)
            if self.papers
            else tn("{n} regel gelezen", "{n} regels gelezen", report.rows)
        )
        self.counts = [
            read,
            tn("{n} is nieuw", "{n} zijn nieuw", report.added),
            tn("{n} verandert", "{n} veranderen", report.changed),
            tn("{n} staat er al", "{n} staan er al", report.same)
            if self.papers
            else tn("{n} blijft gelijk", "{n} blijven gelijk", report.same),
        ]
        self.nothing = not report.added and not report.changed
        self.wrong = [
            WrongRow(str(each.row or ""), each.column, each.sentence)
            for each in report.wrong[:SHOWN]
        ]
        self.faults = ""
        if report.faults:
            self.faults = (
                tn("{n} bestand klopt niet", "{n} bestanden kloppen niet", report.faults)
                if self.papers
                else tn("{n} cel klopt niet", "{n} cellen kloppen niet", report.faults)
            )


def _kinds(_session: Any, actor: Any, **_more: Any) -> list[Register | Papers]:
    imports.enter(actor)
    return imports.kinds(actor)


def _row(kind: Register | Papers) -> KindRow:
    return KindRow(kind.slug, _capital(t(kind.many)), "" if kind.slug in PAPERS else kind.slug)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _store() -> Store:
    return store_of(settings().storage_url)


def _said(code: str) -> str:
    if code == "leeg":
        return t("Kies eerst een bestand met regels erin.")
    if code == "te-groot":
        return t("Dit is te groot: hooguit 25 MB, of 60 MB aan PDF's.")
    return ""
