"""Texts cost money: how many are sent, to whom, and who hears when it is too many."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import AuditEvent, User
from rxportal.services import text_budget
from rxportal.services.text_budget import TooManyTexts
from tests import make

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def spend(session, actor=make.candidate, address=HOME, now=make.NOW):
    with transaction() as writing:
        text_budget.spend(writing, writing.get_one(User, actor.user_id), address, now=now)


def test_three_in_ten_minutes(session):
    for _ in range(3):
        spend(session)
    with pytest.raises(TooManyTexts):
        spend(session)
    with pytest.raises(TooManyTexts):
        spend(session, address=ELSEWHERE)
    spend(session, make.candidate2)
    spend(session, now=make.NOW + timedelta(minutes=10))


def test_ten_a_day(session):
    at = make.NOW
    for _ in range(10):
        spend(session, now=at)
        at += timedelta(minutes=11)
    with pytest.raises(TooManyTexts):
        spend(session, now=at)
    spend(session, now=make.NOW + timedelta(days=1))


def test_twenty_an_hour_from_one_address(session, monkeypatch):
    monkeypatch.setattr(text_budget, "PER_USER", text_budget.Rule(100, timedelta(minutes=10)))
    monkeypatch.setattr(text_budget, "PER_USER_A_DAY", text_budget.Rule(100, timedelta(days=1)))
    for _ in range(20):
        spend(session)
    with pytest.raises(TooManyTexts):
        spend(session, make.candidate2)
    spend(session, make.candidate2, ELSEWHERE)


@pytest.mark.asvs("6.6.3")
def test_when_nobody_can_be_texted_any_more_it_is_written_down_once(session, monkeypatch):
    monkeypatch.setattr(text_budget, "IN_ALL", text_budget.Rule(2, timedelta(hours=1)))
    spend(session)
    spend(session, make.candidate2)
    for _ in range(3):
        with pytest.raises(TooManyTexts):
            spend(session, make.client)
    kinds = [row.kind for row in session.exec(select(AuditEvent))]
    assert kinds == ["sms.budget_spent"]


def test_a_text_that_was_refused_does_not_count(session):
    for _ in range(3):
        spend(session)
    for _ in range(20):
        with pytest.raises(TooManyTexts):
            spend(session)
    spend(session, make.candidate2)
