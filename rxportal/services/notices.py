"""Who is told what happens to a declaration: one function per occasion, through the outbox."""

from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import Declaration


def to_approve(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The approver of the placement: hours wait for you."""


def take_back(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """A request to approve that has not left yet need not leave any more."""


def approved(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The candidate: your hours are approved."""


def rejected(session: Session, declaration: Declaration, *, by: str, now: datetime) -> None:
    """The candidate: your hours came back, and why."""


def processed(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The candidate: your hours are on their way to your pay."""
