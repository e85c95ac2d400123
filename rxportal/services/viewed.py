"""Recent bekeken: the rows somebody opened. It also says which reactions they have read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from rxportal.db.tables import Viewed
from rxportal.domain.access import Actor

KEPT = 200  # of one person


def note(session: Session, actor: Actor, module: str, row_id: int, *, now: datetime) -> None:
    """The actor, who may see the row, has it before them now."""
    mine = (
        col(Viewed.user_id) == actor.user_id,
        col(Viewed.module) == module,
        col(Viewed.row_id) == row_id,
    )
    if session.exec(update(Viewed).where(*mine).values(at=now)).rowcount:
        return
    try:
        with session.begin_nested():
            session.add(Viewed(user_id=actor.user_id, module=module, row_id=row_id, at=now))
    except IntegrityError:  # another tab of theirs was a moment earlier
        return
    oldest = select(Viewed.id).where(Viewed.user_id == actor.user_id).order_by(*_LAST_FIRST)
    if gone := session.exec(oldest.offset(KEPT).limit(KEPT)).all():
        session.exec(delete(Viewed).where(col(Viewed.id).in_(gone)))


def latest(session: Session, actor: Actor, most: int) -> Sequence[Viewed]:
    """What the actor opened, the last first. They may not see all of it any more."""
    mine = select(Viewed).where(Viewed.user_id == actor.user_id)
    return session.exec(mine.order_by(*_LAST_FIRST).limit(most)).all()


_LAST_FIRST = (col(Viewed.at).desc(), col(Viewed.id).desc())
