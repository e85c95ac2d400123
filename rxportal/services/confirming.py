"""What of *Mijn gegevens* is asked of a candidate: what is missing, and that the rest is right.

Only of who works for us or is going to: of others the agency may not even keep all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import ChangeRequest, Details, User
from rxportal.domain.access import Actor, Role
from rxportal.domain.details import Part, What
from rxportal.domain.errors import Forbidden, Refused
from rxportal.domain.review import Review
from rxportal.domain.zone import today
from rxportal.locales import t
from rxportal.services import audit, changes, signals, waiting
from rxportal.services.details import FIELDS
from rxportal.services.details import Asked as Field
from rxportal.services.security import Here

STAYS_RIGHT = timedelta(days=365)  # then somebody looks at it again


class NotComplete(Refused):
    def __init__(self, missing: Sequence[str]) -> None:
        fields = ", ".join(missing)
        super().__init__(t("Vul eerst aan wat nog ontbreekt: {fields}.", fields=fields))


@dataclass(frozen=True)
class Asked:
    """``missing`` has the labels of what is not filled in, by part. ``expired``: the document one
    shows who one is with is no longer valid. ``refused`` are changes the candidate has not read
    the refusal of; ``confirm``: there is nothing left but to say that all of it is right.
    """

    missing: Mapping[Part, Sequence[str]]
    expired: bool
    refused: Sequence[ChangeRequest]
    confirm: bool


NOTHING = Asked({}, expired=False, refused=(), confirm=False)


def asked(session: Session, actor: Actor, *, now: datetime) -> Asked:
    """What waits for this candidate; nothing for everybody else."""
    day = today(now)
    if actor.role is not Role.CANDIDATE:
        return NOTHING
    refused = _refused(session, actor)
    if not session.scalar(select(waiting.works(actor, day))):
        return Asked({}, expired=False, refused=refused, confirm=False)
    details = _own(session, actor)
    waits = set(changes.waiting(session, actor))
    missing = _missing(details, waits)
    expires = details.id_expires_on
    expired = expires is not None and expires < day
    at = details.confirmed_at
    old = at is None or at < now - STAYS_RIGHT
    done = not (missing or expired or waits or refused)
    return Asked(missing, expired, refused, confirm=old and done)


def confirm(session: Session, actor: Actor, here: Here, *, now: datetime) -> None:
    """All that is known of the actor is right. Raises ``Forbidden`` and ``NotComplete``."""
    if actor.role is not Role.CANDIDATE:
        raise Forbidden
    details = _own(session, actor)
    missing = _missing(details, set(changes.waiting(session, actor)))
    if missing:
        raise NotComplete([label for labels in missing.values() for label in labels])
    details.confirmed_at = now
    session.add(details)
    session.flush()
    signals.note(session, candidate_id=actor.party_id, now=now)
    user = session.get_one(User, actor.user_id)
    audit.record(
        session, "details.confirmed", actor=actor, subject=user, address=here.address, now=now
    )


def _own(session: Session, actor: Actor) -> Details:
    found = session.exec(
        select(Details).where(visible(actor, Details), col(Details.candidate_id) == actor.party_id)
    ).one_or_none()
    return found or Details(candidate_id=actor.party_id)


def _missing(details: Details, waits: set[What]) -> dict[Part, list[str]]:
    """Without what waits for the agency: there is nothing more the candidate can do."""
    missing: dict[Part, list[str]] = {}
    for part, fields in FIELDS.items():
        labels = [
            t(each.label)
            for each in fields
            if each.needed and each.what not in waits and _empty(details, each)
        ]
        if labels:
            missing[part] = labels
    return missing


def _empty(details: Details, field: Field) -> bool:
    key = f"{field.key}_shown" if field.kind == "secret" else field.key
    return getattr(details, key) in ("", None)


def _refused(session: Session, actor: Actor) -> Sequence[ChangeRequest]:
    """The last of its kind, and neither read nor asked again."""
    last = (
        select(func.max(ChangeRequest.id))
        .where(visible(actor, ChangeRequest))
        .group_by(col(ChangeRequest.what))
    )
    return session.exec(
        select(ChangeRequest)
        .where(
            visible(actor, ChangeRequest),
            col(ChangeRequest.id).in_(last),
            col(ChangeRequest.review) == Review.REJECTED,
            col(ChangeRequest.read_at).is_(None),
        )
        .order_by(col(ChangeRequest.id))
    ).all()
