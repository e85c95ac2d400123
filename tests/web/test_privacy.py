"""web/privacy.py: the file of one person, as a browser gets it."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import AuditEvent, User, UserSession
from rxportal.services import sessions
from rxportal.web import privacy
from rxportal.web.security import PAGE, back_of
from tests import make


@pytest.fixture
def get(session):
    """``get(actor, …)`` posts the form of somebody who has just proven who they are."""

    def ask(actor, candidate="", ago=timedelta()):
        client = TestClient(Starlette(routes=privacy.ROUTES), follow_redirects=False)
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
            (row,) = session.exec(select(UserSession)).all()
            row.proven_at = datetime.now(UTC) - ago
            session.add(row)
        session.commit()
        return client.post("/privacy/gegevens.zip", data={"kandidaat": candidate})

    return ask


def test_somebody_downloads_their_own(session, get):
    answer = get(make.candidate)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="gegevens.zip"'
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"LEESMIJ.txt", "gegevens/kandidaat.json"} <= set(names)
    event = session.exec(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.kind, event.actor_id) == ("person.exported", make.candidate.user_id)


def test_the_agency_downloads_that_of_a_candidate(get):
    assert get(make.office, "1").status_code == 200


def test_nobody_else_does(session, get):
    answer = get(make.candidate, "2")
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")


def test_who_has_not_proven_it_does_so_first_and_comes_back(get):
    answer = get(make.office, "1", ago=timedelta(minutes=6))
    assert answer.headers["location"] == f"{PAGE}?melding=bevestig&naar=privacy-1"


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("privacy", "/mijn-gegevens/privacy"),
        ("privacy-12", "/mijn-gegevens/privacy?kandidaat=12"),
        ("privacy-0", PAGE),
        ("privacy-12/../..", PAGE),
        ("//elders.example", PAGE),
    ],
)
def test_a_proof_leads_back_to_who_asked_for_it_and_nowhere_else(asked, path):
    assert back_of(asked) == path


def test_a_stranger_goes_to_the_door(get):
    answer = get(None)
    assert answer.headers["location"] == "/inloggen?naar=%2Fmijn-gegevens%2Fprivacy"
