"""What somebody sends in and the agency looks at: it waits, and is approved or rejected."""

from enum import StrEnum

from rxportal.domain.declaration import ReasonMissing, ReasonTooLong
from rxportal.domain.errors import Refused
from rxportal.domain.typed import words
from rxportal.locales import mark, t

LONGEST_REASON = 1000  # characters


class Review(StrEnum):
    """Where it stands. Approved and rejected are ends."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


LABELS: dict[Review, str] = {
    Review.WAITING: mark("Te controleren"),
    Review.APPROVED: mark("Goedgekeurd"),
    Review.REJECTED: mark("Afgewezen"),
}
TONES: dict[Review, str] = {
    Review.WAITING: "signal",
    Review.APPROVED: "good",
    Review.REJECTED: "bad",
}


class AlreadyReviewed(Refused):
    def __init__(self) -> None:
        super().__init__(t("Dit is al beoordeeld. Ververs de pagina om te zien hoe."))


def reason_of(typed: str) -> str:
    """Why it is rejected, stripped. Raises ``ReasonMissing`` or ``ReasonTooLong``."""
    reason = words(typed)
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong
    return reason
