"""services/accounts.py: one's own details and password."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    AuditEvent,
    LinkKind,
    Outbox,
    Passage,
    Purpose,
    RememberedBrowser,
    User,
    UserSession,
)
from rxportal.services import accounts, limits, links, passages, passwords, sessions
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
    """As the web does it: count, hold the typed one against the stored one, take the new one."""
    stored = accounts.stored_password(session, make.candidate, now=NOW)
    right = passwords.matches(current, stored)
    user = session.get_one(User, make.candidate.user_id)
    demands = passwords.demands_on(session, user, now=NOW)
    accounts.change_password(
        session,
        make.candidate,
        token=token,
        stored=stored,
        right=right,
        accepted=passwords.accept(chosen, chosen, demands) if right else None,
        now=NOW,
    )


@pytest.mark.asvs("6.2.2")
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


@pytest.mark.asvs("6.2.3")
def test_a_wrong_current_password_changes_nothing(session, token):
    before = session.get_one(User, make.candidate.user_id).password_hash
    with pytest.raises(accounts.WrongPassword):
        change(session, token, current="geraden")
    assert session.get_one(User, make.candidate.user_id).password_hash == before


@pytest.mark.asvs("6.2.1")
@pytest.mark.parametrize("chosen", ["", "elf tekens.", "x" * 257])
def test_a_short_or_endless_password_is_refused(session, token, chosen):
    with pytest.raises(passwords.WeakPassword):
        change(session, token, chosen=chosen)


@pytest.mark.asvs("7.4.3")
def test_browsers_ways_in_and_links_of_before_open_nothing_any_more(session, token):
    user = session.get_one(User, make.candidate.user_id)
    session.add(
        RememberedBrowser(token_hash="x", user_id=1, created_at=NOW, expires_at=NOW + timedelta(30))
    )
    passages.begin(session, user, Purpose.SIGN_IN, now=NOW)
    link = links.make(session, user, LinkKind.RESET, by="x", now=NOW)
    change(session, token)
    session.expire_all()
    assert session.exec(select(RememberedBrowser)).one().ended_at == NOW
    assert session.exec(select(Passage)).one().ended_at == NOW
    assert links.look(session, link, LinkKind.RESET, now=NOW).state is links.State.REVOKED


@pytest.mark.asvs("6.3.7")
def test_the_owner_is_told(session, token):
    change(session, token)
    mail = session.exec(select(Outbox)).one()
    assert (mail.kind, mail.to) == ("password_changed", make.candidate.email)
    assert session.get_one(User, 1).password_at == NOW


@pytest.mark.asvs("16.3.1")
@pytest.mark.parametrize(
    ("current", "kind"), [(OLD, "password.changed"), ("x", "password.refused")]
)
def test_it_is_in_the_trail(session, token, current, kind):
    with suppress(accounts.WrongPassword):
        change(session, token, current=current)
    row = session.exec(select(AuditEvent)).one()
    assert (row.kind, row.actor_id, row.subject_id) == (kind, 1, 1)


@pytest.mark.asvs("6.3.1")
def test_the_current_password_is_not_guessed_by_who_found_an_open_browser(session, token):
    for _ in range(10):
        with pytest.raises(accounts.WrongPassword):
            change(session, token, current="geraden")
    with pytest.raises(limits.TooOften):
        change(session, token)


@pytest.mark.parametrize("actor", make.CAST, ids=lambda actor: actor.name)
def test_everybody_reads_their_own_details_only(session, actor):
    read = str(accounts.known(session, actor, now=NOW))
    assert actor.email in read
    assert not any(other.email in read for other in make.CAST if other is not actor)


@pytest.mark.asvs("6.2.3")
def test_an_accepted_password_is_not_taken_without_the_current_one(session, token):
    stored = accounts.stored_password(session, make.candidate, now=NOW)
    demands = passwords.demands_on(session, session.get_one(User, 1), now=NOW)
    accepted = passwords.accept(NEW, NEW, demands)
    with pytest.raises(accounts.WrongPassword):
        accounts.change_password(
            session,
            make.candidate,
            token=token,
            stored=stored,
            right=False,
            accepted=accepted,
            now=NOW,
        )
    assert session.get_one(User, 1).password_hash == stored
