"""services/devices.py: where somebody is signed in, and ending that."""

from datetime import timedelta

import pytest

from rxportal.db.tables import User
from rxportal.domain.errors import NotFound, SignedOut
from rxportal.services import devices, sessions
from tests import make

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0"


def sign_in(session, actor, browser=ANDROID, now=make.NOW):
    user = session.get_one(User, actor.user_id)
    return sessions.open_for(session, user, browser=browser, address="192.0.2.7", now=now).token


def mine(session, actor, token, now=make.NOW):
    return devices.mine(session, actor, sessions.fingerprint(token), now=now)


def is_open(session, token, now=make.NOW):
    try:
        sessions.actor_of(session, token, now=now)
    except SignedOut:
        return False
    return True


@pytest.mark.asvs("7.5.2")
def test_somebody_sees_own_devices_only_and_this_one_first(session):
    here = sign_in(session, make.candidate)
    sign_in(session, make.candidate, EDGE, now=make.NOW + timedelta(minutes=3))
    sign_in(session, make.candidate2)
    found = mine(session, make.candidate, here, now=make.NOW + timedelta(minutes=4))
    assert [(each.name, each.here, each.phone) for each in found] == [
        ("Chrome op Android", True, True),
        ("Edge op Windows", False, False),
    ]
    assert found[0].address == "192.0.2.7"


@pytest.mark.asvs("7.5.2")
def test_one_device_is_ended_and_the_others_are_not(session):
    here, there = sign_in(session, make.candidate), sign_in(session, make.candidate, EDGE)
    device = next(each for each in mine(session, make.candidate, here) if not each.here)
    devices.end(session, make.candidate, device.id, now=make.NOW)
    assert is_open(session, here)
    assert not is_open(session, there)
    with pytest.raises(NotFound):
        devices.end(session, make.candidate, device.id, now=make.NOW)


@pytest.mark.asvs("8.2.2")
def test_somebody_elses_device_does_not_exist(session):
    theirs = sign_in(session, make.candidate2)
    device = mine(session, make.candidate2, theirs)[0]
    for stranger in (make.candidate, make.client, make.office):
        with pytest.raises(NotFound):
            devices.end(session, stranger, device.id, now=make.NOW)
    assert is_open(session, theirs)


@pytest.mark.asvs("7.4.3")
def test_all_others_are_ended_at_once(session):
    here = sign_in(session, make.candidate)
    others = [sign_in(session, make.candidate, EDGE) for _ in range(3)]
    theirs = sign_in(session, make.candidate2)
    mark = sessions.fingerprint(here)
    assert devices.end_others(session, make.candidate, mark, now=make.NOW) == 3
    assert [is_open(session, token) for token in (here, theirs, *others)] == [
        True,
        True,
        *[False] * 3,
    ]
    assert devices.end_others(session, make.candidate, mark, now=make.NOW) == 0


@pytest.mark.asvs("7.1.2")
def test_of_too_many_sessions_the_one_used_longest_ago_ends(session):
    tokens = [
        sign_in(session, make.candidate, now=make.NOW + timedelta(minutes=n))
        for n in range(sessions.MOST)
    ]
    now = make.NOW + timedelta(minutes=sessions.MOST)
    sessions.note_activity(session, tokens[0], now=now)
    tokens.append(sign_in(session, make.candidate, now=now))
    assert [is_open(session, token, now) for token in tokens] == [True, False, *[True] * 4]


@pytest.mark.asvs("7.3.1")
@pytest.mark.parametrize(("actor", "minutes"), [(make.candidate, 60), (make.office, 30)])
def test_a_session_ends_after_a_while_of_nothing(session, actor, minutes):
    token = sign_in(session, actor)
    assert is_open(session, token, make.NOW + timedelta(minutes=minutes, seconds=-1))
    assert not is_open(session, token, make.NOW + timedelta(minutes=minutes))
    stands = sessions.standing(session, [sessions.fingerprint(token)], now=make.NOW)
    assert stands[sessions.fingerprint(token)].ends_at == make.NOW + timedelta(minutes=minutes)


@pytest.mark.asvs("7.3.2")
def test_a_session_ends_after_twelve_hours_whatever_is_done(session):
    token = sign_in(session, make.candidate)
    now = make.NOW
    while now < make.NOW + timedelta(hours=12):
        assert is_open(session, token, now)
        sessions.note_activity(session, token, now=now)
        now += timedelta(minutes=50)
    assert not is_open(session, token, make.NOW + timedelta(hours=12))
    just_before = make.NOW + timedelta(hours=12, seconds=-1)
    stands = sessions.standing(session, [sessions.fingerprint(token)], now=just_before)
    assert stands[sessions.fingerprint(token)].final
