"""A browser that is remembered for thirty days, and what is asked of whom."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, RememberedBrowser, User
from rxportal.domain.errors import NotFound
from rxportal.services import browsers, factors
from tests import make

NOW = make.NOW


def person(session, actor=make.candidate):
    return session.get_one(User, actor.user_id)


@pytest.fixture
def token(session):
    found = browsers.remember(session, person(session), browser="Firefox", now=NOW)
    session.commit()
    return found


def ask_of_candidates(session, factor="sms"):
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": factor}
    session.add(agency)
    session.commit()


def needed(session, token="", now=NOW, actor=make.candidate):
    return factors.needed(session, person(session, actor), browser_token=token, now=now)


@pytest.mark.parametrize(
    ("of_role", "of_user", "asked"),
    [
        ("", "", None),
        ("", "sms", "sms"),
        ("sms", "", "sms"),
        ("sms", "app", "app"),
        ("app", "sms", "app"),
        ("app", "", "app"),
        ("", "app", "app"),
        ("nonsense", "", "app"),
    ],
)
@pytest.mark.asvs("6.3.3")
def test_the_stronger_of_role_and_user_is_asked(session, of_role, of_user, asked):
    ask_of_candidates(session, of_role)
    person(session).factor = of_user
    assert needed(session) == asked


def test_a_role_that_is_not_named_is_asked_nothing(session):
    ask_of_candidates(session)
    assert needed(session, actor=make.client) is None


def test_a_remembered_browser_is_not_asked_for_thirty_days(session, token):
    ask_of_candidates(session)
    assert needed(session, token) is None
    assert needed(session, token, NOW + timedelta(days=29, hours=23)) is None
    assert needed(session, token, NOW + timedelta(days=30)) == "sms"
    assert needed(session, "") == "sms"
    assert needed(session, "x" + token) == "sms"


def test_it_is_of_one_person_only(session, token):
    ask_of_candidates(session)
    assert needed(session, token, actor=make.candidate2) == "sms"


@pytest.mark.asvs("16.2.5")
def test_only_a_hash_of_it_is_kept(session, token):
    assert token not in str(session.exec(select(RememberedBrowser)).one())


def test_it_changes_at_every_use_so_that_a_copy_is_soon_worth_nothing(session, token):
    ask_of_candidates(session)
    fresh = browsers.renew(session, person(session), token, now=NOW + timedelta(days=9))
    assert needed(session, token) == "sms"
    assert needed(session, fresh) is None
    assert needed(session, fresh, NOW + timedelta(days=30)) == "sms"
    assert browsers.renew(session, person(session), token, now=NOW) == ""
    assert browsers.renew(session, person(session, make.candidate2), fresh, now=NOW) == ""


@pytest.mark.asvs("6.5.6")
def test_its_owner_can_end_it_and_nobody_else(session, token):
    ask_of_candidates(session)
    (mine,) = browsers.mine(session, make.candidate, now=NOW)
    assert browsers.mine(session, make.candidate2, now=NOW) == []
    with pytest.raises(NotFound):
        browsers.forget(session, make.candidate2, mine.id, now=NOW)
    assert needed(session, token) is None
    browsers.forget(session, make.candidate, mine.id, now=NOW)
    assert needed(session, token) == "sms"
    with pytest.raises(NotFound):
        browsers.forget(session, make.candidate, mine.id, now=NOW)


def test_all_end_at_once(session, token):
    ask_of_candidates(session)
    other = browsers.remember(session, person(session), now=NOW)
    theirs = browsers.remember(session, person(session, make.candidate2), now=NOW)
    browsers.forget_all(session, make.candidate.user_id, now=NOW)
    assert needed(session, token) == needed(session, other) == "sms"
    assert needed(session, theirs, actor=make.candidate2) is None
