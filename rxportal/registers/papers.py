"""PDFs of payslips and annual statements, many at once: whose each one is says its name
(``10023_2026-W48.pdf``, ``10023_2025.pdf``) or a list among them.

They are looked through first and kept all together or not at all. Nobody but the agency sees them
until they are published.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.db.tables import AnnualStatement, Candidate, Payslip, User
from rxportal.db.tables.names import folded
from rxportal.domain import periods
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.pay import PaperState
from rxportal.domain.scan import Scan
from rxportal.formats import parcels
from rxportal.formats import sheets as tables
from rxportal.formats.parcels import Sheet
from rxportal.formats.uploads import Infected, NotScanned
from rxportal.gateways.scanner import Scanner
from rxportal.gateways.store import Store
from rxportal.locales import mark, t
from rxportal.registers import typed
from rxportal.registers.intake import Report
from rxportal.registers.spec import Field, Kind, col
from rxportal.services import pay_periods, retention, scanning

LARGEST = 60 * 1024 * 1024  # bytes of one upload
_DAY = Field("paid_on", "", Kind.DAY)
_HEADS = {
    "file": {"bestand", "bestandsnaam", "file"},
    "candidate": {"kandidaat", "kandidaatnummer", "personeelsnummer", "nummer", "candidate"},
    "of": {"periode", "week", "tijdvak", "jaar", "period", "year"},
    "paid_on": {"betaaldop", "betaaldatum", "paidon"},
}


@dataclass(frozen=True, eq=False)
class Papers:
    """A kind of paper; ``module`` is the list it goes to, ``ends`` what a name ends with."""

    slug: str
    module: str
    one: str
    many: str
    table: Any
    needs: Permission
    ends: str

    @property
    def name(self) -> re.Pattern[str]:
        return re.compile(rf"(?:[a-z]+[ _-]+)?(.+?)[ _-]+({self.ends})", re.IGNORECASE)


PAYSLIPS = Papers(
    "loonstroken-pdf", "loonstroken", mark("loonstrook"), mark("loonstroken (PDF of ZIP)"),
    Payslip, Permission.PAYSLIP_PUBLISH, r"20\d\d[-_. ]?[WPM]?\d{1,2}",
)  # fmt: skip
STATEMENTS = Papers(
    "jaaropgaven-pdf", "jaaropgaven", mark("jaaropgave"), mark("jaaropgaven (PDF of ZIP)"),
    AnnualStatement, Permission.STATEMENT_PUBLISH, r"20\d\d",
)  # fmt: skip
PAPERS = {each.slug: each for each in (PAYSLIPS, STATEMENTS)}


class Unmatched(Refused):
    """Why a paper cannot be kept."""


@dataclass(frozen=True)
class Said:
    """What a name or a list says of a paper; ``paid_on`` is of a payslip."""

    candidate: str
    of: str
    paid_on: str = ""


def enter(actor: Actor, papers: Papers) -> None:
    """Raises ``Forbidden``, ``NotFound`` where it is switched off."""
    require(actor, papers.needs)
    if papers.module in actor.closed:
        raise NotFound


def look_through(
    session: Session,
    actor: Actor,
    papers: Papers,
    content: bytes,
    *,
    store: Store,
    scanner: Scanner | None = None,
    paid_on: str = "",
) -> tuple[Report, bytes]:
    """What a ZIP would do, and the parcel to keep of it; writes nothing."""
    enter(actor, papers)
    report, kept = Report(), list[tuple[str, bytes]]()
    try:
        with parcels.sheets(content) as sheets:
            listed = dict[str, Said]()
            waiting: list[Sheet] = []
            for sheet in sheets:
                if sheet.is_index:
                    listed |= _listed(sheet, report)
                else:
                    waiting.append(sheet)
            seen: dict[str, str] = {}
            for sheet in waiting:
                report.rows += 1
                try:
                    _scanned(scanner, sheet)
                    kept.append(_matched(session, actor, papers, sheet, listed, seen, paid_on))
                except Refused as refused:
                    report.blame(0, sheet.name, str(refused))
            for name in listed.keys() - {_plain_name(sheet.name) for sheet in waiting}:
                report.blame(0, name, t("Dit bestand staat in de lijst en zit er niet bij."))
    except parcels.Unreadable as unreadable:
        report.blame(0, "", str(unreadable))
    if not report.rows and not report.faults:
        report.blame(0, "", t("Hier zitten geen PDF's in."))
    for note, pdf in kept:
        _count(session, actor, papers, store, note, pdf, report)
    return report, b"" if report.faults else parcels.packed(kept)


def take(
    session: Session,
    actor: Actor,
    store: Store,
    papers: Papers,
    content: bytes,
    *,
    now: datetime,
) -> Report:
    """Keep all papers of a parcel. Where the report blames anything the caller undoes it."""
    enter(actor, papers)
    report, put = Report(), list[str]()

    def keep(row: Any, new: dict[str, Any], pdf: bytes) -> None:
        key = secrets.token_urlsafe(24)
        if row is None:
            row = papers.table(**new, file_key=key)
        else:
            session.refresh(row, with_for_update=True)
            if row.state is PaperState.PUBLISHED:
                raise Unmatched(t("Een collega heeft net gepubliceerd. Kijk het opnieuw na."))
            retention.discard(session, [row.file_key], now=now)
            row.file_key, row.seen_at = key, None
            for name, value in new.items():
                setattr(row, name, value)
        session.add(row)
        session.flush()
        store.put(key, pdf)
        put.append(key)

    try:
        for note, pdf in parcels.unpacked(content):
            report.rows += 1
            _count(session, actor, papers, store, note, pdf, report, keep)
    except BaseException:
        _forget(store, put)
        raise
    if report.faults:
        _forget(store, put)
    return report


def _forget(store: Store, keys: Iterable[str]) -> None:
    for key in keys:
        store.remove(key)


def _count(
    session: Session,
    actor: Actor,
    papers: Papers,
    store: Store,
    note: str,
    pdf: bytes,
    report: Report,
    keep: Callable[[Any, dict[str, Any], bytes], None] | None = None,
) -> None:
    """Whether a paper is new, another one or there already; ``keep`` gets what is not."""
    said = json.loads(note)
    key, paid_on = said["of"], said["paid_on"]
    asked = select(papers.table).where(
        visible(actor, papers.table), col(papers.table.candidate_id) == said["candidate"]
    )
    new: dict[str, Any] = {"candidate_id": said["candidate"]}
    if papers is PAYSLIPS:
        period = periods.parse(key)
        new |= {"period": period.kind, "starts_on": period.starts, "ends_on": period.ends}
        if paid_on:
            new["paid_on"] = date.fromisoformat(paid_on)
        asked = asked.where(
            Payslip.period == period.kind, Payslip.starts_on == period.starts,
            Payslip.ends_on == period.ends,
        )  # fmt: skip
    else:
        new["year"] = int(key)
        asked = asked.where(AnnualStatement.year == int(key))
    row: Any = session.exec(asked.limit(1)).first()
    if row is None and papers is PAYSLIPS and not paid_on:
        report.blame(0, said["name"], t("Vul in wanneer deze loonstrook is betaald."))
    elif row is None:
        report.added += 1
        if keep:
            keep(None, new, pdf)
    elif store.get(row.file_key) == pdf:
        report.same += 1
    elif row.state is PaperState.PUBLISHED:
        report.blame(
            0, said["name"],
            t("Deze {one} is al gepubliceerd, met een andere PDF. Trek hem eerst in.",
              one=t(papers.one)),
        )  # fmt: skip
    else:
        report.changed += 1
        if keep:
            keep(row, new, pdf)


def _matched(
    session: Session,
    actor: Actor,
    papers: Papers,
    sheet: Sheet,
    listed: dict[str, Said],
    seen: dict[str, str],
    paid_on: str,
) -> tuple[str, bytes]:
    """Of whom and of when it is, as JSON, and the PDF. Raises ``Unmatched`` and others."""
    if sheet.fault:
        raise Unmatched(sheet.fault)
    said = listed.get(_plain_name(sheet.name)) or _named(papers, sheet.name)
    number = _candidate(session, actor, said.candidate)
    if papers is PAYSLIPS:
        of = pay_periods.read(session, number, said.of).key
        day = typed.value(_DAY, said.paid_on or paid_on)
    else:
        of, day = said.of.strip(), None
        if not re.fullmatch(r"20\d\d", of):
            raise Unmatched(t("Dit is geen jaar. Schrijf bijvoorbeeld 2025."))
    once = f"{number} {of}"
    if once in seen:
        raise Unmatched(t("Deze {one} zit er ook in als “{name}”.",
                          one=t(papers.one), name=seen[once]))  # fmt: skip
    seen[once] = sheet.name
    told = {
        "name": sheet.name, "candidate": number, "of": of,
        "paid_on": day.isoformat() if isinstance(day, date) else "",
    }  # fmt: skip
    return json.dumps(told), sheet.content


def _candidate(session: Session, actor: Actor, number: str) -> int:
    """Raises ``Unmatched`` for nobody, and for who has an account that is closed."""
    found = session.exec(
        select(Candidate.id).where(visible(actor, Candidate), col(Candidate.number) == number)
    ).first()
    if found is None:
        raise Unmatched(t("Er is geen kandidaat met nummer “{number}”.", number=number[:40]))
    accounts = session.exec(select(User.active).where(User.candidate_id == found)).all()
    if accounts and not any(accounts):
        raise Unmatched(t("Het account van deze kandidaat is gesloten. Stuur dit per post."))
    return found


def _named(papers: Papers, name: str) -> Said:
    found = papers.name.fullmatch(_stem(name))
    if not found:
        example = "10023_2026-W48.pdf" if papers is PAYSLIPS else "10023_2025.pdf"
        raise Unmatched(t("Aan deze naam zien we niet van wie het is. Noem het {example}.",
                          example=example))  # fmt: skip
    return Said(found[1], found[2])


def _listed(sheet: Sheet, report: Report) -> dict[str, Said]:
    """What a list says of the files it names; what is wrong with it is blamed."""
    found: dict[str, Said] = {}
    try:
        with tables.rows(sheet.content) as lines:
            head = [_plain(words) for words in next(lines, list[str]())]
            at = {
                key: place
                for key, names in _HEADS.items()
                for place, words in enumerate(head)
                if words in names
            }
            if not {"file", "candidate", "of"} <= at.keys():
                wanted = t("Nodig zijn de kolommen Bestand, Kandidaat en Periode of Jaar.")
                report.blame(1, sheet.name, wanted)
                return {}
            for number, cells in enumerate(lines, 2):
                cell = {
                    key: cells[place].strip() for key, place in at.items() if place < len(cells)
                }
                if not cell.get("file"):
                    continue
                name = _plain_name(cell["file"])
                if name in found:
                    report.blame(number, sheet.name, t("Dit bestand staat twee keer in de lijst."))
                found[name] = Said(*(cell.get(key, "") for key in ("candidate", "of", "paid_on")))
    except tables.Unreadable as unreadable:
        report.blame(0, sheet.name, str(unreadable))
    return found


def _scanned(scanner: Scanner | None, sheet: Sheet) -> None:
    scan = scanning.asked(scanner, sheet.content)
    if scan is Scan.INFECTED:
        raise Infected
    if scan is Scan.HELD:
        raise NotScanned


def _stem(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]


def _plain_name(name: str) -> str:
    """A list may leave out folders, and capitals."""
    return name.replace("\\", "/").rpartition("/")[2].casefold()


def _plain(words: str) -> str:
    return "".join(letter for letter in folded(words) if letter.isalnum())
