"""A person's own account: what is known of them, and their password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import Agency, Candidate, Client, LinkKind, User, UserSession
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Counted
from rxportal.locales import mark, t
from rxportal.services import account_notices, audit, browsers, limits, links, passages
from rxportal.services.limits import Rule
from rxportal.services.passwords import Accepted
from rxportal.services.sessions import fingerprint

TRIES = Rule(10, timedelta(minutes=15))  # of the current password, by somebody signed in


class WrongPassword(Counted):
    code = "wachtwoord-onjuist"

    def __init__(self) -> None:
        super().__init__(t("Je huidige wachtwoord klopt niet. Typ het nog een keer."))


@dataclass(frozen=True)
class Known:
    """What the portal knows of somebody, as pairs of a label and a value."""

    facts: tuple[tuple[str, str], ...]
    compositions: tuple[str, ...] = ()  # what the agency asks of a new password


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
    agency = session.exec(select(Agency)).first()
    return Known(
        tuple((label, value) for label, value in facts if value),
        tuple(agency.compositions) if agency else (),
    )


def stored_password(session: Session, actor: Actor, *, now: datetime) -> str:
    """The hash to hold the typed password against, outside any transaction.

    Counts the try. Raises ``TooOften``.
    """
    limits.require(session, limits.of_account("reauth", actor.user_id), TRIES, now=now)
    return session.get_one(User, actor.user_id).password_hash


def change_password(
    session: Session,
    actor: Actor,
    *,
    token: str,
    stored: str,
    right: bool,
    accepted: Accepted | None,
    address: str = "",
    now: datetime,
) -> None:
    """Take another password and end every other session. ``right``: the current one, held
    against ``stored``, was. Raises ``WrongPassword``.
    """
    user = session.get_one(User, actor.user_id)
    if not right or accepted is None or user.password_hash != stored:
        audit.record(
            session, "password.refused", actor=actor, subject=user, address=address, now=now
        )
        raise WrongPassword
    limits.clear(session, limits.of_account("reauth", actor.user_id), now=now)
    take_password(session, user, accepted, keep=token, now=now)
    account_notices.password_changed(session, user, now=now)
    audit.record(session, "password.changed", actor=actor, subject=user, address=address, now=now)


def take_password(
    session: Session, user: User, accepted: Accepted, *, keep: str = "", now: datetime
) -> None:
    """From now on this is the password; what the old one opened is closed.

    Other sessions (``keep`` is the token of the one that stays), browsers that were remembered,
    ways in that are under way, and links that were mailed.
    """
    user.password_hash, user.password_at = accepted.digest, now
    session.add(user)
    session.flush()
    session.exec(
        update(UserSession)
        .where(
            col(UserSession.user_id) == user.id,
            col(UserSession.token_hash) != fingerprint(keep),
            col(UserSession.ended_at).is_(None),
        )
        .values(ended_at=now)
    )
    browsers.forget_all(session, user.id or 0, now=now)
    passages.end_all(session, user.id or 0, now=now)
    links.revoke(session, user.id or 0, *LinkKind, now=now)
    limits.clear(session, limits.of_account("login", user.id or 0), now=now)
