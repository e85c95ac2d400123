"""A forgotten password: a link by mail, the second factor, and another password."""

import hashlib
from datetime import datetime, timedelta

from sqlmodel import Session, select

from rxportal.db.tables import LinkKind, Purpose, User
from rxportal.domain.typed import email as as_stored
from rxportal.services import (
    account_notices,
    accounts,
    audit,
    factors,
    limits,
    links,
    passages,
    verification,
)
from rxportal.services.limits import Rule
from rxportal.services.passwords import Accepted

PER_MAILBOX = Rule(3, timedelta(hours=1))
PER_ADDRESS = Rule(20, timedelta(hours=1))


def knock(session: Session, *, address: str, now: datetime) -> None:
    """Count the request. Raises ``TooOften`` when this address asks too much."""
    limits.require(session, limits.of_address("reset", address), PER_ADDRESS, now=now)


def ask(session: Session, email: str, *, address: str = "", now: datetime) -> None:
    """Mail a link, if there is an account to mail it to. Nobody hears whether there is.

    Run it after the asker has had an answer: its time would tell.
    """
    typed = as_stored(email)
    mailbox = hashlib.sha256(typed.encode()).hexdigest()[:32]
    if limits.spend(session, f"reset:mailbox:{mailbox}", PER_MAILBOX, now=now) is not None:
        return
    user = session.exec(select(User).where(User.email == typed)).one_or_none()
    if user is None or not user.active or not user.password_hash:
        return
    token = links.make(session, user, LinkKind.RESET, by=user.name, now=now)
    account_notices.forgot(session, user, token=token, now=now)
    audit.record(session, "reset.asked", subject=user, address=address, now=now)


def begin(
    session: Session,
    token: str,
    *,
    address: str = "",
    browser: str = "",
    now: datetime,
) -> tuple[str, factors.Factor | None]:
    """Go on with the link: the token of the passage, and the factor that is asked first.

    A browser that is remembered does not replace the factor here. Raises ``DeadLink``.
    """
    link, user = links.find(session, token, LinkKind.RESET, now=now)
    passage_token = passages.begin(
        session, user, Purpose.RESET, link=link, address=address, browser=browser, now=now
    )
    factor = factors.needed(session, user, browser_token="", now=now)
    if factor is None:
        passages.prove(
            session, passages.of(session, passage_token, Purpose.RESET, now=now), now=now
        )
    else:
        verification.start(session, passage_token, address=address, now=now)
    return passage_token, factor


def person(session: Session, token: str, purpose: Purpose, *, now: datetime) -> User:
    """Who may take a password now, by this passage. Raises ``Lost``."""
    passage = passages.of(session, token, purpose, proven=True, now=now)
    return session.get_one(User, passage.user_id)


def finish(
    session: Session, token: str, accepted: Accepted, *, address: str = "", now: datetime
) -> None:
    """Take the password; everything the old one opened is closed. Raises ``Lost``, ``DeadLink``."""
    passage = passages.of(session, token, Purpose.RESET, proven=True, now=now)
    # The link first: of many at once one goes on to the rows below, the others wait for it here.
    links.use(session, passage.link_id, LinkKind.RESET, now=now)
    passages.finish(session, passage, now=now)
    user = session.get_one(User, passage.user_id)
    accounts.take_password(session, user, accepted, now=now)
    account_notices.password_changed(session, user, now=now)
    audit.record(session, "password.reset", subject=user, address=address, now=now)
