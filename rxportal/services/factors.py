"""Which second factor is asked of whom."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from rxportal.db.tables import User


class Factor(StrEnum):
    """What is asked beside the password."""

    SMS = "sms"
    APP = "app"


def needed(
    session: Session,  # noqa: ARG001
    user: User,  # noqa: ARG001
    *,
    browser_token: str,  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> Factor | None:
    """What this browser still has to show after the password; ``None``: it may come in."""
    return None
