"""web/files.py: the paper of a payslip or an annual statement, for whose it is and the agency."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import User
from rxportal.domain.pay import PaperState
from rxportal.formats.paper import Paper
from rxportal.services import passwords, sessions
from rxportal.web import files
from tests import make

HASH = passwords.digest("drie willekeurige woorden")
CONTENT = Paper("Loonstrook", head="Flexmeent", note="", at=make.NOW, language="nl").content()
KINDS = {
    "payslip": (make.payslip, "loonstrook-2026-W38.pdf"),
    "statement": (make.statement, "jaaropgave-2025.pdf"),
}


@pytest.fixture(params=KINDS)
def paper(request, session, store):
    """A published paper of candidate 1, and how its file is called."""
    for user in session.exec(select(User)):
        user.password_hash = HASH
    build, name = KINDS[request.param]
    row = build(session)
    store.put(row.file_key, CONTENT)
    return row, name


def get(session, actor, path):
    client = TestClient(Starlette(routes=files.ROUTES), follow_redirects=False)
    if actor:
        user = session.get_one(User, actor.user_id)
        opened = sessions.open_for(session, user, now=datetime.now(UTC))
        client.cookies.set(settings().cookie_name, opened.token)
    session.commit()  # SQLite has one writer: the test must not hold its place
    return client.get(path)


@pytest.mark.parametrize("actor", [make.candidate, make.office], ids=lambda who: who.role)
def test_its_candidate_and_the_agency_keep_the_file(session, paper, actor):
    row, name = paper
    answer = get(session, actor, f"/bestanden/{row.file_key}")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["cache-control"] == "private, no-store"


def test_its_first_page_is_looked_at_as_a_picture(session, paper):
    row, name = paper
    answer = get(session, make.candidate, f"/bestanden/{row.file_key}/voorbeeld")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    picture = name.replace(".pdf", ".png")
    assert answer.headers["content-disposition"] == f"inline; filename*=UTF-8''{picture}"
    assert answer.headers["content-security-policy"].startswith("sandbox;")


STRANGERS = [make.candidate2, make.client, make.client2]


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("part", ["", "/voorbeeld"])
@pytest.mark.parametrize("actor", STRANGERS, ids=["candidate2", "client", "client2"])
def test_for_anybody_else_there_is_no_such_file(session, paper, actor, part):
    row, _ = paper
    stranger = get(session, actor, f"/bestanden/{row.file_key}{part}")
    unknown = get(session, actor, f"/bestanden/{'b' * 32}{part}")
    assert (stranger.status_code, stranger.content) == (404, unknown.content)


@pytest.mark.parametrize("part", ["", "/voorbeeld"])
def test_who_is_not_signed_in_is_asked_to(session, paper, part):
    row, _ = paper
    answer = get(session, None, f"/bestanden/{row.file_key}{part}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/inloggen?naar=%2Fbestanden%2F")


@pytest.mark.parametrize("state", [PaperState.DRAFT, PaperState.WITHDRAWN])
def test_what_is_not_published_only_the_agency_opens(session, paper, state):
    row, _ = paper
    row.state = state
    session.add(row)
    path = f"/bestanden/{row.file_key}"
    assert get(session, make.candidate, path).status_code == 404
    assert get(session, make.office, path).status_code == 200


def test_a_paper_whose_file_is_lost_is_not_found(session, paper, store):
    row, _ = paper
    store.files.clear()
    for part in ("", "/voorbeeld"):
        answer = get(session, make.candidate, f"/bestanden/{row.file_key}{part}")
        assert answer.status_code == 404


def test_what_cannot_be_drawn_has_no_picture(session, paper, store):
    row, _ = paper
    store.put(row.file_key, b"\x89PNG\r\n\x1a\n")
    assert get(session, make.candidate, f"/bestanden/{row.file_key}/voorbeeld").status_code == 404
