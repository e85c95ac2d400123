"""Codes from an app. ``oathtool``, where it is installed, is an independent client; the test's own
few lines of RFC 6238 are one everywhere.
"""

import base64
import hashlib
import hmac
import shutil
import struct
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from sqlmodel import select

from rxportal.config import read
from rxportal.db.engine import transaction
from rxportal.db.tables import Authenticator, User
from rxportal.domain.errors import Refused
from rxportal.services import authenticators, keys, secret_box
from tests import make

NOW = make.NOW


def code_at(secret, moment):
    """RFC 6238 with HMAC-SHA-1, six digits and thirty seconds, from its own text."""
    counter = struct.pack(">Q", int(moment.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def wrong(secret, moment=NOW):
    """A code that is right at no moment around this one."""
    near = {code_at(secret, moment + timedelta(seconds=30 * n)) for n in range(-3, 4)}
    return next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in near)


def check(code, now=NOW, actor=make.candidate, how=authenticators.check):
    """As at the edge: one transaction, and what a wrong try wrote stays."""
    with transaction() as session:
        how(session, session.get_one(User, actor.user_id), code, now=now)


def confirm(code, now=NOW, actor=make.candidate):
    check(code, now, actor, authenticators.confirm)


def begin(now=NOW, actor=make.candidate):
    with transaction() as session:
        return authenticators.enrol(session, session.get_one(User, actor.user_id), now=now)


@pytest.fixture
def secret(session):
    """An app that was set up an hour ago."""
    before = NOW - timedelta(hours=1)
    made = begin(before).secret
    confirm(code_at(made, before), before)
    return made


@pytest.mark.skipif(not shutil.which("oathtool"), reason="apt install oathtool")
@pytest.mark.parametrize("at", [NOW, datetime(2026, 10, 25, 1, 0, 29, tzinfo=UTC)])
def test_another_program_makes_the_same_codes(session, at):
    secret = begin(at).secret
    stamp = at.strftime("%Y-%m-%d %H:%M:%S UTC")
    command = ["oathtool", "--totp=sha1", "--base32", "--digits=6", f"--now={stamp}", secret]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    code = done.stdout.strip()
    assert code == code_at(secret, at)
    confirm(code, at)


def test_the_qr_code_says_what_every_app_understands(session):
    made = begin()
    parts = urlsplit(made.uri)
    asked = {key: value for key, (value,) in parse_qs(parts.query).items()}
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/Flexmeent:daria@example.nl"
    # SHA-1, six digits and thirty seconds are what an app assumes when nothing is said.
    assert asked == {"secret": made.secret, "issuer": "Flexmeent"}
    assert len(base64.b32decode(made.secret)) == 20


def test_the_secret_is_stored_sealed(session):
    made = begin()
    row = session.exec(select(Authenticator)).one()
    assert made.secret not in row.secret
    assert row.secret.startswith("v1:")


@pytest.mark.asvs("6.4.4")
def test_it_counts_only_after_one_right_code(session):
    made = begin()
    with pytest.raises(authenticators.WrongCode):
        check(code_at(made.secret, NOW))
    with pytest.raises(authenticators.WrongCode):
        confirm(wrong(made.secret))
    confirm(code_at(made.secret, NOW))
    later = NOW + timedelta(seconds=30)
    check(code_at(made.secret, later), later)


def test_a_beginning_that_was_left_changes_nothing(session, secret):
    made = begin()
    check(code_at(secret, NOW))
    with pytest.raises(authenticators.NothingToConfirm):
        confirm(code_at(made.secret, NOW), NOW + timedelta(minutes=31))


def test_a_second_beginning_ends_the_first_and_a_new_app_the_old_one(session, secret):
    first, second = begin(), begin()
    with pytest.raises(authenticators.WrongCode):
        confirm(code_at(first.secret, NOW))
    confirm(code_at(second.secret, NOW))
    assert len(session.exec(select(Authenticator)).all()) == 1
    session.commit()
    later = NOW + timedelta(seconds=30)
    with pytest.raises(authenticators.WrongCode):
        check(code_at(secret, later), later)


@pytest.mark.asvs("6.5.5")
@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_clock_may_be_one_step_off(session, secret, seconds):
    check(code_at(secret, NOW + timedelta(seconds=seconds)))


@pytest.mark.asvs("6.5.5")
@pytest.mark.parametrize("seconds", [-60, 60])
def test_two_steps_off_is_refused(session, secret, seconds):
    with pytest.raises(authenticators.WrongCode):
        check(code_at(secret, NOW + timedelta(seconds=seconds)))


@pytest.mark.asvs("6.5.1")
def test_a_used_code_and_older_ones_are_refused(session, secret):
    check(code_at(secret, NOW))
    for seconds in (0, -30):
        with pytest.raises(authenticators.CodeUsed):
            check(code_at(secret, NOW + timedelta(seconds=seconds)))


@pytest.mark.asvs("6.5.8")
def test_a_clock_that_is_put_back_opens_nothing_again(session, secret):
    check(code_at(secret, NOW))
    before = NOW - timedelta(seconds=60)
    for moment in (before, before + timedelta(seconds=30)):
        with pytest.raises(authenticators.CodeUsed):
            check(code_at(secret, moment), before)


@pytest.mark.asvs("6.5.1")
def test_of_twenty_equal_posts_one_gets_in(session, secret):
    session.commit()
    code, opened, start = code_at(secret, NOW), [], threading.Barrier(20)

    def post():
        start.wait()
        try:
            check(code)
        except Refused:
            return
        opened.append(1)

    posts = [threading.Thread(target=post) for _ in range(20)]
    for each in posts:
        each.start()
    for each in posts:
        each.join()
    assert len(opened) == 1


@pytest.mark.asvs("6.6.3")
def test_after_five_wrong_codes_a_right_one_waits_and_is_not_used_up(session, secret):
    for _ in range(5):
        with pytest.raises(authenticators.WrongCode):
            check(wrong(secret))
    with pytest.raises(authenticators.Paused):
        check(code_at(secret, NOW))
    later = NOW + timedelta(minutes=5)
    check(code_at(secret, later), later)


@pytest.mark.asvs("6.6.3")
def test_a_hundred_wrong_codes_in_a_row_need_the_back_office(session, secret, monkeypatch):
    monkeypatch.setattr(authenticators, "HOPELESS", 7)
    at = NOW
    for _ in range(7):
        with pytest.raises(authenticators.WrongCode):
            check(wrong(secret, at), at)
        at += timedelta(minutes=6)
    with pytest.raises(authenticators.Hopeless):
        check(code_at(secret, at), at)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "²²²²²²", "1" * 9999])
def test_what_is_no_code_is_wrong(session, secret, code):
    with pytest.raises(authenticators.WrongCode):
        check(code)


def test_spaces_in_a_code_do_not_matter(session, secret):
    code = code_at(secret, NOW)
    check(f" {code[:3]} {code[3:]} ")


def test_a_code_of_somebody_else_opens_nothing(session, secret):
    theirs = begin(actor=make.candidate2)
    confirm(code_at(theirs.secret, NOW), actor=make.candidate2)
    later = NOW + timedelta(seconds=30)
    with pytest.raises(authenticators.WrongCode):
        check(code_at(theirs.secret, later), later)


@pytest.mark.asvs("13.3.1")
def test_after_a_new_key_an_app_goes_on_and_moves_to_it(session, secret, monkeypatch):
    both = read({"RXPORTAL_SECRET_KEYS": f"new,{keys.settings().secret_keys[0]}"})
    monkeypatch.setattr(keys, "settings", lambda: both)
    check(code_at(secret, NOW))
    assert not secret_box.is_old(session.exec(select(Authenticator)).one().secret)
