"""services/people.py: who is in, who is not yet, and how far they are."""

from datetime import timedelta

import pytest

from rxportal.db.tables import Candidate, User
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden
from rxportal.services import invitations, passwords, people
from rxportal.services.invitations import Wish
from rxportal.services.people import Invitation
from tests import make
from tests.make import NOW

NEW = "nieuw@example.nl"
DAY = timedelta(days=1)


@pytest.fixture
def invited(session):
    session.add(
        Candidate(number="K1", first_name="Amina", last_name="El Idrissi", email=NEW,
                  phone="0600000099")
    )  # fmt: skip
    session.flush()
    return invitations.invite(session, make.office, Wish(NEW, Role.CANDIDATE), now=NOW).user_id


def find(session, actor=make.office, now=NOW, **asked):
    return {each.email: each for each in people.people(session, actor, now=now, **asked)}


def test_it_says_how_far_somebody_is(session, invited):
    assert find(session)[NEW].invitation is Invitation.SENT
    assert find(session)[NEW].by == make.office.name
    assert find(session, now=NOW + 7 * DAY)[NEW].invitation is Invitation.EXPIRED
    invitations.revoke(session, make.office, invited, now=NOW)
    session.expire_all()
    assert find(session)[NEW].invitation is Invitation.REVOKED
    invitations.resend(session, make.office, invited, now=NOW)
    assert find(session)[NEW].invitation is Invitation.SENT


def test_who_is_in_is_in_the_other_list(session, invited):
    session.get_one(User, invited).password_hash = passwords.digest("drie willekeurige woorden")
    session.flush()
    assert NEW not in find(session)
    person = find(session, activated=True)[NEW]
    assert (person.invitation, person.may_invite) == (Invitation.ACTIVATED, False)


def test_who_was_never_invited_is_there_too(session):
    assert find(session)[make.candidate.email].invitation is Invitation.NONE


@pytest.mark.parametrize("search", ["amina", "IDRISSI", "nieuw@", "el amina", "%", "_"])
def test_searching_looks_in_names_and_addresses(session, invited, search):
    assert NEW in find(session, search=search)


@pytest.mark.parametrize("search", ["zzz", "amina zzz", "'; DROP TABLE account; --"])
def test_searching_in_vain_finds_nobody(session, invited, search):
    assert find(session, search=search) == {}


def test_the_office_sees_colleagues_and_invites_none(session):
    assert not find(session)[make.administrator.email].may_invite
    assert find(session, make.administrator)[make.office.email].may_invite


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_nobody_else_sees_who_has_an_account(session, actor):
    with pytest.raises(Forbidden):
        people.people(session, actor, now=NOW)
