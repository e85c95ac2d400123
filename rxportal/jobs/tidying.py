"""Forgets what is counted no longer, so that strangers cannot fill the database."""

from datetime import datetime

from rxportal.db.engine import transaction
from rxportal.services import limits


def tidy(now: datetime) -> None:
    """Drop counts of strangers and addresses nobody has been seen from for days."""
    with transaction() as session:
        limits.forget(session, now=now)
