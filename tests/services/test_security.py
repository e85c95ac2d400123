"""Changing how one gets in: proof first, notice after, and a number or address that is theirs."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import (
    Agency,
    AuditEvent,
    Authenticator,
    Candidate,
    Outbox,
    PinPurpose,
    User,
    UserSession,
)
from rxportal.domain.errors import Forbidden, NotFound, SignedOut
from rxportal.services import (
    accounts,
    authenticators,
    browsers,
    factors,
    passwords,
    phones,
    pins,
    recovery_codes,
    security,
    sessions,
    step_up,
    users,
)
from rxportal.services.factors import Factor
from rxportal.services.security import Here
from tests import make
from tests.services.test_authenticators import code_at
from tests.services.test_pins import other, texted

NOW = make.NOW
PASSWORD = "drie willekeurige woorden"
HASH = passwords.digest(PASSWORD)
MADE = recovery_codes.make()
WHO = make.candidate


def edge(work, *args, now=NOW, actor=WHO, **named):
    with transaction() as session:
        return work(session, actor, *args, now=now, **named)


def mailed(session):
    session.commit()
    found = session.exec(select(Outbox).where(Outbox.channel == "mail").order_by(Outbox.id)).all()
    session.commit()
    return [(row.kind, row.to) for row in found]


def kinds(session):
    found = [row.kind for row in session.exec(select(AuditEvent).order_by(AuditEvent.id))]
    session.commit()
    return found


@pytest.fixture
def user(session):
    row = session.get_one(User, WHO.user_id)
    row.password_hash, row.phone = HASH, "+31600000012"
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def here(session, user):
    """Signed in a moment ago, which is a proof."""
    opened = sessions.open_for(session, user, now=NOW)
    session.commit()
    return Here(opened.token, "192.0.2.1")


def prove(here, password=PASSWORD, code="", now=NOW):
    right = passwords.matches(password, HASH)
    return edge(step_up.prove, token=here.token, stored=HASH, right=right, code=code, now=now)


def app_of(here, session, now=NOW):
    """Set up an app from the screen; its secret."""
    edge(security.text_me, here, PinPurpose.ENROL, now=now)
    made = edge(security.scan, here, texted(session), now=now)
    edge(security.use_app, here, code_at(made.secret, now), MADE, now=now)
    return made.secret


CHANGES = {
    "text_me": lambda here, now: edge(security.text_me, here, PinPurpose.ENROL, now=now),
    "use_sms": lambda here, now: edge(security.use_sms, here, "123456", now=now),
    "scan": lambda here, now: edge(security.scan, here, "123456", now=now),
    "use_app": lambda here, now: edge(security.use_app, here, "123456", MADE, now=now),
    "use_nothing": lambda here, now: edge(security.use_nothing, here, now=now),
    "new_codes": lambda here, now: edge(security.new_codes, here, MADE, now=now),
    "ask_number": lambda here, now: edge(security.ask_number, here, "0612345678", now=now),
    "take_number": lambda here, now: edge(security.take_number, here, "123456", now=now),
    "ask_address": lambda here, now: edge(security.ask_address, here, "x@y.example", now=now),
    "take_address": lambda here, now: edge(security.take_address, here, "123456", now=now),
}


@pytest.mark.asvs("7.5.1")
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_changes_without_a_proof_of_the_last_five_minutes(session, here, change):
    with pytest.raises(step_up.ProofNeeded):
        CHANGES[change](here, NOW + timedelta(minutes=5))
    assert mailed(session) == []
    assert kinds(session) == []


@pytest.mark.asvs("7.5.1", "7.2.4")
def test_the_password_proves_again_and_the_session_goes_on_under_another_token(session, here):
    later = NOW + timedelta(minutes=20)
    opened = prove(here, now=later)
    assert opened.token != here.token
    with pytest.raises(SignedOut):
        sessions.actor_of(session, here.token, now=later)
    assert sessions.actor_of(session, opened.token, now=later).user_id == WHO.user_id
    assert step_up.is_fresh(session, opened.token, now=later + timedelta(minutes=4))
    assert not step_up.is_fresh(session, opened.token, now=later + timedelta(minutes=5))
    session.commit()
    assert kinds(session) == ["proof"]


def test_a_wrong_password_proves_nothing(session, here):
    later = NOW + timedelta(minutes=20)
    with pytest.raises(accounts.WrongPassword):
        prove(here, "een ander wachtwoord", now=later)
    assert not step_up.is_fresh(session, here.token, now=later)
    session.commit()
    assert kinds(session) == ["proof.refused"]


@pytest.mark.asvs("7.5.1")
def test_who_has_an_app_shows_a_code_of_it_too(session, here):
    secret = app_of(here, session)
    later = NOW + timedelta(minutes=20)
    with pytest.raises(authenticators.WrongCode):
        prove(here, now=later)
    with pytest.raises(accounts.WrongPassword):
        prove(here, "een ander wachtwoord", code_at(secret, later), now=later)
    assert prove(here, code=code_at(secret, later), now=later)


@pytest.mark.asvs("6.4.4", "6.3.7")
def test_an_app_takes_a_pin_first_and_one_right_code_last(session, here, user):
    with pytest.raises(pins.PinExpired):
        edge(security.scan, here, "123456")
    with pytest.raises(authenticators.NothingToConfirm):
        edge(security.use_app, here, "123456", MADE)
    edge(security.text_me, here, PinPurpose.ENROL)
    code = texted(session)
    with pytest.raises(pins.WrongPin):
        edge(security.scan, here, other(code))
    with pytest.raises(pins.PinExpired):
        edge(security.use_sms, here, code)  # the pin is for something else
    made = edge(security.scan, here, code)
    assert factors.asked(session, user) is None
    session.commit()
    edge(security.use_app, here, code_at(made.secret, NOW), MADE)
    session.refresh(user)
    assert factors.asked(session, user) is Factor.APP
    assert recovery_codes.left(session, WHO.user_id) == 10
    assert mailed(session) == [("factor_changed", "daria@example.nl")]
    assert kinds(session) == ["factor.app"]


@pytest.mark.asvs("6.4.4")
def test_an_app_that_was_begun_elsewhere_is_not_finished_here_without_the_pin(session, here, user):
    secret = authenticators.enrol(session, user, now=NOW).secret
    session.commit()
    with pytest.raises(authenticators.NothingToConfirm):
        edge(security.use_app, here, code_at(secret, NOW), MADE)


@pytest.mark.asvs("7.4.3", "6.5.6")
def test_another_factor_ends_other_sessions_and_remembered_browsers(session, here, user):
    elsewhere = sessions.open_for(session, user, now=NOW)
    remembered = browsers.remember(session, user, now=NOW)
    session.commit()
    app_of(here, session)
    with pytest.raises(SignedOut):
        sessions.actor_of(session, elsewhere.token, now=NOW)
    assert sessions.actor_of(session, here.token, now=NOW)
    assert not browsers.knows(session, user, remembered, now=NOW)


def test_sms_takes_a_pin_and_ends_an_app(session, here, user):
    app_of(here, session)
    later = NOW + timedelta(minutes=1)
    edge(security.text_me, here, PinPurpose.STEP_UP, now=later)
    edge(security.use_sms, here, texted(session), now=later)
    session.refresh(user)
    assert factors.asked(session, user) is Factor.SMS
    assert not session.exec(select(Authenticator)).all()


def test_the_factor_can_be_turned_off_unless_the_agency_asks_it(session, here, user):
    app_of(here, session)
    edge(security.use_nothing, here)
    session.refresh(user)
    assert factors.asked(session, user) is None
    assert recovery_codes.left(session, WHO.user_id) == 0
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": "app"}
    session.add(agency)
    session.commit()
    with pytest.raises(security.AsksMore):
        edge(security.use_nothing, here)
    with pytest.raises(security.AsksMore):
        edge(security.use_sms, here, "123456")


def test_new_codes_on_paper_end_the_old_ones(session, here, user):
    app_of(here, session)
    edge(security.new_codes, here, recovery_codes.make())
    with pytest.raises(recovery_codes.WrongRecoveryCode), transaction() as writing:
        recovery_codes.check(writing, writing.get_one(User, WHO.user_id), MADE.shown[0], now=NOW)
    assert mailed(session)[-1] == ("recovery_codes_made", "daria@example.nl")


@pytest.mark.asvs("6.3.7", "6.6.1")
def test_a_new_number_is_confirmed_by_a_pin_sent_to_it(session, here, user):
    edge(security.ask_number, here, "06 1234 5678")
    code = texted(session)
    assert session.exec(select(Outbox)).one().to == "+31612345678"
    session.refresh(user)
    assert user.phone == "+31600000012"
    session.commit()
    with pytest.raises(pins.WrongPin):
        edge(security.take_number, here, other(code))
    edge(security.take_number, here, code)
    session.refresh(user)
    assert user.phone == "+31612345678"
    assert session.get_one(Candidate, 1).phone == "+31612345678"
    assert mailed(session) == [("number_changed", "daria@example.nl")]
    assert kinds(session) == ["number.changed"]


def test_a_number_that_cannot_be_texted_is_refused(session, here):
    with pytest.raises(phones.UnusableNumber):
        edge(security.ask_number, here, "0900 1234567")


@pytest.mark.asvs("6.3.7")
def test_a_new_address_is_confirmed_by_a_code_and_both_hear_of_it(session, here, user):
    edge(security.ask_address, here, " Daria@Nieuw.example ")
    mail = session.exec(select(Outbox)).one()
    assert (mail.to, mail.secret) == ("daria@nieuw.example", True)
    code = re.search(r"Je code is (\d{6})", mail.body_text)[1]
    session.commit()
    with pytest.raises(pins.WrongPin):
        edge(security.take_address, here, other(code))
    edge(security.take_address, here, code)
    session.refresh(user)
    assert user.email == "daria@nieuw.example"
    assert session.get_one(Candidate, 1).email == "daria@nieuw.example"
    assert mailed(session)[1:] == [
        ("address_changed", "daria@example.nl"),
        ("address_changed", "daria@nieuw.example"),
    ]


def test_the_address_of_somebody_else_is_refused_after_its_code_only(session, here, user):
    edge(security.ask_address, here, make.candidate2.email)
    code = re.search(r"Je code is (\d{6})", session.exec(select(Outbox)).one().body_text)[1]
    session.commit()
    with pytest.raises(security.TakenAddress):
        edge(security.take_address, here, code)
    session.refresh(user)
    assert user.email == WHO.email


@pytest.mark.parametrize("typed", ["", "daria", "daria@nieuw", "a@b.nl\nBcc: x@y.nl", WHO.email])
def test_what_is_no_other_address_is_refused(session, here, typed):
    with pytest.raises(security.UnusableAddress):
        edge(security.ask_address, here, typed)


def test_codes_by_mail_are_limited(session, here):
    for at in range(5):
        edge(security.ask_address, here, "x@y.example", now=NOW + timedelta(seconds=31 * at))
    with pytest.raises(pins.TooManyMails):
        edge(security.ask_address, here, "x@y.example", now=NOW + timedelta(seconds=200))


def test_the_screen_knows_for_which_code_it_waits(session, here):
    def waiting():
        return edge(security.known, here.token).waiting

    assert waiting() == ""
    edge(security.ask_number, here, "0612345678")
    known = edge(security.known, here.token)
    assert (known.waiting, known.sent_to) == ("number", "06 •••• ••78")
    edge(security.text_me, here, PinPurpose.ENROL)
    assert waiting() == "app"
    made = edge(security.scan, here, texted(session))
    assert waiting() == "scan"
    edge(security.use_app, here, code_at(made.secret, NOW), MADE)
    assert waiting() == ""


@pytest.mark.asvs("6.4.6", "6.4.4")
def test_the_back_office_takes_a_factor_away_and_learns_nothing(session, here, user):
    secret = app_of(here, session)
    edge(users.reset_factor, WHO.user_id, actor=make.office)
    session.refresh(user)
    assert factors.asked(session, user) is None
    assert not session.exec(select(Authenticator)).all()
    with pytest.raises(SignedOut):
        sessions.actor_of(session, here.token, now=NOW)
    assert mailed(session)[-1] == ("factor_changed", "daria@example.nl")
    assert kinds(session)[-1] == "factor.reset"
    trail = str([row.details for row in session.exec(select(AuditEvent))])
    assert secret not in trail


def test_after_a_hundred_wrong_codes_a_reset_opens_the_way_again(session, here, user, monkeypatch):
    monkeypatch.setattr(authenticators, "HOPELESS", 2)
    app_of(here, session)
    for _ in range(2):
        with pytest.raises(authenticators.WrongCode), transaction() as writing:
            authenticators.check(writing, writing.get_one(User, WHO.user_id), "", now=NOW)
    edge(users.reset_factor, WHO.user_id, actor=make.office)
    opened = sessions.open_for(session, user, now=NOW + timedelta(minutes=11))
    session.commit()
    app_of(Here(opened.token), session, now=NOW + timedelta(minutes=11))


@pytest.mark.asvs("8.2.1")
def test_only_the_back_office_resets_and_colleagues_only_by_an_administrator(session, user):
    for actor in (make.candidate2, make.client):
        with pytest.raises(Forbidden):
            edge(users.reset_factor, WHO.user_id, actor=actor)
    with pytest.raises(Forbidden):
        edge(users.reset_factor, make.administrator.user_id, actor=make.office)
    with pytest.raises(NotFound):
        edge(users.reset_factor, 999, actor=make.office)
    with pytest.raises(users.NotPossible):
        edge(users.reset_factor, make.administrator.user_id, actor=make.administrator)
    edge(users.reset_factor, make.office.user_id, actor=make.administrator)


@pytest.mark.asvs("7.2.4")
def test_the_old_token_is_not_kept(session, here):
    opened = prove(here)
    (row,) = session.exec(select(UserSession)).all()
    assert row.token_hash == sessions.fingerprint(opened.token)
