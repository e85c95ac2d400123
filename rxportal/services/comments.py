"""Reactions under a declaration, a contract, a document and a change that was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from rxportal.db.scope import COMMENTED, visible
from rxportal.db.tables import Comment, Declaration, Viewed
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import LABELS, Status
from rxportal.domain.declaration import MODULE as DECLARATIONS
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.typed import words
from rxportal.locales import t
from rxportal.services import comment_notices, notices, scoped, signals, viewed
from rxportal.services.waiting import CHANGES, CONTRACTS, DOCUMENTS

LONGEST = 2000  # characters


class CommentRefused(Refused):
    """Empty, too long, or under something that is no more; ``str()`` says which."""


@dataclass(frozen=True)
class Subject:
    """What people may react to. Its table is in ``db/scope.py: COMMENTED``, under the same slug.

    ``closed(row)`` says why nobody may react any more, or nothing. ``tell(session, row, actor,
    body, now=…)`` mails the other party.
    """

    needs: Permission
    tell: Callable[..., None]
    closed: Callable[[Any], str] = lambda _row: ""


def _closed(declaration: Declaration) -> str:
    if declaration.status is not Status.CANCELLED:
        return ""
    status = t(LABELS[declaration.status])
    return t("Je kunt niet meer reageren: deze declaratie staat op {status}.", status=status)


SUBJECTS: dict[str, Subject] = {
    DECLARATIONS: Subject(Permission.DECLARATION_COMMENT, notices.commented, _closed),
    CONTRACTS: Subject(Permission.CONTRACT_COMMENT, comment_notices.under_contract),
    DOCUMENTS: Subject(Permission.DOCUMENT_COMMENT, comment_notices.under_document),
    CHANGES: Subject(Permission.CHANGE_COMMENT, comment_notices.under_change),
}


@dataclass(frozen=True)
class Said:
    """A reaction as the dashboard lists it; ``unread``: by somebody else, since it was opened."""

    module: str
    row_id: int
    name: str
    at: datetime
    body: str
    unread: bool


def comment(
    session: Session, actor: Actor, declaration_id: int, body: str, *, now: datetime
) -> Comment:
    """Write something that everybody who sees the declaration can read."""
    return say(session, actor, DECLARATIONS, declaration_id, body, now=now)


def say(
    session: Session, actor: Actor, module: str, row_id: int, body: str, *, now: datetime
) -> Comment:
    """Write something that everybody who sees the row can read, and mail the other party.

    Raises ``Forbidden``, ``NotFound`` and ``CommentRefused``.
    """
    subject, row = _find(session, actor, module, row_id)
    require(actor, subject.needs)
    body = words(body)
    if not body:
        raise CommentRefused(t("Schrijf eerst een reactie."))
    if len(body) > LONGEST:
        raise CommentRefused(t("Houd de reactie korter dan {n} tekens.", n=LONGEST))
    if why := subject.closed(row):
        raise CommentRefused(why)
    said = Comment(
        module=module,
        row_id=row_id,
        user_id=actor.user_id,
        user_name=actor.name,
        at=now,
        body=body,
    )
    session.add(said)
    session.flush()
    viewed.note(session, actor, module, row_id, now=now)
    signals.note(
        session,
        candidate_id=getattr(row, "candidate_id", None),
        client_id=getattr(row, "client_id", None),
        now=now,
    )
    subject.tell(session, row, actor, body, now=now)
    return said


def under(
    session: Session,
    actor: Actor,
    module: str,
    row_id: int,
    *,
    now: datetime,  # noqa: ARG001
) -> Sequence[Comment]:
    """What was said about a row, the first first. Raises ``NotFound``."""
    _find(session, actor, module, row_id)
    said = select(Comment).where(Comment.module == module, Comment.row_id == row_id)
    return session.exec(said.order_by(col(Comment.id))).all()


def latest(session: Session, actor: Actor, most: int) -> list[Said]:
    """What was said last, about all that the actor may see."""
    seen_by_me = (
        (col(Viewed.user_id) == actor.user_id)
        & (col(Viewed.module) == Comment.module)
        & (col(Viewed.row_id) == Comment.row_id)
    )
    modules = [module for module in COMMENTED if module not in actor.closed]
    found: Any = session.exec(
        select(Comment, Viewed.at)
        .outerjoin(Viewed, seen_by_me)
        .where(visible(actor, Comment), col(Comment.module).in_(modules))
        .order_by(col(Comment.id).desc())
        .limit(most)
    )
    return [
        Said(
            row.module,
            row.row_id,
            row.user_name,
            row.at,
            row.body,
            row.user_id != actor.user_id and (seen is None or seen < row.at),
        )
        for row, seen in found
    ]


def _find(session: Session, actor: Actor, module: str, row_id: int) -> tuple[Subject, Any]:
    subject = SUBJECTS.get(module)
    if subject is None or module in actor.closed:
        raise NotFound
    table: type[Any] = COMMENTED[module]
    return subject, scoped.find(session, actor, table, row_id)
