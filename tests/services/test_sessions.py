"""services/sessions.py: who a cookie belongs to."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import User, UserSession
from rxportal.domain.errors import SignedOut
from rxportal.services import passwords, sessions
from tests import make
from tests.make import NOW

PASSWORD = "drie willekeurige woorden"


@pytest.fixture
def daria(session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = passwords.digest(PASSWORD)
    session.add(user)
    session.commit()
    return user


def sign_in(session, email=make.candidate.email, password=PASSWORD):
    return sessions.sign_in(session, email, password, address="", browser="", now=NOW)


def test_the_right_password_opens_a_session_for_that_person(session, daria):
    opened = sign_in(session)
    assert sessions.actor_of(session, opened.token, now=NOW) == make.candidate


def test_the_database_never_holds_the_token_itself(session, daria):
    opened = sign_in(session)
    row = session.exec(select(UserSession)).one()
    assert opened.token not in str(row.model_dump())


@pytest.mark.parametrize("email", [" Daria@Example.NL ", "DARIA@EXAMPLE.NL"])
def test_case_and_spaces_in_the_address_do_not_matter(session, daria, email):
    assert sign_in(session, email=email).token


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("nobody@example.nl", PASSWORD),
        (make.candidate.email, "wrong"),
        (make.candidate.email, ""),
        (make.candidate2.email, ""),
        (make.candidate.email, PASSWORD + " "),
        (make.candidate.email, "x" * 300),
    ],
)
def test_unknown_wrong_and_not_activated_get_the_same_answer(session, daria, email, password):
    with pytest.raises(sessions.WrongCredentials):
        sign_in(session, email, password)
    assert session.exec(select(UserSession)).all() == []


def test_an_inactive_account_does_not_get_in(session, daria):
    daria.active = False
    session.add(daria)
    session.commit()
    with pytest.raises(sessions.WrongCredentials):
        sign_in(session)


def test_a_composed_and_a_decomposed_letter_are_the_same_password():
    assert passwords.matches("cafe\u0301 op de hoek", passwords.digest("caf\u00e9 op de hoek"))


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


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "' OR 1=1 --"])
def test_a_made_up_token_is_nobody(session, token):
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW)


def test_an_unknown_language_is_left_alone(session):
    sessions.choose_language(session, make.candidate, "en", now=NOW)
    sessions.choose_language(session, make.candidate, "xx", now=NOW)
    session.expire_all()
    assert session.get_one(User, make.candidate.user_id).language == "en"
