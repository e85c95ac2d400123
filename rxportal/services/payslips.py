"""Payslips and annual statements: when a candidate gets to see them, and that they were read."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import AnnualStatement, Payslip, User
from rxportal.domain import pay, periods
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.pay import PaperState, PaperStep
from rxportal.services import audit, pay_notices, scoped, signals

Paper = TypeVar("Paper", Payslip, AnnualStatement)


def publish(session: Session, actor: Actor, ids: Sequence[int], *, now: datetime) -> None:
    """Let candidates see their payslips, and tell them by mail; all of them or none.

    Raises ``Forbidden``, ``NotFound`` and ``PaperStepRefused``.
    """
    require(actor, Permission.PAYSLIP_PUBLISH)
    rows = [
        take(session, actor, Payslip, each, PaperStep.PUBLISH, now=now)
        for each in dict.fromkeys(ids)
    ]
    for row in rows:
        pay_notices.payslip_ready(session, row, now=now)
        signals.note(session, candidate_id=row.candidate_id, now=now)
    _note(session, actor, "payslip_published", rows, now)


def publish_one(
    session: Session,
    actor: Actor,
    payslip_id: int,
    *,
    version: int = 0,  # noqa: ARG001 - what is published says its state
    now: datetime,
) -> None:
    publish(session, actor, [payslip_id], now=now)


def withdraw_one(
    session: Session,
    actor: Actor,
    payslip_id: int,
    *,
    version: int = 0,  # noqa: ARG001 - as above
    now: datetime,
) -> None:
    """Out of the candidate's sight, until it is published again. Raises as ``publish`` does."""
    require(actor, Permission.PAYSLIP_PUBLISH)
    row = take(session, actor, Payslip, payslip_id, PaperStep.WITHDRAW, now=now)
    signals.note(session, candidate_id=row.candidate_id, now=now)
    _note(session, actor, "payslip_withdrawn", [row], now)


def find(session: Session, actor: Actor, table: type[Paper], paper_id: int) -> Paper:
    """Raises ``NotFound`` for what this actor may not see."""
    return scoped.find(session, actor, table, paper_id)


def note_seen(
    session: Session, actor: Actor, table: type[Paper], paper_id: int, *, now: datetime
) -> None:
    """Its candidate opened it; the first time counts."""
    if actor.role is not Role.CANDIDATE:
        return
    row = find(session, actor, table, paper_id)
    session.connection().execute(
        update(table)
        .where(col(table.id) == row.id, col(table.seen_at).is_(None))
        .values(seen_at=now)
    )


def take(
    session: Session,
    actor: Actor,
    table: type[Paper],
    paper_id: int,
    step: PaperStep,
    *,
    now: datetime,
) -> Paper:
    """Take the step, if nobody else just did: one UPDATE that asks what the state is.

    Raises ``NotFound`` and ``PaperStepRefused``.
    """
    row = find(session, actor, table, paper_id)
    after = pay.after(step)
    done = session.connection().execute(
        update(table)
        .where(col(table.id) == row.id, col(table.state).in_(pay.before(step)))
        .values(state=after, **_moment(after, now))
    )
    if done.rowcount != 1:
        raise pay.PaperStepRefused(step)
    session.refresh(row)
    return row


def _moment(after: PaperState, now: datetime) -> dict[str, datetime]:
    return {"published_at" if after is PaperState.PUBLISHED else "withdrawn_at": now}


def _note(
    session: Session, actor: Actor, kind: str, rows: Sequence[Payslip], now: datetime
) -> None:
    """A row of the audit trail for each: whose payslip it is stands in it as well."""
    for row in rows:
        period = periods.period_of(row.period, row.starts_on).key
        audit.record(
            session,
            kind,
            actor=actor,
            subject=account_of(session, row.candidate_id),
            details={"payslip": str(row.id), "period": period},
            now=now,
        )


def account_of(session: Session, candidate_id: int) -> User | None:
    """Of whom a paper is, for the audit trail."""
    return session.exec(
        select(User).where(User.candidate_id == candidate_id).order_by(col(User.id))
    ).first()
