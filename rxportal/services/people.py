"""Who has an account, who was invited, and what became of that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_
from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Link, LinkKind, User
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.services import links
from rxportal.services.invitations import STAFF

MOST = 200  # in one list


class Invitation(StrEnum):
    """How far somebody is."""

    SENT = "verzonden"
    ACTIVATED = "geactiveerd"
    EXPIRED = "verlopen"
    REVOKED = "ingetrokken"
    NONE = "niet-uitgenodigd"


_OF_LINK = {
    links.State.OPEN: Invitation.SENT,
    links.State.EXPIRED: Invitation.EXPIRED,
    links.State.USED: Invitation.ACTIVATED,
}


@dataclass(frozen=True)
class Person:
    """``at`` is when the state began, or begins to end: sent, activated, expired, revoked."""

    id: int
    name: str
    email: str
    role: Role
    invitation: Invitation
    at: datetime | None
    by: str
    may_invite: bool
    may_manage: bool  # sign them out, close the account or open it again
    active: bool


def people(
    session: Session, actor: Actor, *, search: str = "", activated: bool = False, now: datetime
) -> list[Person]:
    """Accounts that are not activated yet, the newest first; or those that are, by name.

    Raises ``Forbidden``.
    """
    require(actor, Permission.USER_INVITE)
    newest = (
        select(func.max(col(Link.id)))
        .where(col(Link.user_id) == col(User.id), Link.kind == LinkKind.ACTIVATE)
        .correlate(User)
        .scalar_subquery()
    )
    found = select(User, Link).outerjoin(Link, col(Link.id) == newest).where(visible(actor, User))
    for word in search.lower().split()[:5]:
        part = f"%{word.replace('%', '').replace('_', '')}%"
        found = found.where(or_(func.lower(col(User.name)).like(part), col(User.email).like(part)))
    if activated:
        found = found.where(col(User.password_hash) != "").order_by(col(User.name), col(User.id))
    else:
        found = found.where(col(User.password_hash) == "").order_by(col(User.id).desc())
    return [
        _person(session, actor, user, link, now) for user, link in session.exec(found.limit(MOST))
    ]


def _person(session: Session, actor: Actor, user: User, link: Link | None, now: datetime) -> Person:
    state, at = _how_far(session, user, link, now)
    allowed = user.role not in STAFF or actor.may(Permission.STAFF_INVITE)
    return Person(
        user.id or 0,
        user.name,
        user.email,
        user.role,
        state,
        at,
        link.made_by if link else "",
        may_invite=allowed and state is not Invitation.ACTIVATED,
        may_manage=allowed and state is Invitation.ACTIVATED and user.id != actor.user_id,
        active=user.active,
    )


def _how_far(
    session: Session, user: User, link: Link | None, now: datetime
) -> tuple[Invitation, datetime | None]:
    if user.password_hash:
        return Invitation.ACTIVATED, link.used_at if link else user.password_at
    if link is None:
        return Invitation.NONE, None
    state = _OF_LINK.get(links.state(session, link, user, now), Invitation.REVOKED)
    moments = {
        Invitation.SENT: link.created_at,
        Invitation.EXPIRED: link.expires_at,
        Invitation.REVOKED: link.revoked_at,
    }
    return state, moments.get(state)
