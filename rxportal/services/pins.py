"""Pins by SMS: six digits that prove that a phone is at hand.

A pin belongs to one way in or to one session, and to one purpose; for anything else it is wrong.
Asking for another one replaces it and leaves the wrong tries counted, so that nobody gets more
guesses by asking (NIST SP 800-63B 3.1.3).
"""

import secrets
from datetime import datetime, timedelta
from typing import Required, TypedDict
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, and_, col, select

from rxportal.config import settings
from rxportal.db.tables import Agency, Pin, PinPurpose, User
from rxportal.domain.errors import Counted, Refused
from rxportal.locales import t, using
from rxportal.messages import texts
from rxportal.services import factor_notices, limits, outbox, passwords, phones
from rxportal.services import text_budget as budget
from rxportal.services.limits import Rule

DIGITS = 6
LIVES = timedelta(minutes=10)
TRIES = 5  # for one way in, however often a pin is sent
AGAIN_AFTER = timedelta(seconds=30)
WRONG_IN_ALL = 15  # over several ways in …
MAILS = Rule(5, timedelta(hours=1))
WITHIN = timedelta(hours=1)  # … in this time: then nothing is tried until it has passed


class Bound(TypedDict, total=False):
    """What a pin is for, and the way in or the session it belongs to."""

    purpose: Required[PinPurpose]
    passage_id: int | None
    session_id: int | None


class WrongPin(Counted):
    code = "pincode-onjuist"

    def __init__(self) -> None:
        super().__init__(t("Deze pincode klopt niet. Kijk in je laatste sms en typ hem opnieuw."))


class PinExpired(Refused):
    code = "pincode-verlopen"

    def __init__(self) -> None:
        super().__init__(t("Deze pincode is niet meer geldig. Vraag een nieuwe aan."))


class PinsSpent(Counted):
    code = "pincode-op"

    def __init__(self) -> None:
        super().__init__(
            t("Er is te vaak een verkeerde pincode ingevuld. Begin opnieuw, of wacht een uur.")
        )


class TooSoon(Refused):
    code = "pincode-te-snel"

    def __init__(self) -> None:
        super().__init__(t("Er is net een sms verstuurd. Wacht een halve minuut op je bericht."))


class TooManyMails(Refused):
    code = "mail-op"

    def __init__(self) -> None:
        super().__init__(t("Er zijn te veel codes gemaild. Wacht een uur en probeer het opnieuw."))


class NoNumber(Refused):
    code = "geen-nummer"

    def __init__(self) -> None:
        super().__init__(
            t("We hebben geen mobiel nummer van je. Bel je vestiging om het te laten opnemen.")
        )


def send(
    session: Session,
    user: User,
    *,
    purpose: PinPurpose,
    passage_id: int | None = None,
    session_id: int | None = None,
    address: str,
    number: str = "",
    now: datetime,
) -> None:
    """Text a new pin to the number on file; ``number`` is another one, of purpose NUMBER only.

    Raises ``NoNumber``, ``UnusableNumber``, ``TooSoon``, ``PinsSpent``, ``TooManyTexts``.
    """
    to = number if purpose is PinPurpose.NUMBER else user.phone
    if not to:
        raise NoNumber
    to = phones.normal(to)
    bound: Bound = {"purpose": purpose, "passage_id": passage_id, "session_id": session_id}
    row = _ready(session, user, bound, now)
    budget.spend(session, user, address, now=now)
    code = _make(session, row, to, now)
    agency = session.exec(select(Agency)).one()
    host = urlsplit(settings().base_url).netloc
    with using(user.language):
        text = texts.pin(code, agency=agency.name, host=host, until=row.expires_at)
    outbox.put_text(session, text, number=to, user=user, expires_at=row.expires_at, now=now)


def mail(
    session: Session, user: User, *, session_id: int | None, email: str, now: datetime
) -> None:
    """Mail a pin to the address that somebody says is theirs. Raises ``TooSoon``, ``PinsSpent``,
    ``TooManyMails``.
    """
    bound: Bound = {"purpose": PinPurpose.ADDRESS, "passage_id": None, "session_id": session_id}
    row = _ready(session, user, bound, now)
    bucket = limits.of_account("address", user.id or 0)
    if limits.spend(session, bucket, MAILS, now=now) is not None:
        raise TooManyMails
    code = _make(session, row, email, now)
    factor_notices.confirm_address(
        session, user, email=email, code=code, until=row.expires_at, now=now
    )


def _ready(session: Session, user: User, bound: Bound, now: datetime) -> Pin:
    """The row that keeps the tries of this purpose."""
    row = _latest(session, user, **bound, now=now)
    _refuse_guessers(session, user, row, now)
    if row and now < row.sent_at + AGAIN_AFTER:
        raise TooSoon
    return row or Pin(
        **bound, user_id=user.id or 0, number="", code_hash="", sent_at=now, expires_at=now
    )


def _make(session: Session, row: Pin, to: str, now: datetime) -> str:
    """A new pin in the row; it replaces the one before."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    row.number, row.code_hash = to, passwords.digest(code)
    row.sent_at, row.expires_at = now, now + LIVES
    session.add(row)
    session.flush()
    return code


def check(
    session: Session,
    user: User,
    code: str,
    *,
    purpose: PinPurpose,
    passage_id: int | None = None,
    session_id: int | None = None,
    now: datetime,
) -> None:
    """Use up the pin. Raises ``WrongPin``, ``PinExpired`` or ``PinsSpent``.

    The try is taken before the code is looked at, so that tries at the same moment all count.
    """
    bound: Bound = {"purpose": purpose, "passage_id": passage_id, "session_id": session_id}
    row = _latest(session, user, **bound, now=now)
    _refuse_guessers(session, user, row, now)
    if row is None or now >= row.expires_at:
        raise PinExpired
    taken = session.exec(
        update(Pin)
        .where(col(Pin.id) == row.id, col(Pin.tries) < TRIES, col(Pin.used_at).is_(None))
        .values(tries=col(Pin.tries) + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(row)
    if taken.rowcount != 1:
        raise PinsSpent if row.tries >= TRIES else PinExpired
    if not passwords.matches("".join(code.split())[: 2 * DIGITS], row.code_hash):
        raise WrongPin
    row.used_at = now
    session.add(row)
    session.flush()


def waits_until(
    session: Session,
    user: User,
    *,
    purpose: PinPurpose,
    passage_id: int | None = None,
    session_id: int | None = None,
    now: datetime,
) -> Pin | None:
    """The pin that was sent and can still be filled in, for the screen that asks for it."""
    bound: Bound = {"purpose": purpose, "passage_id": passage_id, "session_id": session_id}
    row = _latest(session, user, **bound, now=now)
    return row if row and now < row.expires_at else None


def proven(
    session: Session,
    user: User,
    *,
    purpose: PinPurpose,
    passage_id: int | None = None,
    session_id: int | None = None,
    now: datetime,
) -> Pin | None:
    """The pin for this that was right in the last ten minutes."""
    return session.exec(
        select(Pin)
        .where(
            _of(user, purpose, passage_id, session_id),
            col(Pin.used_at).is_not(None),
            col(Pin.used_at) > now - LIVES,
        )
        .order_by(col(Pin.id).desc())
    ).first()


def newest(session: Session, user: User, *, session_id: int | None, now: datetime) -> Pin | None:
    """The pin that was sent last from this session and is still good, or was right just now."""
    return session.exec(
        select(Pin)
        .where(
            col(Pin.user_id) == user.id,
            col(Pin.session_id) == session_id,
            col(Pin.expires_at) > now,
        )
        .order_by(col(Pin.sent_at).desc(), col(Pin.id).desc())
    ).first()


def _latest(
    session: Session,
    user: User,
    *,
    purpose: PinPurpose,
    passage_id: int | None = None,
    session_id: int | None = None,
    now: datetime,
) -> Pin | None:
    """The pin that is open for this; one of an hour ago is nobody's business any more."""
    return session.exec(
        select(Pin)
        .where(
            _of(user, purpose, passage_id, session_id),
            col(Pin.used_at).is_(None),
            col(Pin.sent_at) > now - WITHIN,
        )
        .order_by(col(Pin.id).desc())
    ).first()


def _of(
    user: User, purpose: PinPurpose, passage_id: int | None, session_id: int | None
) -> ColumnElement[bool]:
    """Bound to one way in or one session: never to both, never to neither."""
    if (passage_id is None) == (session_id is None):
        raise ValueError("a pin belongs to one passage or to one session")
    return and_(
        col(Pin.user_id) == user.id,
        col(Pin.purpose) == purpose,
        col(Pin.passage_id) == passage_id,
        col(Pin.session_id) == session_id,
    )


def _refuse_guessers(session: Session, user: User, row: Pin | None, now: datetime) -> None:
    """Five wrong in one way in, or fifteen over several: a right pin is refused as well."""
    if row and row.tries >= TRIES:
        raise PinsSpent
    wrong = session.exec(
        select(func.coalesce(func.sum(col(Pin.tries)), 0)).where(
            col(Pin.user_id) == user.id,
            col(Pin.used_at).is_(None),
            col(Pin.sent_at) > now - WITHIN,
        )
    ).one()
    if wrong >= WRONG_IN_ALL:
        raise PinsSpent
