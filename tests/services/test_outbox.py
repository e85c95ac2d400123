"""The outbox: what is put in leaves, once, or is seen to have failed."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import Outbox
from rxportal.domain.access import Actor
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.messages.message import Card, Message
from rxportal.services import outbox
from rxportal.services.outbox import LEASE, WAITS, Recipient
from tests import make
from tests.make import NOW

DARIA = Recipient("daria@example.nl", "Daria", "nl", make.candidate.user_id)
MINUTE = timedelta(minutes=1)


def message(subject="Vul je uren in", kind="to_fill_in"):
    return Message(
        kind=kind,
        subject=subject,
        preheader="",
        title=subject,
        lines=("Hallo Daria.",),
        card=Card("Week 41", "Vlotwerf", ()),
        button="Uren invullen",
        path="/declaraties/1",
    )


@pytest.fixture
def put(session):
    """Puts a message in the outbox and commits."""

    def put(subject="Vul je uren in", now=NOW, recipient=DARIA, **more):
        outbox.put(session, message(subject), recipient, now=now, **more)
        session.commit()

    return put


def lease(now=NOW):
    with transaction() as session:
        return outbox.lease(session, now=now)


def the_row() -> Outbox:
    with reading() as session:
        return session.exec(select(Outbox)).one()


def test_it_exists_only_if_its_cause_does(session):
    outbox.put(session, message(), DARIA, now=NOW)
    session.rollback()
    assert session.exec(select(Outbox)).all() == []


def test_it_knows_its_reader_and_links_to_the_portal(put):
    put()
    row = the_row()
    assert (row.to, row.user_id, row.kind) == ("daria@example.nl", 1, "to_fill_in")
    assert "http://localhost:8080/declaraties/1" in row.body_text
    assert "Flexmeent" in row.body_html
    assert row.message_id.endswith("@localhost>")


def test_no_two_messages_share_a_message_id(put, session):
    put()
    put()
    assert len(set(session.exec(select(Outbox.message_id)).all())) == 2


@pytest.mark.parametrize(
    "address", ["", "daria", "daria@example.nl\r\nBcc: x@example.nl", "a@b\nc"]
)
def test_an_address_that_is_none_fails_at_once_and_stops_nobody(put, address):
    put(recipient=Recipient(address, "Daria", "nl"))
    row = the_row()
    assert (row.failed_at, row.error) == (NOW, "Dit is geen e-mailadres.")
    assert "\n" not in row.to
    assert lease() is None


def test_one_sender_at_a_time(put):
    put()
    letter = lease()
    assert letter.subject == "Vul je uren in"
    assert letter.attempts == 1
    assert lease() is None
    assert lease(NOW + LEASE) is None


def test_a_lease_that_ran_out_goes_to_the_next_sender_under_the_same_message_id(put):
    put()
    first = lease()
    second = lease(NOW + LEASE + MINUTE)
    assert (second.id, second.message_id) == (first.id, first.message_id)
    assert second.attempts == 2


def test_the_one_that_waits_longest_goes_first(put):
    put("tweede", now=NOW)
    put("eerste", now=NOW - MINUTE)
    assert [lease().subject, lease().subject] == ["eerste", "tweede"]


def test_nothing_goes_before_its_time(put):
    put(now=NOW + MINUTE)
    assert lease() is None
    with reading() as session:
        assert not outbox.is_due(session, now=NOW)
        assert outbox.is_due(session, now=NOW + MINUTE)


def test_what_is_sent_is_not_sent_again(put):
    put()
    letter = lease()
    with transaction() as session:
        outbox.sent(session, letter, now=NOW)
    assert the_row().sent_at == NOW
    assert lease(NOW + timedelta(days=9)) is None


def test_a_delay_waits_longer_each_time_and_ends(put):
    put()
    now = NOW
    for wait in WAITS:
        letter = lease(now)
        with transaction() as session:
            outbox.delayed(session, letter, "451 Kom later terug", now=now)
        assert lease(now + wait - MINUTE / 2) is None
        now += wait
    letter = lease(now)
    with transaction() as session:
        outbox.delayed(session, letter, "451 Kom later terug", now=now)
    row = the_row()
    assert (row.failed_at, row.error, row.attempts) == (now, "451 Kom later terug", len(WAITS) + 1)
    assert lease(now + timedelta(days=9)) is None


def test_a_sender_that_lost_its_lease_cannot_spoil_what_the_next_one_did(put):
    put()
    slow = lease()
    later = NOW + LEASE + MINUTE
    quick = lease(later)
    with transaction() as session:
        outbox.delayed(session, slow, "te laat", now=later)
        outbox.failed_for_good(session, slow, "te laat", now=later)
    assert (the_row().error, the_row().failed_at) == ("", None)
    assert lease(later) is None  # the lease of the quick one still stands
    with transaction() as session:
        outbox.sent(session, quick, now=later)
        outbox.failed_for_good(session, quick, "te laat", now=later)
    assert the_row().failed_at is None


def test_what_the_server_says_is_kept_within_bounds_and_on_one_line(put):
    put()
    letter = lease()
    with transaction() as session:
        outbox.failed_for_good(session, letter, "550 nee\r\n" + "x" * 9999, now=NOW)
    assert len(the_row().error) == outbox.LONGEST_ERROR
    assert the_row().error.startswith("550 nee x")


def fail(put, session: Session) -> int:
    put(declaration_id=make.declaration(session).id)
    letter = lease()
    with transaction() as other:
        outbox.failed_for_good(other, letter, "550 Onbekende postbus", now=NOW)
    return letter.id


@pytest.mark.parametrize("actor", [make.office, make.administrator])
def test_the_back_office_sees_what_failed_and_sends_it_again(put, session, actor: Actor):
    number = fail(put, session)
    (row,) = outbox.failed(session, actor, now=NOW)
    assert (row.to, row.subject) == ("daria@example.nl", "Vul je uren in")
    assert (row.error, row.failed_at, row.attempts) == ("550 Onbekende postbus", NOW, 1)
    outbox.retry(session, actor, number, now=NOW + MINUTE)
    assert outbox.failed(session, actor, now=NOW) == []
    session.commit()
    assert lease(NOW) is None
    again = lease(NOW + MINUTE)
    assert (again.id, again.attempts) == (number, 1)


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_nobody_else_sees_it_or_sends_it(put, session, actor):
    number = fail(put, session)
    with pytest.raises(Forbidden):
        outbox.failed(session, actor, now=NOW)
    with pytest.raises(Forbidden):
        outbox.retry(session, actor, number, now=NOW)


def test_only_what_failed_can_be_sent_again(put, session):
    put()
    for number in (the_row().id, 99):
        with pytest.raises(NotFound):
            outbox.retry(session, make.office, number, now=NOW)


def test_a_message_to_no_address_is_not_sent_again(put, session):
    put(recipient=Recipient("daria", "Daria", "nl"))
    with pytest.raises(NotFound):
        outbox.retry(session, make.office, the_row().id, now=NOW)


def test_taking_back_spares_what_left_what_is_leaving_and_what_is_another_s(put, session):
    mine, other = (make.declaration(session, candidate_id=index).id for index in (1, 2))
    for subject in ("verstuurd", "onderweg", "wacht"):
        put(subject, declaration_id=mine)
    put("van een ander", declaration_id=other)
    first = lease()
    with transaction() as one:
        outbox.sent(one, first, now=NOW)
    lease()
    outbox.take_back(session, mine, ("to_approve",), now=NOW)
    outbox.take_back(session, mine, ("to_fill_in",), now=NOW)
    session.commit()
    left = session.exec(select(Outbox.subject).order_by(Outbox.id)).all()
    assert left == ["verstuurd", "onderweg", "van een ander"]
