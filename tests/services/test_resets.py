"""services/resets.py: a forgotten password."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    AuditEvent,
    Link,
    LinkKind,
    Outbox,
    Passage,
    Purpose,
    RememberedBrowser,
    User,
    UserSession,
)
from rxportal.services import factors, limits, links, passages, passwords, resets, sessions
from rxportal.services.links import DeadLink, State
from tests import make
from tests.concurrency.crowd import Crowd
from tests.doors import HASH, enter
from tests.make import NOW

DARIA, NEW = make.candidate.email, "vier heel andere woorden"
ACCEPTED = passwords.Accepted(passwords.digest(NEW))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def daria(session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = HASH
    session.add(user)
    session.commit()
    return user


@pytest.fixture
def token(session, daria):
    return links.make(session, daria, LinkKind.RESET, by=daria.name, now=NOW)


def mails(session):
    return [(mail.kind, mail.to) for mail in session.exec(select(Outbox).order_by(Outbox.id))]


@pytest.mark.parametrize("typed", [DARIA, f"  {DARIA.upper()} "])
def test_who_asks_gets_a_link_by_mail(session, daria, typed):
    resets.ask(session, typed, now=NOW)
    mail = session.exec(select(Outbox)).one()
    assert (mail.kind, mail.to, mail.secret) == ("reset", DARIA, True)
    assert mail.expires_at == NOW + 60 * MINUTE
    assert "/wachtwoord-herstellen/" in mail.body_text


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("why", ["unknown", "inactive", "not_activated"])
def test_nobody_else_gets_anything(session, daria, why):
    if why == "inactive":
        daria.active = False
    if why == "not_activated":
        daria.password_hash = ""
    session.commit()
    resets.ask(session, "nobody@example.nl" if why == "unknown" else DARIA, now=NOW)
    assert (mails(session), session.exec(select(Link)).all()) == ([], [])
    assert session.exec(select(AuditEvent)).all() == []


@pytest.mark.asvs("2.4.1")
def test_a_mailbox_is_not_flooded(session, daria):
    for _ in range(9):
        resets.ask(session, DARIA, now=NOW)
    assert len(mails(session)) == 3
    resets.ask(session, DARIA, now=NOW + 60 * MINUTE)
    assert len(mails(session)) == 4


@pytest.mark.asvs("2.4.1")
def test_one_address_asks_twenty_times_an_hour(session):
    for _ in range(20):
        resets.knock(session, address="192.0.2.1", now=NOW)
    with pytest.raises(limits.TooOften):
        resets.knock(session, address="192.0.2.1", now=NOW)
    resets.knock(session, address="192.0.2.2", now=NOW)


@pytest.mark.asvs("6.4.1")
@pytest.mark.parametrize(("later", "state"), [(59, State.OPEN), (60, State.EXPIRED)])
def test_a_link_lives_for_an_hour(session, token, later, state):
    assert links.look(session, token, LinkKind.RESET, now=NOW + later * MINUTE).state is state


def test_asking_changes_nothing_about_the_account(session, daria):
    opened = enter(session, DARIA)
    resets.ask(session, DARIA, now=NOW)
    assert sessions.actor_of(session, opened.token, now=NOW)
    assert enter(session, DARIA).token


def test_a_new_password_ends_everything_the_old_one_opened(session, daria, token):
    old = [enter(session, DARIA).token for _ in range(2)]
    session.add(
        RememberedBrowser(token_hash="x", user_id=1, created_at=NOW, expires_at=NOW + timedelta(30))
    )
    other = passages.begin(session, daria, Purpose.SIGN_IN, now=NOW)
    passage, factor = resets.begin(session, token, now=NOW)
    assert factor is None
    resets.finish(session, passage, ACCEPTED, now=NOW)
    session.expire_all()
    for each in old:
        with pytest.raises(sessions.SignedOut):
            sessions.actor_of(session, each, now=NOW)
    with pytest.raises(passages.Lost):
        passages.of(session, other, Purpose.SIGN_IN, now=NOW)
    assert session.exec(select(RememberedBrowser)).one().ended_at == NOW
    assert mails(session) == [("password_changed", DARIA)]
    assert enter(session, DARIA, NEW).token


@pytest.mark.asvs("6.4.1", "7.6.2")
def test_nobody_is_signed_in_by_it(session, daria, token):
    passage, _ = resets.begin(session, token, now=NOW)
    resets.finish(session, passage, ACCEPTED, now=NOW)
    assert session.exec(select(UserSession)).all() == []


@pytest.mark.asvs("6.4.3")
def test_the_second_factor_is_still_asked_even_in_a_remembered_browser(
    session, daria, token, monkeypatch
):
    asked = []

    def needed(_session, _user, *, browser_token, now):
        asked.append(browser_token)
        return factors.Factor.APP

    monkeypatch.setattr(factors, "needed", needed)
    passage, factor = resets.begin(session, token, now=NOW)
    assert (factor, asked) == (factors.Factor.APP, [""])
    with pytest.raises(passages.Lost):
        resets.person(session, passage, Purpose.RESET, now=NOW)
    with pytest.raises(passages.Lost):
        resets.finish(session, passage, ACCEPTED, now=NOW)
    passages.prove(session, passages.of(session, passage, Purpose.RESET, now=NOW), now=NOW)
    resets.finish(session, passage, ACCEPTED, now=NOW)


@pytest.mark.asvs("6.5.1", "15.4.2")
def test_a_link_is_used_once_however_many_use_it_at_once(session, daria, token):
    ways = [resets.begin(session, token, now=NOW)[0] for _ in range(4)]
    session.commit()
    with Crowd(20) as crowd:
        got = crowd.at_once(
            [lambda s, way=way: resets.finish(s, way, ACCEPTED, now=NOW) for way in ways * 5]
        )
    assert got.count(None) == 1
    with pytest.raises(DeadLink) as dead:
        resets.begin(session, token, now=NOW)
    assert dead.value.state is State.USED


def test_a_newer_link_ends_the_older(session, daria, token):
    resets.ask(session, DARIA, now=NOW)
    with pytest.raises(DeadLink) as dead:
        resets.begin(session, token, now=NOW)
    assert dead.value.state is State.REPLACED


def test_a_link_of_before_another_address_is_dead(session, daria, token):
    daria.email = "anders@example.nl"
    session.commit()
    with pytest.raises(DeadLink):
        resets.begin(session, token, now=NOW)


@pytest.mark.asvs("6.1.1")
def test_a_locked_account_is_opened_by_it(session, daria, token):
    bucket = limits.of_account("login", daria.id)
    for turn in range(101):
        limits.spend(session, bucket, limits.Rule(10, 15 * MINUTE), now=NOW + turn * 5 * MINUTE)
    passage, _ = resets.begin(session, token, now=NOW)
    resets.finish(session, passage, ACCEPTED, now=NOW)
    assert limits.in_a_row(session, bucket) == 0
    assert enter(session, DARIA, NEW).token


@pytest.mark.asvs("16.3.1")
def test_it_is_in_the_trail_and_the_passage_is_over(session, daria, token):
    passage, _ = resets.begin(session, token, now=NOW)
    resets.finish(session, passage, ACCEPTED, address="192.0.2.9", now=NOW)
    row = session.exec(select(AuditEvent)).one()
    assert (row.kind, row.subject_id, row.address) == ("password.reset", 1, "192.0.2.9")
    session.expire_all()
    assert session.exec(select(Passage)).one().ended_at == NOW
