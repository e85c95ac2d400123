"""web/sign_in.py: the forms the browser posts."""

from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Agency, Limit, User, UserSession
from rxportal.services import links, passages, passwords
from rxportal.web import sign_in
from rxportal.web.requests import own_path
from tests import make

PASSWORD = "drie willekeurige woorden"
HASH = passwords.digest(PASSWORD)


@pytest.fixture
def browser(session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = HASH
    session.add(user)
    session.commit()
    return TestClient(
        Starlette(routes=sign_in.ROUTES),
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )


def enter(browser, password=PASSWORD, **more):
    form = {"email": make.candidate.email, "password": password, **more}
    return browser.post("/auth/inloggen", data=form)


def test_signing_in_leads_to_where_one_was_going(browser):
    answer = enter(browser, naar="/declaraties/7?dag=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/declaraties/7?dag=2")


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/declaraties/7", "/declaraties/7"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("", "/"),
    ],
)
def test_who_is_quicker_than_the_page_gets_there_too(browser, asked, leads_to):
    """The form went before the page had put in it where they were going."""
    browser.headers["referer"] = f"http://testserver/inloggen?{urlencode({'naar': asked})}"
    assert enter(browser, naar="").headers["location"] == leads_to


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser):
    cookie = enter(browser).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/a\\..\\b",
        "javascript:alert(1)",
        "https:evil.example",
        "%2f%2fevil.example",
        "/x\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "/ x",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(elsewhere):
    assert own_path(elsewhere) == "/"


def test_a_wrong_password_comes_back_with_the_address_kept(browser):
    answer = enter(browser, password="fout", naar="/declaraties/7")
    assert answer.headers["location"] == "/inloggen?fout=onjuist&naar=%2Fdeclaraties%2F7"
    assert "daria%40example.nl" in answer.headers["set-cookie"]
    assert PASSWORD not in str(answer.headers)


def test_signing_in_again_ends_the_old_session(browser, session):
    enter(browser)
    enter(browser)
    ended = [row.ended_at is not None for row in session.exec(select(UserSession))]
    assert sorted(ended) == [False, True]


def test_signing_out_ends_the_session_and_the_cookie(browser, session):
    enter(browser)
    answer = browser.post("/auth/afmelden")
    assert answer.headers["location"] == "/inloggen?fout=afgemeld"
    assert session.exec(select(UserSession)).one().ended_at is not None


@pytest.mark.asvs("7.4.1", "14.3.1")
def test_signing_out_leaves_nothing_in_the_browser_but_its_language(browser):
    enter(browser)
    answer = browser.post("/auth/afmelden")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    gone = {c.split("=")[0] for c in answer.headers.get_list("set-cookie") if "Max-Age=0" in c}
    ours = ["rxportal", passages.COOKIE, *links.COOKIES.values()]
    assert gone == {settings().cookie(name) for name in ours}


def test_the_language_is_kept_with_the_account(browser, session):
    enter(browser)
    answer = browser.post("/auth/taal", data={"taal": "en", "naar": "/declaraties"})
    assert answer.headers["location"] == "/declaraties"
    assert "taal=en" in answer.headers["set-cookie"]
    session.expire_all()
    assert session.get_one(User, make.candidate.user_id).language == "en"


def test_a_language_we_do_not_speak_is_ignored(browser):
    assert "set-cookie" not in browser.post("/auth/taal", data={"taal": "xx"}).headers


@pytest.mark.parametrize(
    ("current", "chosen", "said"),
    [
        (PASSWORD, "vier heel andere woorden", "gewijzigd"),
        ("fout", "vier heel andere woorden", "wachtwoord-onjuist"),
        (PASSWORD, "kort", "wachtwoord-kort"),
        (PASSWORD, "Kowalczewska!", "wachtwoord-eigen"),
    ],
)
def test_changing_the_password_says_what_happened(browser, current, chosen, said):
    enter(browser)
    answer = browser.post(
        "/auth/wachtwoord", data={"current": current, "chosen": chosen, "again": chosen}
    )
    assert answer.headers["location"] == f"/wachtwoord-wijzigen?melding={said}"


def test_a_stranger_cannot_change_a_password(browser):
    answer = browser.post("/auth/wachtwoord", data={"current": PASSWORD, "chosen": "x" * 20})
    assert answer.headers["location"].startswith("/inloggen")


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("who", ["unknown", "inactive", "not_activated", "too_often"])
def test_every_stranger_gets_the_same_answer(browser, session, who):
    """Text, status and headers: what differs is only the address that was typed."""
    user = session.get_one(User, make.client.user_id)
    user.password_hash = HASH if who != "not_activated" else ""
    user.active = who != "inactive"
    session.add(user)
    session.commit()
    email = "nobody@example.nl" if who == "unknown" else user.email
    password = "mis" if who == "unknown" else PASSWORD
    for _ in range(10 if who == "too_often" else 0):
        browser.post("/auth/inloggen", data={"email": email, "password": "mis"})
    wrong = browser.post("/auth/inloggen", data={"email": make.candidate.email, "password": "mis"})
    other = browser.post("/auth/inloggen", data={"email": email, "password": password})
    assert (other.status_code, other.content) == (wrong.status_code, wrong.content)
    told = [
        str(answer.headers).replace(quote(typed), "…")
        for answer, typed in ((wrong, make.candidate.email), (other, email))
    ]
    assert told[0] == told[1]


@pytest.mark.asvs("6.3.1", "2.4.1")
def test_an_address_that_fails_fifty_times_waits_and_hears_how_long(browser, monkeypatch):
    monkeypatch.setattr(passwords, "matches", lambda *_: False)
    for number in range(50):
        browser.post("/auth/inloggen", data={"email": f"{number}@example.nl", "password": "x"})
    answer = enter(browser)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert "opnieuw" in answer.text


@pytest.mark.asvs("6.3.1")
def test_waiting_ends_by_itself(browser, session):
    for _ in range(10):
        enter(browser, password="mis")
    assert "onjuist" in enter(browser).headers["location"]
    for row in session.exec(select(Limit)):
        row.since -= timedelta(minutes=15)
        session.add(row)
    session.commit()
    assert enter(browser).headers["location"] == "/"


@pytest.mark.asvs("7.2.4")
def test_a_cookie_of_before_is_never_the_session(browser, session):
    browser.cookies.set("rxportal", "made-up-by-somebody-else")
    token = enter(browser).cookies["rxportal"]
    assert token != "made-up-by-somebody-else"
    assert len(token) == 43


@pytest.mark.asvs("6.6.2", "7.2.4")
def test_with_a_second_factor_the_password_opens_nothing_yet(browser, session):
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": "app"}
    session.add(agency)
    session.commit()
    answer = enter(browser, naar="/declaraties/7")
    assert answer.headers["location"] == "/verificatie"
    assert "rxportal-stap" in answer.cookies
    assert "rxportal" not in answer.cookies
    assert session.exec(select(UserSession)).all() == []


def test_an_endless_form_is_refused(browser):
    answer = browser.post("/auth/inloggen", data={"email": "x" * 70_000, "password": "x"})
    assert answer.status_code == 413


@pytest.mark.asvs("11.4.2")
def test_a_hash_of_less_effort_is_renewed_at_the_next_sign_in(browser, session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = passwords._CONTEXT.using(argon2__time_cost=1).hash(PASSWORD)
    session.add(user)
    session.commit()
    assert enter(browser).headers["location"] == "/"
    session.expire_all()
    assert not passwords.is_old(session.get_one(User, user.id).password_hash)
