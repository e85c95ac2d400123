"""web/judge_link.py: the link of a mail, and the two forms behind it."""

import re

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.tables import Declaration, Outbox, UserSession
from rxportal.domain.declaration import LONGEST_REASON, Status
from rxportal.services import by_mail, declarations, limits
from rxportal.services.limits import Rule
from rxportal.web import judge_link
from tests import make
from tests.services.test_by_mail import switched_on

pytestmark = pytest.mark.begins(rows=switched_on)
APPROVE, REJECT = "/auth/beoordelen/goedkeuren", "/auth/beoordelen/afwijzen"


@pytest.fixture
def browser(session):
    return TestClient(Starlette(routes=judge_link.ROUTES), follow_redirects=False)


@pytest.fixture
def path(session, monkeypatch):
    """The path in the mail. The link is as old as the row, so the clock of the routes is real."""
    from datetime import UTC, datetime  # noqa: PLC0415

    declarations.submit(session, make.candidate, 1, now=datetime.now(UTC))
    session.commit()
    body = session.exec(select(Outbox.body_text)).one()
    session.rollback()
    return re.search(r"/beoordelen/\S+", body)[0]


def status(session):
    session.rollback()
    session.expire_all()
    found = session.get_one(Declaration, 1).status
    session.rollback()
    return found


def where(answer):
    assert answer.status_code == 303
    assert answer.headers["cache-control"] == "no-store"
    return answer.headers["location"]


def test_opening_it_ten_times_takes_the_token_out_of_the_address_and_changes_nothing(
    browser, session, path
):
    for _ in range(10):
        answer = browser.get(path)
        assert where(answer) == "/beoordelen"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "HttpOnly" in answer.headers["set-cookie"]
    assert status(session) is Status.SUBMITTED


def test_it_posts_once_and_no_session_begins(browser, session, path):
    browser.get(path)
    assert where(browser.post(APPROVE)) == "/beoordelen?melding=goedgekeurd"
    assert status(session) is Status.COMPLETED
    assert where(browser.post(APPROVE)) == "/beoordelen"
    assert where(browser.post(REJECT, data={"reden": "x"})) == "/beoordelen"
    assert session.exec(select(UserSession)).all() == []
    assert set(browser.cookies) == {"rxportal-beoordelen"}


def test_a_rejection_asks_for_a_reason(browser, session, path):
    browser.get(path)
    assert where(browser.post(REJECT, data={"reden": " "})) == "/beoordelen?melding=reden"
    long = {"reden": "x" * (LONGEST_REASON + 1)}
    assert where(browser.post(REJECT, data=long)) == "/beoordelen?melding=reden-lang"
    assert where(browser.post(REJECT, data={"reden": "Fout."})) == "/beoordelen?melding=afgewezen"
    assert status(session) is Status.REJECTED


def test_without_a_link_nothing_happens(browser, session, path):
    for name, form in ((APPROVE, {}), (REJECT, {"reden": "x"})):
        assert where(browser.post(name, data=form)) == "/beoordelen"
    assert status(session) is Status.SUBMITTED


def test_who_tries_too_often_waits(browser, session, path, monkeypatch):
    monkeypatch.setattr(by_mail, "PER_ADDRESS", Rule(2, limits.REMEMBERED))
    answers = [browser.post(APPROVE).status_code for _ in range(3)]
    assert answers == [303, 303, 429]
