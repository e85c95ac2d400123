"""services/passages.py: no step without the one before it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Passage, Purpose, User
from rxportal.services import passages
from tests.concurrency.crowd import Crowd
from tests.make import NOW


@pytest.fixture
def daria(session):
    return session.get_one(User, 1)


@pytest.fixture
def token(session, daria):
    return passages.begin(session, daria, Purpose.SIGN_IN, wanted="/declaraties/7", now=NOW)


def of(session, token, purpose=Purpose.SIGN_IN, **more):
    return passages.of(session, token, purpose, **{"now": NOW, **more})


def test_it_remembers_whose_it_is_and_where_they_were_going(session, token):
    assert (of(session, token).user_id, of(session, token).wanted) == (1, "/declaraties/7")


@pytest.mark.asvs("6.5.2")
def test_the_database_never_holds_the_token(session, token):
    assert token not in str(session.exec(select(Passage)).one().model_dump())


@pytest.mark.parametrize("made_up", ["", "x", "x" * 9000])
def test_a_made_up_token_is_nobodys(session, token, made_up):
    with pytest.raises(passages.Lost):
        of(session, made_up)


@pytest.mark.asvs("6.6.2")
def test_it_is_for_one_purpose(session, token):
    for other in (Purpose.ACTIVATE, Purpose.RESET):
        with pytest.raises(passages.Lost):
            of(session, token, other)


@pytest.mark.asvs("2.3.1")
def test_nothing_is_proven_until_it_is(session, token):
    with pytest.raises(passages.Lost):
        of(session, token, proven=True)
    passages.prove(session, of(session, token), now=NOW)
    assert of(session, token, proven=True)


def test_it_lives_for_ten_minutes(session, token):
    assert of(session, token, now=NOW + timedelta(minutes=9, seconds=59))
    with pytest.raises(passages.Lost):
        of(session, token, now=NOW + timedelta(minutes=10))


def test_a_closed_account_goes_no_further(session, daria, token):
    daria.active = False
    session.add(daria)
    session.flush()
    with pytest.raises(passages.Lost):
        of(session, token)


@pytest.mark.asvs("6.5.1")
def test_it_ends_once(session, token):
    passage = of(session, token)
    session.commit()
    with Crowd(10) as crowd:
        ends = crowd.at_once([lambda s: passages.finish(s, passage, now=NOW)] * 10)
    assert ends.count(None) == 1
    session.expire_all()
    with pytest.raises(passages.Lost):
        of(session, token)


def test_all_of_a_person_end_together_and_nobody_elses(session, daria, token):
    other = passages.begin(session, session.get_one(User, 2), Purpose.SIGN_IN, now=NOW)
    passages.end_all(session, 1, now=NOW)
    session.expire_all()
    assert of(session, other)
    with pytest.raises(passages.Lost):
        of(session, token)
