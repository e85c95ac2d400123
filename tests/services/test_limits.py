"""services/limits.py: how often something may be tried."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import Limit
from rxportal.services import limits
from rxportal.services.limits import Rule
from tests.concurrency.crowd import Crowd
from tests.make import NOW

THREE = Rule(3, timedelta(minutes=15))
MINUTE = timedelta(minutes=1)


def spend(session, now=NOW, bucket="x"):
    return limits.spend(session, bucket, THREE, now=now)


def test_as_often_as_the_rule_says_and_not_once_more(session):
    assert [spend(session) for _ in range(4)] == [None, None, None, NOW + THREE.within]


@pytest.mark.asvs("6.3.1")
def test_waiting_tries_do_not_prolong(session):
    for minute in range(3):
        spend(session, NOW + minute * MINUTE)
    for minute in range(3, 15):
        assert spend(session, NOW + minute * MINUTE) == NOW + 15 * MINUTE
    assert spend(session, NOW + 15 * MINUTE) is None


def test_one_bucket_says_nothing_of_another(session):
    for _ in range(4):
        spend(session)
    assert spend(session, bucket="y") is None


def test_looking_counts_nothing(session):
    for _ in range(9):
        assert limits.closed(session, "x", THREE, now=NOW) is None
    for _ in range(3):
        spend(session)
    assert limits.closed(session, "x", THREE, now=NOW) == NOW + THREE.within


def test_a_success_begins_afresh(session):
    for _ in range(3):
        spend(session)
    limits.clear(session, "x", now=NOW + MINUTE)
    assert limits.in_a_row(session, "x") == 0
    assert [spend(session, NOW + 2 * MINUTE) for _ in range(4)] == [None] * 3 + [NOW + 17 * MINUTE]


def test_failures_in_a_row_outlive_the_window(session):
    for turn in range(5):
        for _ in range(3):
            spend(session, NOW + turn * THREE.within)
    assert limits.in_a_row(session, "x") == 15


def test_too_often_says_how_long_to_wait(session):
    for _ in range(3):
        limits.require(session, "x", THREE, now=NOW)
    with pytest.raises(limits.TooOften) as refused:
        limits.require(session, "x", THREE, now=NOW + MINUTE)
    assert "14 minuten" in str(refused.value)
    assert refused.value.seconds == 14 * 60


@pytest.mark.asvs("15.4.2")
def test_of_many_at_once_no_more_go_on_than_the_rule_says(session):
    session.commit()
    with Crowd(10) as crowd:
        for turn in range(5):
            went = crowd.at_once([lambda s, turn=turn: spend(s, bucket=f"b{turn}")] * 10)
            assert went.count(None) == 3
    with transaction() as check:
        assert {row.count for row in check.exec(select(Limit))} == {3}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("testclient", "testclient", True),
    ],
)
def test_a_home_is_one_address(one, other, same):
    assert (limits.of_address("login", one) == limits.of_address("login", other)) is same


def test_what_nobody_uses_is_forgotten_but_not_what_an_account_failed(session):
    for bucket in ("login:unknown:1", limits.of_account("login", 1)):
        spend(session, bucket=bucket)
    limits.forget(session, now=NOW + timedelta(days=3))
    session.expire_all()
    assert session.get(Limit, "login:unknown:1") is None
    assert limits.in_a_row(session, limits.of_account("login", 1)) == 1
