"""Annual statements: when a candidate gets to see them. What they share with payslips is there."""

from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import AnnualStatement
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.pay import PaperStep
from rxportal.services import audit, pay_notices, payslips


def publish_one(
    session: Session,
    actor: Actor,
    statement_id: int,
    *,
    version: int = 0,  # noqa: ARG001 - what is published says its state
    now: datetime,
) -> None:
    """Let its candidate see it, and tell them by mail.

    Raises ``Forbidden``, ``NotFound`` and ``PaperStepRefused``.
    """
    row = _take(session, actor, statement_id, PaperStep.PUBLISH, "statement_published", now)
    pay_notices.statement_ready(session, row, now=now)


def withdraw_one(
    session: Session,
    actor: Actor,
    statement_id: int,
    *,
    version: int = 0,  # noqa: ARG001 - as above
    now: datetime,
) -> None:
    """Out of the candidate's sight, until it is published again. Raises as ``publish_one`` does."""
    _take(session, actor, statement_id, PaperStep.WITHDRAW, "statement_withdrawn", now)


def _take(
    session: Session,
    actor: Actor,
    statement_id: int,
    step: PaperStep,
    kind: str,
    now: datetime,
) -> AnnualStatement:
    require(actor, Permission.STATEMENT_PUBLISH)
    row = payslips.take(session, actor, AnnualStatement, statement_id, step, now=now)
    audit.record(
        session,
        kind,
        actor=actor,
        subject=payslips.account_of(session, row.candidate_id),
        details={"statement": str(row.id), "year": str(row.year)},
        now=now,
    )
    return row
