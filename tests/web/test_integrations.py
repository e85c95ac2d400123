"""The forms of *Koppelingen*: what is secret is on the answer, and nowhere after it."""

from datetime import UTC, datetime

from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import User, Webhook
from rxportal.services import integrations as services
from rxportal.services import sessions
from rxportal.web import integrations
from tests import make
from tests.make import NOW, administrator

FORM = {"koppeling": "1", "adres": "https://loon.example/", "over-declaration.approved": "ja"}


def browser(session, actor):
    user = session.get_one(User, actor.user_id)
    token = sessions.open_for(session, user, now=datetime.now(UTC)).token
    session.commit()
    headers = {"cookie": f"{settings().cookie_name}={token}", "sec-fetch-site": "same-origin"}
    app = Starlette(routes=integrations.ROUTES)
    return TestClient(app, headers=headers, follow_redirects=False)


def test_a_webhook_is_made_and_its_secret_renewed(session):
    services.make(session, administrator, "Loon", ["hours"], None, now=NOW)
    client = browser(session, administrator)
    made = client.post("/auth/webhooks", data=FORM)
    renewed = client.post("/auth/webhooks", data={"webhook": "1"})
    for answer in (made, renewed):
        assert answer.status_code == 200
        assert "whsec_" in answer.text
        assert "no-store" in answer.headers["cache-control"]
    assert made.text != renewed.text
    row = session.exec(select(Webhook)).one()
    assert (row.url, row.events) == ("https://loon.example/", ["declaration.approved"])
    assert row.old_secret


def test_what_cannot_be_goes_back_to_the_screen_with_why(session):
    services.make(session, administrator, "Loon", ["hours"], None, now=NOW)
    client = browser(session, administrator)
    for wrong in ({"adres": "http://loon.example/"}, {"over-declaration.approved": ""}):
        answer = client.post("/auth/webhooks", data={**FORM, **wrong})
        assert answer.status_code == 303
        assert "melding=webhook-onvolledig" in answer.headers["location"]
    answer = browser(session, make.office).post("/auth/webhooks", data=FORM)
    assert answer.status_code == 303
    assert session.exec(select(Webhook)).all() == []
