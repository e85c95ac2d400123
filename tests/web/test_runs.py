"""web/runs.py: the files of a run, for the agency and nobody else."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import AuditEvent, User
from rxportal.domain.declaration import Status
from rxportal.services import sessions
from rxportal.services.run_files import Kind
from rxportal.web import runs
from tests import make
from tests.services.test_run_files import final, made, worked


@pytest.fixture
def run(session):
    make.declaration(session, status=Status.COMPLETED)
    found = final(session, made(session))
    session.commit()
    return found


@pytest.fixture
def get(session):
    """``get(actor, name)`` is what somebody's browser gets; nobody's for ``None``."""

    def ask(actor, name):
        client = TestClient(Starlette(routes=runs.ROUTES), follow_redirects=False)
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        session.commit()
        return client.get(f"/bestanden/verwerking/{name}")

    return ask


@pytest.mark.parametrize("kind", Kind)
def test_the_agency_downloads_and_it_is_written_down(session, run, get, kind):
    answer = get(make.office, f"{run.id}.{kind.value}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    name = f"verwerking-{run.id}{'-' if '-' in kind else '.'}{kind.value}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    if kind.value.endswith(".zip"):
        assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == 1
    event = session.exec(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.kind, event.details["as"]) == ("run.downloaded", kind.value)


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_nobody_else_does(session, run, get, actor):
    before = len(session.exec(select(AuditEvent)).all())
    answer = get(actor, f"{run.id}.csv")
    assert (answer.status_code, b"Daria" in answer.content) == (403, False)
    assert len(session.exec(select(AuditEvent)).all()) == before


def test_who_is_not_signed_in_goes_there_and_back(run, get):
    answer = get(None, f"{run.id}.csv")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/inloggen?naar=/beheer/verwerking/{run.id}"


@pytest.mark.parametrize("name", ["999.csv", "x.csv", "1.exe", "1", "0.csv", "9" * 30 + ".csv"])
def test_what_does_not_exist_is_not_found(run, get, name):
    answer = get(make.office, name)
    assert (answer.status_code, "Dit bestaat niet" in answer.text) == (404, True)


def test_pro_forma_says_what_to_do_first(session, get):
    make.declaration(session, status=Status.COMPLETED)
    run = worked(session, made(session))
    answer = get(make.office, f"{run.id}.setu-1.4.zip")
    assert answer.status_code == 403
    assert "Maak de verwerking eerst definitief" in answer.text
    assert get(make.office, f"{run.id}.xlsx").status_code == 200
