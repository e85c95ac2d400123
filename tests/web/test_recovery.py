"""web/recovery.py: a forgotten password, by forms alone."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.tables import Agency, Link, Outbox, User, UserSession
from rxportal.services import resets
from rxportal.web import recovery, sign_in
from tests import make
from tests.doors import HASH, PASSWORD

DARIA = make.candidate.email
CHOSEN = {"chosen": "fietsbel op dinsdag", "again": "fietsbel op dinsdag"}


@pytest.fixture
def browser(session):
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash = HASH
    session.add(user)
    session.commit()
    return somebody()


def somebody():
    return TestClient(Starlette(routes=[*recovery.ROUTES, *sign_in.ROUTES]), follow_redirects=False)


def where(answer):
    assert answer.status_code == 303
    return answer.headers["location"]


def ask(browser, email=DARIA):
    return browser.post("/auth/wachtwoord-vergeten", data={"email": email})


def mailed(session):
    """The path of the link that was mailed last."""
    session.rollback()
    rows = session.exec(select(Outbox).where(Outbox.kind == "reset").order_by(Outbox.id)).all()
    path = re.search(r"(/wachtwoord-herstellen/\S+)", rows[-1].body_text)[1]
    session.rollback()
    return path


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("email", ["nobody@example.nl", make.client.email, "geen adres", ""])
def test_everybody_gets_the_same_answer(browser, session, email):
    known, unknown = ask(browser), ask(somebody(), email)
    assert known.status_code == unknown.status_code
    assert known.content == unknown.content
    assert dict(known.headers) == dict(unknown.headers)
    session.expire_all()
    assert len(session.exec(select(Link)).all()) == 1


@pytest.mark.asvs("6.3.8")
async def test_the_work_is_done_after_the_answer(browser, session, monkeypatch):
    """What is asked of the database before the answer is the same, whoever asks."""
    order = []

    monkeypatch.setattr(resets, "ask", lambda *_, **__: order.append("work"))

    async def send(message):
        if message["type"] == "http.response.body":
            order.append("answer")

    body = b"email=daria%40example.nl"

    async def receive():
        return {"type": "http.request", "body": body}

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/auth/wachtwoord-vergeten",
        "headers": [
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(body)).encode()),
        ],
        "query_string": b"",
        "client": ("192.0.2.1", 1),
    }
    await Starlette(routes=recovery.ROUTES)(scope, receive, send)
    assert order == ["answer", "work"]


def test_from_the_mail_to_a_new_password(browser, session):
    browser.post("/auth/inloggen", data={"email": DARIA, "password": PASSWORD})
    ask(somebody())
    path = mailed(session)
    other = somebody()
    answer = other.get(path)
    assert where(answer) == "/wachtwoord-herstellen"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert where(other.post("/auth/wachtwoord-herstellen")) == "/wachtwoord-herstellen/nieuw"
    saved = other.post("/auth/wachtwoord-herstellen/nieuw", data=CHOSEN)
    assert where(saved) == "/inloggen?fout=hersteld"
    session.expire_all()
    assert session.exec(select(UserSession)).one().ended_at is not None
    session.rollback()
    assert where(other.post("/auth/inloggen", data={"email": DARIA, "password": PASSWORD})) != "/"
    form = {"email": DARIA, "password": CHOSEN["chosen"]}
    assert where(other.post("/auth/inloggen", data=form)) == "/"


@pytest.mark.asvs("6.5.1")
def test_a_used_link_leads_to_the_screen_that_says_so(browser, session):
    ask(browser)
    path = mailed(session)
    browser.get(path)
    browser.post("/auth/wachtwoord-herstellen")
    browser.post("/auth/wachtwoord-herstellen/nieuw", data=CHOSEN)
    other = somebody()
    other.get(path)
    assert where(other.post("/auth/wachtwoord-herstellen")) == "/wachtwoord-herstellen"


@pytest.mark.asvs("2.3.1", "6.4.3")
def test_the_second_factor_cannot_be_skipped(browser, session):
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": "sms"}
    session.add(agency)
    user = session.get_one(User, make.candidate.user_id)
    user.phone = "+31600000012"
    session.add(user)
    session.commit()
    ask(browser)
    browser.get(mailed(session))
    assert where(browser.post("/auth/wachtwoord-herstellen")) == "/verificatie"
    skipped = browser.post("/auth/wachtwoord-herstellen/nieuw", data=CHOSEN)
    assert where(skipped) == "/wachtwoord-herstellen?melding=stap-verlopen"
    session.expire_all()
    assert session.get_one(User, user.id).password_hash == HASH


@pytest.mark.asvs("2.3.1")
def test_no_new_password_without_a_link(browser):
    skipped = browser.post("/auth/wachtwoord-herstellen/nieuw", data=CHOSEN)
    assert where(skipped) == "/wachtwoord-herstellen?melding=stap-verlopen"
    assert where(browser.post("/auth/wachtwoord-herstellen")) == "/wachtwoord-herstellen"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("kort", "kort"), ("daria@example.nl", "eigen"), ("password1234", "gelekt")],
)
def test_a_weak_password_says_why(browser, session, chosen, said):
    ask(browser)
    browser.get(mailed(session))
    browser.post("/auth/wachtwoord-herstellen")
    form = {"chosen": chosen, "again": chosen}
    answer = browser.post("/auth/wachtwoord-herstellen/nieuw", data=form)
    assert where(answer) == f"/wachtwoord-herstellen/nieuw?melding=wachtwoord-{said}"


@pytest.mark.asvs("2.4.1")
def test_an_address_that_asks_too_much_waits(browser):
    for _ in range(20):
        ask(browser, "nobody@example.nl")
    answer = ask(browser, "nobody@example.nl")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= timedelta(hours=1).total_seconds()
    assert "opnieuw" in answer.text
