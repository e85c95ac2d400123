"""services/sign_in.py: what is counted, what is answered, what is opened."""

import dataclasses
import time
from datetime import timedelta
from statistics import median

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import AuditEvent, Outbox, Passage, User, UserSession
from rxportal.services import factors, limits, passwords, sessions, sign_in
from rxportal.services.limits import TooOften
from rxportal.services.sign_in import WrongCredentials
from tests import make
from tests.concurrency.crowd import Crowd
from tests.doors import HASH, PASSWORD, enter
from tests.make import NOW

DARIA = make.candidate.email
MINUTE = timedelta(minutes=1)


@pytest.fixture
def daria(session):
    for user in session.exec(select(User)):
        user.password_hash = HASH
        session.add(user)
    session.commit()
    return session.get_one(User, make.candidate.user_id)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    """The secret of the installation."""
    keyed = dataclasses.replace(sign_in.settings(), secret_keys=("k" * 32,))
    monkeypatch.setattr(sign_in, "settings", lambda: keyed)


@pytest.fixture
def cheap(monkeypatch):
    """Passwords that cost nothing, where hundreds are tried."""
    monkeypatch.setattr(passwords, "matches", lambda typed, stored: (typed, stored) == ("x", HASH))


def fail(session, times=1, email=DARIA, now=NOW, **more):
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            enter(session, email, "mis", now=now, **more)


def trail(session):
    return [(row.kind, row.details.get("why", "")) for row in session.exec(select(AuditEvent))]


def test_the_right_password_opens_a_session_for_that_person(session, daria):
    opened = enter(session, DARIA)
    assert sessions.actor_of(session, opened.token, now=NOW) == make.candidate
    assert trail(session) == [("sign_in", "")]


@pytest.mark.asvs("6.2.10")
def test_a_password_of_years_ago_still_opens(session, daria):
    years = timedelta(days=3650)
    opened = enter(session, DARIA, now=NOW + years)
    assert sessions.actor_of(session, opened.token, now=NOW + years) == make.candidate


@pytest.mark.asvs("6.2.8", "6.3.1")
@pytest.mark.parametrize("email", [" Daria@Example.NL ", "DARIA@EXAMPLE.NL"])
def test_case_and_spaces_in_the_address_do_not_matter_and_share_one_count(
    session, daria, cheap, email
):
    assert enter(session, email, "x").token
    fail(session, 5, email=email)
    fail(session, 5)
    with pytest.raises(WrongCredentials):
        enter(session, DARIA, "x")


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize(
    ("email", "password", "why"),
    [
        ("nobody@example.nl", PASSWORD, "unknown"),
        (DARIA, "mis", "wrong"),
        (DARIA, "", "wrong"),
        (DARIA, PASSWORD + " ", "wrong"),
        (DARIA, "x" * 300, "wrong"),
        (make.candidate2.email, PASSWORD, "inactive"),
        (make.client.email, PASSWORD, "not_activated"),
        (make.client.email, "", "not_activated"),
        ("' OR 1=1 --", PASSWORD, "unknown"),
        ("\ud800", PASSWORD, "unknown"),
    ],
)
def test_why_is_in_the_trail_and_nowhere_else(session, daria, email, password, why):
    session.get_one(User, make.candidate2.user_id).active = False
    session.get_one(User, make.client.user_id).password_hash = ""
    session.commit()
    with pytest.raises(WrongCredentials) as refused:
        enter(session, email, password)
    assert str(refused.value) == str(WrongCredentials())
    assert session.exec(select(UserSession)).all() == []
    assert trail(session) == [("sign_in.refused", why)]
    assert email not in str([row.model_dump() for row in session.exec(select(AuditEvent))])


@pytest.mark.asvs("6.3.8")
def test_unknown_inactive_and_tried_too_often_cost_as_much_as_wrong(session, daria, monkeypatch):
    """What takes time is the hash, and it is computed once, whoever it is for."""
    hashed = []
    monkeypatch.setattr(
        passwords._CONTEXT, "verify", lambda *given: hashed.append(given) or False, raising=False
    )
    daria.active = False
    session.commit()
    fail(session, email=DARIA)
    fail(session, email="nobody@example.nl")
    fail(session, 12, email=make.client.email)
    assert len(hashed) == 14


@pytest.mark.asvs("6.3.8")
def test_the_time_says_nothing(session, daria):
    spent = {DARIA: [], "nobody@example.nl": []}
    for turn in range(30):
        for email, times in spent.items():
            begun = time.thread_time()  # of this thread alone: another may be busy
            fail(session, email=email, address=f"10.0.{turn}.1", now=NOW + turn * 20 * MINUTE)
            times.append(time.thread_time() - begun)
    known, unknown = (median(times) for times in spent.values())
    assert abs(known - unknown) < 0.015


@pytest.mark.asvs("6.3.1", "6.1.1")
def test_after_ten_failures_not_even_the_right_password_helps_for_a_quarter(session, daria, cheap):
    for minute in range(10):
        fail(session, now=NOW + minute * MINUTE)
    for minute in range(10, 15):
        with pytest.raises(WrongCredentials) as refused:
            enter(session, DARIA, "x", now=NOW + minute * MINUTE)
        assert str(refused.value) == str(WrongCredentials())
    assert enter(session, DARIA, "x", now=NOW + 15 * MINUTE).token


@pytest.mark.asvs("6.3.1")
def test_another_address_does_not_help(session, daria, cheap):
    for number in range(10):
        fail(session, address=f"192.0.2.{number}")
    with pytest.raises(WrongCredentials):
        enter(session, DARIA, "x", address="192.0.2.99")


@pytest.mark.asvs("6.3.1")
def test_a_success_begins_the_count_afresh(session, daria, cheap):
    for _ in range(3):
        fail(session, 9)
        assert enter(session, DARIA, "x").token


@pytest.mark.asvs("6.3.1", "2.4.1")
def test_one_address_fails_fifty_times_and_another_is_not_touched(session, daria, cheap):
    for number in range(50):
        fail(session, email=f"{number}@example.nl", address="192.0.2.1")
    with pytest.raises(TooOften) as refused:
        enter(session, DARIA, "x", address="192.0.2.1", now=NOW + MINUTE)
    assert refused.value.seconds == 14 * 60
    assert enter(session, DARIA, "x", address="192.0.2.2").token


def test_three_hundred_who_get_in_from_one_address_are_no_attack(session, daria, cheap):
    for _ in range(300):
        assert enter(session, DARIA, "x", address="192.0.2.1").token


@pytest.mark.asvs("6.1.1")
def test_the_owners_browser_is_not_locked_out_by_others(session, daria, cheap):
    mine = sign_in.acquaint(daria)
    fail(session, 12)
    assert enter(session, DARIA, "x", acquaintance=mine).token


@pytest.mark.asvs("6.1.1")
def test_a_known_browser_is_counted_too_and_known_to_one_account(session, daria, cheap):
    mine = sign_in.acquaint(daria)
    fail(session, 10, acquaintance=mine)
    with pytest.raises(WrongCredentials):
        enter(session, DARIA, "x", acquaintance=mine)
    fail(session, 10, email=make.client.email)
    for forged in (mine, mine[:-1], "x.y", ".", "", "é.ü"):
        with pytest.raises(WrongCredentials):
            enter(session, make.client.email, "x", acquaintance=forged)


def test_a_browser_is_a_stranger_again_after_a_new_password(session, daria, cheap):
    mine = sign_in.acquaint(daria)
    daria.password_at = NOW
    session.commit()
    fail(session, 10)
    with pytest.raises(WrongCredentials):
        enter(session, DARIA, "x", acquaintance=mine)


@pytest.mark.asvs("6.3.1")
def test_a_hundred_failures_in_a_row_need_a_new_password(session, daria, cheap):
    for turn in range(10):
        fail(session, 12, now=NOW + turn * 15 * MINUTE, address=f"10.0.0.{turn}")
    later = NOW + timedelta(days=3)
    with pytest.raises(WrongCredentials):
        enter(session, DARIA, "x", now=later)
    mails = session.exec(select(Outbox)).all()
    assert [(mail.kind, mail.to) for mail in mails] == [("tried_too_often", DARIA)]
    assert [kind for kind, _ in trail(session)].count("account.closed") == 1
    limits.clear(session, limits.of_account("login", daria.id), now=later)
    assert enter(session, DARIA, "x", now=later).token


def test_a_flood_slows_strangers_down_and_sounds_one_alarm(session, daria, cheap, monkeypatch):
    monkeypatch.setattr(sign_in, "IN_ALL", limits.Rule(20, sign_in.QUARTER))
    for number in range(30):
        fail(session, email=f"{number}@example.nl", address=f"10.0.0.{number}")
    mine = sign_in.acquaint(daria)
    assert sign_in.knock(session, DARIA, address="a", now=NOW).slow
    assert not sign_in.knock(session, DARIA, address="a", acquaintance=mine, now=NOW).slow
    assert enter(session, DARIA, "x", address="a").token
    assert [kind for kind, _ in trail(session)].count("sign_in.flood") == 1


@pytest.mark.asvs("6.3.1", "15.4.2")
def test_of_many_tries_at_once_ten_are_looked_at(session, daria):
    session.commit()
    with Crowd(20) as crowd:
        doors = crowd.at_once(
            [lambda s: sign_in.knock(s, DARIA, address="192.0.2.1", now=NOW)] * 20
        )
    assert sorted(door.closed for door in doors) == [False] * 10 + [True] * 10


@pytest.mark.asvs("6.6.2")
def test_a_second_factor_is_asked_before_there_is_a_session(session, daria, monkeypatch):
    monkeypatch.setattr(factors, "needed", lambda *_, **__: factors.Factor.SMS)
    pending = enter(session, DARIA, wanted="/declaraties/7")
    assert isinstance(pending, sign_in.Pending)
    assert session.exec(select(UserSession)).all() == []
    assert session.exec(select(Passage)).one().wanted == "/declaraties/7"


def test_a_hash_of_less_effort_is_replaced(session, daria):
    weak = passwords._CONTEXT.using(argon2__time_cost=1).hash(PASSWORD)
    daria.password_hash = weak
    session.commit()
    enter(session, DARIA, newer=passwords.digest(PASSWORD))
    session.expire_all()
    assert not passwords.is_old(session.get_one(User, 1).password_hash)
    assert enter(session, DARIA).token


def test_a_password_that_changed_meanwhile_opens_nothing(session, daria):
    door = sign_in.knock(session, DARIA, address="", now=NOW)
    daria.password_hash = passwords.digest("vier heel andere woorden")
    session.commit()
    with pytest.raises(WrongCredentials):
        sign_in.enter(session, door, right=True, now=NOW)


def test_what_was_counted_stays_counted_when_it_is_refused(session, daria):
    session.commit()
    for _ in range(2):
        with pytest.raises(WrongCredentials), transaction() as one:
            enter(one, DARIA, "mis")
    with transaction() as check:
        assert limits.in_a_row(check, limits.of_account("login", 1)) == 2
