"""services/sessions.py: who a cookie belongs to."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import User, UserSession
from rxportal.domain.errors import SignedOut
from rxportal.services import sessions
from tests import make
from tests.make import NOW


@pytest.fixture
def daria(session):
    return session.get_one(User, make.candidate.user_id)


def sign_in(session):
    return sessions.open_for(session, session.get_one(User, make.candidate.user_id), now=NOW)


@pytest.mark.asvs("7.2.2", "7.2.3")
def test_every_session_has_a_token_of_its_own_of_256_bits(session):
    user = session.get_one(User, make.candidate.user_id)
    tokens = {sessions.open_for(session, user, now=NOW).token for _ in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}  # 32 bytes


@pytest.mark.asvs("7.2.3")
def test_the_database_never_holds_the_token_itself(session):
    opened = sign_in(session)
    row = session.exec(select(UserSession)).one()
    assert opened.token not in str(row.model_dump())
    assert sessions.actor_of(session, opened.token, now=NOW) == make.candidate


@pytest.mark.parametrize(
    ("later", "works"),
    [
        (timedelta(minutes=59), True),
        (timedelta(minutes=60), False),
    ],
)
def test_a_candidate_may_be_idle_for_an_hour(session, daria, later, works):
    token = sign_in(session).token
    if works:
        assert sessions.actor_of(session, token, now=NOW + later)
    else:
        with pytest.raises(SignedOut):
            sessions.actor_of(session, token, now=NOW + later)


def test_the_agency_may_be_idle_for_half_an_hour(session):
    user = session.get_one(User, make.office.user_id)
    token = sessions.open_for(session, user, now=NOW).token
    session.commit()
    assert sessions.actor_of(session, token, now=NOW + timedelta(minutes=29))
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW + timedelta(minutes=30))


def test_activity_prolongs_a_session_but_never_past_twelve_hours(session, daria):
    token = sign_in(session).token
    session.commit()
    moment = NOW
    while moment < NOW + timedelta(hours=11, minutes=30):
        moment += timedelta(minutes=30)
        assert sessions.actor_of(session, token, now=moment)
        sessions.note_activity(session, token, now=moment)
        session.expire_all()
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW + timedelta(hours=12))


def test_signing_out_ends_the_session_on_the_server(session, daria):
    token = sign_in(session).token
    sessions.sign_out(session, token, now=NOW)
    session.expire_all()
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW)


def test_deactivating_somebody_works_at_once(session, daria):
    token = sign_in(session).token
    daria.active = False
    session.add(daria)
    session.commit()
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW)


@pytest.mark.asvs("7.2.1")
@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "' OR 1=1 --"])
def test_a_made_up_token_is_nobody(session, token):
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW)


def test_an_unknown_language_is_left_alone(session):
    sessions.choose_language(session, make.candidate, "en", now=NOW)
    sessions.choose_language(session, make.candidate, "xx", now=NOW)
    session.expire_all()
    assert session.get_one(User, make.candidate.user_id).language == "en"
