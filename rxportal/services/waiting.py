"""What waits for whom: the rows behind the actions of a dashboard and the counts of a menu.

Each function gives the statement for the ids of the rows of its module that wait for this actor;
``None`` where nothing of the kind ever does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, and_, bindparam
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from rxportal.db.scope import anybody, identity, visible
from rxportal.db.tables import (
    Article,
    ArticleRead,
    Candidate,
    ChangeRequest,
    Contract,
    Declaration,
    Document,
    DocumentType,
    Placement,
    User,
)
from rxportal.domain.access import Actor, Permission, Role
from rxportal.domain.contract import State
from rxportal.domain.declaration import MODULE as DECLARATIONS
from rxportal.domain.declaration import Status
from rxportal.domain.review import Review
from rxportal.domain.zone import today

CONTRACTS, DOCUMENTS, NEWS, CHANGES = "contracten", "documenten", "nieuws", "beheer/wijzigingen"
PEOPLE = "beheer/kandidaten"
Ids = SelectOfScalar[Any]


@dataclass(frozen=True)
class When:
    """The moment and the day it is; or what stands for them in a statement that is built once."""

    now: datetime | Any
    day: date | Any


def at(now: datetime) -> When:
    return When(now, today(now))


def declarations(actor: Actor, when: When) -> Ids:
    """To fill in or mend, to judge, or to process."""
    mine = select(col(Declaration.id)).where(visible(actor, Declaration))
    status = col(Declaration.status)
    match actor.role:
        case Role.CANDIDATE:
            begun = col(Declaration.starts_on) <= when.day
            return mine.where(status.in_((Status.REPORT, Status.REJECTED)), begun)
        case Role.CLIENT:
            return mine.where(status == Status.SUBMITTED, for_somebody_else(actor))
        case _:
            return mine.where(status == Status.COMPLETED)


def for_somebody_else(actor: Actor) -> ColumnElement[bool]:
    """Leaves out one's own hours, those one handed in, and those one approved as the first of two:
    nobody decides on those alone.
    """
    own = select(User.candidate_id).where(
        col(User.id) == actor.user_id, col(User.candidate_id).is_not(None)
    )
    return and_(
        col(Declaration.candidate_id).not_in(own),
        or_(
            col(Declaration.submitted_by).is_(None),
            col(Declaration.submitted_by) != actor.user_id,
        ),
        or_(
            col(Declaration.approved_by).is_(None),
            col(Declaration.approved_by) != actor.user_id,
        ),
    )


def contracts(actor: Actor, when: When) -> Ids | None:
    """To sign."""
    if not actor.may(Permission.CONTRACT_SIGN):
        return None
    return select(col(Contract.id)).where(
        visible(actor, Contract),
        col(Contract.state) == State.OFFERED,
        col(Contract.sign_before) > when.now,
    )


def documents(actor: Actor, when: When) -> Ids | None:
    """Kinds of document to supply for a candidate; documents to review for the agency."""
    if actor.role is Role.CANDIDATE:
        return _to_supply(actor, when.day)
    if not actor.may(Permission.DOCUMENT_REVIEW):
        return None
    return select(col(Document.id)).where(
        visible(actor, Document), col(Document.review) == Review.WAITING
    )


def changes(actor: Actor, _when: When) -> Ids | None:
    """To review."""
    if not actor.may(Permission.CHANGE_REVIEW):
        return None
    return select(col(ChangeRequest.id)).where(
        visible(actor, ChangeRequest), col(ChangeRequest.review) == Review.WAITING
    )


def news(actor: Actor, _when: When) -> Ids | None:
    """Not read yet. The agency writes it."""
    if actor.is_agency or not actor.may(Permission.NEWS_READ):
        return None
    is_read = select(ArticleRead.article_id).where(
        col(ArticleRead.article_id) == Article.id, ArticleRead.user_id == actor.user_id
    )
    return select(col(Article.id)).where(visible(actor, Article), ~is_read.exists())


def people(actor: Actor, _when: When) -> Ids | None:
    """Who asked to be erased."""
    if not actor.may(Permission.PERSON_ERASE):
        return None
    return select(col(Candidate.id)).where(
        visible(actor, Candidate),
        col(Candidate.erasure_asked_at).is_not(None),
        col(Candidate.erased_at).is_(None),
    )


# By the slug of the module, which can be switched off.
WAITS: dict[str, Callable[[Actor, When], Ids | None]] = {
    CONTRACTS: contracts,
    DOCUMENTS: documents,
    DECLARATIONS: declarations,
    NEWS: news,
    CHANGES: changes,
    PEOPLE: people,
}


def number(session: Session, ids: Ids | None) -> int:
    """How many there are, all of them counted."""
    if ids is None:
        return 0
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def counts(session: Session, actor: Actor, *, most: int, now: datetime) -> Mapping[str, int]:
    """How many rows of each open module wait, in one question; ``most + 1`` is more than that."""
    slugs = tuple(slug for slug in WAITS if slug not in actor.closed)
    asked, statement = _counting(actor.role, actor.centres is not None, slugs, most)
    if not asked:
        return {}
    known = {**identity(actor), "now": now, "today": today(now)}
    return dict(zip(asked, session.connection().execute(statement, known).one(), strict=True))


@lru_cache
def _counting(
    role: Role,
    limited: bool,  # noqa: FBT001
    slugs: tuple[str, ...],
    most: int,
) -> tuple[tuple[str, ...], Any]:
    """A menu asks this at every page: the statement is built once for all of a role."""
    later: dict[str, Any] = {"now": bindparam("now"), "day": bindparam("today")}
    when = When(**later)
    found = {slug: WAITS[slug](anybody(role, limited=limited), when) for slug in slugs}
    asked = {slug: ids for slug, ids in found.items() if ids is not None}
    numbers = [
        select(func.count()).select_from(ids.limit(most + 1).subquery()).scalar_subquery()
        for ids in asked.values()
    ]
    named: Any = sql.select(*(each.label(f"n{place}") for place, each in enumerate(numbers)))
    return tuple(asked), named


def works(actor: Actor, day: date) -> Any:
    """Whether a candidate works for us, or is going to: only then papers and details are needed."""
    until = col(Placement.ends_on)
    return (
        select(Placement.id)
        .where(visible(actor, Placement), or_(until.is_(None), until >= day))
        .exists()
    )


def _to_supply(actor: Actor, day: date) -> Ids:
    """Required, and not there: none was added, or none that is neither rejected nor expired."""
    until = col(Document.expires_on)
    good = select(Document.id).where(
        visible(actor, Document),
        col(Document.type_id) == DocumentType.id,
        col(Document.review) != Review.REJECTED,
        or_(until.is_(None), until >= day),
    )
    return select(col(DocumentType.id)).where(
        visible(actor, DocumentType),
        col(DocumentType.required).is_(True),
        col(DocumentType.retired).is_(False),
        col(DocumentType.candidate_adds).is_(True),
        works(actor, day),
        ~good.exists(),
    )
