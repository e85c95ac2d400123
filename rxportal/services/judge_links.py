"""Links in mails that judge one version of one declaration, once, without signing in.

The agency decides whether there are any. Opening one changes nothing, as mail scanners open every
one; of the token, 256 bits, the database keeps a hash.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import Agency, Declaration, JudgeLink, User
from rxportal.domain.access import Role
from rxportal.domain.declaration import LABELS, Status
from rxportal.domain.errors import Refused
from rxportal.locales import mark, t
from rxportal.services import approvers
from rxportal.services.outbox import Recipient
from rxportal.services.sessions import fingerprint

COOKIE = "rxportal-beoordelen"  # keeps the token while its screen is open
PATH = "/beoordelen"
LIVES = timedelta(days=7)


class State(StrEnum):
    """What became of a link."""

    OPEN = "open"
    UNKNOWN = "unknown"
    OFF = "off"
    CLOSED = "closed"
    USED = "used"
    EXPIRED = "expired"
    OTHERS = "others"
    DECIDED = "decided"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


_SENTENCES = {
    State.UNKNOWN: mark("Deze link klopt niet. Gebruik de knop in de e-mail, of log in."),
    State.OFF: mark("Beoordelen zonder inloggen kan niet meer. Log in om de uren te beoordelen."),
    State.CLOSED: mark("Je account is gesloten. Bel je uitzendbureau als dat niet klopt."),
    State.USED: mark("Met deze link heb je de uren al beoordeeld. Je hoeft niets meer te doen."),
    State.EXPIRED: mark(
        "Deze link is verlopen: hij was 7 dagen geldig. Log in om de uren te beoordelen."
    ),
    State.OTHERS: mark(
        "Jij beoordeelt deze uren niet meer. Log in om te zien wat er op jou wacht."
    ),
    State.DECIDED: mark("Deze uren staan al op {status}. Je hoeft niets meer te doen."),
    State.AGREED: mark("Jij hebt deze uren al goedgekeurd. Nu is een collega aan zet."),
    State.WITHDRAWN: mark(
        "Deze uren zijn teruggehaald. Je krijgt een e-mail als ze opnieuw zijn ingediend."
    ),
    State.CHANGED: mark(
        "De uren zijn veranderd sinds deze e-mail. Gebruik de knop in de nieuwste, of log in."
    ),
}


class DeadLink(Refused):
    """The link judges nothing (any more); says why, and what to do."""

    def __init__(self, state: State, status: Status | None = None) -> None:
        self.state = state
        named = {"status": t(LABELS[status])} if status and state is State.DECIDED else {}
        super().__init__(t(_SENTENCES[state], **named))


@dataclass(frozen=True)
class Found:
    link: JudgeLink
    user: User
    declaration: Declaration


def allowed(session: Session) -> bool:
    """Whether the agency lets approvers judge from the mail."""
    return bool(session.exec(select(Agency.approve_by_mail).limit(1)).first())


def make(session: Session, declaration: Declaration, reader: Recipient, *, now: datetime) -> str:
    """The path of a new link for this reader; ``""`` when the agency wants none, or they have no
    account. It goes into the mail, nowhere else.
    """
    if not reader.user_id or not allowed(session):
        return ""
    token = secrets.token_urlsafe(32)
    session.add(
        JudgeLink(
            token_hash=fingerprint(token),
            declaration_id=declaration.id or 0,
            version=declaration.version,
            user_id=reader.user_id,
            email=reader.email,
            created_at=now,
            expires_at=now + LIVES,
        )
    )
    session.flush()
    return f"{PATH}/{token}"


def find(session: Session, token: str, *, now: datetime) -> Found:
    """What this token judges. Changes nothing. Raises ``DeadLink``."""
    row = session.exec(
        select(JudgeLink, User, Declaration)
        .join(User, col(User.id) == JudgeLink.user_id)
        .join(Declaration, col(Declaration.id) == JudgeLink.declaration_id)
        .where(JudgeLink.token_hash == fingerprint(token))
    ).one_or_none()
    if row is None:
        raise DeadLink(State.UNKNOWN)
    found = Found(*row)
    state = _state(session, found, now)
    if state is not State.OPEN:
        raise DeadLink(state, found.declaration.status)
    return found


def use(session: Session, link: JudgeLink, *, now: datetime) -> None:
    """Use it up: of many at the same moment one does, the others get ``DeadLink``."""
    used = session.exec(
        update(JudgeLink)
        .where(col(JudgeLink.id) == link.id, col(JudgeLink.used_at).is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if not used.rowcount:
        raise DeadLink(State.USED)


def _state(session: Session, found: Found, now: datetime) -> State:
    """Whose link it is comes first: who may not judge hears nothing of the hours."""
    link, user, declaration = found.link, found.user, found.declaration
    dead = (
        (not user.active or user.email != link.email or user.role is not Role.CLIENT, State.CLOSED),
        (link.used_at is not None, State.USED),
        (not allowed(session), State.OFF),
        (now >= link.expires_at, State.EXPIRED),
        (not approvers.is_one(session, user.id or 0, declaration, now=now), State.OTHERS),
        (declaration.status is Status.REPORT, State.WITHDRAWN),
        (declaration.status is not Status.SUBMITTED, State.DECIDED),
        (declaration.approved_by == user.id, State.AGREED),
        (declaration.version != link.version, State.CHANGED),
    )
    return next((state for holds, state in dead if holds), State.OPEN)
