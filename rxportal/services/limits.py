"""How often something may be tried: counted in the database, for all processes, over restarts.

A try that comes too early is refused and not counted, so that waiting is never prolonged. Count in
one order everywhere (account, address, everybody), or two transactions wait for each other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import ColumnElement, case, delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from rxportal.db.tables import Limit
from rxportal.domain.access import Actor
from rxportal.domain.errors import Refused
from rxportal.locales import tn

REMEMBERED = timedelta(days=2)  # how long a bucket that is not an account's is kept


@dataclass(frozen=True)
class Rule:
    """``most`` times ``within`` a while that begins at the first time."""

    most: int
    within: timedelta


class TooOften(Refused):
    """``until`` is when it may be tried again."""

    def __init__(self, until: datetime, *, now: datetime) -> None:
        self.until = until
        self.seconds = max(1, round((until - now).total_seconds()))
        minutes = -(-self.seconds // 60)
        super().__init__(
            tn(
                "Dit is te vaak geprobeerd. Probeer het over {n} minuut opnieuw.",
                "Dit is te vaak geprobeerd. Probeer het over {n} minuten opnieuw.",
                minutes,
            )
        )


def spend(session: Session, bucket: str, rule: Rule, *, now: datetime) -> datetime | None:
    """Count one try. ``None`` when it may go on, otherwise when the next one may.

    One statement decides, so of many tries at once never more than the rule go on.
    """
    if session.get(Limit, bucket) is None:
        _make_room(session, bucket, now)
    past = col(Limit.since) <= now - rule.within
    counted = session.exec(
        update(Limit)
        .where(col(Limit.bucket) == bucket, or_(past, col(Limit.count) < rule.most))
        .values(
            count=case((past, 1), (col(Limit.count) == 0, 1), else_=col(Limit.count) + 1),
            since=case((or_(past, col(Limit.count) == 0), now), else_=col(Limit.since)),
            in_a_row=col(Limit.in_a_row) + 1,
        )
        .execution_options(synchronize_session=False)
    )
    return None if counted.rowcount else closed(session, bucket, rule, now=now) or now


def closed(session: Session, bucket: str, rule: Rule, *, now: datetime) -> datetime | None:
    """When the bucket opens again; ``None`` when it is open. Counts nothing."""
    row = session.get(Limit, bucket, populate_existing=True)
    if row is None or row.count < rule.most or row.since <= now - rule.within:
        return None
    return row.since + rule.within


def require(session: Session, bucket: str, rule: Rule, *, now: datetime) -> None:
    """Count one try or raise ``TooOften``."""
    until = spend(session, bucket, rule, now=now)
    if until is not None:
        raise TooOften(until, now=now)


def in_a_row(session: Session, bucket: str) -> int:
    """How often it was tried since the last success, however long ago that was."""
    row = session.get(Limit, bucket, populate_existing=True)
    return row.in_a_row if row else 0


def clear(session: Session, bucket: str, *, now: datetime) -> None:
    """It succeeded: begin counting afresh."""
    session.exec(
        update(Limit)
        .where(col(Limit.bucket) == bucket)
        .values(count=0, in_a_row=0, since=now, open_at=None)
        .execution_options(synchronize_session=False)
    )


def forget(session: Session, *, now: datetime) -> None:
    """Drop buckets nobody has used for a while, except what accounts have failed in a row."""
    session.exec(
        delete(Limit)
        .where(col(Limit.since) < now - REMEMBERED, ~_of_account())
        .execution_options(synchronize_session=False)
    )


def of_address(purpose: str, address: str) -> str:
    """The bucket of where somebody comes from. Of IPv6 the network: a home has 2^64 addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return f"{purpose}:address:{address[:64]}"
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        network = ":".join(found.exploded.split(":")[:4])
        return f"{purpose}:address:{network}::/64"
    return f"{purpose}:address:{getattr(found, 'ipv4_mapped', None) or found}"


def of_actor(purpose: str, actor: Actor) -> str:
    """A program has a bucket of its own: it is nobody's account."""
    if actor.program:
        return f"{purpose}:program:{actor.program}"
    return of_account(purpose, actor.user_id)


def of_account(purpose: str, user_id: int) -> str:
    return f"{purpose}:account:{user_id}"


def _of_account() -> ColumnElement[bool]:
    return col(Limit.bucket).like("%:account:%")


def _make_room(session: Session, bucket: str, now: datetime) -> None:
    """The row to count in, unless another transaction has just made it."""
    postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if postgres else sqlite.insert
    row = {"bucket": bucket, "count": 0, "since": now, "in_a_row": 0}
    session.connection().execute(insert(Limit).values(row).on_conflict_do_nothing())
