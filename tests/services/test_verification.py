"""The second factor on the way in: what is asked, what opens, and what does not."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import Agency, AuditEvent, Outbox, Pin, Purpose, User, UserSession
from rxportal.domain.errors import SignedOut
from rxportal.services import (
    authenticators,
    factors,
    passages,
    pins,
    recovery_codes,
    sessions,
    verification,
)
from rxportal.services.factors import Factor
from rxportal.services.verification import Origin, Step
from tests import make
from tests.services.test_authenticators import code_at, wrong
from tests.services.test_pins import other, texted

NOW = make.NOW
HERE = Origin("192.0.2.1", "Firefox")
MADE = recovery_codes.make()


def edge(work, *args, now=NOW):
    """One transaction; what a wrong try wrote stays."""
    with transaction() as session:
        return work(session, *args, now=now)


def begin(purpose=Purpose.SIGN_IN, actor=make.candidate, now=NOW):
    """The password was right."""
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        token = passages.begin(session, user, purpose, wanted="/declaraties/7", now=now)
        verification.start(session, token, address="192.0.2.1", now=now)
        return token


def asked(token, now=NOW):
    with reading() as session:
        return verification.asked(session, token, now=now)


def events(session):
    session.commit()
    found = [row.kind for row in session.exec(select(AuditEvent).order_by(AuditEvent.id))]
    session.commit()
    return found


@pytest.fixture
def person(session):
    """A candidate with a phone, whose role is asked for a text."""
    user = session.get_one(User, make.candidate.user_id)
    user.phone = "+31600000012"
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": "sms"}
    session.add_all([user, agency])
    session.commit()
    return user


@pytest.fixture
def app(session, person):
    """The secret of the app that person set up, with ten codes on paper."""
    before = NOW - timedelta(hours=1)
    secret = authenticators.enrol(session, person, now=before).secret
    authenticators.confirm(session, person, code_at(secret, before), now=before)
    factors.choose(session, person, Factor.APP, now=before)
    recovery_codes.replace(session, person, MADE, now=before)
    session.commit()
    return secret


def must_have_an_app(session):
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": "app"}
    session.add(agency)
    session.commit()


def test_a_pin_by_sms_opens_a_session(session, person):
    token = begin()
    seen = asked(token)
    assert (seen.step, seen.number, seen.agency) == (Step.SMS, "06 •••• ••12", "Flexmeent")
    assert seen.until == NOW + timedelta(minutes=10)
    proven = edge(verification.check, token, texted(session), HERE)
    assert proven.wanted == "/declaraties/7"
    actor = sessions.actor_of(session, proven.opened.token, now=NOW)
    assert actor.user_id == person.id
    row = session.exec(select(UserSession)).one()
    assert (row.factor, row.proven_at) == ("sms", NOW)
    assert events(session) == ["sign_in"]


@pytest.mark.asvs("2.3.1")
def test_the_passage_opens_nothing_by_itself(session, person):
    token = begin()
    with pytest.raises(SignedOut):
        sessions.actor_of(session, token, now=NOW)


@pytest.mark.asvs("6.5.1")
def test_it_opens_once(session, person):
    token = begin()
    code = texted(session)
    edge(verification.check, token, code, HERE)
    with pytest.raises(passages.Lost):
        edge(verification.check, token, code, HERE)


@pytest.mark.asvs("6.6.2")
def test_a_pin_of_another_sign_in_is_refused(session, person):
    first = begin()
    code = texted(session)
    second = begin(now=NOW + timedelta(seconds=40))
    with pytest.raises(pins.WrongPin):
        edge(verification.check, second, code, HERE, now=NOW + timedelta(seconds=41))
    edge(verification.check, first, code, HERE)


def test_a_wrong_pin_is_counted_and_written_down(session, person):
    token = begin()
    with pytest.raises(pins.WrongPin):
        edge(verification.check, token, other(texted(session)), HERE)
    assert session.exec(select(Pin)).one().tries == 1
    assert events(session) == ["factor.refused"]


def test_without_a_number_the_screen_says_so(session, person):
    person.phone = ""
    session.add(person)
    session.commit()
    token = begin()
    assert (asked(token).number, asked(token).until) == ("", None)
    with pytest.raises(pins.NoNumber):
        edge(lambda s, t, now: verification.resend(s, t, address="", now=now), token)


def test_an_app_opens_without_a_text(session, app):
    token = begin()
    assert asked(token).step is Step.APP
    assert not session.exec(select(Outbox)).all()
    session.commit()
    proven = edge(verification.check, token, code_at(app, NOW), HERE)
    assert proven.opened


@pytest.mark.asvs("6.4.4")
def test_the_role_asks_sms_but_who_has_an_app_cannot_go_back_to_a_text(session, app):
    token = begin()
    edge(lambda s, t, now: verification.resend(s, t, address="", now=now), token)
    assert not session.exec(select(Outbox)).all()
    session.commit()
    with pytest.raises(authenticators.WrongCode):
        edge(verification.check, token, wrong(app), HERE)


@pytest.mark.asvs("6.4.4")
def test_a_lost_phone_a_code_on_paper(session, app):
    token = begin()
    assert asked(token).codes
    remember = Origin("192.0.2.1", "Firefox", remember=True)
    proven = edge(verification.recover, token, MADE.shown[4], remember)
    assert proven.opened
    assert proven.browser == ""
    assert session.exec(select(Outbox)).one().kind == "recovery_code_used"
    assert session.exec(select(UserSession)).one().factor == "recovery"
    session.commit()
    with pytest.raises(recovery_codes.WrongRecoveryCode):
        edge(verification.recover, begin(), MADE.shown[4], HERE)


@pytest.mark.asvs("2.3.1")
def test_who_must_have_an_app_sets_it_up_on_the_way_in(session, person):
    must_have_an_app(session)
    token = begin()
    assert asked(token).step is Step.ENROL
    code = texted(session)
    with pytest.raises(passages.Lost):
        edge(verification.check, token, code, HERE)
    with pytest.raises(passages.Lost):
        edge(verification.confirm, token, "123456", MADE, HERE)
    with pytest.raises(pins.WrongPin):
        edge(verification.scan, token, other(code), HERE)
    made = edge(verification.scan, token, code, HERE)
    assert asked(token).step is Step.SCAN
    with pytest.raises(authenticators.WrongCode):
        edge(verification.confirm, token, wrong(made.secret), MADE, HERE)
    proven = edge(verification.confirm, token, code_at(made.secret, NOW), MADE, HERE)
    assert proven.opened
    session.refresh(person)
    assert person.factor == "app"
    assert session.exec(select(Outbox).where(Outbox.kind == "factor_changed")).one()
    assert events(session)[-2:] == ["sign_in", "factor.app"]


def test_the_qr_code_can_be_asked_for_again_and_then_it_is_another(session, person):
    must_have_an_app(session)
    token = begin()
    first = edge(verification.scan, token, texted(session), HERE)
    second = edge(verification.scan, token, "", HERE)
    assert first.secret != second.secret
    with pytest.raises(authenticators.WrongCode):
        edge(verification.confirm, token, code_at(first.secret, NOW), MADE, HERE)


def test_who_has_an_app_cannot_set_up_another_on_the_way_in(session, app):
    token = begin()
    for work in (
        lambda: edge(verification.scan, token, code_at(app, NOW), HERE),
        lambda: edge(verification.confirm, token, code_at(app, NOW), MADE, HERE),
    ):
        with pytest.raises(passages.Lost):
            work()


@pytest.mark.asvs("6.4.3")
def test_a_forgotten_password_asks_the_factor_and_opens_no_session(session, app):
    token = begin(Purpose.RESET)
    proven = edge(verification.check, token, code_at(app, NOW), HERE)
    assert (proven.purpose, proven.opened, proven.browser) == (Purpose.RESET, None, "")
    assert not session.exec(select(UserSession)).all()
    assert passages.of(session, token, Purpose.RESET, proven=True, now=NOW)
    session.commit()
    with pytest.raises(passages.Lost):
        edge(verification.check, token, code_at(app, NOW), HERE)


def test_a_forgotten_password_never_sets_up_an_app(session, person):
    must_have_an_app(session)
    token = begin(Purpose.RESET)
    assert asked(token).step is Step.SMS
    assert edge(verification.check, token, texted(session), HERE).opened is None


@pytest.mark.asvs("2.3.1")
def test_an_activation_is_another_way_in(session, person):
    token = begin(Purpose.ACTIVATE)
    for work in (verification.check, verification.recover, verification.scan):
        with pytest.raises(passages.Lost):
            edge(work, token, "123456", HERE)


def test_this_browser_is_remembered_when_asked_for(session, person):
    token = begin()
    proven = edge(verification.check, token, texted(session), Origin("", "Firefox", remember=True))
    named = {"browser_token": proven.browser, "now": NOW}
    assert factors.needed(session, person, **named) is None
    session.commit()
    again = edge(
        verification.check,
        begin(now=NOW + timedelta(minutes=1)),
        texted(session),
        HERE,
        now=NOW + timedelta(minutes=1),
    )
    assert again.browser == ""


@pytest.mark.asvs("6.5.6")
def test_another_factor_ends_what_was_remembered(session, person):
    token = begin()
    proven = edge(verification.check, token, texted(session), Origin("", "Firefox", remember=True))
    factors.choose(session, person, Factor.SMS, now=NOW)
    assert factors.needed(session, person, browser_token=proven.browser, now=NOW) is Factor.SMS


def test_the_passage_ends_after_ten_minutes(session, person):
    token = begin()
    with pytest.raises(passages.Lost):
        edge(verification.check, token, texted(session), HERE, now=NOW + timedelta(minutes=10))
