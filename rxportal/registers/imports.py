"""Importing: a file is looked through, and what it says is kept when all of it is right."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select, update

from rxportal.db.scope import visible
from rxportal.db.tables import ImportFile
from rxportal.domain import text
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.typed import kept, one_line
from rxportal.formats import sheets
from rxportal.gateways.scanner import Scanner
from rxportal.gateways.store import Store
from rxportal.locales import t
from rxportal.registers import intake, papers
from rxportal.registers.catalogue import IMPORTABLE
from rxportal.registers.intake import Report, Wrong
from rxportal.registers.papers import PAPERS, Papers
from rxportal.registers.spec import Register, col
from rxportal.services import audit, limits
from rxportal.services.limits import Rule

MODULE = "beheer/import"
LARGEST = 25 * 1024 * 1024  # bytes of a file
LONGEST_NAME = 120
MOST_AT_ONCE = 4000  # rows while people work: nobody else writes in those seconds
TRIES = Rule(60, timedelta(hours=1))  # of one person: each keeps a processor busy for a while


class Faulty(Refused):
    """Something is wrong in the file: nothing of it was kept."""

    def __init__(self, report: Report) -> None:
        super().__init__(t("Er is niets geïmporteerd. Verbeter eerst wat er niet klopt."))
        self.report = report


class AlreadyTaken(Refused):
    def __init__(self) -> None:
        super().__init__(t("Dit bestand is al geïmporteerd."))


@dataclass(frozen=True)
class Looked:
    """A file that was looked through; ``taken_at`` is when it was kept."""

    id: int
    register: Register | Papers
    name: str
    report: Report
    taken_at: datetime | None


def kinds(actor: Actor) -> list[Register | Papers]:
    """What this actor may import."""
    return [
        *_registers(actor),
        *(
            each
            for each in PAPERS.values()
            if actor.may(each.needs) and each.module not in actor.closed
        ),
    ]


def _registers(actor: Actor) -> list[Register]:
    return [
        each
        for each in IMPORTABLE.values()
        if actor.may(each.needs) and each.slug not in actor.closed
    ]


def enter(actor: Actor) -> None:
    """Raises ``Forbidden``, ``NotFound`` where it is switched off."""
    require(actor, Permission.IMPORT_RUN)
    if MODULE in actor.closed:
        raise NotFound


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a file is opened, which is work. Raises ``Forbidden`` and ``TooOften``."""
    enter(actor)
    limits.require(session, limits.of_account("import", actor.user_id), TRIES, now=now)


def look_through(
    session: Session, actor: Actor, slug: str, content: bytes, *, most: int = MOST_AT_ONCE
) -> Report:
    """What the file would do; as a reader, however long it takes. ``most`` rows are taken."""
    enter(actor)
    try:
        with sheets.rows(content) as rows:
            report = intake.check(session, actor, _register(slug), rows)
    except sheets.Unreadable as unreadable:
        report = Report()
        report.blame(0, "", str(unreadable))
        return report
    if report.rows > most:
        much = t("Dit zijn meer dan {n} regels. Knip het bestand op.", n=text.number(most))
        report.blame(0, "", much)
    return report


def look_through_papers(
    session: Session,
    actor: Actor,
    store: Store,
    slug: str,
    content: bytes,
    *,
    scanner: Scanner | None = None,
    paid_on: str = "",
) -> tuple[Report, bytes]:
    """What a ZIP of papers would do, and what to ``keep`` of it; as a reader too."""
    enter(actor)
    if slug not in PAPERS:
        raise NotFound
    return papers.look_through(
        session, actor, PAPERS[slug], content, store=store, scanner=scanner, paid_on=paid_on
    )


def keep(
    session: Session,
    actor: Actor,
    store: Store,
    slug: str,
    name: str,
    content: bytes,
    report: Report,
    *,
    now: datetime,
) -> int:
    """Hold on to the file and what was found in it; its number."""
    enter(actor)
    row = ImportFile(
        kind=_kind(slug).slug,
        name=one_line(kept(name))[:LONGEST_NAME],
        key=secrets.token_urlsafe(24),
        sha256=hashlib.sha256(content).hexdigest(),
        report=asdict(report),
        made_by=actor.user_id,
        made_at=now,
    )
    session.add(row)
    session.flush()
    # Last: a file without a row is only a waste, a row without a file is a broken promise.
    store.put(row.key, content)
    return row.id or 0


def looked(session: Session, actor: Actor, number: int, *, now: datetime) -> Looked:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``: a file is for who brought it."""
    row = _find(session, actor, number)
    return Looked(number, _kind(row.kind), row.name, _report(row.report), row.taken_at)


def take(session: Session, actor: Actor, store: Store, number: int, *, now: datetime) -> Report:
    """Keep all the file says, as it is now. Raises ``Faulty`` when anything in it is wrong by now,
    ``AlreadyTaken``, and ``Unreadable``; nothing is kept then.
    """
    row = _find(session, actor, number)
    claimed = session.exec(
        update(ImportFile)
        .where(col(ImportFile.id) == number, col(ImportFile.taken_at).is_(None))
        .values(taken_at=now)
        .execution_options(synchronize_session=False)
    )
    content = store.get(row.key)
    if not claimed.rowcount or content is None:
        raise AlreadyTaken
    if row.kind in PAPERS:
        if not content:  # of what was wrong nothing is kept
            raise Faulty(_report(row.report))
        report = papers.take(session, actor, store, PAPERS[row.kind], content, now=now)
        return _noted(session, actor, row.kind, row.name, row.sha256, report, now)
    return take_at_once(session, actor, row.kind, row.name, content, now=now)


def take_at_once(
    session: Session, actor: Actor, slug: str, name: str, content: bytes, *, now: datetime
) -> Report:
    """Keep all a file says that nobody looked through before. Raises ``Faulty`` and ``Unreadable``;
    nothing is kept then.
    """
    enter(actor)
    with sheets.rows(content) as rows:
        report = intake.take(session, actor, _register(slug), rows, now=now)
    sha256 = hashlib.sha256(content).hexdigest()
    return _noted(session, actor, slug, name, sha256, report, now)


def _noted(
    session: Session,
    actor: Actor,
    slug: str,
    name: str,
    sha256: str,
    report: Report,
    now: datetime,
) -> Report:
    """In the audit trail, unless anything is wrong."""
    if report.faults:
        raise Faulty(report)
    counts = {"added": report.added, "changed": report.changed, "same": report.same}
    told = {
        "what": slug,
        "file": name,
        "sha256": sha256,
        **{key: str(count) for key, count in counts.items()},
    }
    audit.record(session, "import.taken", actor=actor, details=told, now=now)
    return report


def _kind(slug: str) -> Register | Papers:
    return PAPERS[slug] if slug in PAPERS else _register(slug)


def _register(slug: str) -> Register:
    if slug not in IMPORTABLE:
        raise NotFound
    return IMPORTABLE[slug]


def _find(session: Session, actor: Actor, number: int) -> ImportFile:
    enter(actor)
    mine = select(ImportFile).where(
        visible(actor, ImportFile),
        ImportFile.id == number,
        ImportFile.made_by == actor.user_id,
    )
    found = session.exec(mine).one_or_none()
    if found is None:
        raise NotFound
    return found


def _report(kept_: dict[str, Any]) -> Report:
    wrong = [Wrong(**each) for each in kept_["wrong"]]
    counts = {name: count for name, count in kept_.items() if name != "wrong"}
    return Report(**counts, wrong=wrong)
