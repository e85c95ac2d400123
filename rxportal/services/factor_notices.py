"""Who is told that a factor, a number or an address changed: through the outbox."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import Candidate, User
from rxportal.domain.access import Role
from rxportal.locales import using
from rxportal.messages import factors as messages
from rxportal.messages.message import Message
from rxportal.services import outbox, phones
from rxportal.services.outbox import Recipient

Worded = Callable[[str], Message]


def factor_changed(
    session: Session, user: User, factor: str, *, by_office: bool = False, now: datetime
) -> None:
    """``factor`` is what is asked from now on."""

    def worded(name: str) -> Message:
        return messages.factor_changed(name=name, factor=factor, at=now, by_office=by_office)

    _tell(session, user, worded, now=now)


def passkey_added(session: Session, user: User, passkey: str, *, now: datetime) -> None:
    def worded(name: str) -> Message:
        return messages.passkey_added(name=name, passkey=passkey, at=now)

    _tell(session, user, worded, now=now)


def passkey_removed(session: Session, user: User, passkey: str, *, now: datetime) -> None:
    def worded(name: str) -> Message:
        return messages.passkey_removed(name=name, passkey=passkey, at=now)

    _tell(session, user, worded, now=now)


def recovery_code_used(session: Session, user: User, *, left: int, now: datetime) -> None:
    """That somebody came in without the phone."""
    _tell(
        session,
        user,
        lambda name: messages.recovery_code_used(name=name, left=left, at=now),
        now=now,
    )


def recovery_codes_made(session: Session, user: User, *, now: datetime) -> None:
    _tell(session, user, lambda name: messages.recovery_codes_made(name=name, at=now), now=now)


def number_changed(session: Session, user: User, *, now: datetime) -> None:
    """By mail: the number is the thing that changed."""
    number = phones.masked(user.phone)
    _tell(
        session,
        user,
        lambda name: messages.number_changed(name=name, number=number, at=now),
        now=now,
    )


def address_changed(session: Session, user: User, old: str, *, now: datetime) -> None:
    """To the old address and to the new one."""

    def worded(name: str) -> Message:
        return messages.address_changed(name=name, address=user.email, at=now)

    _tell(session, user, worded, email=old, now=now)
    _tell(session, user, worded, now=now)


def confirm_address(
    session: Session, user: User, *, email: str, code: str, until: datetime, now: datetime
) -> None:
    """The code that shows that the new address is read by this person."""
    _tell(
        session,
        user,
        lambda name: messages.confirm_address(name=name, code=code, until=until),
        email=email,
        expires_at=until,
        now=now,
    )


def texts_spent(session: Session, *, most: int, now: datetime) -> None:
    """The administrators, who can do something about it."""
    found = select(User).where(User.role == Role.ADMINISTRATOR, col(User.active).is_(True))
    for user in session.exec(found).all():
        _tell(session, user, lambda name: messages.texts_spent(name=name, most=most), now=now)


def _tell(
    session: Session,
    user: User,
    worded: Worded,
    *,
    email: str = "",
    expires_at: datetime | None = None,
    now: datetime,
) -> None:
    candidate = session.get(Candidate, user.candidate_id) if user.candidate_id else None
    name = candidate.first_name if candidate else user.name
    with using(user.language):
        message = worded(name)
    outbox.put(
        session,
        message,
        Recipient(email or user.email, name, user.language, user.id or 0),
        secret=expires_at is not None,
        expires_at=expires_at,
        now=now,
    )
