"""The life of a declaration: the table, held against what the business says of it."""

import re
from itertools import product
from pathlib import Path

import pytest

from rxportal.domain.access import GRANTS, Permission, Role
from rxportal.domain.declaration import (
    LABELS,
    LONGEST_REASON,
    NEEDS,
    NEXT,
    OPEN,
    WITH_REASON,
    ReasonMissing,
    ReasonTooLong,
    Status,
    Step,
    StepNotAllowed,
    after,
    reason_for,
)

DOCS = Path(__file__).parents[2]

LIFE = {
    Step.SUBMIT: {Status.REPORT: Status.SUBMITTED, Status.REJECTED: Status.SUBMITTED},
    Step.WITHDRAW: {Status.SUBMITTED: Status.REPORT},
    Step.AGREE: {Status.SUBMITTED: Status.SUBMITTED},
    Step.APPROVE: {Status.SUBMITTED: Status.COMPLETED},
    Step.REJECT: {Status.SUBMITTED: Status.REJECTED},
    Step.REOPEN: {Status.COMPLETED: Status.SUBMITTED},
    Step.PROCESS: {Status.COMPLETED: Status.PROCESSED},
    Step.CANCEL: {
        Status.REPORT: Status.CANCELLED,
        Status.SUBMITTED: Status.CANCELLED,
        Status.REJECTED: Status.CANCELLED,
        Status.COMPLETED: Status.CANCELLED,
    },
}


@pytest.mark.parametrize(("status", "step"), list(product(Status, Step)))
def test_every_status_answers_every_step(status, step):
    expected = LIFE[step].get(status)
    if expected is None:
        with pytest.raises(StepNotAllowed) as refusal:
            after(status, step)
        assert (refusal.value.status, refusal.value.step) == (status, step)
        assert LABELS[status] in str(refusal.value)
    else:
        assert after(status, step) is expected


@pytest.mark.parametrize("status", [Status.PROCESSED, Status.CANCELLED])
def test_what_is_paid_or_gone_stays_so(status):
    assert not any(before is status for before, _ in NEXT)


def test_every_status_can_be_reached_and_named():
    reached = {Status.REPORT}
    while True:
        more = {status for (before, _), status in NEXT.items() if before in reached} - reached
        if not more:
            break
        reached |= more
    assert reached == set(Status)
    assert set(LABELS) == set(Status)


def test_hours_are_open_exactly_where_they_can_be_handed_in():
    assert {before for before, step in NEXT if step is Step.SUBMIT} == OPEN


def test_every_step_asks_for_a_permission_that_somebody_has():
    assert set(NEEDS) == set(Step)
    for permission in NEEDS.values():
        assert any(permission in granted for granted in GRANTS.values())


def test_a_candidate_never_judges_and_a_client_never_hands_in():
    judging = {NEEDS[Step.APPROVE], NEEDS[Step.REJECT], NEEDS[Step.PROCESS], NEEDS[Step.REOPEN]}
    assert not GRANTS[Role.CANDIDATE] & judging
    assert not GRANTS[Role.CLIENT] & {NEEDS[Step.SUBMIT], Permission.DECLARATION_WRITE}


@pytest.mark.parametrize("step", Step)
def test_a_reason_is_asked_for_where_somebody_else_s_work_is_undone(step):
    assert (step in WITH_REASON) is (step in {Step.REJECT, Step.REOPEN, Step.CANCEL})
    if step in WITH_REASON:
        with pytest.raises(ReasonMissing):
            reason_for(step, " \n")
    else:
        assert reason_for(step, " ") == ""
    assert reason_for(step, " Fout. ") == "Fout."
    with pytest.raises(ReasonTooLong):
        reason_for(step, "x" * (LONGEST_REASON + 1))


def test_every_diagram_in_the_docs_shows_this_life_and_no_other():
    """Mermaid: ``report --> submitted: submit``."""
    arrow = re.compile(r"^\s*(\w+) --> (\w+): ?(\w+)\s*$", re.MULTILINE)
    steps = {step.value for step in Step}
    expected = {(before.value, to.value, step.value) for (before, step), to in NEXT.items()}
    for page in [*DOCS.glob("*.md"), *DOCS.glob("docs/**/*.md")]:
        drawn = {found for found in arrow.findall(page.read_text()) if found[2] in steps}
        assert drawn in (set(), expected), page
