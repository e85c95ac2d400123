"""services/consents.py: asked explicitly, kept with its day, and taken back at any time."""

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, PayslipConsent
from rxportal.domain.errors import Forbidden
from rxportal.services import consents
from tests import make
from tests.make import NOW, WEEK

LATER = NOW + WEEK


def kept(session, actor=make.candidate):
    row = consents.given(session, actor, now=NOW)
    return row and (row.digital, row.answered_at)


def told(session):
    return [
        (event.kind, event.actor, event.details["payslips"])
        for event in session.exec(select(AuditEvent))
    ]


def test_nobody_has_agreed_before_they_were_asked(session):
    assert kept(session) is None


def test_an_answer_is_kept_with_its_moment_and_written_down(session):
    consents.answer(session, make.candidate, digital=True, now=NOW)
    assert kept(session) == (True, NOW)
    assert kept(session, make.candidate2) is None
    assert told(session) == [("payslip_consent", make.candidate.name, "digital")]


def test_it_is_taken_back_at_any_time(session):
    consents.answer(session, make.candidate, digital=True, now=NOW)
    consents.answer(session, make.candidate, digital=False, now=LATER)
    assert kept(session) == (False, LATER)
    assert [each[2] for each in told(session)] == ["digital", "paper"]


def test_the_same_answer_again_keeps_the_first_day(session):
    consents.answer(session, make.candidate, digital=True, now=NOW)
    consents.answer(session, make.candidate, digital=True, now=LATER)
    assert kept(session) == (True, NOW)
    assert len(told(session)) == 1


@pytest.mark.parametrize("actor", [make.client, make.office, make.administrator])
def test_nobody_agrees_for_somebody_else(session, actor):
    with pytest.raises(Forbidden):
        consents.answer(session, actor, digital=True, now=NOW)
    assert session.exec(select(PayslipConsent)).all() == []
