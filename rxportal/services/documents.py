"""Documents of a candidate: added, looked at by the agency, and kept no longer than they may be."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, select, update

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, Document, DocumentType
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.retention import Kept
from rxportal.domain.review import AlreadyReviewed, Review, reason_of
from rxportal.domain.zone import today
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import KEY, Store
from rxportal.locales import t
from rxportal.services import dossier_notices, limits, quota, scanning, scoped, signals
from rxportal.services.files import Content, name_of
from rxportal.services.limits import Rule

TRIES = Rule(30, timedelta(hours=1))  # files of one account: each costs a second of the server
TRIES_OF_PROGRAM = Rule(600, timedelta(hours=1))


# Name, picture, whether candidates add it, whether it has an end, and how it is kept: by which
# rule, how many days.
STANDARD: tuple[tuple[str, str, bool, bool, Kept, int | None], ...] = (
    ("ID-document", "id-card", True, True, Kept.IDENTITY, None),
    ("Diploma / certificaat", "award", True, False, Kept.DAYS, 730),
    ("Rijbewijs", "car", True, True, Kept.DAYS, 730),
    ("Loonheffingsverklaring", "landmark", True, False, Kept.TAX, None),
    ("Anders", "file", True, False, Kept.DAYS, 730),
    ("Huisregels", "book-open", False, False, Kept.DAYS, None),
)
REQUIRED = frozenset({"ID-document", "Loonheffingsverklaring"})  # by law, of an employee


class ExpiryMissing(Refused):
    code = "geldig-tot"

    def __init__(self) -> None:
        super().__init__(t("Vul in tot wanneer dit document geldig is: een dag die nog komt."))


class UnknownNumber(Refused):
    code = "nummer"

    def __init__(self) -> None:
        super().__init__(
            t("Er is geen kandidaat met dit nummer. Kijk het na, bijvoorbeeld K10042.")
        )


@dataclass(frozen=True)
class Wish:
    """What the form beside the file says. ``number`` is the candidate's, for the agency."""

    type_id: int
    expires_on: date | None = None
    number: str = ""


def standard(session: Session) -> list[DocumentType]:
    """The kinds of document an agency begins with, each made when it is not there."""
    known = {row.name: row for row in session.exec(select(DocumentType))}
    for position, (name, picture, adds, expires, kept, days) in enumerate(STANDARD):
        known.setdefault(
            name,
            DocumentType(
                name=name,
                picture=picture,
                position=position,
                candidate_adds=adds,
                asks_expiry=expires,
                kept=kept,
                keep_days=days,
                required=name in REQUIRED,
            ),
        )
    rows = [known[name] for name, *_ in STANDARD]
    session.add_all(rows)
    session.flush()
    return rows


def types_to_add(
    session: Session,
    actor: Actor,
    *,
    now: datetime,  # noqa: ARG001
) -> Sequence[DocumentType]:
    """The kinds of document this person may add, in their order."""
    require(actor, Permission.DOCUMENT_ADD)
    asked = select(DocumentType).where(
        visible(actor, DocumentType), col(DocumentType.retired).is_(False)
    )
    if actor.role is Role.CANDIDATE:
        asked = asked.where(col(DocumentType.candidate_adds).is_(True))
    return session.exec(asked.order_by(col(DocumentType.position), col(DocumentType.id))).all()


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a file is opened, which is work. Raises ``Forbidden`` or ``TooOften``."""
    require(actor, Permission.DOCUMENT_ADD)
    rule = TRIES_OF_PROGRAM if actor.program else TRIES
    limits.require(session, limits.of_actor("document", actor), rule, now=now)


def add(
    session: Session,
    actor: Actor,
    store: Store,
    wish: Wish,
    *,
    name: str,
    clean: Clean,
    now: datetime,
) -> Document:
    """Keep a document. What the agency adds itself needs nobody to look at it, nor do kinds that
    are not reviewed.

    Raises ``NotFound`` for a kind that is not theirs to add, ``ExpiryMissing``, ``UnknownNumber``
    and ``TooMany``.
    """
    kind = next((k for k in types_to_add(session, actor, now=now) if k.id == wish.type_id), None)
    if kind is None:
        raise NotFound
    candidate_id = _candidate(session, actor, wish.number)
    expires_on = wish.expires_on if kind.asks_expiry else None
    if kind.asks_expiry and (expires_on is None or expires_on < today(now)):
        raise ExpiryMissing
    quota.for_document(session, candidate_id, len(clean.content))
    row = Document(
        candidate_id=candidate_id,
        type_id=wish.type_id,
        name=name_of(name, clean.suffix, otherwise=kind.name),
        key=secrets.token_urlsafe(24),
        media_type=clean.media_type,
        size=len(clean.content),
        sha256=sha256(clean.content).hexdigest(),
        expires_on=expires_on,
        keep_until=today(now) + timedelta(days=kind.keep_days) if kind.keep_days else None,
        scan=clean.scan,
        review=Review.WAITING if kind.reviewed and not actor.is_agency else Review.APPROVED,
        reviewed_by=actor.name if actor.is_agency else "",
        added_by=actor.name,
        added_at=now,
    )
    session.add(row)
    session.flush()
    signals.note(session, candidate_id=candidate_id, now=now)
    # Last: a file without a row is only a waste, a row without a file is a broken promise.
    store.put(row.key, clean.content)
    return row


def find(session: Session, actor: Actor, document_id: int, *, now: datetime) -> Document:  # noqa: ARG001
    """A document the actor may see. Raises ``NotFound`` for any other."""
    require(actor, Permission.DOCUMENT_READ)
    return scoped.find(session, actor, Document, document_id)


def read(session: Session, actor: Actor, store: Store, key: str, *, now: datetime) -> Content:  # noqa: ARG001
    """The file itself. Raises ``NotFound``, also for who sees none at all, ``Held``, ``Gone``."""
    if not KEY.fullmatch(key) or not actor.may(Permission.DOCUMENT_OPEN):
        raise NotFound
    found = session.exec(
        select(Document).where(Document.key == key, visible(actor, Document))
    ).one_or_none()
    if found is None:
        raise NotFound
    scanning.require_clean(found.scan)
    content = store.get(found.key)
    if content is None:
        raise NotFound
    return Content(found.name, found.media_type, content)


def approve(
    session: Session, actor: Actor, document_id: int, *, version: int, now: datetime
) -> Document:
    """The document can be used. Raises ``AlreadyReviewed``, ``Held`` for what nobody could see."""
    require(actor, Permission.DOCUMENT_REVIEW)
    scanning.require_clean(find(session, actor, document_id, now=now).scan)
    return _reviewed(session, actor, document_id, version, Review.APPROVED, "", now)


def reject(
    session: Session, actor: Actor, document_id: int, *, version: int, reason: str, now: datetime
) -> Document:
    """It cannot: the candidate is mailed why. Raises ``ReasonMissing``, ``AlreadyReviewed``."""
    require(actor, Permission.DOCUMENT_REVIEW)
    why = reason_of(reason)
    row = _reviewed(session, actor, document_id, version, Review.REJECTED, why, now)
    dossier_notices.document_rejected(session, row, now=now)
    return row


def _reviewed(
    session: Session,
    actor: Actor,
    document_id: int,
    version: int,
    to: Review,
    reason: str,
    now: datetime,
) -> Document:
    """One statement decides: of two colleagues at once one is told it has been done."""
    require(actor, Permission.DOCUMENT_REVIEW)
    row = find(session, actor, document_id, now=now)
    changed = session.exec(
        update(Document)
        .where(
            col(Document.id) == document_id,
            col(Document.version) == version,
            col(Document.review) == Review.WAITING,
        )
        .values(review=to, reason=reason, reviewed_by=actor.name, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        raise AlreadyReviewed
    session.refresh(row)
    signals.note(session, candidate_id=row.candidate_id, now=now)
    return row


def _candidate(session: Session, actor: Actor, number: str) -> int:
    """Whose document it becomes: one's own, or that of the candidate the agency names."""
    if not actor.is_agency:
        return actor.party_id
    found = session.exec(
        select(Candidate.id).where(
            Candidate.number == number.strip().upper(), visible(actor, Candidate)
        )
    ).first()
    if found is None:
        raise UnknownNumber
    return found
