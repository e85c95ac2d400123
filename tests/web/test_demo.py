"""/demo/berichten: every message to read and to click, in a demonstration only."""

from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import read
from rxportal.db.tables import User
from rxportal.messages.texts import Text
from rxportal.services import declarations, outbox
from rxportal.web import demo
from tests import make

DEMO = read({"RXPORTAL_DEMO": "1"})


@pytest.fixture
def browser():
    return TestClient(Starlette(routes=list(demo.routes(DEMO))))


@pytest.fixture
def message(session):
    """The mail about a declaration that was handed in; the declaration's number."""
    number = make.declaration(session).id
    declarations.submit(session, make.candidate, number, now=make.NOW)
    session.commit()
    return number


def test_there_is_no_such_page_outside_a_demonstration(session):
    assert demo.routes(read({})) == ()


def test_the_list_leads_to_each_message(browser, message):
    page = browser.get("/demo/berichten")
    assert page.status_code == 200
    assert '<a href="/demo/berichten/1">' in page.text
    assert "beoordeel de uren van Daria Kowalczewska" in page.text
    assert "in de wachtrij" in page.text
    assert page.headers["cache-control"] == "no-store"


def test_an_empty_list_says_so(browser, session):
    assert "Nog geen berichten." in browser.get("/demo/berichten").text


def test_a_message_shows_its_html_fenced_in_and_its_text_with_a_link(browser, message):
    page = browser.get("/demo/berichten/1").text
    link = f"http://localhost:8080/declaraties/{message}"
    assert f'<a href="{link}">{link}</a>' in page
    assert 'sandbox="allow-same-origin allow-top-navigation-by-user-activation"' in page
    assert "allow-scripts" not in page
    frame = unescape(page.split('srcdoc="')[1].split('"')[0])
    assert frame.startswith("<!doctype html>")
    assert f'<a target="_top" href="{link}" class="m-btn"' in frame


def test_what_people_typed_is_text(browser, session):
    number = make.declaration(session, status="submitted").id
    nasty = '"><script>alert(1)</script>'
    declarations.reject(session, make.client, number, version=1, reason=nasty, now=make.NOW)
    session.commit()
    assert "<script" not in browser.get("/demo/berichten/1").text


@pytest.mark.parametrize("number", ["99", "0", "x"])
def test_another_number_is_not_found(browser, session, number):
    assert browser.get(f"/demo/berichten/{number}").status_code == 404


def test_a_pin_by_sms_can_be_read(browser, session):
    user = session.get_one(User, make.candidate.user_id)
    text = Text("pin", "Sms: eenmalige pincode", "482913 is je eenmalige pincode.")
    outbox.put_text(
        session, text, number="+31600000012", user=user, expires_at=make.NOW, now=make.NOW
    )
    session.commit()
    assert "Sms: eenmalige pincode" in browser.get("/demo/berichten").text
    page = browser.get("/demo/berichten/1").text
    assert "482913 is je eenmalige pincode." in page
    assert "<iframe" not in page
