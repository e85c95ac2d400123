"""services/accounts.py: one's own details and password."""

import pytest
from sqlmodel import select

from rxportal.db.tables import User, UserSession
from rxportal.services import accounts, passwords, sessions
from tests import make
from tests.make import NOW

OLD, NEW = "drie willekeurige woorden", "vier heel andere woorden"


@pytest.fixture
def token(session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = passwords.digest(OLD)
    session.add(user)
    here = sessions.open_for(session, user, now=NOW).token
    sessions.open_for(session, user, now=NOW)
    session.commit()
    return here


def change(session, token, current=OLD, chosen=NEW):
    accounts.change_password(
        session, make.candidate, token=token, current=current, chosen=chosen, now=NOW
    )


def test_the_new_password_is_the_one_that_counts(session, token):
    change(session, token)
    stored = session.get_one(User, make.candidate.user_id).password_hash
    assert passwords.matches(NEW, stored)
    assert not passwords.matches(OLD, stored)


def test_other_browsers_are_signed_out_and_this_one_is_not(session, token):
    change(session, token)
    session.expire_all()
    ended = {row.token_hash: row.ended_at for row in session.exec(select(UserSession))}
    assert ended.pop(sessions.fingerprint(token)) is None
    assert list(ended.values()) == [NOW]


def test_a_wrong_current_password_changes_nothing(session, token):
    before = session.get_one(User, make.candidate.user_id).password_hash
    with pytest.raises(accounts.WrongPassword):
        change(session, token, current="geraden")
    assert session.get_one(User, make.candidate.user_id).password_hash == before


@pytest.mark.parametrize("chosen", ["", "elf tekens.", "x" * 257])
def test_a_short_or_endless_password_is_refused(session, token, chosen):
    with pytest.raises(accounts.WeakPassword):
        change(session, token, chosen=chosen)


@pytest.mark.parametrize("actor", make.CAST, ids=lambda actor: actor.name)
def test_everybody_reads_their_own_details_only(session, actor):
    read = str(accounts.known(session, actor, now=NOW))
    assert actor.email in read
    assert not any(other.email in read for other in make.CAST if other is not actor)
