"""Webhooks: programs hear what happens to declarations and contracts, signed, at least once.

As Standard Webhooks 1.0 has it. A message holds ids and no person; it is a row in the transaction
that causes it, and ``jobs/webhooks.py`` sends it.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select, update

from rxportal.config import settings
from rxportal.db.tables import Contract, Declaration, Integration, Webhook, WebhookMessage
from rxportal.domain import contract as contracts
from rxportal.domain import declaration as declarations
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.zone import today
from rxportal.gateways import poster
from rxportal.locales import mark, t
from rxportal.services import audit, integration_notices, secret_box
from rxportal.services.integrations import SCOPES

PREFIX = "whsec_"
LONGEST_URL = 500
BOTH_SIGN = timedelta(days=1)  # the old secret beside the new one
GIVES_UP = timedelta(days=5)  # of nothing but failing
KEPT = timedelta(days=30)
LEASE = timedelta(minutes=2)  # longer than one post can take
WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
    timedelta(hours=24),
)  # fmt: skip
TEST = "test"
GONE = 410
_D, _C = declarations.Step, contracts.Step
_STEPS: dict[declarations.Step, tuple[str, str]] = {
    _D.SUBMIT: ("declaration.submitted", mark("Declaratie ingediend")),
    _D.WITHDRAW: ("declaration.withdrawn", mark("Declaratie teruggehaald")),
    _D.AGREE: ("declaration.agreed", mark("Declaratie voor de eerste keer goedgekeurd")),
    _D.APPROVE: ("declaration.approved", mark("Declaratie goedgekeurd")),
    _D.REJECT: ("declaration.rejected", mark("Declaratie afgewezen")),
    _D.REOPEN: ("declaration.reopened", mark("Declaratie heropend")),
    _D.PROCESS: ("declaration.processed", mark("Declaratie verwerkt")),
    _D.CANCEL: ("declaration.cancelled", mark("Declaratie vervallen")),
}
_CONTRACT_STEPS: dict[contracts.Step, tuple[str, str]] = {
    _C.OFFER: ("contract.offered", mark("Contract aangeboden")),
    _C.SIGN: ("contract.signed", mark("Contract ondertekend")),
    _C.DECLINE: ("contract.declined", mark("Contract geweigerd")),
    _C.REPLACE: ("contract.replaced", mark("Contract vervangen")),
    _C.WITHDRAW: ("contract.withdrawn", mark("Contract ingetrokken")),
    _C.EXPIRE: ("contract.expired", mark("Contract verlopen")),
}
EVENTS: dict[str, str] = dict([*_STEPS.values(), *_CONTRACT_STEPS.values()])
_NEEDS = {"declaration": Permission.DECLARATION_READ, "contract": Permission.CONTRACT_READ}


class Unfit(Refused):
    code = "webhook-onvolledig"

    def __init__(self) -> None:
        super().__init__(
            t(
                "Geef een adres dat met https:// begint en kies gebeurtenissen die de koppeling "
                "mag lezen."
            )
        )


@dataclass(frozen=True)
class Event:
    """``resource`` is where the row is read over the API."""

    type: str
    id: int
    version: int
    resource: str


@dataclass(frozen=True)
class Post:
    """One message on its way, with the secrets that sign it."""

    id: int
    message_id: str
    url: str
    body: str
    secrets: tuple[str, ...]
    attempts: int


def declaration(row: Declaration, step: declarations.Step) -> Event:
    number = row.id or 0
    return Event(_STEPS[step][0], number, row.version, f"/api/v1/declaraties/{number}")


def contract(row: Contract, step: contracts.Step) -> Event:
    return Event(_CONTRACT_STEPS[step][0], row.id or 0, row.version, "/api/v1/contracten")


def note(session: Session, event: Event, *, now: datetime) -> None:
    """Queue it for who listens; it leaves only if the transaction of the caller commits."""
    for each, owner in session.exec(
        select(Webhook, Integration)
        .join(Integration, col(Integration.id) == Webhook.integration_id)
        .where(col(Webhook.stopped_at).is_(None), col(Integration.revoked_at).is_(None))
    ).all():
        ended = owner.expires_on is not None and owner.expires_on < today(now)
        if event.type in each.events and not ended:
            _queue(session, each, event, now)


def make(
    session: Session,
    actor: Actor,
    integration_id: int,
    url: str,
    events: Iterable[str],
    *,
    now: datetime,
) -> str:
    """The secret, which is shown once. Raises ``Forbidden``, ``NotFound`` and ``Unfit``."""
    require(actor, Permission.INTEGRATION_WRITE)
    owner = session.get(Integration, integration_id)
    if owner is None or owner.revoked_at:
        raise NotFound
    chosen = [each for each in EVENTS if each in set(events)]
    may = frozenset[Permission]().union(*(SCOPES[s].grants for s in owner.scopes if s in SCOPES))
    url = url.strip()
    if (
        not chosen
        or not _may_be(url)
        or any(_NEEDS[each.partition(".")[0]] not in may for each in chosen)
    ):
        raise Unfit
    row = Webhook(integration_id=integration_id, url=url, events=chosen, made_at=now)
    session.add(row)
    session.flush()
    secret = _give_secret(session, row)
    _trail(session, actor, "webhook.made", row, now)
    return secret


def renew(session: Session, actor: Actor, number: int, *, now: datetime) -> str:
    """A new secret; the old one signs beside it for a day. Raises ``Forbidden``, ``NotFound``."""
    row = _find(session, actor, number)
    row.old_secret, row.old_until = row.secret, now + BOTH_SIGN
    secret = _give_secret(session, row)
    _trail(session, actor, "webhook.secret_renewed", row, now)
    return secret


def stop(session: Session, actor: Actor, number: int, *, now: datetime) -> None:
    """Nothing is sent there any more. Raises ``Forbidden`` and ``NotFound``."""
    row = _find(session, actor, number)
    _stop(session, row, now)
    _trail(session, actor, "webhook.stopped", row, now)


def test(session: Session, actor: Actor, number: int, *, now: datetime) -> None:
    """A message that says nothing. Raises ``Forbidden`` and ``NotFound``."""
    _queue(session, _find(session, actor, number), Event(TEST, 0, 0, ""), now)


def again(session: Session, actor: Actor, number: int, *, now: datetime) -> None:
    """Send it once more, under the id it has. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.INTEGRATION_WRITE)
    row = session.get(WebhookMessage, number)
    if row is None or not (row.sent_at or row.failed_at):
        raise NotFound
    _find(session, actor, row.webhook_id)
    row.sent_at = row.failed_at = row.leased_until = None
    row.attempts, row.next_at, row.error = 0, now, ""
    session.add(row)


def listed(
    session: Session,
    actor: Actor,
    *,
    now: datetime,  # noqa: ARG001
) -> Sequence[tuple[Webhook, str]]:
    """Those that work, each with the name of its integration. Raises ``Forbidden``."""
    require(actor, Permission.INTEGRATION_WRITE)
    return session.exec(
        select(Webhook, Integration.name)
        .join(Integration, col(Integration.id) == Webhook.integration_id)
        .where(col(Integration.revoked_at).is_(None))
        .order_by(col(Webhook.id).desc())
    ).all()


def messages(
    session: Session,
    actor: Actor,
    *,
    most: int = 50,
    now: datetime,  # noqa: ARG001
) -> Sequence[WebhookMessage]:
    """The newest of all addresses. Raises ``Forbidden``."""
    require(actor, Permission.INTEGRATION_WRITE)
    return session.exec(
        select(WebhookMessage).order_by(col(WebhookMessage.id).desc()).limit(most)
    ).all()


def lease(session: Session, *, now: datetime) -> Post | None:
    """What has waited longest, for this sender alone; ``None`` when nothing is due."""
    free = col(WebhookMessage.leased_until).is_(None) | (col(WebhookMessage.leased_until) < now)
    due = (
        select(WebhookMessage.id)
        .where(*_due(now), free)
        .order_by(col(WebhookMessage.next_at), col(WebhookMessage.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = session.exec(
        update(WebhookMessage)
        .where(col(WebhookMessage.id) == due)
        .values(leased_until=now + LEASE, attempts=col(WebhookMessage.attempts) + 1)
        .returning(col(WebhookMessage.id))
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        return None
    row = session.get_one(WebhookMessage, taken[0], populate_existing=True)
    to = session.get_one(Webhook, row.webhook_id)
    held = [to.secret, to.old_secret if to.old_until and to.old_until > now else None]
    opened = tuple(secret_box.unseal(each, bound_to=place(to)) for each in held if each)
    return Post(row.id or 0, row.message_id, to.url, row.body, opened, row.attempts)


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether something waits, asked without a lock."""
    found = select(WebhookMessage.id).where(*_due(now))
    return session.exec(found.limit(1)).first() is not None


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """It waits, its time has come, and its integration was not revoked meanwhile."""
    working = (
        select(Webhook.id)
        .join(Integration, col(Integration.id) == Webhook.integration_id)
        .where(col(Integration.revoked_at).is_(None))
    )
    return (
        col(WebhookMessage.sent_at).is_(None),
        col(WebhookMessage.failed_at).is_(None),
        col(WebhookMessage.next_at) <= now,
        col(WebhookMessage.webhook_id).in_(working),
    )


def headers(post: Post, *, now: datetime) -> dict[str, str]:
    """Those of Standard Webhooks: a signature for each secret that is valid now."""
    at = str(int(now.timestamp()))
    signed = f"{post.message_id}.{at}.{post.body}".encode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "rxportal",
        "webhook-id": post.message_id,
        "webhook-timestamp": at,
        "webhook-signature": " ".join(f"v1,{_sign(each, signed)}" for each in post.secrets),
    }


def answered(session: Session, post: Post, status: int | None, error: str, now: datetime) -> None:
    """What came of it. ``status`` is that of the answer, none when there was none."""
    row = session.get_one(WebhookMessage, post.id, populate_existing=True)
    to = session.get_one(Webhook, row.webhook_id, populate_existing=True)
    row.status, row.error, row.leased_until = status, error, None
    session.add(row)
    if status is not None and 200 <= status < 300:  # noqa: PLR2004
        row.sent_at, to.failing_since = now, None
        session.add(to)
        return
    to.failing_since = to.failing_since or now
    session.add(to)
    if row.attempts > len(WAITS):
        row.failed_at = now
    else:
        row.next_at = now + WAITS[row.attempts - 1]
    session.flush()
    if to.stopped_at is None and (status == GONE or now - to.failing_since >= GIVES_UP):
        _stop(session, to, now)
        owner = session.get_one(Integration, to.integration_id)
        integration_notices.webhook_stopped(session, owner.name, now=now)


def forget(session: Session, *, now: datetime) -> None:
    """Messages nobody looks for any more."""
    session.exec(delete(WebhookMessage).where(col(WebhookMessage.created_at) < now - KEPT))


def place(row: Webhook) -> str:
    return f"webhook:{row.id}"


def _queue(session: Session, to: Webhook, event: Event, now: datetime) -> None:
    found: dict[str, int | str] = {"id": event.id, "version": event.version}
    if event.resource:
        found["url"] = settings().base_url.rstrip("/") + event.resource
    body = {"type": event.type, "timestamp": now.isoformat(), "data": found if event.id else {}}
    session.add(
        WebhookMessage(
            webhook_id=to.id or 0,
            message_id=f"msg_{secrets.token_urlsafe(18)}",
            event=event.type,
            body=json.dumps(body),
            created_at=now,
            next_at=now,
        )
    )


def _find(session: Session, actor: Actor, number: int) -> Webhook:
    """One that works."""
    require(actor, Permission.INTEGRATION_WRITE)
    row = session.get(Webhook, number)
    if row is None or row.stopped_at:
        raise NotFound
    return row


def _stop(session: Session, row: Webhook, now: datetime) -> None:
    row.stopped_at = now
    session.add(row)
    session.exec(
        update(WebhookMessage)
        .where(
            col(WebhookMessage.webhook_id) == row.id,
            col(WebhookMessage.sent_at).is_(None),
            col(WebhookMessage.failed_at).is_(None),
        )
        .values(failed_at=now)
    )


def _give_secret(session: Session, row: Webhook) -> str:
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    row.secret = secret_box.seal(secret, bound_to=place(row))
    session.add(row)
    session.flush()
    return secret


def _sign(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _may_be(url: str) -> bool:
    parts = poster.split(url)
    if parts is None or len(url) > LONGEST_URL:
        return False
    inside = f"{parts.hostname}:{parts.port or 443}" in settings().webhook_inside
    return inside or poster.is_open(url)


def _trail(session: Session, actor: Actor, kind: str, row: Webhook, now: datetime) -> None:
    audit.record(session, kind, actor=actor, details={"url": row.url}, now=now)
