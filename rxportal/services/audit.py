"""The audit trail: who did what to whom, in rows that are added and never changed.

Each row's hash covers the row and the hash of the one before it, and a head row remembers the last
one, so that a changed, removed, reordered or cut-off row shows. The hashes are made with a key of
``RXPORTAL_SECRET_KEYS``: who only reaches the database cannot make a chain that fits. The newest
key is for new rows; an older one is needed as long as the rows made with it are read, and may be a
retired one by then: that fits rows, whose chain ends under a newer key, and never the end itself.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import AuditEvent, AuditHead, User
from rxportal.domain.access import Actor, Permission, require
from rxportal.services import keys

HEAD = 1  # the one row of AuditHead
_LOCK = 0x61756469  # of PostgreSQL's advisory locks, ours; SQLite has one writer anyway
ON_A_PAGE = 100
_AT_ONCE = 500  # rows read at a time when verifying
_USE = "audit trail"


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

    Everybody else who records waits until this transaction ends: call it last. Raises ``NoKey``.
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
    row.hash = _signed(_words_of(row))
    head.events += 1
    head.hash = row.hash
    head.seal = _signed(_words_of_head(head))
    session.add(row)
    session.add(head)
    session.flush()


def verify(session: Session, *, older: int = 0) -> Broken | None:
    """Read the whole trail; the first row that does not fit, or ``None`` when all of it does.

    The first ``older`` rows may be from before there was a key. How many that are the database
    cannot say: who does anything with it would make them all so.
    """
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
            if seen > older and not _has_key(row.hash):
                return Broken(last, "it has no key: anybody with the database can have made it")
            if why := _misfit(row):
                return Broken(last, why)
            previous = row.hash
        session.expunge_all()
    return _misfit_at_the_end(session, seen, previous)


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


def without_key(session: Session) -> int:
    """How many rows anybody with the database could have made: those of before there was a key."""
    unsigned = ~col(AuditEvent.hash).contains(":")
    return session.scalar(select(func.count()).select_from(AuditEvent).where(unsigned)) or 0


def key_names() -> tuple[str, ...]:
    """Of the keys that sign the end of the trail."""
    return tuple(name for name, _ in keys.for_use(_USE))


def key_of_head(session: Session) -> str:
    """The name of the key that the end is signed with; ``""`` when there is none."""
    head = session.get(AuditHead, HEAD)
    return head.seal.rpartition(":")[0] if head else ""


def _misfit(row: AuditEvent) -> str:
    """Why the row is not as it was written; empty when it is."""
    words = _words_of(row)
    if not _has_key(row.hash) and not _has_key(row.previous):  # of before there was a key
        return "" if row.hash == hashlib.sha256(words).hexdigest() else "the row was changed"
    known = (*keys.for_use(_USE), *keys.retired(_USE))
    return _misfit_of(row.hash, words, dict(known), "the row was changed")


def _misfit_at_the_end(session: Session, seen: int, last: str) -> Broken | None:
    head = session.get(AuditHead, HEAD) or AuditHead(id=HEAD)
    if (head.events, head.hash) != (seen, last):
        return Broken(0, f"{seen} rows are there and {head.events} were written")
    if not _has_key(last):
        return None
    known = dict(keys.for_use(_USE))
    changed = "how many rows there were was changed"
    why = _misfit_of(head.seal, _words_of_head(head), known, changed)
    return Broken(0, why) if why else None


def _misfit_of(signature: str, words: bytes, known: Mapping[str, bytes], changed: str) -> str:
    name, _, made = signature.rpartition(":")
    if name and name not in known:
        return "it was written with a key that RXPORTAL_SECRET_KEYS no longer has"
    right = name and hmac.compare_digest(_mac(known[name], words), made)
    return "" if right else changed


def _signed(words: bytes) -> str:
    name, key = keys.for_use(_USE)[0]
    return f"{name}:{_mac(key, words)}"


def _mac(key: bytes, words: bytes) -> str:
    return hmac.new(key, words, hashlib.sha256).hexdigest()


def _has_key(signature: str) -> bool:
    return ":" in signature


def _words_of_head(head: AuditHead) -> bytes:
    return f"{head.events} rows, the last {head.hash}".encode()


def _words_of(row: AuditEvent) -> bytes:
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
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()
