"""domain/retention.py: until which day something is kept."""

from datetime import date, timedelta

import pytest

from rxportal.domain import retention
from rxportal.domain.retention import Employment, Group, Kept

ADDED = date(2026, 10, 9)
ENROLLED, HERE, LEFT = None, Employment(), Employment(date(2026, 3, 31))


@pytest.mark.asvs("14.2.7")
@pytest.mark.parametrize(
    ("kept", "standing", "until"),
    [
        (Kept.IDENTITY, ENROLLED, ADDED + timedelta(days=28)),
        (Kept.IDENTITY, HERE, None),
        (Kept.IDENTITY, LEFT, date(2031, 12, 31)),
        (Kept.TAX, ENROLLED, ADDED + timedelta(days=28)),
        (Kept.TAX, HERE, None),
        (Kept.TAX, LEFT, date(2031, 12, 31)),
    ],
)
def test_a_paper_the_law_has_a_term_for(kept, standing, until):
    assert retention.kept_until(kept, ADDED, standing) == until


def test_who_left_is_gone_after_whole_calendar_years():
    for day, years, gone in (
        (date(2031, 12, 31), 5, False), (date(2032, 1, 1), 5, True), (date(2033, 12, 31), 7, False),
    ):  # fmt: skip
        assert retention.has_left(LEFT, years, day) is gone
    for standing in (ENROLLED, HERE):
        assert not retention.has_left(standing, 0, date(2099, 1, 1))


def test_payroll_is_kept_for_seven_whole_years_and_hours_for_a_year_at_least():
    assert retention.payroll_begins(date(2026, 12, 31)) == date(2019, 1, 1)
    for day in (date(2026, 1, 1), date(2026, 12, 31)):
        assert retention.hours_begin(day) <= day - timedelta(weeks=52)


def test_the_law_on_working_time_holds_whatever_payroll_asks(monkeypatch):
    monkeypatch.setattr(retention, "PAYROLL_YEARS", 0)
    assert retention.hours_begin(date(2026, 10, 9)) == date(2025, 10, 10)


def test_each_group_has_a_rule_with_a_source():
    assert set(retention.RULES) == set(Group)
    assert all(rule.term and rule.source for rule in retention.RULES.values())
