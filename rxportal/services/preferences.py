"""What a user arranged for themselves: columns, a collapsed menu. Lists of words, by key."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sql
from sqlmodel import Session, col, select

from rxportal.db.tables import Preference
from rxportal.domain.access import Actor
from rxportal.domain.errors import Invalid

LONGEST_KEY = 80
MOST_WORDS = 60


def get(session: Session, actor: Actor, key: str, *, now: datetime) -> list[str] | None:  # noqa: ARG001
    """The words kept under ``key``, or ``None`` when the user never chose."""
    found = _find(session, actor, key)
    return None if found is None else found.value


def some(session: Session, actor: Actor, keys: Sequence[str]) -> dict[str, list[str]]:
    """What is kept under these keys; a key the user never chose anything for is left out."""
    rows = session.connection().execute(_SOME, {"user": actor.user_id, "keys": list(keys)})
    return {key: value for key, value in rows}  # noqa: C416 - pairs, and typed so


_SOME = sql.select(col(Preference.key), col(Preference.value)).where(
    col(Preference.user_id) == sql.bindparam("user"),
    col(Preference.key).in_(sql.bindparam("keys", expanding=True)),
)


def put(session: Session, actor: Actor, key: str, value: list[str], *, now: datetime) -> None:  # noqa: ARG001
    """Keep ``value`` under ``key``. Raises ``Invalid`` for what no screen of ours sends."""
    if not 0 < len(key) <= LONGEST_KEY or len(value) > MOST_WORDS:
        raise Invalid
    if not all(len(word) <= LONGEST_KEY for word in value):
        raise Invalid
    found = _find(session, actor, key) or Preference(user_id=actor.user_id, key=key)
    found.value = list(value)
    session.add(found)


def forget(session: Session, actor: Actor, key: str, *, now: datetime) -> None:  # noqa: ARG001
    """Back to how everybody has it."""
    found = _find(session, actor, key)
    if found is not None:
        session.delete(found)


def _find(session: Session, actor: Actor, key: str) -> Preference | None:
    return session.exec(
        select(Preference).where(Preference.user_id == actor.user_id, Preference.key == key)
    ).one_or_none()
