"""Ten codes on paper."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import RecoveryCode, User
from rxportal.services import authenticators, recovery_codes
from tests import make

MADE = recovery_codes.make()
OTHERS = recovery_codes.make()


def replace(made=MADE, actor=make.candidate):
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        recovery_codes.replace(session, user, made, now=make.NOW)


def check(code, actor=make.candidate, now=make.NOW):
    with transaction() as session:
        recovery_codes.check(session, session.get_one(User, actor.user_id), code, now=now)


def left(session, actor=make.candidate):
    return recovery_codes.left(session, actor.user_id)


def test_there_are_ten_that_cannot_be_misread_and_only_hashes_are_kept(session):
    assert len(set(MADE.shown)) == 10
    for number, code in enumerate(MADE.shown, start=1):
        assert re.fullmatch(
            rf"{number}-[2-9A-HJ-NP-Z]{{4}}-[2-9A-HJ-NP-Z]{{4}}-[2-9A-HJ-NP-Z]{{3}}", code
        )
    replace()
    stored = str([row.model_dump() for row in session.exec(select(RecoveryCode))])
    assert not [
        code for code in MADE.shown if code[2:] in stored or code.replace("-", "") in stored
    ]


@pytest.mark.asvs("6.5.1", "6.5.2")
def test_each_opens_once(session):
    replace()
    check(MADE.shown[2])
    with pytest.raises(recovery_codes.WrongRecoveryCode):
        check(MADE.shown[2])
    check(MADE.shown[9])
    assert left(session) == 8


def test_it_may_be_typed_carelessly(session):
    replace()
    check(f" {MADE.shown[0].lower().replace('-', ' ')} ")


def test_new_ones_end_the_old_ones(session):
    replace()
    replace(OTHERS)
    with pytest.raises(recovery_codes.WrongRecoveryCode):
        check(MADE.shown[0])
    check(OTHERS.shown[0])


def test_the_codes_of_somebody_else_open_nothing(session):
    replace()
    replace(OTHERS, make.candidate2)
    with pytest.raises(recovery_codes.WrongRecoveryCode):
        check(OTHERS.shown[0])
    with pytest.raises(recovery_codes.WrongRecoveryCode):
        check(MADE.shown[0], make.client)


@pytest.mark.parametrize("code", ["", "3", "3-", "11-AAAA-AAAA-AAA", "0-AAAA-AAAA-AAA", "x" * 9999])
def test_what_is_no_code_is_wrong(session, code):
    replace()
    with pytest.raises(recovery_codes.WrongRecoveryCode):
        check(code)


@pytest.mark.asvs("6.6.3")
def test_guessing_is_slowed_down_and_a_right_code_then_is_not_used_up(session):
    replace()
    for _ in range(5):
        with pytest.raises(recovery_codes.WrongRecoveryCode):
            check(OTHERS.shown[0])
    with pytest.raises(authenticators.Paused):
        check(MADE.shown[0])
    assert left(session) == 10
    session.commit()
    check(MADE.shown[0], now=make.NOW + timedelta(minutes=5))
