"""What a candidate asks to change and the agency approves: name, BSN, account, heffingskorting."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, ChangeRequest, Details, User
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.details import SECRET_OF, Secret, What, masked
from rxportal.domain.errors import NotFound
from rxportal.domain.review import AlreadyReviewed, Review, reason_of
from rxportal.services import audit, dossier_notices, employment, scoped, secret_box, signals

Values = Mapping[str, str]


@dataclass(frozen=True)
class Opened:
    """A change for who decides on it."""

    row: ChangeRequest
    candidate: str
    may_review: bool
    hides: bool  # there is more to it than is shown


def ask(
    session: Session,
    actor: Actor,
    what: What,
    values: Values,
    *,
    old: str,
    new: str,
    now: datetime,
) -> None:
    """Let it wait for the agency, in the place of what already waits; the candidate is mailed.

    Raises ``NotEmployed`` for a BSN that the agency may not know.
    """
    if what is What.BSN:
        employment.require(session, actor.party_id)
    asked = _waiting(actor).where(ChangeRequest.what == what).with_for_update()
    row = session.exec(asked).one_or_none() or ChangeRequest(
        candidate_id=actor.party_id, what=what, new="", sealed="", version=0, asked_at=now
    )
    row.old, row.new, row.asked_at, row.version = old, new, now, row.version + 1
    row.sealed = secret_box.seal(json.dumps(dict(values)), bound_to=bound(row))
    session.add(row)
    session.flush()
    dossier_notices.change_asked(session, row, now=now)
    signals.note(session, candidate_id=row.candidate_id, now=now)
    _record(session, "change.asked", actor, row, now)


def waiting(session: Session, actor: Actor) -> dict[What, ChangeRequest]:
    """What of the actor's own still waits."""
    return {row.what: row for row in session.exec(_waiting(actor))}


def opened(session: Session, actor: Actor, change_id: int, *, now: datetime) -> Opened:
    """Opening one that was rejected is having read that. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.CHANGE_COMMENT)
    row = scoped.find(session, actor, ChangeRequest, change_id)
    if not actor.is_agency and row.review is Review.REJECTED and row.read_at is None:
        row.read_at = now
        session.add(row)
        session.flush()
        signals.note(session, user_id=actor.user_id, now=now)
    return Opened(
        row,
        session.get_one(Candidate, row.candidate_id).name,
        may_review=row.review is Review.WAITING and actor.may(Permission.CHANGE_REVIEW),
        hides=row.what in SECRET_OF
        and actor.may(Permission.CHANGE_READ)
        and actor.may(Permission.IDENTITY_REVEAL),
    )


def reveal(session: Session, actor: Actor, change_id: int, *, address: str, now: datetime) -> str:
    """The new number in full. That it was shown, and to whom, is written down."""
    require(actor, Permission.CHANGE_READ)
    require(actor, Permission.IDENTITY_REVEAL)
    row = scoped.find(session, actor, ChangeRequest, change_id)
    if row.what not in SECRET_OF:
        raise NotFound
    value = _values(row)[row.what]
    _record(session, "identity.revealed", actor, row, now, address=address)
    return value


def approve(
    session: Session, actor: Actor, change_id: int, *, version: int, now: datetime
) -> ChangeRequest:
    """From now on it is so. ``version`` is the one that was shown. Raises ``AlreadyReviewed``."""
    row = _reviewed(session, actor, change_id, version, Review.APPROVED, "")
    _apply(session, row)
    dossier_notices.change_approved(session, row, now=now)
    signals.note(session, candidate_id=row.candidate_id, now=now)
    _record(session, "change.approved", actor, row, now)
    return row


def reject(
    session: Session, actor: Actor, change_id: int, *, version: int, reason: str, now: datetime
) -> ChangeRequest:
    """It stays as it was, and the candidate is mailed why. Raises ``ReasonMissing``."""
    require(actor, Permission.CHANGE_REVIEW)
    row = _reviewed(session, actor, change_id, version, Review.REJECTED, reason_of(reason))
    dossier_notices.change_rejected(session, row, now=now)
    signals.note(session, candidate_id=row.candidate_id, now=now)
    _record(session, "change.rejected", actor, row, now)
    return row


def seal(details: Details, secret: Secret, value: str) -> None:
    """Keep the number sealed, and beside it what is shown of it."""
    bound = bound_to(details.candidate_id, secret)
    setattr(details, secret.value, secret_box.seal(value, bound_to=bound))
    setattr(details, f"{secret.value}_shown", masked(secret, value))


def bound_to(candidate_id: int, secret: Secret) -> str:
    return f"details:{candidate_id}:{secret.value}"


def details_of(session: Session, candidate_id: int) -> Details:
    """The row; a new one when nothing was known yet."""
    found = session.exec(select(Details).where(Details.candidate_id == candidate_id)).one_or_none()
    return found or Details(candidate_id=candidate_id)


def _waiting(actor: Actor) -> SelectOfScalar[ChangeRequest]:
    return select(ChangeRequest).where(
        visible(actor, ChangeRequest),
        ChangeRequest.candidate_id == actor.party_id,
        col(ChangeRequest.review) == Review.WAITING,
    )


def _apply(session: Session, row: ChangeRequest) -> None:
    values = _values(row)
    details = details_of(session, row.candidate_id)
    match row.what:
        case What.NAME:
            _rename(session, row.candidate_id, values)
            details.first_names = values["first_names"]
        case What.BSN:
            employment.require(session, row.candidate_id)
            seal(details, Secret.BSN, values["bsn"])
        case What.IBAN:
            seal(details, Secret.IBAN, values["iban"])
            details.iban_holder = values["iban_holder"]
        case What.TAX:
            details.tax_credit = values["tax_credit"] == "ja"
            details.tax_credit_from = date.fromisoformat(values["tax_credit_from"])
    session.add(details)


def _rename(session: Session, candidate_id: int, values: Values) -> None:
    candidate = session.get_one(Candidate, candidate_id)
    candidate.first_name, candidate.last_name = values["first_name"], values["last_name"]
    session.add(candidate)
    for user in session.exec(select(User).where(User.candidate_id == candidate_id)):
        user.name = candidate.name
        session.add(user)


def _reviewed(
    session: Session, actor: Actor, change_id: int, version: int, to: Review, reason: str
) -> ChangeRequest:
    """One statement decides: of two colleagues at once, or a candidate who asks something else
    meanwhile, one is told.
    """
    require(actor, Permission.CHANGE_REVIEW)
    row = scoped.find(session, actor, ChangeRequest, change_id)
    changed = session.exec(
        update(ChangeRequest)
        .where(
            col(ChangeRequest.id) == change_id,
            col(ChangeRequest.version) == version,
            col(ChangeRequest.review) == Review.WAITING,
        )
        .values(review=to, reason=reason, reviewed_by=actor.name, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        raise AlreadyReviewed
    session.refresh(row)
    return row


def _values(row: ChangeRequest) -> Values:
    found: dict[str, str] = json.loads(secret_box.unseal(row.sealed, bound_to=bound(row)))
    return found


def bound(row: ChangeRequest) -> str:
    """What its sealed values are bound to."""
    return f"change:{row.candidate_id}:{row.what.value}"


def _record(
    session: Session,
    kind: str,
    actor: Actor,
    row: ChangeRequest,
    now: datetime,
    *,
    address: str = "",
) -> None:
    subject = session.exec(
        select(User).where(User.candidate_id == row.candidate_id).order_by(col(User.id))
    ).first()
    details = {"what": row.what.value, "change": str(row.id)}
    audit.record(
        session, kind, actor=actor, subject=subject, address=address, details=details, now=now
    )
