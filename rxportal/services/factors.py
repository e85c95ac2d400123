"""Which second factor is asked of whom."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from rxportal.db.tables import Agency, User
from rxportal.services import authenticators, browsers, passkeys, recovery_codes


class Factor(StrEnum):
    """What is asked beside the password."""

    SMS = "sms"
    APP = "app"
    PASSKEY = "passkey"


_CODES: dict[str, int] = {"": 0, Factor.SMS: 1, Factor.APP: 2}  # the stronger, the higher


def asked_by_agency(session: Session, user: User) -> Factor | None:
    """The least that the agency wants of somebody with this role."""
    agency = session.exec(select(Agency)).first()
    return _known(agency.factors.get(user.role, "") if agency else "")


def asked(session: Session, user: User) -> Factor | None:
    """What this person shows first. A passkey is as good as any code, whatever the agency wants."""
    return Factor.PASSKEY if passkeys.has(session, user) else code_asked(session, user)


def code_asked(session: Session, user: User) -> Factor | None:
    """The code that is asked where no passkey is used: what the agency wants of the role, or what
    the person chose above it.
    """
    least, chosen = asked_by_agency(session, user), _known(user.factor)
    return max(least, chosen, key=lambda factor: _CODES[factor or ""])


def needed(session: Session, user: User, *, browser_token: str, now: datetime) -> Factor | None:
    """What this browser still has to show after the password; ``None``: it may come in."""
    factor = asked(session, user)
    if factor is None or browsers.knows(session, user, browser_token, now=now):
        return None
    return factor


def choose(session: Session, user: User, factor: Factor | None, *, now: datetime) -> None:
    """From now on this code is asked, and browsers that were remembered ask again. Without any
    factor there is nothing that codes on paper could replace.
    """
    user.factor = factor or ""
    session.add(user)
    if factor is not Factor.APP:
        authenticators.remove(session, user)
    if factor is None and not passkeys.has(session, user):
        recovery_codes.forget(session, user)
    browsers.forget_all(session, user.id or 0, now=now)
    session.flush()


def _known(word: str) -> Factor | None:
    """A word nobody knows asks the strongest: a typing error must not open a door."""
    if not word:
        return None
    return Factor(word) if word in _CODES else Factor.APP
