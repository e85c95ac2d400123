"""Reserveringen: what somebody has built up, and how it got there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sql
from sqlmodel import Session, col

from rxportal.db.scope import visible
from rxportal.db.tables import Accrual
from rxportal.domain import accruals
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.accruals import Cause, Mutation, Reserve, Step
from rxportal.domain.errors import NotFound
from rxportal.domain.zone import today
from rxportal.services import scoped


@dataclass(frozen=True)
class Changed:
    """What happened to a reserve on a day for one cause, all mutations together."""

    reserve: Reserve
    day: date
    cause: Cause
    amount: int


@dataclass(frozen=True)
class Standing:
    """How the reserves of one person stand, and the course of the one that was picked.

    ``latest`` has the newest day of each reserve with what changed on it. ``added`` and ``gone``
    are of this year.
    """

    picked: Reserve
    balances: dict[Reserve, int]
    latest: dict[Reserve, tuple[date, int]]
    steps: Sequence[Step]
    added: int
    gone: int


def find(session: Session, actor: Actor, accrual_id: int) -> Accrual:
    """Raises ``NotFound`` for what this actor may not see."""
    require(actor, Permission.ACCRUAL_READ)
    return scoped.find(session, actor, Accrual, accrual_id)


def mine(session: Session, actor: Actor, picked: Reserve, *, now: datetime) -> Standing | None:
    """The actor's own; ``None`` for who has no reserves, as the agency's own people."""
    require(actor, Permission.ACCRUAL_READ)
    if actor.is_agency:
        return None
    return _standing(session, actor, actor.party_id, picked, now)


def around(
    session: Session, actor: Actor, accrual_id: int, *, now: datetime
) -> tuple[Accrual, Standing]:
    """A mutation, and how the reserve it belongs to stands. Raises ``NotFound``."""
    row = find(session, actor, accrual_id)
    standing = _standing(session, actor, row.candidate_id, row.reserve, now)
    if standing is None:  # never: there is this row
        raise NotFound
    return row, standing


def _standing(
    session: Session, actor: Actor, candidate_id: int, picked: Reserve, now: datetime
) -> Standing | None:
    theirs = (col(Accrual.candidate_id) == candidate_id, visible(actor, Accrual))
    per_day = (
        sql.select(
            col(Accrual.reserve), col(Accrual.day), col(Accrual.cause), sql.func.sum(Accrual.amount)
        )
        .where(*theirs)
        .group_by(col(Accrual.reserve), col(Accrual.day), col(Accrual.cause))
        .order_by(col(Accrual.day))
    )
    changes = [
        Changed(reserve, day, cause, int(amount))
        for reserve, day, cause, amount in session.connection().execute(per_day)
    ]
    if not changes:
        return None
    drawn = [each for each in changes if each.reserve is picked]
    # A balance to begin with was not built up here.
    since = drawn[1:] if drawn and drawn[0].cause is Cause.BALANCE else drawn
    this_year = [each for each in since if each.day.year == today(now).year]
    newest = {each.reserve: each.day for each in changes}
    return Standing(
        picked,
        accruals.balances(Mutation(each.day, each.reserve, each.amount) for each in changes),
        {reserve: (day, _on(changes, reserve, day)) for reserve, day in newest.items()},
        accruals.steps((each.day, each.amount) for each in drawn),
        sum(each.amount for each in this_year if _is_built_up(each)),
        sum(each.amount for each in this_year if not _is_built_up(each)),
    )


def _is_built_up(change: Changed) -> bool:
    """Of a balance that was taken over all that is known is whether it rose."""
    return change.cause is Cause.ACCRUED or (change.cause is Cause.BALANCE and change.amount > 0)


def _on(changes: Sequence[Changed], reserve: Reserve, day: date) -> int:
    return sum(each.amount for each in changes if each.reserve is reserve and each.day == day)
