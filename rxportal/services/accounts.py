"""A person's own account: what is known of them, and their password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import Candidate, Client, User, UserSession
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Refused
from rxportal.locales import mark, t
from rxportal.services import passwords
from rxportal.services.sessions import fingerprint

SHORTEST = 12  # characters


class WrongPassword(Refused):
    def __init__(self) -> None:
        super().__init__(t("Je huidige wachtwoord klopt niet. Typ het nog een keer."))


class WeakPassword(Refused):
    def __init__(self) -> None:
        super().__init__(
            t(
                "Kies een wachtwoord van {least} tot {most} tekens, bijvoorbeeld drie woorden.",
                least=SHORTEST,
                most=passwords.LONGEST,
            )
        )


@dataclass(frozen=True)
class Known:
    """What the portal knows of somebody, as pairs of a label and a value."""

    facts: tuple[tuple[str, str], ...]


ROLES = {
    Role.CANDIDATE: mark("Kandidaat"),
    Role.CLIENT: mark("Opdrachtgever"),
    Role.OFFICE: mark("Backoffice"),
    Role.ADMINISTRATOR: mark("Beheerder"),
}


def known(session: Session, actor: Actor, *, now: datetime) -> Known:  # noqa: ARG001
    """The actor's own details, and nobody else's."""
    facts = [
        (t("Naam"), actor.name),
        (t("E-mailadres"), actor.email),
        (t("Rol"), t(ROLES[actor.role])),
    ]
    if actor.role is Role.CANDIDATE:
        candidate = session.get_one(Candidate, actor.party_id)
        facts += [(t("Mobiel nummer"), candidate.phone), (t("Nummer"), candidate.number)]
    elif actor.role is Role.CLIENT:
        facts.append((t("Bedrijf"), session.get_one(Client, actor.party_id).name))
    return Known(tuple((label, value) for label, value in facts if value))


def change_password(
    session: Session, actor: Actor, *, token: str, current: str, chosen: str, now: datetime
) -> None:
    """Take ``chosen`` as the password and end every other session.

    Raises ``WrongPassword`` or ``WeakPassword``. Hashes twice: for a worker thread only.
    """
    user = session.exec(select(User).where(User.id == actor.user_id)).one()
    if not passwords.matches(current, user.password_hash):
        raise WrongPassword
    if not SHORTEST <= len(chosen) <= passwords.LONGEST:
        raise WeakPassword
    user.password_hash = passwords.digest(chosen)
    session.add(user)
    session.exec(
        update(UserSession)
        .where(
            col(UserSession.user_id) == actor.user_id,
            col(UserSession.token_hash) != fingerprint(token),
            col(UserSession.ended_at).is_(None),
        )
        .values(ended_at=now)
    )
