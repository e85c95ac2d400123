"""services/users.py: what the agency does to somebody's account."""

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, LinkKind, User
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden, Invalid, NotFound, SignedOut
from rxportal.services import browsers, links, sessions, users
from tests import make

STEPS = [users.sign_out, users.close, users.reopen]


def sign_in(session, actor):
    user = session.get_one(User, actor.user_id)
    return sessions.open_for(session, user, now=make.NOW).token


def is_open(session, token):
    try:
        sessions.actor_of(session, token, now=make.NOW)
    except SignedOut:
        return False
    return True


def trail(session):
    rows = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    return [(row.kind, row.actor_id, row.subject_id) for row in rows]


@pytest.mark.asvs("7.4.5")
def test_the_back_office_signs_somebody_out_everywhere(session):
    tokens = [sign_in(session, make.candidate) for _ in range(3)]
    other = sign_in(session, make.candidate2)
    users.sign_out(session, make.office, make.candidate.user_id, now=make.NOW)
    assert not any(is_open(session, token) for token in tokens)
    assert is_open(session, other)
    assert trail(session) == [("session.ended", 5, 1)]


@pytest.mark.asvs("7.4.2")
def test_a_closed_account_lets_nobody_in_or_stay_in(session):
    token = sign_in(session, make.candidate)
    user = session.get_one(User, make.candidate.user_id)
    browser = browsers.remember(session, user, now=make.NOW)
    link = links.make(session, user, LinkKind.RESET, by="Daria", now=make.NOW)
    users.close(session, make.office, user.id, now=make.NOW)
    assert not is_open(session, token)
    assert not browsers.knows(session, user, browser, now=make.NOW)
    with pytest.raises(links.DeadLink):
        links.find(session, link, LinkKind.RESET, now=make.NOW)
    with pytest.raises(users.NotPossible):
        users.close(session, make.office, user.id, now=make.NOW)
    users.reopen(session, make.office, user.id, now=make.NOW)
    assert not is_open(session, token)
    assert is_open(session, sign_in(session, make.candidate))
    assert [kind for kind, _, _ in trail(session)] == ["account.deactivated", "account.reactivated"]


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("stranger", [make.candidate, make.candidate2, make.client])
def test_who_is_not_the_agency_does_nothing_to_an_account(session, stranger):
    for step in STEPS:
        with pytest.raises(Forbidden):
            step(session, stranger, make.candidate.user_id, now=make.NOW)
    with pytest.raises(Forbidden):
        users.change_role(session, stranger, make.office.user_id, Role.ADMINISTRATOR, now=make.NOW)
    assert trail(session) == []


@pytest.mark.asvs("8.2.2")
def test_only_an_administrator_touches_staff_and_nobody_themselves(session):
    for step in STEPS:
        with pytest.raises(Forbidden):
            step(session, make.office, make.administrator.user_id, now=make.NOW)
    with pytest.raises(Forbidden):
        users.change_role(
            session, make.office, make.office.user_id, Role.ADMINISTRATOR, now=make.NOW
        )
    with pytest.raises(users.NotPossible):
        users.close(session, make.administrator, make.administrator.user_id, now=make.NOW)
    with pytest.raises(users.NotPossible):
        users.change_role(
            session, make.administrator, make.administrator.user_id, Role.OFFICE, now=make.NOW
        )
    for step in STEPS:
        with pytest.raises(NotFound):
            step(session, make.office, 999, now=make.NOW)


@pytest.mark.asvs("7.2.4")
def test_another_role_begins_with_signing_in_again(session):
    token = sign_in(session, make.office)
    users.change_role(
        session, make.administrator, make.office.user_id, Role.ADMINISTRATOR, now=make.NOW
    )
    assert not is_open(session, token)
    assert session.get_one(User, make.office.user_id).role is Role.ADMINISTRATOR
    assert trail(session) == [("role.changed", 6, 5)]


def test_a_candidate_stays_a_candidate(session):
    with pytest.raises(users.NotPossible):
        users.change_role(
            session, make.administrator, make.candidate.user_id, Role.OFFICE, now=make.NOW
        )
    for role in ("candidate", "client", "king", ""):
        with pytest.raises(Invalid):
            users.change_role(session, make.administrator, make.office.user_id, role, now=make.NOW)
