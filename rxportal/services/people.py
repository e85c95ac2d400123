"""Who has an account, who was invited, and what became of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Link, LinkKind, User
from rxportal.db.tables.people import ACTIVATED, NOT_ACTIVATED
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.services import links
from rxportal.services.invitations import STAFF

ON_A_PAGE = 25
ERASED = "@gewist.invalid"  # how the address ends of an account that was erased
REACH = 1000  # people a list goes down to; after that a search finds them sooner


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
class Sought:
    """Which list, narrowed to names and addresses with all these words, and which page of it."""

    search: str = ""
    activated: bool = False
    page: int = 1


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


@dataclass(frozen=True)
class Page:
    """``total`` is counted to one more than ``REACH``."""

    people: tuple[Person, ...]
    total: int
    number: int
    last: int


def people(session: Session, actor: Actor, sought: Sought, *, now: datetime) -> Page:
    """One page of who is not in yet, the newest first; or of who is, by name.

    A page that is not there is the last one. Raises ``Forbidden``.
    """
    require(actor, Permission.USER_INVITE)
    order = (col(User.name), col(User.id)) if sought.activated else (col(User.id).desc(),)
    # As many numbers as the list goes down to are no more work than a page and a count.
    found = session.exec(
        select(col(User.id)).where(_wanted(actor, sought)).order_by(*order).limit(REACH + 1)
    ).all()
    last = max(1, -(-min(len(found), REACH) // ON_A_PAGE))
    number = min(sought.page, last)
    shown = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    users = session.exec(select(User).where(col(User.id).in_(shown)).order_by(*order)).all()
    invited = _invited(session, users)
    rows = [_person(session, actor, user, invited.get(user.id or 0), now) for user in users]
    return Page(tuple(rows), len(found), number, last)


def _wanted(actor: Actor, sought: Sought) -> ColumnElement[bool]:
    activated = ACTIVATED if sought.activated else NOT_ACTIVATED
    wanted = [visible(actor, User), activated, col(User.email).not_like(f"%{ERASED}")]
    for word in sought.search.lower().split()[:5]:
        part = f"%{word.replace('%', '').replace('_', '')}%"
        wanted.append(or_(func.lower(col(User.name)).like(part), col(User.email).like(part)))
    return and_(*wanted)


def _invited(session: Session, users: Sequence[User]) -> dict[int, Link]:
    """The newest invitation of each."""
    newest = (
        select(func.max(col(Link.id)))
        .where(col(Link.user_id).in_([user.id for user in users]), Link.kind == LinkKind.ACTIVATE)
        .group_by(col(Link.user_id))
    )
    found = session.exec(select(Link).where(col(Link.id).in_(newest)))
    return {link.user_id: link for link in found}


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
