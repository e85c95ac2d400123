"""The audit trail: who did what to whom, in rows that are added and never changed.

Each row's hash covers the row and the hash of the one before it, and a head row remembers the last
one, so that a changed, removed, reordered or cut-off row shows.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import AuditEvent, AuditHead, User
from rxportal.domain.access import Actor, Permission, require

HEAD = 1  # the one row of AuditHead
_LOCK = 0x61756469  # of PostgreSQL's advisory locks, ours; SQLite has one writer anyway
ON_A_PAGE = 100
_AT_ONCE = 500  # rows read at a time when verifying


@dataclass(frozen=True)
class Broken:
    """The first row that does not fit; ``id`` is 0 when rows are missing at the end."""

    id: int
    why: str


def record(
    session: Session,
    kind: str,
    *,
    actor: Actor | None = None,
    subject: User | None = None,
    address: str = "",
    details: Mapping[str, str] | None = None,
    now: datetime,
) -> None:
    """Write down that it happened. Never a password, pin, code or token in ``details``.

    Everybody else who records waits until this transaction ends: call it last.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    head = session.get(AuditHead, HEAD, populate_existing=True) or AuditHead(id=HEAD)
    row = AuditEvent(
        at=now,
        kind=kind,
        actor_id=actor.user_id if actor else None,
        actor=actor.name if actor else "",
        subject_id=subject.id if subject else None,
        subject=subject.name if subject else "",
        address=address[:64],
        details=dict(details or {}),
        previous=head.hash,
        hash="",
    )
    row.hash = _hash_of(row)
    head.events += 1
    head.hash = row.hash
    session.add(row)
    session.add(head)
    session.flush()


def verify(session: Session) -> Broken | None:
    """Read the whole trail; the first row that does not fit, or ``None`` when all of it does."""
    previous, seen, last = "", 0, 0
    while rows := session.exec(
        select(AuditEvent)
        .where(col(AuditEvent.id) > last)
        .order_by(col(AuditEvent.id))
        .limit(_AT_ONCE)
    ).all():
        for row in rows:
            last, seen = row.id or 0, seen + 1
            if row.previous != previous:
                return Broken(last, "the row before it was removed, added or moved")
            if row.hash != _hash_of(row):
                return Broken(last, "the row was changed")
            previous = row.hash
        session.expunge_all()
    head = session.get(AuditHead, HEAD) or AuditHead(id=HEAD)
    if (head.events, head.hash) != (seen, previous):
        return Broken(0, f"{seen} rows are there and {head.events} were written")
    return None


def latest(
    session: Session,
    actor: Actor,
    *,
    before: int = 0,
    now: datetime,  # noqa: ARG001
) -> Sequence[AuditEvent]:
    """What happened, the newest first; older than row ``before`` when that is given.

    Raises ``Forbidden``.
    """
    require(actor, Permission.AUDIT_READ)
    found = select(AuditEvent).where(visible(actor, AuditEvent))
    if before:
        found = found.where(col(AuditEvent.id) < before)
    return session.exec(found.order_by(col(AuditEvent.id).desc()).limit(ON_A_PAGE)).all()


def length(session: Session) -> int:
    """How many events were written so far."""
    head = session.get(AuditHead, HEAD)
    return head.events if head else 0


def _hash_of(row: AuditEvent) -> str:
    content = [
        row.previous,
        row.at.isoformat(timespec="microseconds"),
        row.kind,
        row.actor_id,
        row.actor,
        row.subject_id,
        row.subject,
        row.address,
        row.details,
    ]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
