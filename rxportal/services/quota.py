"""How much room one candidate has, so that nobody fills the disk."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from rxportal.db.tables import Declaration, Document, StoredFile
from rxportal.domain.errors import Refused
from rxportal.locales import t

MOST_FILES = 200
MOST_BYTES = 250 * 1024 * 1024
RECEIPTS_OF = timedelta(weeks=26)  # a receipt every working day is fine


class TooMany(Refused):
    code = "te-veel"

    def __init__(self) -> None:
        super().__init__(
            t("Er is geen plaats meer voor dit bestand. Bel of mail je contactpersoon.")
        )


def for_document(session: Session, candidate_id: int, size: int) -> None:
    """Raises ``TooMany`` when ``size`` bytes more are more than fit."""
    _require(
        session,
        select(func.count(), func.sum(Document.size)).where(Document.candidate_id == candidate_id),
        size,
    )


def for_receipt(session: Session, candidate_id: int, size: int, *, now: datetime) -> None:
    """The same for receipts, which come every week: only those of the last half year count."""
    _require(
        session,
        select(func.count(), func.sum(StoredFile.size))
        .join(Declaration, col(StoredFile.declaration_id) == Declaration.id)
        .where(
            Declaration.candidate_id == candidate_id,
            col(StoredFile.created_at) > now - RECEIPTS_OF,
        ),
        size,
    )


def _require(session: Session, used: Any, size: int) -> None:
    found: Any = session.connection().execute(used).one()
    if found[0] >= MOST_FILES or (found[1] or 0) + size > MOST_BYTES:
        raise TooMany
