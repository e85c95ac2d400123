"""Who is told what happens to a document or a change of details: through the outbox."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import ChangeRequest, Document
from rxportal.domain.details import WHATS
from rxportal.locales import t, using
from rxportal.messages import dossier as messages
from rxportal.messages.message import Message
from rxportal.services import notices, outbox

Worded = Callable[[str], Message]


def document_rejected(session: Session, row: Document, *, now: datetime) -> None:
    """The candidate: it cannot be used, and why."""

    def worded(name: str) -> Message:
        return messages.document_rejected(
            name=name,
            document=row.name,
            by=row.reviewed_by,
            reason=row.reason,
            path=f"/documenten/{row.id}",
        )

    _tell(session, row.candidate_id, worded, now=now)


def change_asked(session: Session, row: ChangeRequest, *, now: datetime) -> None:
    """The candidate: in case it was somebody else."""

    def worded(name: str) -> Message:
        return messages.change_asked(name=name, what=t(WHATS[row.what]), at=now)

    _tell(session, row.candidate_id, worded, now=now)


def change_approved(session: Session, row: ChangeRequest, *, now: datetime) -> None:
    def worded(name: str) -> Message:
        return messages.change_approved(name=name, what=t(WHATS[row.what]))

    _tell(session, row.candidate_id, worded, now=now)


def change_rejected(session: Session, row: ChangeRequest, *, now: datetime) -> None:
    def worded(name: str) -> Message:
        return messages.change_rejected(
            name=name, what=t(WHATS[row.what]), by=row.reviewed_by, reason=row.reason
        )

    _tell(session, row.candidate_id, worded, now=now)


def _tell(session: Session, candidate_id: int, worded: Worded, *, now: datetime) -> None:
    reader = notices.candidate_of(session, candidate_id)
    if reader is None:
        return
    with using(reader.language):
        message = worded(reader.name)
    outbox.put(session, message, reader, now=now)
