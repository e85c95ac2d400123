"""Messages on their way out: put in, sent by a job, and what became of them.

A message is written in the transaction that causes it, so it exists if and only if that happened.
A sender leases one message, delivers it outside any transaction and writes down the outcome; when
it dies in between, the lease runs out and another sender does it again under the same Message-ID.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import ColumnElement, case, delete, func, or_, update
from sqlmodel import Session, and_, col, select

from rxportal.config import settings
from rxportal.db.scope import visible
from rxportal.db.tables import Outbox, User
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import NotFound
from rxportal.locales import t, using
from rxportal.messages.html import html
from rxportal.messages.message import Message, flat, one_line
from rxportal.messages.plain import plain
from rxportal.messages.texts import Text
from rxportal.services import brand

LEASE = timedelta(minutes=5)  # longer than one delivery can take: every wait in it has an end
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)  # before the second try, the third, …; after the last one the message has failed
MOST = 200  # in one list
_FORGOTTEN = {"body_text": "", "body_html": ""}
LONGEST_ERROR = 500  # characters
MAIL, SMS = "mail", "sms"  # the channels


@dataclass(frozen=True)
class Recipient:
    """Who reads it. ``user_id`` is 0 for somebody without an account."""

    email: str
    name: str
    language: str
    user_id: int = 0


@dataclass(frozen=True)
class Letter:
    """A message that this sender, and no other, delivers now; ``until`` names the lease."""

    id: int
    message_id: str
    channel: str
    to: str
    subject: str
    text: str
    html: str
    written_at: datetime
    attempts: int
    until: datetime


@dataclass(frozen=True)
class Undelivered:
    """A message that will not be tried again by itself; ``error`` is what the server said."""

    id: int
    to: str
    subject: str
    failed_at: datetime
    attempts: int
    error: str
    declaration_id: int | None


@dataclass(frozen=True)
class Underway:
    """A message that leaves at ``next_at``; ``error`` is why it did not the last time."""

    id: int
    to: str
    subject: str
    next_at: datetime
    attempts: int
    error: str


def put(
    session: Session,
    message: Message,
    recipient: Recipient,
    *,
    declaration_id: int | None = None,
    secret: bool = False,
    expires_at: datetime | None = None,
    now: datetime,
) -> None:
    """Queue the message; it leaves only if the caller's transaction commits.

    ``secret``: it holds a link or a pin, which is not kept once it has left. After ``expires_at``
    it does not leave any more. An address that is none fails here and now, for the back-office to
    see: it must not keep anybody from handing in hours.
    """
    usable = "@" in recipient.email and one_line(recipient.email)
    address = flat(recipient.email)
    sender = brand.sender(session)
    host = urlsplit(sender.base_url).hostname or "localhost"
    with using(recipient.language):
        row = Outbox(
            message_id=f"<{uuid4().hex}@{host}>",
            kind=message.kind,
            user_id=recipient.user_id or None,
            declaration_id=declaration_id,
            secret=secret,
            expires_at=expires_at,
            to=address,
            subject=message.subject,
            body_text=plain(message, sender, address),
            body_html=html(message, sender, address),
            created_at=now,
            next_at=now,
        )
    if not usable:
        row.failed_at, row.error = now, t("Dit is geen e-mailadres.")
    session.add(row)


def put_text(
    session: Session,
    text: Text,
    *,
    number: str,
    user: User,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Queue an SMS with a secret in it; after ``expires_at`` it does not leave any more."""
    host = urlsplit(settings().base_url).hostname or "localhost"
    session.add(
        Outbox(
            message_id=f"<{uuid4().hex}@{host}>",
            kind=text.kind,
            user_id=user.id,
            channel=SMS,
            secret=True,
            expires_at=expires_at,
            to=number,
            subject=text.subject,
            body_text=text.body,
            body_html="",
            created_at=now,
            next_at=now,
        )
    )


def take_back(
    session: Session, declaration_id: int, kinds: Collection[str], *, now: datetime
) -> None:
    """Drop what waits to be told about the declaration, unless it is being sent right now."""
    session.exec(
        delete(Outbox).where(
            col(Outbox.declaration_id) == declaration_id,
            col(Outbox.kind).in_(kinds),
            _waiting(),
            _free(now),
        )
    )


def take_back_from(
    session: Session, user_id: int, kinds: Collection[str], *, now: datetime
) -> None:
    """Drop what waits to be told to this person, unless it is being sent right now."""
    session.exec(
        delete(Outbox).where(
            col(Outbox.user_id) == user_id, col(Outbox.kind).in_(kinds), _waiting(), _free(now)
        )
    )


def lease(session: Session, channels: Collection[str] = (MAIL,), *, now: datetime) -> Letter | None:
    """The message that has waited longest, for this sender alone; ``None`` when nothing is due.

    Commit before delivering it: another sender must see the lease.
    """
    due = (
        select(Outbox.id)
        .where(_due(channels, now))
        .order_by(col(Outbox.next_at), col(Outbox.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    until = now + LEASE
    taken = session.exec(
        update(Outbox)
        .where(col(Outbox.id) == due)
        .values(leased_until=until, attempts=col(Outbox.attempts) + 1)
        .returning(col(Outbox.id))
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        return None
    row = session.get_one(Outbox, taken[0], populate_existing=True)
    return Letter(
        id=row.id or 0,
        message_id=row.message_id,
        channel=row.channel,
        to=row.to,
        subject=row.subject,
        text=row.body_text,
        html=row.body_html,
        written_at=row.created_at,
        attempts=row.attempts,
        until=until,
    )


def is_due(session: Session, channels: Collection[str] = (MAIL,), *, now: datetime) -> bool:
    """Whether there is anything to send: asks without waiting for a writer."""
    due = select(Outbox.id).where(_due(channels, now)).limit(1)
    return session.exec(due).first() is not None


def any_expired(session: Session, channels: Collection[str], *, now: datetime) -> bool:
    """Whether ``expire`` has anything to do."""
    return (
        session.exec(select(Outbox.id).where(_too_late(channels, now)).limit(1)).first() is not None
    )


def expire(session: Session, channels: Collection[str], *, now: datetime) -> None:
    """Give up what is too late to be sent, and forget the secrets in it."""
    session.exec(
        update(Outbox)
        .where(_too_late(channels, now))
        .values(
            failed_at=func.coalesce(col(Outbox.failed_at), now),
            error=case(
                (col(Outbox.error) == "", t("Te laat om nog te versturen.")),
                else_=col(Outbox.error),
            ),
            **_FORGOTTEN,
        )
        .execution_options(synchronize_session=False)
    )


def sent(session: Session, letter: Letter, *, now: datetime) -> None:
    """The mail server took the message. True whoever holds the lease by now."""
    session.exec(
        update(Outbox)
        .where(col(Outbox.id) == letter.id)
        .values(
            sent_at=now,
            failed_at=None,
            leased_until=None,
            error="",
            body_text=case((col(Outbox.secret), ""), else_=col(Outbox.body_text)),
            body_html=case((col(Outbox.secret), ""), else_=col(Outbox.body_html)),
        )
    )


def delayed(session: Session, letter: Letter, error: str, *, now: datetime) -> None:
    """It did not go this time; try again later, or give up after the last wait."""
    if letter.attempts > len(WAITS):
        failed_for_good(session, letter, error, now=now)
        return
    wait = WAITS[letter.attempts - 1]
    _write_outcome(session, letter, next_at=now + wait, error=_bounded(error))


def failed_for_good(session: Session, letter: Letter, error: str, *, now: datetime) -> None:
    """No other try would help. The back-office sees it in ``failed``."""
    _write_outcome(session, letter, failed_at=now, error=_bounded(error))


def failed(
    session: Session,
    actor: Actor,
    *,
    now: datetime,  # noqa: ARG001
) -> list[Undelivered]:
    """What did not arrive, the newest first. Raises ``Forbidden``."""
    require(actor, Permission.MESSAGE_READ)
    found = session.exec(
        select(Outbox)
        .where(visible(actor, Outbox), col(Outbox.failed_at).is_not(None))
        .order_by(col(Outbox.failed_at).desc(), col(Outbox.id).desc())
        .limit(MOST)
    )
    return [
        Undelivered(
            row.id or 0,
            row.to,
            row.subject,
            row.failed_at or row.created_at,
            row.attempts,
            row.error,
            row.declaration_id,
        )
        for row in found
    ]


def underway(
    session: Session,
    actor: Actor,
    *,
    now: datetime,  # noqa: ARG001
) -> list[Underway]:
    """What still waits to be sent, the first to go first. Raises ``Forbidden``."""
    require(actor, Permission.MESSAGE_READ)
    found = session.exec(
        select(Outbox)
        .where(visible(actor, Outbox), _waiting())
        .order_by(col(Outbox.next_at), col(Outbox.id))
        .limit(MOST)
    )
    return [
        Underway(row.id or 0, row.to, row.subject, row.next_at, row.attempts, row.error)
        for row in found
    ]


def retry(session: Session, actor: Actor, message: int, *, now: datetime) -> None:
    """Send a failed message again, with all its tries. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.MESSAGE_READ)
    row = session.exec(
        select(Outbox).where(
            Outbox.id == message, visible(actor, Outbox), col(Outbox.failed_at).is_not(None)
        )
    ).one_or_none()
    if row is None or (row.channel == MAIL and "@" not in row.to) or not row.body_text:
        raise NotFound
    row.failed_at, row.error = None, ""
    row.attempts, row.next_at, row.leased_until = 0, now, None
    session.add(row)


def latest(session: Session) -> Sequence[Outbox]:
    """Every message, the newest first: for a demonstration, where nothing is really sent."""
    newest = select(Outbox).order_by(col(Outbox.created_at).desc(), col(Outbox.id).desc())
    return session.exec(newest.limit(MOST)).all()


def _write_outcome(session: Session, letter: Letter, **values: object) -> None:
    """Nothing happens when the lease ran out and another sender has taken over."""
    session.exec(
        update(Outbox)
        .where(col(Outbox.id) == letter.id, col(Outbox.leased_until) == letter.until, _waiting())
        .values(leased_until=None, **values)
    )


def _waiting() -> ColumnElement[bool]:
    return and_(col(Outbox.sent_at).is_(None), col(Outbox.failed_at).is_(None))


def _due(channels: Collection[str], now: datetime) -> ColumnElement[bool]:
    in_time = or_(col(Outbox.expires_at).is_(None), col(Outbox.expires_at) > now)
    return and_(
        _waiting(),
        col(Outbox.next_at) <= now,
        col(Outbox.channel).in_(channels),
        in_time,
        _free(now),
    )


def _too_late(channels: Collection[str], now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Outbox.sent_at).is_(None),
        col(Outbox.expires_at) <= now,
        col(Outbox.channel).in_(channels),
        col(Outbox.body_text) != "",
        _free(now),
    )


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(col(Outbox.leased_until).is_(None), col(Outbox.leased_until) < now)


def _bounded(error: str) -> str:
    return flat(error)[:LONGEST_ERROR]
