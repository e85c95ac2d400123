"""/verificatie: what somebody sees who has not proved who they are."""

from datetime import UTC, datetime

import pytest

from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.db.tables import Purpose, User
from rxportal.services import passages, pins, verification
from rxportal.state.verification import VerificationState
from tests import make
from tests.services.test_passkeys import keep

NUMBER = "+31612345678"


@pytest.fixture
def token(session):
    session.commit()
    now = datetime.now(UTC)
    with transaction() as writing:
        user = writing.get_one(User, make.candidate.user_id)
        user.phone, user.factor = NUMBER, "sms"
        writing.add(user)
        writing.flush()
        token = passages.begin(writing, user, Purpose.SIGN_IN, now=now)
        verification.start(writing, token, address="", now=now)
        return token


async def arrive(tabs, token, query=""):
    tab = tabs(None, f"/verificatie{query}")
    tab.cookie = f"{settings().cookie(passages.COOKIE)}={token}"
    await tab.send(VerificationState, "arrive")
    return tab, await tab.state(VerificationState)


@pytest.mark.asvs("6.3.8", "14.2.6")
async def test_the_screen_shows_two_digits_of_the_number_and_nothing_of_the_person(tabs, token):
    tab, state = await arrive(tabs, token)
    assert (state.step, state.number, state.agency) == ("sms", "06 •••• ••78", "Flexmeent")
    assert state.until
    assert 0 < state.wait <= 30
    everything = str(tab.deltas)
    for secret in (NUMBER, "12345678", "Daria", "daria@"):
        assert secret not in everything


async def test_without_a_passage_one_begins_at_the_beginning(tabs, token):
    for cookie in ("", "x" + token, "é"):
        tab, state = await arrive(tabs, cookie)
        assert set(tab.redirects) == {"/inloggen?fout=stap-verlopen"}
        assert state.step == ""


async def test_it_says_what_was_wrong_and_nothing_else(tabs, token):
    _, state = await arrive(tabs, token, "?melding=pincode-onjuist")
    assert (state.message, state.bad) == (str(pins.WrongPin()), True)
    _, state = await arrive(tabs, token, "?melding=Bel+0900-1234")
    assert (state.message, state.bad) == ("", False)


async def test_a_passkey_is_asked_first_and_a_code_by_who_wants_one(tabs, token):
    keep(make.candidate)
    for query in ("", "?melding=passkey-gestopt", "?manier=x"):
        _, state = await arrive(tabs, token, query)
        assert (state.step, state.other) == ("passkey", "sms")
        assert state.options["challenge"]
    assert state.message == ""
    for query in ("?manier=code", "?melding=pincode-onjuist", "?melding=sms-verstuurd"):
        _, state = await arrive(tabs, token, query)
        assert (state.step, state.other, state.options) == ("sms", "passkey", {})


async def test_a_challenge_is_never_asked_for_in_the_name_of_somebody_else(tabs, token):
    keep(make.candidate)
    tab, state = await arrive(tabs, "x" + token)
    assert state.options == {}
    assert "challenge" not in str(tab.deltas).replace("'options'", "")
