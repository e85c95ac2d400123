"""Lists somebody wants back: saved by name, one to open with, some on the dashboard."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from rxportal.db.tables import SavedView, User
from rxportal.domain import typed
from rxportal.domain.access import Actor
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.locales import t

MOST = 20  # of one person in one module
LONGEST_NAME = 60
LONGEST_QUERY = 2000


class NoName(Refused):
    def __init__(self) -> None:
        super().__init__(t("Geef het filter een naam van hooguit {n} tekens.", n=LONGEST_NAME))


class TooMany(Refused):
    def __init__(self) -> None:
        super().__init__(t("Je hebt al {n} filters bewaard. Verwijder er eerst een.", n=MOST))


def of(
    session: Session,
    actor: Actor,
    module: str,
    *,
    now: datetime,  # noqa: ARG001
) -> Sequence[SavedView]:
    """The person's own of one module, by name."""
    mine = select(SavedView).where(SavedView.user_id == actor.user_id, SavedView.module == module)
    return session.exec(mine.order_by(func.lower(SavedView.name), col(SavedView.id))).all()


def pinned(session: Session, actor: Actor, *, now: datetime) -> Sequence[SavedView]:  # noqa: ARG001
    """Those whose rows are on the dashboard, of every module, the oldest first."""
    mine = select(SavedView).where(SavedView.user_id == actor.user_id, col(SavedView.pinned))
    return session.exec(mine.order_by(col(SavedView.id))).all()


def standard(session: Session, actor: Actor, module: str) -> str | None:
    """The query the module opens with, if the person chose one."""
    return session.exec(
        select(SavedView.query).where(
            SavedView.user_id == actor.user_id,
            SavedView.module == module,
            col(SavedView.standard),
        )
    ).first()


def save(
    session: Session,
    actor: Actor,
    module: str,
    name: str,
    query: str,
    *,
    is_standard: bool = False,
    is_pinned: bool = False,
    now: datetime,
) -> int:
    """Keep the list under a name, or what has that name anew; its id.

    Raises ``NoName`` and ``TooMany``.
    """
    wanted = " ".join(typed.words(name).split())
    if not 0 < len(wanted) <= LONGEST_NAME:
        raise NoName
    if len(query) > LONGEST_QUERY:
        raise Invalid
    # Another tab of the same person waits here, and then finds what this one kept.
    session.exec(select(User.id).where(User.id == actor.user_id).with_for_update())
    mine = {view.name.casefold(): view for view in of(session, actor, module, now=now)}
    if wanted.casefold() not in mine and len(mine) >= MOST:
        raise TooMany
    view = mine.get(wanted.casefold()) or SavedView(
        user_id=actor.user_id, module=module, name=wanted, query=query, created_at=now
    )
    view.name, view.query, view.pinned = wanted, query, is_pinned
    session.add(view)
    session.flush()
    _set_standard(session, actor, module, view.id if is_standard else None, of_view=view)
    return view.id or 0


def remove(session: Session, actor: Actor, view_id: int, *, now: datetime) -> SavedView:  # noqa: ARG001
    """Forget it; what it was, to undo that. Raises ``NotFound``."""
    view = _mine(session, actor, view_id)
    session.delete(view)
    return view


def pin(session: Session, actor: Actor, view_id: int, *, on: bool, now: datetime) -> None:  # noqa: ARG001
    """Put its rows on the dashboard, or take them off."""
    view = _mine(session, actor, view_id)
    view.pinned = on
    session.add(view)


def open_with(session: Session, actor: Actor, view_id: int, *, on: bool, now: datetime) -> None:  # noqa: ARG001
    """Open the module with it, or with everything again."""
    view = _mine(session, actor, view_id)
    _set_standard(session, actor, view.module, view_id if on else None, of_view=view)


def _set_standard(
    session: Session, actor: Actor, module: str, view_id: int | None, *, of_view: SavedView
) -> None:
    """One at most: the others are not it any more."""
    if view_id is not None:
        session.exec(
            update(SavedView)
            .where(col(SavedView.user_id) == actor.user_id, col(SavedView.module) == module)
            .values(standard=col(SavedView.id) == view_id)
        )
    of_view.standard = view_id is not None
    session.add(of_view)


def _mine(session: Session, actor: Actor, view_id: int) -> SavedView:
    view = session.get(SavedView, view_id)
    if view is None or view.user_id != actor.user_id:
        raise NotFound
    return view
