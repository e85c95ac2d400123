"""Who is told what happens to an account: one function per occasion, through the outbox."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency, Candidate, LinkKind, User
from rxportal.locales import using
from rxportal.messages import accounts as messages
from rxportal.messages.message import Message
from rxportal.services import links, outbox, phones
from rxportal.services.outbox import Recipient

PATHS = {LinkKind.ACTIVATE: "/activeren/", LinkKind.RESET: "/wachtwoord-herstellen/"}


def invited(session: Session, user: User, *, token: str, now: datetime) -> None:
    """The invitation, with the link that opens once."""
    agency = session.exec(select(Agency)).one()
    _tell(
        session,
        user,
        lambda name: messages.activate(
            name=name,
            agency=agency.name,
            number=phones.masked(user.phone),
            path=PATHS[LinkKind.ACTIVATE] + token,
        ),
        expires_at=now + links.LIVES[LinkKind.ACTIVATE],
        now=now,
    )


def forgot(session: Session, user: User, *, token: str, now: datetime) -> None:
    """The link to a new password."""
    _tell(
        session,
        user,
        lambda name: messages.reset(name=name, path=PATHS[LinkKind.RESET] + token),
        expires_at=now + links.LIVES[LinkKind.RESET],
        now=now,
    )


def password_changed(session: Session, user: User, *, now: datetime) -> None:
    """That it was, in case it was somebody else."""
    _tell(session, user, lambda name: messages.password_changed(name=name, at=now), now=now)


def tried_too_often(session: Session, user: User, *, times: int, now: datetime) -> None:
    """That nobody gets in any more without a new password."""
    _tell(session, user, lambda name: messages.tried_too_often(name=name, times=times), now=now)


def first_name(session: Session, user: User) -> str:
    """How somebody is addressed: candidates by their first name."""
    candidate = session.get(Candidate, user.candidate_id) if user.candidate_id else None
    return candidate.first_name if candidate else user.name


def _tell(
    session: Session,
    user: User,
    worded: Callable[[str], Message],
    *,
    expires_at: datetime | None = None,
    now: datetime,
) -> None:
    name = first_name(session, user)
    with using(user.language):
        message = worded(name)
    outbox.put(
        session,
        message,
        Recipient(user.email, name, user.language, user.id or 0),
        secret=expires_at is not None,
        expires_at=expires_at,
        now=now,
    )
