"""Fases: how far somebody is, and by which rules."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import PhaseRecord, PhaseRules
from rxportal.domain import phases
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.phases import Outlook, Rules, Standing
from rxportal.domain.zone import today
from rxportal.services import scoped


@dataclass(frozen=True)
class Progress:
    """``begun`` is the Monday of the first week that counts."""

    begun: date
    standing: Standing
    rules: Rules
    outlook: Outlook


def progress(session: Session, actor: Actor, record_id: int, *, now: datetime) -> Progress:
    """Of one count. Raises ``NotFound`` for what this actor may not see."""
    require(actor, Permission.PHASE_READ)
    return _progress(session, scoped.find(session, actor, PhaseRecord, record_id), now)


def mine(session: Session, actor: Actor, *, now: datetime) -> Progress | None:
    """Of the actor's newest count; ``None`` for who has none, as the agency's own people."""
    require(actor, Permission.PHASE_READ)
    if actor.is_agency:
        return None
    newest = session.exec(
        select(PhaseRecord)
        .where(visible(actor, PhaseRecord))
        .order_by(col(PhaseRecord.starts_on).desc(), col(PhaseRecord.id).desc())
        .limit(1)
    ).one_or_none()
    return _progress(session, newest, now) if newest else None


def _progress(session: Session, record: PhaseRecord, now: datetime) -> Progress:
    kept = session.get_one(PhaseRules, record.rules_id)
    rules = Rules(
        kept.since,
        kept.weeks_in_a,
        kept.months_in_b,
        kept.contracts_in_b,
        kept.months_without_work,
    )
    standing = Standing(
        record.phase, record.since, record.last_week, record.weeks, record.contracts
    )
    return Progress(record.starts_on, standing, rules, phases.outlook(standing, rules, today(now)))
