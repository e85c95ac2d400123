"""The API for programs: by token alone, within its scopes, each refusal a problem."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import jsonschema
import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.tables import AuditEvent, Candidate, Integration
from rxportal.domain.access import Permission
from rxportal.domain.errors import Forbidden, SignedOut
from rxportal.overviews.modules import MODULES
from rxportal.registers.catalogue import REGISTERS
from rxportal.services import integrations, sessions
from rxportal.services.limits import Rule
from rxportal.web import api, modules, openapi, openapi_rows
from rxportal.web.own_pages import OwnPagesOnly
from tests import make
from tests.make import NOW, administrator, office

KANDIDATEN = "/api/v1/beheer/kandidaten"
AMINA = {
    "number": "K20001", "first_name": "Amina", "last_name": "El Idrissi",
    "email": "amina@example.nl", "birth_on": "1998-04-02",
}  # fmt: skip


@pytest.fixture
def token(session):
    """``token(*scopes)`` is that of a new program."""

    def made(*scopes):
        found = integrations.make(session, administrator, "Salaris", scopes, None, now=NOW)
        session.commit()
        return found

    return made


@pytest.fixture
def program(session, token):
    """``program(*scopes)`` is a client that names itself with a token."""
    app = OwnPagesOnly(Starlette(routes=[*api.ROUTES, *modules.ROUTES]))

    def of(*scopes, **headers):
        found = {"authorization": f"Bearer {token(*scopes)}", **headers}
        return TestClient(app, headers=found, raise_server_exceptions=False)

    return of


def test_a_row_is_made_read_and_changed_with_its_version(session, program):
    client = program("candidates")
    made = client.post(KANDIDATEN, json=AMINA)
    assert made.status_code == 201, made.text
    row = made.json()
    assert (row["number"], row["birth_on"], row["version"]) == ("K20001", "1998-04-02", 1)
    assert not {"bsn", "iban"} & set(row)
    assert made.headers["location"] == f"{KANDIDATEN}/{row['id']}"
    path = made.headers["location"]
    assert client.get(path).json() == row
    assert client.get(path).headers["etag"] == '"1"'
    match = {"if-match": '"1"'}
    changed = client.patch(path, json={"last_name": "Nowak"}, headers=match)
    assert (changed.json()["last_name"], changed.json()["version"]) == ("Nowak", 2)
    assert client.patch(path, json={"last_name": "X"}, headers=match).status_code == 412
    assert client.patch(path, json={"last_name": "X"}).status_code == 428
    listed = client.get(f"{KANDIDATEN}?zoek=nowak").json()["rows"]
    assert [each["id"] for each in listed] == [row["id"]]
    event = session.exec(select(AuditEvent).where(AuditEvent.kind == "candidate.added")).one()
    assert event.actor == "Salaris"


def test_every_refusal_is_a_problem_with_its_fields(program):
    client = program("candidates")
    for body, fields in (
        ({**AMINA, "email": "amina", "birth_on": "2-4-1998"}, {"birth_on"}),
        ({**AMINA, "email": "amina"}, {"email"}),
        ({**AMINA, "phone": 612345678}, {"phone"}),
        ({**AMINA, "password_hash": "x"}, {"password_hash"}),
        ({}, {"number", "first_name", "last_name", "email"}),
        ([], {""}),
    ):
        answer = client.post(KANDIDATEN, json=body)
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert {each["field"] for each in answer.json()["errors"]} == fields
        assert all(each["message"] for each in answer.json()["errors"])
    json = {"content-type": "application/json"}
    assert client.post(KANDIDATEN, content="{", headers=json).status_code == 400
    assert client.post(KANDIDATEN, content="[" * 60_000, headers=json).status_code == 400
    assert client.post(KANDIDATEN, content="x" * 70_000, headers=json).status_code == 413
    assert client.post(KANDIDATEN, data={"a": "b"}).status_code == 415
    assert client.get(f"{KANDIDATEN}/999999").status_code == 404
    assert client.get(f"{KANDIDATEN}/99999999999999").status_code == 404
    assert client.get("/api/v1/nergens/1").status_code == 404
    assert client.post("/api/v1/nergens", json={}).status_code == 404


def test_no_cookie_writes_and_no_stranger_does(session, program):
    user = session.get_one(make.User, office.user_id)
    cookie = sessions.open_for(session, user, now=NOW).token
    session.commit()
    names = {"cookie": f"rxportal_session={cookie}; __Host-rxportal_session={cookie}"}
    app = TestClient(OwnPagesOnly(Starlette(routes=[*api.ROUTES, *modules.ROUTES])))
    assert app.post(KANDIDATEN, json=AMINA, headers=names).status_code == 401
    ours = {**names, "sec-fetch-site": "same-origin"}
    assert app.post(KANDIDATEN, json=AMINA, headers=ours).status_code == 401
    wrong = {"authorization": "Bearer rxp_wrong"}
    answer = app.post(KANDIDATEN, json=AMINA, headers=wrong)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert app.get("/api/v1/declaraties", headers={**names, **wrong}).status_code == 401
    assert program("hours").get("/api/v1/declaraties", headers=names).status_code == 200
    assert len(session.exec(select(Candidate)).all()) == 2


def test_the_same_request_under_the_same_key_is_done_once(session, program):
    client = program("candidates", **{"idempotency-key": "a-1"})
    first, again = (client.post(KANDIDATEN, json=AMINA) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.headers["location"] == again.headers["location"]
    assert client.post(KANDIDATEN, json={**AMINA, "number": "K9"}).status_code == 422
    other = program("candidates", **{"idempotency-key": "a-1"})
    assert other.post(KANDIDATEN, json=AMINA).status_code == 422  # of another program: a double
    spaced = {"idempotency-key": "a b"}
    assert client.post(KANDIDATEN, json=AMINA, headers=spaced).status_code == 400


def test_of_many_at_once_one_is_made(session, program):
    client = program("candidates", **{"idempotency-key": "b-1"})
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post(KANDIDATEN, json=AMINA), range(4)))
    assert {each.status_code for each in answers} <= {201, 409}
    assert len({each.json()["id"] for each in answers if each.status_code == 201}) == 1
    assert len(session.exec(select(Candidate)).all()) == 3


def test_a_program_asks_so_often_and_no_more(program, monkeypatch):
    monkeypatch.setattr(integrations, "REQUESTS", Rule(3, integrations.REQUESTS.within))
    client = program("candidates")
    codes = [client.get(path) for path in (f"{KANDIDATEN}/1", KANDIDATEN) * 2]
    assert [each.status_code for each in codes] == [200, 200, 200, 429]
    assert int(codes[-1].headers["retry-after"]) > 0


def test_a_token_is_shown_once_ends_and_is_revoked(session):
    found = integrations.make(session, administrator, "Kas", ["hours"], date(2026, 10, 9), now=NOW)
    row = session.exec(select(Integration)).one()
    assert found.startswith("rxp_")
    assert found not in str(row.model_dump())
    assert integrations.of(session, found, now=NOW).actor.only == {Permission.DECLARATION_READ}
    with pytest.raises(SignedOut):
        integrations.of(session, found, now=NOW + make.WEEK)
    integrations.revoke(session, administrator, row.id, now=NOW)
    with pytest.raises(SignedOut):
        integrations.of(session, found, now=NOW)
    for actor in (office, make.candidate, make.client):
        with pytest.raises(Forbidden):
            integrations.make(session, actor, "Kas", ["hours"], None, now=NOW)
        with pytest.raises(Forbidden):
            integrations.revoke(session, actor, row.id, now=NOW)
    for name, scopes in (("", ["hours"]), ("Kas", []), ("Kas", ["alles"])):
        with pytest.raises(integrations.Unfit):
            integrations.make(session, administrator, name, scopes, None, now=NOW)


def test_what_is_made_is_what_the_document_says(program):
    document = openapi.document(MODULES.values())
    schema = document["paths"]["/api/v1/beheer/kandidaten"]["post"]["requestBody"]["content"]
    jsonschema.validate(AMINA, schema["application/json"]["schema"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**AMINA, "x": 1}, schema["application/json"]["schema"])
    operations = [
        (path, verb)
        for path, item in document["paths"].items()
        for verb in item
        if verb in {"get", "post", "patch"}
    ]
    beside = sum(verb != "parameters" for item in openapi_rows.paths().values() for verb in item)
    assert len(operations) == len(MODULES) + 3 * len(REGISTERS) + beside
