"""Hours, runs and documents over the API: by token, within its scopes, each step once."""

import io
import zipfile
from datetime import timedelta

import jsonschema
import pytest
from sqlmodel import select

from rxportal.db.tables import ApiAnswer, AuditEvent, Declaration, Document, Transition
from rxportal.domain.declaration import Channel, Status
from rxportal.domain.scan import Scan
from rxportal.gateways.scanner import FakeScanner
from rxportal.overviews.modules import MODULES
from rxportal.services import documents, integrations
from rxportal.services.limits import Rule
from rxportal.services.run_files import Kind
from rxportal.web import files, openapi
from tests import make
from tests.services.test_runs import final, made, worked
from tests.web.test_api import program, token
from tests.web.test_documents import ACTIVE, EICAR, PDF, PNG

__all__ = ["program", "token"]

HOURS, RUNS, PAPERS = (
    f"/api/v1/{slug}" for slug in ("declaraties", "beheer/verwerking", "documenten")
)
NEXT_WEEK = (make.MONDAY + make.WEEK).isoformat()


@pytest.fixture
def kinds(session):
    rows = documents.standard(session)
    session.commit()
    return {row.name: row.id for row in rows}


def as_described(path, verb, answer):
    """The answer is what the document of the API says."""
    told = openapi.document(MODULES.values())["paths"][path][verb]["responses"]
    schema = told[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), schema)
    return answer.json()


def test_a_declaration_comes_with_its_days_and_lines(session, program):
    row = make.declaration(session)
    session.commit()
    answer = program("hours").get(f"{HOURS}/{row.id}")
    found = as_described(f"{HOURS}/{{id}}", "get", answer)
    assert (found["candidate"], found["status"], found["minutes"]) == ("K10041", "report", 2400)
    assert [line["minutes"] for line in found["lines"]] == [480] * 5
    assert found["lines"][0] == {
        "id": found["lines"][0]["id"], "day": "2026-10-05", "hour_type": "regular",
        "begins": 540, "ends": 1050, "break_minutes": 30, "minutes": 480, "quantity": 0,
        "note": "", "receipt": False,
    }  # fmt: skip
    assert answer.headers["etag"] == f'"{row.version}"'
    assert program("hours").get(f"{HOURS}/999999").status_code == 404
    assert program("documents").get(f"{HOURS}/{row.id}").status_code == 403


def test_a_declaration_is_made_for_a_placement_and_a_period_once(session, program):
    client = program("hours_write")
    asked = {"placement": 1, "day": NEXT_WEEK}
    answer = client.post(HOURS, json=asked, headers={"idempotency-key": "d-1"})
    found = as_described(HOURS, "post", answer)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{HOURS}/{found['id']}"
    assert (found["starts_on"], found["placement"]) == (NEXT_WEEK, 1)
    again = client.post(HOURS, json=asked, headers={"idempotency-key": "d-1"})
    assert (again.status_code, again.json()) == (201, found)
    double = client.post(HOURS, json=asked)
    assert (double.status_code, "al een declaratie" in double.json()["title"]) == (409, True)
    early = client.post(HOURS, json={**asked, "day": "2001-01-01"})
    assert (early.status_code, "begint pas op" in early.json()["title"]) == (409, True)
    assert client.post(HOURS, json={**asked, "placement": 999}).status_code == 404
    for body, fields in (
        ({}, {"placement", "day"}),
        ({"placement": "1", "day": "9999-12-31"}, {"placement", "day"}),
        ({"placement": True, "day": "2026-W41-1"}, {"placement", "day"}),
        ({**asked, "status": "completed"}, {"status"}),
        ([], {""}),
    ):
        refused = client.post(HOURS, json=body)
        assert refused.status_code == 422, refused.text
        assert {each["field"] for each in refused.json()["errors"]} == fields
    assert program("hours").post(HOURS, json=asked).status_code == 403
    assert len(session.exec(select(Declaration)).all()) == 1


def test_the_steps_of_the_agency_ask_for_the_version_that_was_read(session, program):
    row = make.declaration(session, status=Status.COMPLETED)
    session.commit()
    client, path = program("hours_write"), f"{HOURS}/{row.id}"
    seen = {"if-match": client.get(path).headers["etag"]}
    assert client.post(f"{path}/heropenen", json={"reason": "x"}).status_code == 428
    assert client.post(f"{path}/heropenen", json={}, headers=seen).status_code == 422
    blank = client.post(f"{path}/heropenen", json={"reason": " "}, headers=seen)
    assert blank.status_code == 422
    asked = {"json": {"reason": "Verkeerde kostenplaats"}, "headers": seen}
    reader = program("hours")
    assert reader.post(f"{path}/heropenen", **asked).status_code == 403
    answer = client.post(f"{path}/heropenen", **asked)
    found = as_described(f"{HOURS}/{{id}}/heropenen", "post", answer)
    assert (found["status"], found["reason"]) == ("submitted", "Verkeerde kostenplaats")
    assert client.post(f"{path}/heropenen", **asked).status_code == 412
    now = {"if-match": answer.headers["etag"]}
    assert client.post(f"{path}/verwerken", headers=now).status_code == 409
    (step,) = session.exec(select(Transition)).all()
    assert (step.channel, step.user_name, step.user_id) == (Channel.API, "Salaris", None)


def test_a_step_under_one_key_is_taken_once(session, program):
    row = make.declaration(session, status=Status.COMPLETED)
    session.commit()
    client, path = program("hours_write"), f"{HOURS}/{row.id}"
    headers = {"if-match": client.get(path).headers["etag"], "idempotency-key": "v-1"}
    old = {"if-match": f'"{row.version - 1}"'}
    assert client.post(f"{path}/verwerken", headers=old).status_code == 412
    answers = [client.post(f"{path}/verwerken", headers=headers) for _ in range(20)]
    assert {each.status_code for each in answers} == {200}
    assert {each.json()["status"] for each in answers} == {"processed"}
    assert len(session.exec(select(Transition)).all()) == 1
    session.commit()
    other = {**headers, "if-match": answers[0].headers["etag"]}
    assert client.post(f"{path}/verwerken", headers=other).status_code == 422


def test_a_key_is_known_for_a_day(session, program):
    client = program("hours_write", **{"idempotency-key": "d-1"})
    asked = {"placement": 1, "day": NEXT_WEEK}
    assert client.post(HOURS, json=asked).status_code == 201
    assert client.post(HOURS, json=asked).status_code == 201
    answer = session.exec(select(ApiAnswer)).one()
    answer.at -= integrations.REMEMBERED
    session.commit()
    assert client.post(HOURS, json=asked).status_code == 409


def test_a_run_comes_with_its_totals_lines_and_files(session, program):
    make.declaration(session, status=Status.COMPLETED)
    make.declaration(session, status=Status.COMPLETED, candidate_id=2)
    worked(session, made(session))  # pro forma: lines of its own for the same hours
    run = final(session, made(session))
    session.commit()
    client = program("runs")
    found = as_described(f"{RUNS}/{{id}}", "get", client.get(f"{RUNS}/{run.id}"))
    assert (found["stage"], found["minutes"]) == ("final", 4800)
    assert [each["minutes"] for each in found["totals"]] == [4800]
    path = f"{RUNS}/{run.id}/regels"
    first = as_described(f"{RUNS}/{{id}}/regels", "get", client.get(f"{path}?per=1"))
    second = client.get(f"{path}?per=1&cursor={first['next']}").json()
    assert [line["candidate"] for part in (first, second) for line in part["rows"]] == [
        "K10041", "K10042",
    ]  # fmt: skip
    assert second["next"] is None
    for wrong in ("per=0", "per=501", "cursor=x", "cursor=1&cursor=2", "pagina=1"):
        assert client.get(f"{path}?{wrong}").status_code == 422, wrong
    for kind in Kind:
        answer = client.get(f"{RUNS}/{run.id}/bestanden/{kind.value}")
        assert answer.status_code == 200, answer.text
        if kind.value.endswith(".zip"):
            assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == 2
    events = session.exec(select(AuditEvent).where(AuditEvent.kind == "run.downloaded")).all()
    assert {event.actor for event in events} == {"Salaris"}
    session.commit()
    assert client.get(f"{RUNS}/{run.id}/bestanden/pdf").status_code == 404
    assert client.get(f"{RUNS}/999/bestanden/csv").status_code == 404
    for scope in ("hours", "hours_write"):
        for address in (f"{RUNS}/{run.id}", path, f"{RUNS}/{run.id}/bestanden/csv"):
            assert program(scope).get(address).status_code == 403


def test_who_reads_runs_processes_nothing(session, program):
    row = make.declaration(session, status=Status.COMPLETED)
    session.commit()
    seen = {"if-match": f'"{row.version}"'}
    answer = program("runs").post(f"{HOURS}/{row.id}/verwerken", headers=seen)
    assert answer.status_code == 403
    session.refresh(row)
    assert row.status is Status.COMPLETED


def paper(content=PDF, name="diploma.pdf", **more):
    data = {"type": "Diploma / certificaat", "candidate": "K10041", **more}
    return {"data": data, "files": {"file": (name, content)}}


def test_a_document_goes_in_and_comes_out(session, program, store, kinds):
    answer = program("documents_add").post(PAPERS, **paper())
    assert answer.status_code == 201, answer.text
    found = as_described(PAPERS, "post", answer)
    assert (found["candidate"], found["state"]) == ("K10041", "approved")
    row = session.exec(select(Document)).one()
    assert (row.added_by, row.key in answer.text) == ("Salaris", False)
    path = f"{PAPERS}/{row.id}"
    assert program("documents").get(path).json() == found
    file = program("document_files").get(f"{path}/bestand")
    assert (file.status_code, file.content) == (200, store.get(row.key))
    assert file.headers["content-disposition"].startswith("attachment")
    for scope in ("documents", "documents_add", "candidates"):
        assert program(scope).get(f"{path}/bestand").status_code == 403
    assert program("document_files").post(PAPERS, **paper()).status_code == 403
    assert program("document_files").get(f"{PAPERS}/999/bestand").status_code == 404


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        (paper(type="Zwemdiploma"), {"type"}),
        (paper(candidate="K99999"), {"candidate"}),
        (paper(type="Rijbewijs"), {"expires_on"}),
        (paper(type="Rijbewijs", expires_on="2001-01-01"), {"expires_on"}),
        (paper(type="Rijbewijs", expires_on="morgen"), {"expires_on"}),
        (paper(type="Rijbewijs", expires_on="2030-W41-1"), {"expires_on"}),
        (paper(content=b"MZ\x90", name="x.exe"), {"file"}),
        (paper(content=ACTIVE), {"file"}),
        (paper(soort="1"), {"soort"}),
        ({"data": {"file": "x"}, "files": {"anders": ("x", b"x")}},
         {"type", "candidate", "file", "anders"}),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_says_where(session, program, store, kinds, sent, fields):
    answer = program("documents_add").post(PAPERS, **sent)
    assert answer.status_code == 422, answer.text
    assert {each["field"] for each in answer.json()["errors"]} == fields
    assert not session.exec(select(Document)).all()


def test_a_document_goes_through_the_door_of_all_files(session, program, store, kinds, monkeypatch):
    client = program("documents_add")
    monkeypatch.setattr(files, "scanner", lambda: FakeScanner(finds=EICAR))
    answer = client.post(PAPERS, **paper(content=EICAR))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    assert client.post(PAPERS, json={}).status_code == 415
    assert client.post(PAPERS, **paper(content=b"x" * 11 * 1024 * 1024)).status_code == 413
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post(PAPERS, content=b"--y", headers=broken).status_code in {400, 422}
    assert not session.exec(select(Document)).all()


def test_a_document_that_was_not_looked_at_stays_inside(session, program, store, kinds):
    program("documents_add").post(PAPERS, **paper(content=PNG, name="x.png"))
    row = session.exec(select(Document)).one()
    row.scan = Scan.HELD
    session.add(row)
    session.commit()
    answer = program("document_files").get(f"{PAPERS}/{row.id}/bestand")
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")


def test_the_same_document_under_one_key_is_added_once(session, program, store, kinds):
    client = program("documents_add", **{"idempotency-key": "p-1"})
    first, again = (client.post(PAPERS, **paper()) for _ in range(2))
    assert first.json() == again.json()
    assert client.post(PAPERS, **paper(content=PNG, name="x.png")).status_code == 422
    assert len(session.exec(select(Document)).all()) == 1


def test_each_program_has_its_own_count_of_files(session, program, store, kinds, monkeypatch):
    monkeypatch.setattr(documents, "TRIES_OF_PROGRAM", Rule(1, timedelta(hours=1)))
    one, two = program("documents_add"), program("documents_add")
    codes = [each.post(PAPERS, **paper()).status_code for each in (one, one, two)]
    assert codes == [201, 429, 201]


def test_an_address_says_which_methods_it_has(program):
    client = program("hours", "candidates")
    for path, allowed in (
        (HOURS, "GET, HEAD, POST"),
        (f"{HOURS}/1", "GET, HEAD"),
        (f"{HOURS}/1/verwerken", "POST"),
        ("/api/v1/beheer/kandidaten/1", "GET, HEAD, PATCH"),
        ("/api/v1/openapi.json", "GET, HEAD"),
    ):
        answer = client.delete(path)
        assert (answer.status_code, answer.headers["allow"]) == (405, allowed), path
        assert answer.headers["content-type"] == "application/problem+json"
    assert client.head("/api/v1/beheer/kandidaten/1").status_code == 200
    for path in ("/api/v1", "/api/", "/api/v2/declaraties", "/api/v1/declaraties/1/weg"):
        assert client.get(path).status_code == 404, path
