"""Who is told what happens to a document or a change of details: through the outbox."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import Document
from rxportal.locales import using
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


def _tell(session: Session, candidate_id: int, worded: Worded, *, now: datetime) -> None:
    reader = notices.candidate_of(session, candidate_id)
    if reader is None:
        return
    with using(reader.language):
        message = worded(reader.name)
    outbox.put(session, message, reader, now=now)
