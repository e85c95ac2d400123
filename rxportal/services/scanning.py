"""What a virus scanner says of the files people send, now or once it can be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from rxportal.db.tables import Document, StoredFile
from rxportal.domain.errors import Refused
from rxportal.domain.review import Review
from rxportal.domain.scan import Scan
from rxportal.gateways.scanner import NotScanned, Scanner
from rxportal.locales import t
from rxportal.services import audit, dossier_notices, retention

AT_ONCE = 50  # files that are looked at in one round


class Held(Refused):
    code = "wordt-gecontroleerd"

    def __init__(self) -> None:
        super().__init__(
            t("Dit bestand wordt nog op virussen gecontroleerd. Probeer het over een uur opnieuw.")
        )


class Gone(Refused):
    code = "virus-gevonden"

    def __init__(self) -> None:
        super().__init__(
            t("In dit bestand zat een virus. We hebben het verwijderd. Stuur een ander bestand.")
        )


@dataclass(frozen=True)
class Waiting:
    table: type[Document] | type[StoredFile]
    id: int
    key: str


def asked(scanner: Scanner | None, content: bytes) -> Scan:
    """What the scanner says; without one everything is let through."""
    if scanner is None:
        return Scan.CLEAN
    try:
        return Scan.CLEAN if scanner.is_clean(content) else Scan.INFECTED
    except NotScanned:
        return Scan.HELD


def require_clean(scan: Scan) -> None:
    """Before a file is given out. Raises ``Held`` or ``Gone``."""
    if scan is Scan.HELD:
        raise Held
    if scan is Scan.INFECTED:
        raise Gone


def waiting(session: Session) -> Sequence[Waiting]:
    """Files that nobody could look at yet."""
    found: list[Waiting] = []
    for table in (Document, StoredFile):
        rows = session.exec(
            select(table).where(col(table.scan) == Scan.HELD).order_by(col(table.id)).limit(AT_ONCE)
        )
        found.extend(Waiting(table, row.id or 0, row.key) for row in rows)
    return found


def settle(session: Session, one: Waiting, scan: Scan, *, now: datetime) -> None:
    """Let it out, or take it away and say so. Of two who do, one does."""
    table = one.table
    done = session.exec(
        update(table)
        .where(col(table.id) == one.id, col(table.scan) == Scan.HELD)
        .values(scan=scan)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount or scan is Scan.CLEAN:
        return
    retention.discard(session, [one.key], now=now)
    if table is Document:
        _reject(session, session.get_one(Document, one.id), now)
    kept = {"file": f"{table.__name__} {one.id}"}
    audit.record(session, "file.infected", details=kept, now=now)


def _reject(session: Session, row: Document, now: datetime) -> None:
    session.refresh(row)
    row.review, row.version = Review.REJECTED, row.version + 1
    row.reason, row.reviewed_by = str(Gone()), t("Virusscanner")
    session.add(row)
    session.flush()
    dossier_notices.document_rejected(session, row, now=now)
