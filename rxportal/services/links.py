"""Links that are mailed to somebody: each opens once, for a while, and only while it is the newest.

Looking at a link changes nothing, as mail scanners look at every one. Of the token, 256 bits, the
database keeps a hash.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import Link, LinkKind, User
from rxportal.domain.errors import Refused
from rxportal.locales import mark, t
from rxportal.services.sessions import fingerprint

# The names of the cookies a token is kept in while its screen is open.
COOKIES = {LinkKind.ACTIVATE: "rxportal-activeren", LinkKind.RESET: "rxportal-herstellen"}
LIVES = {LinkKind.ACTIVATE: timedelta(days=7), LinkKind.RESET: timedelta(minutes=60)}


class State(StrEnum):
    """What became of a link; the value is how it is called in an address."""

    OPEN = "open"
    EXPIRED = "verlopen"
    USED = "gebruikt"
    REVOKED = "ingetrokken"
    REPLACED = "vervangen"
    UNKNOWN = "onbekend"


_SENTENCES: dict[tuple[LinkKind, State], str] = {
    (LinkKind.ACTIVATE, State.EXPIRED): mark(
        "Deze uitnodiging is verlopen: ze was 7 dagen geldig. Vraag een nieuwe aan."
    ),
    (LinkKind.ACTIVATE, State.USED): mark("Je account is al geactiveerd. Je kunt inloggen."),
    (LinkKind.ACTIVATE, State.REVOKED): mark(
        "Deze uitnodiging is ingetrokken. Bel je vestiging als je denkt dat dat niet klopt."
    ),
    (LinkKind.ACTIVATE, State.REPLACED): mark(
        "Er is een nieuwere uitnodiging verstuurd. Gebruik de knop in de laatste e-mail."
    ),
    (LinkKind.ACTIVATE, State.UNKNOWN): mark(
        "Deze link klopt niet. Kopieer de hele link uit de e-mail, of druk daar op Activeer."
    ),
    (LinkKind.RESET, State.EXPIRED): mark(
        "Deze link is verlopen: hij was 60 minuten geldig. Vraag een nieuwe aan."
    ),
    (LinkKind.RESET, State.USED): mark(
        "Met deze link is al een nieuw wachtwoord gemaakt. Log in, of vraag een nieuwe link aan."
    ),
    (LinkKind.RESET, State.REVOKED): mark("Deze link is niet meer geldig. Vraag een nieuwe aan."),
    (LinkKind.RESET, State.REPLACED): mark(
        "Er is een nieuwere link verstuurd. Gebruik de knop in de laatste e-mail."
    ),
    (LinkKind.RESET, State.UNKNOWN): mark(
        "Deze link klopt niet. Kopieer de hele link uit de e-mail, of vraag een nieuwe aan."
    ),
}


class DeadLink(Refused):
    """The link opens nothing; says why, and what to do."""

    def __init__(self, kind: LinkKind, state: State) -> None:
        self.state = state
        super().__init__(t(_SENTENCES[kind, state]))


@dataclass(frozen=True)
class Found:
    """What a token turned out to be. Without ``link`` and ``user`` it is none of ours."""

    state: State
    link: Link | None = None
    user: User | None = None


def make(session: Session, user: User, kind: LinkKind, *, by: str, now: datetime) -> str:
    """A new link; ends the older ones of its kind. The token goes into the mail, nowhere else."""
    revoke(session, user.id or 0, kind, now=now)
    token = secrets.token_urlsafe(32)
    session.add(
        Link(
            kind=kind,
            token_hash=fingerprint(token),
            user_id=user.id or 0,
            email=user.email,
            made_by=by,
            created_at=now,
            expires_at=now + LIVES[kind],
        )
    )
    session.flush()
    return token


def look(session: Session, token: str, kind: LinkKind, *, now: datetime) -> Found:
    """What this token opens, if anything. Changes nothing."""
    found = session.exec(
        select(Link, User)
        .join(User, col(User.id) == Link.user_id)
        .where(Link.token_hash == fingerprint(token), Link.kind == kind)
    ).one_or_none()
    if found is None:
        return Found(State.UNKNOWN)
    link, user = found
    return Found(state(session, link, user, now), link, user)


def find(session: Session, token: str, kind: LinkKind, *, now: datetime) -> tuple[Link, User]:
    """The open link of this token and whose it is. Raises ``DeadLink``."""
    found = look(session, token, kind, now=now)
    if found.state is not State.OPEN or found.link is None or found.user is None:
        raise DeadLink(kind, found.state)
    return found.link, found.user


def use(session: Session, link_id: int | None, kind: LinkKind, *, now: datetime) -> None:
    """Use it up: of many at the same moment one does, the others get ``DeadLink``."""
    used = session.exec(
        update(Link)
        .where(
            col(Link.id) == link_id,
            col(Link.kind) == kind,
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
        )
        .values(used_at=now)
    )
    if not used.rowcount:
        raise DeadLink(kind, State.USED)


def revoke(session: Session, user_id: int, *kinds: LinkKind, now: datetime) -> int:
    """End what was mailed to this person and not used; how many that were."""
    ended = session.exec(
        update(Link)
        .where(
            col(Link.user_id) == user_id,
            col(Link.kind).in_(kinds),
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )
    return ended.rowcount


def state(session: Session, link: Link, user: User, now: datetime) -> State:
    """What became of this person's link."""
    if link.used_at is not None:
        return State.USED
    if link.revoked_at is not None:
        newer = select(Link.id).where(
            Link.user_id == link.user_id, Link.kind == link.kind, col(Link.id) > link.id
        )
        replaced = session.exec(newer.limit(1)).first() is not None
        return State.REPLACED if replaced else State.REVOKED
    if not user.active or user.email != link.email:
        return State.REVOKED
    if link.kind is LinkKind.ACTIVATE and user.password_hash:
        return State.USED
    return State.EXPIRED if now >= link.expires_at else State.OPEN
