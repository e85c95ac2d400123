"""Texts on their way out: by their own channel, in time or not at all, and then forgotten."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Outbox, User
from rxportal.gateways.mail import Delayed, FakeMailer, RefusedByServer
from rxportal.gateways.sms import FakeTexter
from rxportal.jobs import loop
from rxportal.jobs.outbox import Ways, send_due
from rxportal.messages.texts import Text
from rxportal.services import notices, outbox
from tests import make
from tests.make import NOW

TEXT = Text("pin", "Sms: eenmalige pincode", "482913 is je eenmalige pincode.")
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def texted(session):
    user = session.get_one(User, make.candidate.user_id)
    until = NOW + timedelta(minutes=10)
    outbox.put_text(session, TEXT, number="+31600000012", user=user, expires_at=until, now=NOW)
    session.commit()


def go_round(ways, now=NOW):
    loop.Rounds(ways, lambda: now).once()


def row(session):
    session.expire_all()
    found = session.exec(select(Outbox).where(Outbox.channel == "sms")).one()
    session.commit()
    return found


def test_a_text_goes_to_the_provider_and_a_mail_to_the_mail_server(session, texted):
    notices.to_fill_in(session, make.declaration(session), now=NOW)
    session.commit()
    mailer, texter = FakeMailer(), FakeTexter()
    go_round(Ways(mailer, texter))
    assert [sms.body for sms in texter.sent] == [TEXT.body]
    assert [mail.to for mail in mailer.sent] == ["daria@example.nl"]


@pytest.mark.asvs("6.5.2")
def test_once_it_has_left_its_secret_is_not_kept(session, texted):
    go_round(Ways(texter=FakeTexter()))
    assert row(session).sent_at == NOW
    assert (row(session).body_text, row(session).body_html) == ("", "")


def test_a_mail_without_a_secret_is_kept(session):
    notices.to_fill_in(session, make.declaration(session), now=NOW)
    session.commit()
    go_round(Ways(FakeMailer()))
    session.expire_all()
    assert session.exec(select(Outbox)).one().body_text


def test_without_a_provider_it_stays_readable(session, texted):
    go_round(Ways(FakeMailer()), LATER)
    assert row(session).body_text == TEXT.body
    assert row(session).failed_at is None


def test_an_expired_pin_is_not_sent_late(session, texted):
    def down(_sms):
        raise Delayed("down")

    go_round(Ways(texter=FakeTexter(before=down)))
    assert row(session).attempts == 1
    texter = FakeTexter()
    go_round(Ways(texter=texter), LATER)
    assert not texter.sent
    assert (row(session).body_text, row(session).failed_at) == ("", LATER)
    with pytest.raises(outbox.NotFound):
        outbox.retry(session, make.office, row(session).id, now=LATER)


def test_a_sender_takes_nothing_that_is_too_late(session, texted):
    texter = FakeTexter()
    assert send_due(Ways(texter=texter), lambda: LATER) == 0
    assert not texter.sent


def test_one_that_was_refused_can_be_sent_again_until_it_expires(session, texted):
    def no(_sms):
        raise RefusedByServer("no")

    go_round(Ways(texter=FakeTexter(before=no)))
    outbox.retry(session, make.office, row(session).id, now=NOW)
    session.commit()
    texter = FakeTexter()
    go_round(Ways(texter=texter))
    assert len(texter.sent) == 1
