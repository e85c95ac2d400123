"""web/security.py: the forms behind *Beveiliging*, as a browser posts them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.engine import transaction
from rxportal.db.tables import Passkey, User, UserSession
from rxportal.services import passwords, sessions
from rxportal.services import security as changes
from rxportal.services.security import Here
from rxportal.web import security
from tests import make
from tests.services.test_authenticators import code_at
from tests.services.test_pins import other, texted
from tests.soft_key import SoftKey

PASSWORD = "drie willekeurige woorden"
HASH = passwords.digest(PASSWORD)
PAGE = "/mijn-gegevens/beveiliging"


@pytest.fixture
def browser(session):
    """Signed in an hour ago: nothing can be changed without a proof."""
    user = session.get_one(User, make.candidate.user_id)
    user.password_hash, user.phone = HASH, "+31600000012"
    session.add(user)
    opened = sessions.open_for(session, user, now=datetime.now(UTC))
    (row,) = session.exec(select(UserSession)).all()
    row.proven_at = datetime.now(UTC) - timedelta(hours=1)
    session.add(row)
    session.commit()
    made = TestClient(Starlette(routes=security.ROUTES), follow_redirects=False)
    made.cookies.set("rxportal", opened.token, domain="testserver.local")
    return made


def post(browser, path="", **form):
    return browser.post(f"/auth/beveiliging{path}", data=form)


def prove(browser, **more):
    return post(browser, password=PASSWORD, **more)


@pytest.mark.asvs("7.5.1")
@pytest.mark.parametrize("route", security.ROUTES[1:], ids=lambda route: route.path)
def test_every_change_asks_a_proof_first(browser, route):
    answer = browser.post(route.path, data={"code": "123456", "nummer": "0612345678"})
    assert answer.headers["location"] == f"{PAGE}?melding=bevestig"


@pytest.mark.parametrize("route", security.ROUTES, ids=lambda route: route.path)
def test_a_stranger_is_sent_to_the_door(browser, route):
    browser.cookies.clear()
    answer = browser.post(route.path, data={"password": PASSWORD})
    assert answer.headers["location"].startswith("/inloggen?naar=")
    assert browser.get(route.path).status_code == 405


@pytest.mark.asvs("7.2.4")
def test_a_proof_gives_the_browser_another_cookie(browser):
    old = browser.cookies["rxportal"]
    wrong = post(browser, password="een ander wachtwoord")
    assert wrong.headers["location"] == f"{PAGE}?melding=wachtwoord-onjuist"
    assert browser.cookies["rxportal"] == old
    right = prove(browser)
    assert right.headers["location"] == PAGE
    assert browser.cookies["rxportal"] != old


@pytest.mark.asvs("14.3.2")
def test_an_app_is_set_up_and_its_secret_and_codes_are_shown_once(browser, session):
    prove(browser)
    assert post(browser, "/app").headers["location"] == PAGE
    code = texted(session)
    refused = post(browser, "/app/scan", code=other(code))
    assert refused.headers["location"] == f"{PAGE}?melding=pincode-onjuist"
    page = post(browser, "/app/scan", code=code)
    assert page.headers["cache-control"] == "no-store"
    secret = re.search(r'id="handmatig"[^>]*>\s*([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    done = post(browser, "/app/bevestigen", code=code_at(secret, datetime.now(UTC)))
    assert done.headers["cache-control"] == "no-store"
    assert done.text.count("<li>") == 10
    assert f'href="{PAGE}?melding=app-aan"' in done.text


def test_a_number_is_changed_in_two_steps(browser, session):
    prove(browser)
    bad = post(browser, "/nummer", nummer="0900 1234567")
    assert bad.headers["location"] == f"{PAGE}?melding=nummer-onbruikbaar"
    assert post(browser, "/nummer", nummer="06 1234 5678").headers["location"] == PAGE
    done = post(browser, "/nummer/bevestigen", code=texted(session))
    assert done.headers["location"] == f"{PAGE}?melding=nummer-gewijzigd"
    session.expire_all()
    assert session.get_one(User, make.candidate.user_id).phone == "+31612345678"


def test_too_many_passwords_wait(browser):
    for _ in range(10):
        post(browser, password="een ander wachtwoord")
    assert prove(browser).status_code == 429


@pytest.mark.asvs("6.3.7", "6.5.1")
def test_a_passkey_is_made_proves_and_is_removed(browser, session):
    prove(browser)
    key = SoftKey()
    stopped = post(browser, "/passkey", fout="NotAllowedError", naam="Telefoon")
    assert stopped.headers["location"] == f"{PAGE}?melding=passkey-gestopt"
    page = post(browser, "/passkey", antwoord=key.make(offered(browser)), naam="Telefoon")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert len(re.findall(r"<li>\d+-[2-9A-HJ-NP-Z]{4}-", page.text)) == 10
    second = post(browser, "/passkey", antwoord=SoftKey().make(offered(browser)), naam="Laptop")
    assert second.headers["location"] == f"{PAGE}?melding=passkey-gemaakt"
    row = session.exec(select(UserSession).where(UserSession.proven_at != None)).one()  # noqa: E711
    row.proven_at = datetime.now(UTC) - timedelta(hours=1)
    session.add(row)
    session.commit()
    assert prove(browser).headers["location"] == f"{PAGE}?melding=passkey-kan-niet"
    assert prove(browser, antwoord=key.sign(offered(browser))).headers["location"] == PAGE
    for number in ("", "x", "-1", "1" * 30, "999"):
        post(browser, "/passkey/verwijderen", passkey=number)
    first, *_ = session.exec(select(col(Passkey.id)).order_by(col(Passkey.id))).all()
    session.commit()
    removed = post(browser, "/passkey/verwijderen", passkey=str(first))
    assert removed.headers["location"] == f"{PAGE}?melding=passkey-weg"
    assert [row.name for row in session.exec(select(Passkey))] == ["Laptop"]


def offered(browser):
    """What the page asks the device."""
    now, here = datetime.now(UTC), Here(browser.cookies["rxportal"])
    with transaction() as session:
        actor = sessions.actor_of(session, here.token, now=now)
        return changes.offer_passkey(session, actor, here, now=now)
