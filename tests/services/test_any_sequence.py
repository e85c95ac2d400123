"""Whatever people try, in whatever order: the status is what the log says it is."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from rxportal.db.tables import Declaration, Outbox
from rxportal.domain.declaration import NEXT, Status, Step
from rxportal.domain.errors import Refused
from rxportal.services import declarations
from tests import make
from tests.make import NOW
from tests.services.steps import left

TELLS = {
    Step.SUBMIT: "to_approve",
    Step.REOPEN: "to_approve",
    Step.APPROVE: "approved",
    Step.REJECT: "rejected",
    Step.PROCESS: "processed",
}


def take(session, step, actor, number, version, reason, now):
    deed = getattr(declarations, step.value)
    named = {"reason": reason} if step in {Step.REJECT, Step.REOPEN, Step.CANCEL} else {}
    return deed(session, actor, number, version=version, now=now, **named)


@pytest.fixture
def fresh(engine):
    """A declaration of its own for every example."""
    with Session(engine, expire_on_commit=False) as session:
        make.world(session)
        yield session


anything = st.tuples(
    st.sampled_from(sorted(set(Step) - {Step.AGREE})),  # what approving comes to, where two have to
    st.sampled_from(make.CAST),
    st.integers(-1, 0),  # how far behind the version is that was shown
    st.sampled_from(["", "Fout."]),
)
sensible = st.sampled_from(
    [
        (Step.SUBMIT, make.candidate, 0, ""),
        (Step.WITHDRAW, make.candidate, 0, ""),
        (Step.APPROVE, make.client, 0, ""),
        (Step.REJECT, make.client, 0, "Fout."),
        (Step.REOPEN, make.office, 0, "Fout."),
        (Step.PROCESS, make.office, 0, ""),
        (Step.CANCEL, make.office, 0, "Fout."),
    ]
)
attempts = st.lists(sensible | sensible | anything, min_size=1, max_size=15)


@given(attempts=attempts)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_status_follows_from_the_log(fresh, attempts):
    for old in fresh.exec(select(Declaration).where(Declaration.status != Status.CANCELLED)):
        old.status = Status.CANCELLED
    row = make.declaration(fresh)
    taken = []
    for index, (step, actor, behind, reason) in enumerate(attempts):
        fresh.commit()
        before = left(fresh, row.id).row
        status, version = before.status, before.version
        fresh.commit()
        try:
            now = NOW + timedelta(minutes=index)
            take(fresh, step, actor, row.id, version + behind, reason, now)
        except Refused:
            fresh.rollback()
        else:
            assert behind == 0, "a step on an older version was taken"
            taken.append((step, actor.user_id, status))
    after = left(fresh, row.id)
    assert [(entry.step, entry.user_id, entry.before) for entry in after.log] == taken
    status = Status.REPORT
    for number, entry in enumerate(after.log):
        assert entry.before is status
        status = NEXT[status, entry.step]
        assert (entry.after, entry.version) == (status, 2 + number)
        assert entry.reason or entry.step not in {Step.REJECT, Step.REOPEN, Step.CANCEL}
    assert (after.status, after.row.version) == (status, 1 + len(taken))
    told = [kind for _, kind in after.mails]
    possible = [TELLS[step] for step, _, _ in taken if step in TELLS]
    assert len(told) <= len(possible)
    for kind in ("approved", "rejected", "processed"):
        assert told.count(kind) == possible.count(kind)
    if status is Status.SUBMITTED:
        assert told.count("to_approve") >= 1
    if taken and taken[-1][0] in {Step.WITHDRAW, Step.CANCEL}:
        assert "to_approve" not in told
    for message in fresh.exec(select(Outbox)):
        fresh.delete(message)
    fresh.commit()
