"""Who is mailed a reaction under a contract, a document or a change: candidate or back-office."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import Agency, ChangeRequest, Comment, Contract, Document, User
from rxportal.domain.access import Actor, Role
from rxportal.domain.details import FOLLOWED, WHATS
from rxportal.locales import t, using
from rxportal.messages import comments as messages
from rxportal.services import notices, outbox, waiting
from rxportal.services.outbox import Recipient

OFFICE = (Role.OFFICE, Role.ADMINISTRATOR)


def under_contract(
    session: Session, row: Contract, actor: Actor, body: str, *, now: datetime
) -> None:
    _tell(
        session,
        actor,
        body,
        _readers(session, actor, row, waiting.CONTRACTS, row.offered_by),
        lambda: t("het contract {title}", title=row.title),
        f"/{waiting.CONTRACTS}/{row.id}",
        now,
    )


def under_document(
    session: Session, row: Document, actor: Actor, body: str, *, now: datetime
) -> None:
    _tell(
        session,
        actor,
        body,
        _readers(session, actor, row, waiting.DOCUMENTS),
        lambda: t("het document {name}", name=row.name),
        f"/{waiting.DOCUMENTS}/{row.id}",
        now,
    )


def under_change(
    session: Session, row: ChangeRequest, actor: Actor, body: str, *, now: datetime
) -> None:
    """The two parties have a page of their own for it."""
    root = FOLLOWED if actor.is_agency else f"/{waiting.CHANGES}"
    _tell(
        session,
        actor,
        body,
        _readers(session, actor, row, waiting.CHANGES),
        lambda: t("de wijziging van gegevens ({what})", what=t(WHATS[row.what])),
        f"{root}/{row.id}",
        now,
    )


def _tell(
    session: Session,
    actor: Actor,
    body: str,
    readers: list[Recipient],
    about: Callable[[], str],
    path: str,
    now: datetime,
) -> None:
    for reader in readers:
        with using(reader.language):
            message = messages.commented(about(), path, name=reader.name, by=actor.name, words=body)
        outbox.put(session, message, reader, now=now)


def _readers(
    session: Session,
    actor: Actor,
    row: Contract | Document | ChangeRequest,
    module: str,
    offered_by: int | None = None,
) -> list[Recipient]:
    """The candidate; or of the agency whoever last reacted here, else who offered it, else the
    agency's own address, else everybody of the back-office.
    """
    if actor.is_agency:
        reader = notices.candidate_of(session, row.candidate_id)
        return [reader] if reader else []
    spoke = session.exec(
        select(User)
        .join(Comment, col(Comment.user_id) == User.id)
        .where(
            Comment.module == module,
            Comment.row_id == row.id,
            col(User.role).in_(OFFICE),
            col(User.active).is_(True),
        )
        .order_by(col(Comment.id).desc())
    ).first()
    offered = session.get(User, offered_by) if offered_by else None
    colleague = spoke or (offered if offered and offered.active else None)
    if colleague:
        return [_recipient(colleague)]
    agency = session.exec(select(Agency)).one()
    if agency.email:
        return [Recipient(agency.email, agency.name, "nl")]
    everybody = select(User).where(User.role == Role.OFFICE, col(User.active).is_(True))
    return [_recipient(user) for user in session.exec(everybody.order_by(col(User.id)))]


def _recipient(user: User) -> Recipient:
    return Recipient(user.email, user.name, user.language, user.id or 0)
