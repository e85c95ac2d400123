"""services/invitations.py: from an invitation to an account, and no other way."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    Agency,
    AuditEvent,
    Candidate,
    Link,
    LinkKind,
    Outbox,
    Passage,
    Purpose,
    User,
    UserSession,
)
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.services import invitations, limits, links, passages, passwords, pins, sessions
from rxportal.services.invitations import NotInvitable, Wish
from rxportal.services.links import DeadLink, State
from rxportal.services.sign_in import Pending
from tests import make
from tests.concurrency.crowd import Crowd
from tests.make import NOW

NEW = "nieuw@example.nl"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ACCEPTED = passwords.Accepted(passwords.digest("vier heel andere woorden"))


@pytest.fixture
def invited(session):
    """A new candidate who was invited; the token in the mail."""
    session.add(
        Candidate(number="K1", first_name="Amina", last_name="El Idrissi", email="Nieuw@Example.nl",
                  phone="06 0000 0099")
    )  # fmt: skip
    session.flush()
    made = invitations.invite(session, make.office, Wish(NEW, Role.CANDIDATE), now=NOW)
    session.commit()
    return made


def look(session, token, now=NOW):
    return links.look(session, token, LinkKind.ACTIVATE, now=now).state


def pin(session):
    """What was texted last."""
    texts = session.exec(select(Outbox).where(Outbox.channel == "sms").order_by(Outbox.id)).all()
    return re.search(r"#(\d{6})", texts[-1].body_text)[1]


def prove(session, token, now=NOW):
    passage = invitations.begin(session, token, now=now)
    invitations.check_pin(session, passage, pin(session), now=now)
    session.commit()
    return passage


def test_an_invitation_makes_an_account_that_opens_nothing_yet(session, invited):
    user = session.get_one(User, invited.user_id)
    assert (user.name, user.email, user.phone) == ("Amina El Idrissi", NEW, "+31600000099")
    assert (user.role, user.password_hash) == (Role.CANDIDATE, "")


def test_the_mail_has_the_button_and_the_link(session, invited):
    mail = session.exec(select(Outbox)).one()
    assert (mail.kind, mail.to, mail.secret) == ("activate", NEW, True)
    assert f"Activeer:\nhttp://localhost:8080/activeren/{invited.token}" in mail.body_text
    assert "06 •••• ••99" in mail.body_text
    assert "0600000099" not in mail.body_text


@pytest.mark.asvs("6.4.1", "11.5.1")
def test_the_database_holds_no_token_and_tokens_have_256_bits(session, invited):
    assert invited.token not in str(session.exec(select(Link)).one().model_dump())
    assert len(invited.token) == 43


@pytest.mark.asvs("6.4.1")
@pytest.mark.parametrize(
    ("later", "state"), [(7 * DAY - MINUTE, State.OPEN), (7 * DAY, State.EXPIRED)]
)
def test_it_lives_for_seven_days(session, invited, later, state):
    assert look(session, invited.token, NOW + later) is state


@pytest.mark.asvs("3.5.3")
def test_looking_changes_nothing(session, invited):
    before = session.exec(select(Link)).one().model_dump()
    for _ in range(10):
        assert look(session, invited.token) is State.OPEN
    session.expire_all()
    assert session.exec(select(Link)).one().model_dump() == before


@pytest.mark.asvs("6.4.1")
def test_a_new_invitation_ends_the_one_before_it_and_what_was_under_way(session, invited):
    passage = prove(session, invited.token)
    again = invitations.invite(session, make.office, Wish(NEW, Role.CANDIDATE), now=NOW)
    assert look(session, invited.token) is State.REPLACED
    assert look(session, again.token) is State.OPEN
    with pytest.raises(passages.Lost):
        invitations.activate(session, passage, ACCEPTED, now=NOW)


def test_the_three_steps_lead_in(session, invited):
    passage = prove(session, invited.token)
    opened = invitations.activate(session, passage, ACCEPTED, now=NOW)
    assert sessions.actor_of(session, opened.token, now=NOW).name == "Amina El Idrissi"
    assert look(session, invited.token) is State.USED
    kinds = [row.kind for row in session.exec(select(AuditEvent).order_by(AuditEvent.id))]
    assert kinds == ["invitation.sent", "account.activated"]


@pytest.mark.asvs("6.1.3", "6.3.4")
def test_where_an_app_is_asked_activating_is_not_a_way_around_it(session, invited):
    session.exec(select(Agency)).one().factors = {"candidate": "app"}
    passage = prove(session, invited.token)
    pending = invitations.activate(session, passage, ACCEPTED, now=NOW)
    assert isinstance(pending, Pending)
    assert session.exec(select(UserSession)).all() == []
    assert passages.of(session, pending.token, Purpose.SIGN_IN, now=NOW).user_id == invited.user_id


@pytest.mark.asvs("2.3.1")
def test_no_password_without_the_pin(session, invited):
    passage = invitations.begin(session, invited.token, now=NOW)
    with pytest.raises(passages.Lost):
        invitations.activate(session, passage, ACCEPTED, now=NOW)
    with pytest.raises(pins.WrongPin):
        invitations.check_pin(session, passage, "x", now=NOW)
    with pytest.raises(passages.Lost):
        invitations.activate(session, passage, ACCEPTED, now=NOW)
    assert session.get_one(User, invited.user_id).password_hash == ""


@pytest.mark.asvs("2.3.1", "6.6.2")
def test_steps_of_another_way_in_are_not_steps_of_this_one(session, invited):
    user = session.get_one(User, invited.user_id)
    for purpose in (Purpose.SIGN_IN, Purpose.RESET):
        token = passages.begin(session, user, purpose, now=NOW)
        row = passages.of(session, token, purpose, now=NOW)
        passages.prove(session, row, now=NOW)
        with pytest.raises(passages.Lost):
            invitations.activate(session, token, ACCEPTED, now=NOW)
        with pytest.raises(passages.Lost):
            invitations.check_pin(session, token, "123456", now=NOW)


@pytest.mark.asvs("6.6.2")
def test_the_pin_of_one_way_in_is_none_for_another(session, invited):
    one = invitations.begin(session, invited.token, now=NOW)
    theirs = pin(session)
    other = invitations.begin(session, invited.token, now=NOW + MINUTE)
    if theirs != pin(session):
        with pytest.raises(pins.WrongPin):
            invitations.check_pin(session, other, theirs, now=NOW + MINUTE)
    invitations.check_pin(session, one, theirs, now=NOW + MINUTE)


@pytest.mark.asvs("6.5.1", "15.4.2")
def test_a_link_is_used_once_however_many_use_it_at_once(session, invited):
    ways = [prove(session, invited.token, NOW + n * MINUTE) for n in range(3)]
    with Crowd(20) as crowd:
        got = crowd.at_once(
            [
                lambda s, way=way: invitations.activate(s, way, ACCEPTED, now=NOW + 3 * MINUTE)
                for way in ways * 6
            ]
        )
    assert sum(isinstance(each, sessions.Opened) for each in got) == 1
    session.expire_all()
    assert len(session.exec(select(UserSession)).all()) == 1


@pytest.mark.asvs("6.5.1", "15.4.2")
def test_using_up_a_link_asks_whether_it_is_still_there_to_use(session, invited):
    row = session.exec(select(Link)).one()
    links.use(session, row.id, LinkKind.ACTIVATE, now=NOW)
    with pytest.raises(DeadLink):
        links.use(session, row.id, LinkKind.ACTIVATE, now=NOW)


@pytest.mark.asvs("6.5.1")
def test_a_revoked_link_cannot_be_used_up(session, invited):
    row = session.exec(select(Link)).one()
    links.revoke(session, invited.user_id, LinkKind.ACTIVATE, now=NOW)
    with pytest.raises(DeadLink):
        links.use(session, row.id, LinkKind.ACTIVATE, now=NOW)


@pytest.mark.asvs("6.5.1")
def test_a_used_link_is_used(session, invited):
    invitations.activate(session, prove(session, invited.token), ACCEPTED, now=NOW)
    with pytest.raises(DeadLink) as dead:
        invitations.begin(session, invited.token, now=NOW)
    assert dead.value.state is State.USED
    assert "inloggen" in str(dead.value)


@pytest.mark.parametrize("mangled", ["", "x", "../..", "é", "x" * 5000, "\ud800"])
def test_a_mangled_link_says_so(session, invited, mangled):
    with pytest.raises(DeadLink) as dead:
        invitations.begin(session, mangled, now=NOW)
    assert dead.value.state is State.UNKNOWN


def test_every_way_a_link_can_be_dead_has_its_own_sentence():
    dead = set(State) - {State.OPEN}
    said = {str(DeadLink(kind, state)) for kind in LinkKind for state in dead}
    assert len(said) == len(LinkKind) * len(dead)


def test_a_reset_link_is_no_invitation(session, invited):
    user = session.get_one(User, invited.user_id)
    token = links.make(session, user, LinkKind.RESET, by="x", now=NOW)
    with pytest.raises(DeadLink):
        invitations.begin(session, token, now=NOW)


def test_revoking_ends_the_link_and_takes_back_the_mail(session, invited):
    invitations.revoke(session, make.office, invited.user_id, now=NOW)
    assert look(session, invited.token) is State.REVOKED
    assert session.exec(select(Outbox)).all() == []
    with pytest.raises(NotInvitable):
        invitations.revoke(session, make.office, invited.user_id, now=NOW)
    invitations.resend(session, make.office, invited.user_id, now=NOW)
    assert look(session, invited.token) is State.REPLACED


def test_an_account_that_was_closed_has_no_link(session, invited):
    session.get_one(User, invited.user_id).active = False
    session.flush()
    assert look(session, invited.token) is State.REVOKED


@pytest.mark.asvs("6.4.3")
def test_a_link_to_an_address_of_before_is_dead(session, invited):
    session.get_one(User, invited.user_id).email = "anders@example.nl"
    session.flush()
    assert look(session, invited.token) is State.REVOKED


def test_who_holds_an_expired_link_asks_for_a_new_one(session, invited):
    later = NOW + 8 * DAY
    invitations.renew(session, invited.token, now=later)
    assert look(session, invited.token, later) is State.REPLACED
    mails = session.exec(select(Outbox).where(Outbox.kind == "activate")).all()
    assert {mail.to for mail in mails} == {NEW}
    assert len(mails) == 2


def test_only_an_expired_link_is_renewed_and_not_too_often(session, invited):
    with pytest.raises(DeadLink):
        invitations.renew(session, "x", now=NOW)
    invitations.renew(session, invited.token, now=NOW)
    assert look(session, invited.token) is State.OPEN
    row, later = session.exec(select(Link)).one(), NOW + 8 * DAY
    for _ in range(3):
        invitations.renew(session, invited.token, now=later)
        links.revoke(session, invited.user_id, LinkKind.ACTIVATE, now=later)
        for newer in session.exec(select(Link).where(Link.id != row.id)):
            session.delete(newer)
        row.revoked_at = None
        session.add(row)
        session.flush()
    with pytest.raises(limits.TooOften):
        invitations.renew(session, invited.token, now=later)


@pytest.mark.asvs("8.2.1", "8.3.1")
@pytest.mark.parametrize(
    ("actor", "role"),
    [
        (make.candidate, Role.CANDIDATE),
        (make.client, Role.CLIENT),
        (make.office, Role.OFFICE),
        (make.office, Role.ADMINISTRATOR),
    ],
)
def test_who_may_not_invite_does_not(session, actor, role):
    wish = Wish(NEW, role, name="X", phone="0600000098")
    with pytest.raises(Forbidden):
        invitations.invite(session, actor, wish, now=NOW)
    assert session.exec(select(Link)).all() == []


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_an_administrator_invites_colleagues(session, role):
    wish = Wish(NEW, role, name=" Bo   de  Wit ", phone="0600000098", language="en")
    made = invitations.invite(session, make.administrator, wish, now=NOW)
    user = session.get_one(User, made.user_id)
    assert (user.name, user.role, user.language) == ("Bo de Wit", role, "en")


@pytest.mark.asvs("8.2.2")
def test_the_office_reaches_no_colleague_by_a_number(session):
    wish = Wish(NEW, Role.OFFICE, name="Bo", phone="0600000098")
    made = invitations.invite(session, make.administrator, wish, now=NOW)
    for deed in (invitations.resend, invitations.revoke):
        with pytest.raises(Forbidden):
            deed(session, make.office, made.user_id, now=NOW)
        with pytest.raises(NotFound):
            deed(session, make.office, 999, now=NOW)
        for actor in (make.candidate, make.client):
            with pytest.raises(Forbidden):
                deed(session, actor, made.user_id, now=NOW)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("geen adres", Role.CANDIDATE), "e-mailadres"),
        (Wish("a@b", Role.CANDIDATE), "e-mailadres"),
        (Wish("a@b.nl\r\nBcc: x@y.nl", Role.CANDIDATE), "e-mailadres"),
        (Wish("x" * 400 + "@b.nl", Role.CANDIDATE), "e-mailadres"),
        (Wish(NEW, Role.CANDIDATE), "kandidaat"),
        (Wish(NEW, Role.CLIENT), "contactpersoon"),
        (Wish(NEW, Role.OFFICE, phone="0600000098"), "naam"),
        (Wish(NEW, Role.OFFICE, name="Bo"), "06-nummer"),
        (Wish(make.candidate.email, Role.CLIENT), "andere rol"),
    ],
)
def test_what_is_missing_is_said(session, wish, said):
    with pytest.raises(NotInvitable, match=said):
        invitations.invite(session, make.administrator, wish, now=NOW)


def test_who_has_an_account_is_not_invited_again(session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = "x"
    session.add(user)
    session.flush()
    with pytest.raises(NotInvitable, match="al een account"):
        invitations.invite(session, make.office, Wish(user.email, Role.CANDIDATE), now=NOW)
    with pytest.raises(NotInvitable, match="al een account"):
        invitations.resend(session, make.office, user.id, now=NOW)


def test_a_wrong_number_is_put_right_by_inviting_again(session, invited):
    wish = Wish(NEW, Role.CANDIDATE, phone="06 0000 0077")
    invitations.invite(session, make.office, wish, now=NOW)
    assert session.get_one(User, invited.user_id).phone == "+31600000077"


def test_a_passage_lives_for_half_an_hour(session, invited):
    passage = prove(session, invited.token)
    assert session.exec(select(Passage)).one().expires_at == NOW + 30 * MINUTE
    with pytest.raises(passages.Lost):
        invitations.activate(session, passage, ACCEPTED, now=NOW + 30 * MINUTE)
