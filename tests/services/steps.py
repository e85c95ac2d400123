"""What the tests of the steps share: how to look at everything a step left behind."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from rxportal.db.tables import Declaration, Outbox, Transition
from rxportal.domain.declaration import Channel, Status, Step

REASON = "Dinsdag klopt niet."


@dataclass(frozen=True)
class Left:
    """What there is after a step: the declaration, its log, and (address, kind) of its mails."""

    row: Declaration
    log: list[Transition]
    mails: list[tuple[str, str]]

    @property
    def status(self) -> Status:
        return self.row.status


def left(session: Session, number: int | None) -> Left:
    """As the database has it, not as this session remembers it."""
    session.flush()
    session.expire_all()
    log = session.exec(
        select(Transition).where(Transition.declaration_id == number).order_by(Transition.id)
    ).all()
    mails = session.exec(
        select(Outbox.to, Outbox.kind).where(Outbox.declaration_id == number).order_by(Outbox.id)
    ).all()
    return Left(session.get_one(Declaration, number), list(log), [tuple(mail) for mail in mails])


def assert_logged(entry: Transition, *, actor, step: Step, before, after, at, **more) -> None:
    """The row says who, in which role, from where, when, from what to what, and why."""
    expected = {
        "user_id": actor.user_id,
        "user_name": actor.name,
        "role": actor.role,
        "channel": Channel.PORTAL,
        "at": at,
        "step": step,
        "before": before,
        "after": after,
        "reason": "",
        **more,
    }
    assert {key: getattr(entry, key) for key in expected} == expected


def assert_refused(
    session: Session, number: int | None, deed: Callable[[], object], error: type[Exception]
) -> str:
    """The deed is refused with this error and leaves nothing behind; the sentence it says."""
    session.commit()
    before = left(session, number)
    was = before.row.model_dump()
    with pytest.raises(error) as refusal:
        deed()
    session.rollback()
    after = left(session, number)
    assert after.row.model_dump() == was
    assert (len(after.log), after.mails) == (len(before.log), before.mails)
    return str(refusal.value)
