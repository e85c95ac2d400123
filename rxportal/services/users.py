"""What the agency does to an account: sign out, close, open again, reset a factor, another role."""

from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.db.tables import LinkKind, User
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.locales import t
from rxportal.services import (
    audit,
    authenticators,
    browsers,
    devices,
    factor_notices,
    factors,
    limits,
    links,
    passages,
    passkeys,
)

STAFF = frozenset({Role.OFFICE, Role.ADMINISTRATOR})


class NotPossible(Refused):
    """Says why, and what to do."""


def sign_out(session: Session, actor: Actor, user_id: int, *, now: datetime) -> None:
    """End all sessions of somebody, as after a lost phone (ASVS 7.4.5).

    Raises ``Forbidden`` and ``NotFound``.
    """
    user = _theirs(session, actor, user_id)
    number = devices.end_all(session, user, now=now)
    details = {"sessions": str(number)}
    audit.record(session, "session.ended", actor=actor, subject=user, details=details, now=now)


def close(session: Session, actor: Actor, user_id: int, *, now: datetime) -> None:
    """Nobody gets in with this account any more, nor stays in (ASVS 7.4.2).

    Raises ``Forbidden``, ``NotFound`` and ``NotPossible``.
    """
    user = _theirs(session, actor, user_id)
    _not_oneself(actor, user)
    if not user.active:
        raise NotPossible(t("Dit account is al gesloten."))
    user.active = False
    session.add(user)
    for kind in LinkKind:
        links.revoke(session, user_id, kind, now=now)
    passages.end_all(session, user_id, now=now)
    browsers.forget_all(session, user_id, now=now)
    devices.end_all(session, user, now=now)
    audit.record(session, "account.deactivated", actor=actor, subject=user, now=now)


def reopen(session: Session, actor: Actor, user_id: int, *, now: datetime) -> None:
    """The account opens again, with the password it had. Raises as ``close`` does."""
    user = _theirs(session, actor, user_id)
    if user.active:
        raise NotPossible(t("Dit account is al open."))
    user.active = True
    session.add(user)
    audit.record(session, "account.reactivated", actor=actor, subject=user, now=now)


def change_role(session: Session, actor: Actor, user_id: int, role: str, *, now: datetime) -> None:
    """Back-office becomes administrator, or the other way round; signing in anew starts it.

    Raises as ``close`` does. A candidate stays one: their rows belong to a person, not a role.
    """
    if role not in STAFF:
        raise Invalid
    user = _theirs(session, actor, user_id)
    require(actor, Permission.STAFF_INVITE)
    _not_oneself(actor, user)
    if user.role not in STAFF:
        raise NotPossible(t("Alleen medewerkers van het uitzendbureau krijgen een andere rol."))
    before, user.role = user.role, Role(role)
    session.add(user)
    devices.end_all(session, user, now=now)
    details = {"before": before.value, "after": user.role.value}
    audit.record(session, "role.changed", actor=actor, subject=user, details=details, now=now)


def reset_factor(session: Session, actor: Actor, user_id: int, *, now: datetime) -> None:
    """Take away app, codes and passkeys of somebody who lost them, and end what they opened.

    Nobody sees or chooses one for somebody else: what the agency asks of the role is set up anew
    at the next sign-in, with a pin to the number on file. Raises as ``close`` does.
    """
    user = _theirs(session, actor, user_id)
    _not_oneself(actor, user)
    passkeys.remove_all(session, user)
    factors.choose(session, user, None, now=now)
    limits.clear(session, authenticators.tries_of(user), now=now)
    passages.end_all(session, user_id, now=now)
    devices.end_all(session, user, now=now)
    asked = factors.asked(session, user) or ""
    factor_notices.factor_changed(session, user, asked, by_office=True, now=now)
    audit.record(session, "factor.reset", actor=actor, subject=user, now=now)


def _theirs(session: Session, actor: Actor, user_id: int) -> User:
    """Somebody's account; of staff only for an administrator."""
    require(actor, Permission.USER_MANAGE)
    user = session.exec(select(User).where(User.id == user_id, visible(actor, User))).one_or_none()
    if user is None:
        raise NotFound
    if user.role in STAFF:
        require(actor, Permission.STAFF_INVITE)
    return user


def _not_oneself(actor: Actor, user: User) -> None:
    if user.id == actor.user_id:
        raise NotPossible(t("Dit is je eigen account. Vraag het een andere beheerder."))
