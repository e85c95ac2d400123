"""A pin by SMS: what it proves, how often it can be guessed, and for whom it is."""

import re
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import Outbox, Passage, Pin, PinPurpose, Purpose, User
from rxportal.services import pins
from tests import make

NUMBER = "+31600000012"


def person(session, actor=make.candidate, number=NUMBER):
    user = session.get_one(User, actor.user_id)
    user.phone = number
    session.add(user)
    session.commit()
    return user


def passage(session, user, purpose=Purpose.SIGN_IN):
    row = Passage(
        token_hash=f"{purpose}{user.id}{len(session.exec(select(Passage)).all())}",
        purpose=purpose,
        user_id=user.id,
        created_at=make.NOW,
        expires_at=make.NOW + timedelta(minutes=10),
    )
    session.add(row)
    session.commit()
    return {"purpose": PinPurpose.PASSAGE, "passage_id": row.id}


def texted(session):
    """The code in the newest text."""
    newest = session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
    session.commit()
    return re.match(r"(\d+) is je eenmalige pincode", newest.body_text)[1]


def send(session, user, where, *, now=make.NOW, **more):
    pins.send(session, user, **where, address="192.0.2.1", now=now, **more)
    session.commit()
    return texted(session)


def check(user, code, where, now=make.NOW):
    """As at the edge: one transaction, and what a wrong try wrote stays."""
    with transaction() as session:
        pins.check(session, session.get_one(User, user.id), code, **where, now=now)


def other(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def user(session):
    return person(session)


@pytest.fixture
def where(session, user):
    return passage(session, user)


def test_a_pin_is_texted_to_the_number_on_file_and_only_its_hash_is_kept(session, user, where):
    code = send(session, user, where)
    assert re.fullmatch(r"[0-9]{6}", code)
    row = session.exec(select(Pin)).one()
    assert code not in row.code_hash
    text = session.exec(select(Outbox)).one()
    assert (text.channel, text.to, text.secret) == ("sms", NUMBER, True)
    assert text.expires_at == make.NOW + timedelta(minutes=10)


@pytest.mark.asvs("6.5.1")
def test_the_right_pin_opens_once(session, user, where):
    code = send(session, user, where)
    check(user, code, where)
    with pytest.raises(pins.PinExpired):
        check(user, code, where)


@pytest.mark.asvs("6.5.5")
def test_it_lives_ten_minutes(session, user, where):
    code = send(session, user, where)
    with pytest.raises(pins.PinExpired):
        check(user, code, where, make.NOW + timedelta(minutes=10, seconds=1))
    check(user, code, where, make.NOW + timedelta(minutes=9, seconds=59))


@pytest.mark.asvs("6.6.3")
def test_after_five_wrong_tries_the_right_one_is_refused_too(session, user, where):
    code = send(session, user, where)
    for _ in range(5):
        with pytest.raises(pins.WrongPin):
            check(user, other(code), where)
    with pytest.raises(pins.PinsSpent):
        check(user, code, where)


@pytest.mark.asvs("6.6.3")
def test_another_pin_does_not_bring_new_tries(session, user, where):
    code = send(session, user, where)
    for _ in range(4):
        with pytest.raises(pins.WrongPin):
            check(user, other(code), where)
    code = send(session, user, where, now=make.NOW + timedelta(seconds=31))
    with pytest.raises(pins.WrongPin):
        check(user, other(code), where)
    with pytest.raises(pins.PinsSpent):
        check(user, code, where)
    with pytest.raises(pins.PinsSpent):
        send(session, user, where, now=make.NOW + timedelta(seconds=90))


@pytest.mark.asvs("6.6.3")
def test_fifteen_wrong_in_an_hour_close_the_step_for_an_hour(session, user):
    for at in range(3):
        where = passage(session, user)
        code = send(session, user, where, now=make.NOW + timedelta(minutes=4 * at))
        for _ in range(5):
            with pytest.raises(pins.WrongPin):
                check(user, other(code), where, make.NOW + timedelta(minutes=4 * at))
    later = passage(session, user)
    with pytest.raises(pins.PinsSpent):
        send(session, user, later, now=make.NOW + timedelta(minutes=59))
    hour_after = make.NOW + timedelta(minutes=69)
    check(user, send(session, user, later, now=hour_after), later, hour_after)


def test_a_new_pin_waits_half_a_minute_and_ends_the_one_before(session, user, where):
    first = send(session, user, where)
    with pytest.raises(pins.TooSoon):
        send(session, user, where, now=make.NOW + timedelta(seconds=29))
    second = send(session, user, where, now=make.NOW + timedelta(seconds=30))
    if first != second:
        with pytest.raises(pins.WrongPin):
            check(user, first, where)
    check(user, second, where)


@pytest.mark.asvs("6.6.2")
def test_a_pin_is_for_its_own_way_in_and_purpose_only(session, user, where):
    code = send(session, user, where)
    elsewhere = passage(session, user)
    for wrong in (
        elsewhere,
        {**where, "purpose": PinPurpose.ENROL},
        passage(session, user, Purpose.ACTIVATE),
    ):
        with pytest.raises(pins.PinExpired):
            check(user, code, wrong)
    stranger = person(session, make.candidate2)
    with pytest.raises(pins.PinExpired):
        check(stranger, code, where)
    check(user, code, where)


def test_a_pin_belongs_to_something(session, user):
    with pytest.raises(ValueError, match="belongs"):
        send(session, user, {"purpose": PinPurpose.PASSAGE})


@pytest.mark.asvs("6.6.1")
def test_without_a_usable_number_nothing_is_sent(session, user, where):
    user.phone = ""
    with pytest.raises(pins.NoNumber):
        send(session, user, where)
    assert not session.exec(select(Outbox)).all()


@pytest.mark.asvs("6.6.1")
def test_only_the_confirmation_of_a_number_goes_elsewhere_than_the_number_on_file(
    session, user, where
):
    send(session, user, where, number="+31600000099")
    assert session.exec(select(Outbox)).one().to == NUMBER
    new = {**where, "purpose": PinPurpose.NUMBER}
    send(session, user, new, number="+31600000099")
    assert session.exec(select(Outbox).where(Outbox.to == "+31600000099")).one()


def test_spaces_in_what_was_typed_do_not_matter(session, user, where):
    code = send(session, user, where)
    check(user, f" {code[:3]} {code[3:]} ", where)


@pytest.mark.asvs("6.6.3", "15.4.2")
def test_of_twenty_wrong_tries_at_once_five_are_looked_at(session, user, where):
    code = other(send(session, user, where))
    said, start = [], threading.Barrier(20)

    def guess():
        start.wait()
        try:
            check(user, code, where)
        except (pins.WrongPin, pins.PinsSpent) as refusal:
            said.append(type(refusal))

    guesses = [threading.Thread(target=guess) for _ in range(20)]
    for each in guesses:
        each.start()
    for each in guesses:
        each.join()
    assert len(said) == 20
    assert said.count(pins.WrongPin) == 5
    session.expire_all()
    assert session.exec(select(Pin)).one().tries == 5
