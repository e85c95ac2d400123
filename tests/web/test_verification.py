"""web/verification.py: the second factor as a browser posts it."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.engine import transaction
from rxportal.db.tables import Agency, Outbox, Pin, User, UserSession
from rxportal.services import (
    authenticators,
    browsers,
    factors,
    passkeys,
    passwords,
    recovery_codes,
    sessions,
)
from rxportal.services import verification as verify
from rxportal.services.factors import Factor
from rxportal.services.passkeys import Answer
from rxportal.web import sign_in, verification
from rxportal.web.own_pages import OwnPagesOnly
from tests import make
from tests.services.test_authenticators import code_at
from tests.services.test_pins import other, texted
from tests.soft_key import SoftKey

PASSWORD = "drie willekeurige woorden"
HASH = passwords.digest(PASSWORD)
MADE = recovery_codes.make()


def open_browser():
    return TestClient(
        OwnPagesOnly(Starlette(routes=[*sign_in.ROUTES, *verification.ROUTES])),
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )


@pytest.fixture
def browser(session):
    """Of a stranger; candidates are asked a pin by SMS."""
    for actor in (make.candidate, make.candidate2):
        user = session.get_one(User, actor.user_id)
        user.password_hash, user.phone = HASH, "+31600000012"
        session.add(user)
    ask(session, "sms")
    return open_browser()


@pytest.fixture
def app(session, browser):
    """The secret of the app of the first candidate, who has ten codes on paper too."""
    now = datetime.now(UTC) - timedelta(hours=1)
    user = session.get_one(User, make.candidate.user_id)
    secret = authenticators.enrol(session, user, now=now).secret
    authenticators.confirm(session, user, code_at(secret, now), now=now)
    factors.choose(session, user, Factor.APP, now=now)
    recovery_codes.replace(session, user, MADE, now=now)
    session.commit()
    return secret


def ask(session, factor):
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": factor}
    session.add(agency)
    session.commit()


def enter(browser, actor=make.candidate, **more):
    form = {"email": actor.email, "password": PASSWORD, **more}
    return browser.post("/auth/inloggen", data=form).headers["location"]


def post(browser, path="", **form):
    return browser.post(f"/auth/verificatie{path}", data=form)


def sessions_of(session):
    session.expire_all()
    found = len(session.exec(select(UserSession)).all())
    session.commit()
    return found


def test_a_right_password_alone_opens_no_session(browser, session):
    assert enter(browser, naar="/declaraties/7") == "/verificatie"
    assert sessions_of(session) == 0
    assert "rxportal" not in browser.cookies
    assert "rxportal-stap" in browser.cookies


def test_then_the_pin_does_and_the_way_goes_on(browser, session):
    enter(browser, naar="/declaraties/7")
    answer = post(browser, code=texted(session))
    assert (answer.status_code, answer.headers["location"]) == (303, "/declaraties/7")
    assert sessions_of(session) == 1
    assert "rxportal" in browser.cookies
    assert "rxportal-stap" not in browser.cookies
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.asvs("6.6.3")
def test_a_wrong_pin_comes_back_with_a_sentence_and_stays_counted(browser, session):
    enter(browser)
    code = texted(session)
    for _ in range(5):
        answer = post(browser, code=other(code))
        assert answer.headers["location"] == "/verificatie?melding=pincode-onjuist"
    answer = post(browser, code=code)
    assert answer.headers["location"] == "/verificatie?melding=pincode-op"
    assert session.exec(select(Pin)).one().tries == 5
    assert sessions_of(session) == 0


def test_another_text_waits_half_a_minute(browser, session):
    enter(browser)
    answer = post(browser, "/sms")
    assert answer.headers["location"] == "/verificatie?melding=pincode-te-snel"
    assert len(session.exec(select(Outbox)).all()) == 1


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize("path", ["", "/sms", "/herstelcode", "/app", "/bevestigen"])
def test_without_a_password_there_is_nothing_to_verify(browser, path):
    answer = post(browser, path, code="123456", herstelcode="1-AAAA-AAAA-AAA")
    assert answer.headers["location"] == "/inloggen?fout=stap-verlopen"
    assert "set-cookie" not in answer.headers


@pytest.mark.asvs("3.5.1", "3.5.3")
@pytest.mark.parametrize("route", verification.ROUTES, ids=lambda route: route.path)
def test_only_our_own_pages_may_post(browser, session, route):
    enter(browser)
    code = texted(session)
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    assert browser.post(route.path, data={"code": code}, headers=foreign).status_code == 403
    assert browser.get(route.path).status_code == 405
    assert sessions_of(session) == 0


@pytest.mark.asvs("6.5.1")
def test_twenty_equal_posts_of_one_code_open_one_session(browser, app, session):
    enter(browser)
    passage, code = browser.cookies["rxportal-stap"], code_at(app, datetime.now(UTC))
    start, answers = threading.Barrier(20), []

    def send():
        mine = open_browser()
        mine.cookies.set("rxportal-stap", passage)
        start.wait()
        answers.append(post(mine, code=code).headers["location"])

    posts = [threading.Thread(target=send) for _ in range(20)]
    for each in posts:
        each.start()
    for each in posts:
        each.join()
    assert sessions_of(session) == 1
    assert answers.count("/") == 1


@pytest.mark.asvs("6.5.1")
def test_a_code_that_was_used_opens_nothing_in_another_browser(browser, app, session):
    code = code_at(app, datetime.now(UTC))
    enter(browser)
    assert post(browser, code=code).headers["location"] == "/"
    thief = open_browser()
    enter(thief)
    assert post(thief, code=code).headers["location"] == "/verificatie?melding=code-gebruikt"
    assert sessions_of(session) == 1


def test_a_lost_phone_a_code_on_paper(browser, app, session):
    enter(browser)
    wrong = post(browser, "/herstelcode", herstelcode="1-AAAA-AAAA-AAA")
    assert wrong.headers["location"] == "/verificatie?melding=herstelcode-onjuist"
    right = post(browser, "/herstelcode", herstelcode=MADE.shown[0], onthouden="ja")
    assert right.headers["location"] == "/"
    assert "rxportal-browser" not in browser.cookies
    assert sessions_of(session) == 1


@pytest.mark.asvs("14.3.2", "14.2.1")
def test_an_app_is_set_up_on_the_way_in_and_its_secret_is_shown_once(browser, session):
    ask(session, "app")
    enter(browser)
    page = post(browser, "/app", code=texted(session))
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    secret = re.search(r'id="handmatig"[^>]*>\s*([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    assert f"secret={secret}" in page.text
    assert "<svg role=" in page.text
    wrong = post(browser, "/bevestigen", code="12345")
    assert wrong.headers["location"] == "/verificatie?melding=code-onjuist"
    right = post(browser, "/bevestigen", code=code_at(secret, datetime.now(UTC)), onthouden="ja")
    assert right.status_code == 200
    assert right.headers["cache-control"] == "no-store"
    assert len(re.findall(r"<li>\d+-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{3}</li>", right.text)) == 10
    assert secret not in right.text
    assert "rxportal" in browser.cookies
    assert "rxportal-browser" in browser.cookies


def remembered(browser, session):
    """Sign in and ask not to be asked again."""
    enter(browser)
    post(browser, code=texted(session), onthouden="ja")
    return browser.cookies["rxportal-browser"]


def test_a_remembered_browser_skips_the_code(browser, session):
    first = remembered(browser, session)
    assert enter(browser) == "/"
    second = browser.cookies["rxportal-browser"]
    assert second != first
    assert enter(browser) == "/"


@pytest.mark.asvs("6.3.4")
def test_its_cookie_is_worth_nothing_to_others_or_when_it_is_gone(browser, session):
    cookie = remembered(browser, session)
    copied = open_browser()
    copied.cookies.set("rxportal-browser", cookie)
    assert enter(copied, make.candidate2) == "/verificatie"
    browser.cookies.delete("rxportal-browser")
    assert enter(browser) == "/verificatie"


@pytest.mark.asvs("6.5.6")
def test_it_ends_when_its_owner_says_so_and_on_day_31(browser, session):
    remembered(browser, session)
    (known,) = browsers.mine(session, make.candidate, now=datetime.now(UTC))
    later = known.expires_at + timedelta(seconds=1)
    user = session.get_one(User, make.candidate.user_id)
    cookie = browser.cookies["rxportal-browser"]
    assert factors.needed(session, user, browser_token=cookie, now=later) is Factor.SMS
    browsers.forget(session, make.candidate, known.id, now=datetime.now(UTC))
    session.commit()
    assert enter(browser) == "/verificatie"


@pytest.mark.asvs("6.5.6")
def test_it_ends_with_another_password(browser, session):
    remembered(browser, session)
    new = "een heel ander wachtwoord"
    form = {"current": PASSWORD, "chosen": new, "again": new}
    assert browser.post("/auth/wachtwoord", data=form).headers["location"].endswith("gewijzigd")
    form = {"email": make.candidate.email, "password": new}
    assert browser.post("/auth/inloggen", data=form).headers["location"] == "/verificatie"


def test_its_cookie_is_out_of_reach_of_scripts(browser, session):
    enter(browser)
    answer = post(browser, code=texted(session), onthouden="ja")
    cookies = [value.lower() for value in answer.headers.get_list("set-cookie")]
    (cookie,) = [value for value in cookies if value.startswith("rxportal-browser=")]
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "max-age=2592000" in cookie


# A passkey.


@pytest.fixture
def key(session, browser):
    """The passkey of the first candidate."""
    now, made = datetime.now(UTC), SoftKey()
    user = session.get_one(User, make.candidate.user_id)
    sessions.open_for(session, user, now=now)
    row = session.exec(select(UserSession)).one()
    offered = passkeys.offer_new(session, user, row, now=now)
    passkeys.add(session, user, row, Answer(made.make(offered)), name="Telefoon", now=now)
    recovery_codes.replace(session, user, MADE, now=now)
    session.commit()
    return made


def offered(browser):
    """What the page asks the device, for the passage in the browser's cookie."""
    with transaction() as session:
        token = browser.cookies["rxportal-stap"]
        return verify.offer(session, token, now=datetime.now(UTC))


@pytest.mark.asvs("7.2.4")
def test_a_passkey_signs_in_and_is_remembered(browser, key):
    assert enter(browser) == "/verificatie"
    assert "rxportal" not in browser.cookies
    answer = post(browser, "/passkey", antwoord=key.sign(offered(browser)), onthouden="ja")
    assert answer.headers["location"] == "/"
    assert browser.cookies["rxportal"]
    assert browser.cookies["rxportal-browser"]
    assert "rxportal-stap" not in browser.cookies


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "passkey-kan-niet"),
        ({"fout": "NotAllowedError"}, "passkey-gestopt"),
        ({"fout": "NotSupportedError"}, "passkey-kan-niet"),
        ({"antwoord": "{}"}, "passkey-onjuist"),
        ({"antwoord": "x" * 20_000}, "passkey-onjuist"),
    ],
)
def test_what_is_no_passkey_goes_back_to_the_screen_with_a_sentence(browser, key, form, said):
    enter(browser)
    offered(browser)
    answer = post(browser, "/passkey", **form)
    assert answer.headers["location"] == f"/verificatie?melding={said}"
    assert verify.sentence(said)
    assert "rxportal" not in browser.cookies


def test_without_a_step_a_passkey_opens_nothing(browser, key):
    answer = post(browser, "/passkey", antwoord=key.sign({"challenge": "AAAA"}))
    assert answer.headers["location"] == "/inloggen?fout=stap-verlopen"
