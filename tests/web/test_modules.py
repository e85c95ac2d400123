"""web/modules.py: a list as a file and as JSON, each for nobody but its reader."""

import io
import json
import zipfile

import httpx
import pytest
from sqlmodel import Session, select

from rxportal.db.tables import AuditEvent
from rxportal.overviews.files import Kind
from rxportal.overviews.modules import MODULES
from tests import make
from tests.served import ORIGIN, PASSWORD


@pytest.fixture(scope="module")
def rows(served):
    with Session(served.engine, expire_on_commit=False) as session:
        mine = make.declaration(session)
        other = make.declaration(session, candidate_id=2)
        session.commit()
        return mine, other


@pytest.fixture(scope="module")
def reader(served):
    """``reader(actor)`` is a browser in which that person is signed in."""
    opened = []

    def open_for(actor):
        client = httpx.Client(base_url=served.url, headers={"host": "portal.example.nl"})
        opened.append(client)
        answer = client.post(
            "/auth/inloggen",
            data={"email": actor.email, "password": PASSWORD},
            headers={"origin": ORIGIN},
        )
        assert answer.status_code == 303
        cookies = [c.split(";")[0] for c in answer.headers.get_list("set-cookie")]
        client.headers["cookie"] = "; ".join(cookies)
        return client

    yield open_for
    for client in opened:
        client.close()


def ids(client, query=""):
    return {row["id"] for row in client.get(f"/api/v1/declaraties{query}").json()["rows"]}


def test_a_list_is_read_by_a_program_as_it_is_on_the_screen(rows, reader):
    mine, other = rows
    assert mine.id in ids(reader(make.candidate))
    assert other.id not in ids(reader(make.candidate))
    assert {mine.id, other.id} <= ids(reader(make.office))
    row = next(
        row
        for row in reader(make.office).get("/api/v1/declaraties?per=100").json()["rows"]
        if row["id"] == mine.id
    )
    assert (row["week"], row["hours"], row["status"]) == ("2026-W41", 40.0, "Rapporteer")


def test_filters_and_pages_are_those_of_the_address(rows, reader):
    office = reader(make.office)
    assert ids(office, "?status=processed") == set()
    answer = office.get("/api/v1/declaraties?per=25&pagina=2").json()
    assert (answer["rows"], answer["page"], answer["per"], answer["more"]) == ([], 2, 25, False)


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
@pytest.mark.parametrize("module", MODULES)
def test_a_stranger_gets_nothing(served, module, kind):
    host = {"host": "portal.example.nl"}
    answer = httpx.get(f"{served.url}/export/{module}.{kind}", headers=host)
    assert (answer.status_code, answer.headers["location"]) == (303, "/inloggen")
    answer = httpx.get(f"{served.url}/api/v1/{module}", headers=host)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/export/nergens.csv", "/export/declaraties.exe", "/export/declaraties", "/api/v1/x"]
)
def test_what_there_is_not_is_not_found(reader, path):
    assert reader(make.candidate).get(path).status_code == 404


def test_a_file_has_the_rows_of_the_screen_and_is_written_down(served, rows, reader):
    candidate = reader(make.candidate)
    answer = candidate.get("/export/declaraties.csv")
    assert answer.headers["cache-control"] == "private, no-store"
    assert 'attachment; filename="declaraties-20' in answer.headers["content-disposition"]
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Week;Opdrachtgever;Kostenplaats;Dagen;Uren;Status;Laatst gewijzigd"
    assert len(lines) - 1 == len(ids(candidate))
    book = candidate.get("/export/declaraties.xlsx?status=report")
    sheet = zipfile.ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "Vlotwerf" in sheet
    with Session(served.engine) as session:
        kept = session.exec(select(AuditEvent).where(AuditEvent.kind == "export")).all()
    assert {(e.actor, e.details["what"], e.details["as"]) for e in kept} >= {
        (make.candidate.name, "declaraties", "csv"),
        (make.candidate.name, "declaraties", "xlsx"),
    }


def test_the_description_names_every_module_and_column(served):
    document = httpx.get(f"{served.url}/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {f"/api/v1/{module}" for module in MODULES}
    for module, overview in MODULES.items():
        told = document["paths"][f"/api/v1/{module}"]["get"]
        page = told["responses"]["200"]["content"]["application/json"]["schema"]
        row = page["properties"]["rows"]["items"]["properties"]
        assert set(row) == {"id", *(column.key for column in overview.columns)}
        assert {each.key for each in overview.filters} <= {p["name"] for p in told["parameters"]}
    assert json.dumps(document)
