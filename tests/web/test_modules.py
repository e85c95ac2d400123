"""web/modules.py: a list as a file and as JSON, each for nobody but its reader."""

import asyncio
import io
import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier, BrokenBarrierError

import httpx
import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from rxportal.config import settings
from rxportal.db.tables import Agency, AuditEvent, Declaration, User
from rxportal.overviews import files
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.files import TAKEN, Kind
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import Column
from rxportal.registers.catalogue import REGISTERS
from rxportal.services import sessions
from rxportal.web import making, modules, openapi_rows
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
    first = office.get("/api/v1/declaraties?per=1").json()
    second = office.get(f"/api/v1/declaraties?per=1&cursor={first['next']}").json()
    assert len({row["id"] for part in (first, second) for row in part["rows"]}) == 2


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
    rows = {f"/api/v1/{slug}/{{id}}" for slug in REGISTERS} | set(openapi_rows.paths())
    assert set(document["paths"]) == {f"/api/v1/{module}" for module in MODULES} | rows
    for module, overview in MODULES.items():
        told = document["paths"][f"/api/v1/{module}"]["get"]
        page = told["responses"]["200"]["content"]["application/json"]["schema"]
        row = page["properties"]["rows"]["items"]["properties"]
        assert set(row) == {"id", *(column.key for column in overview.columns)}
        assert {each.key for each in overview.filters} <= {p["name"] for p in told["parameters"]}
    assert json.dumps(document)


@pytest.mark.asvs("2.4.1")
def test_who_takes_one_file_after_another_has_to_wait(rows, reader):
    eager, other = reader(make.client), reader(make.client2)
    found = [eager.get("/export/declaraties.csv") for _ in range(TAKEN.most + 1)]
    assert [answer.status_code for answer in found] == [200] * TAKEN.most + [429]
    assert 0 < int(found[-1].headers["retry-after"]) <= TAKEN.within.total_seconds()
    assert "over 1 minuut" in found[-1].text
    assert other.get("/export/declaraties.csv").status_code == 200


@pytest.fixture
def office(session, monkeypatch):
    """``office(value)`` opens the portal for the back-office; it has a module of one row and one
    column, of which ``value`` makes what is in a file.
    """
    make.declaration(session)
    user = session.get_one(User, make.office.user_id)
    token = sessions.open_for(session, user, now=datetime.now(UTC)).token
    session.commit()

    def opened(value):
        column = Column("c", "Iets", (Declaration.id,), lambda _day, _id: "", value=value)
        own = replace(DECLARATIONS, slug="eigen", columns=(column,), heads={})
        monkeypatch.setitem(MODULES, "eigen", own)
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(Starlette(routes=modules.ROUTES)),
            base_url="http://portal",
            cookies={settings().cookie_name: token},
        )

    return opened


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_rush_of_files_keeps_no_more_than_some_threads(office):
    """Were one more of them made at the same time, they would all meet."""
    meeting, met = Barrier(making.AT_ONCE + 1), []

    def value(number):
        with suppress(BrokenBarrierError):
            met.append(meeting.wait(0.5))
        return number

    async with office(value) as client:
        asked = [client.get("/export/eigen.csv") for _ in range(2 * making.AT_ONCE)]
        assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200}
    assert met == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_file_leaves_no_rows_out_without_a_word(office, monkeypatch):
    async with office(int) as client:
        monkeypatch.setattr(files, "MOST_ROWS", 1)
        assert (await client.get("/export/eigen.csv")).status_code == 200
        monkeypatch.setattr(files, "MOST_ROWS", 0)
        answer = await client.get("/export/eigen.csv")
    assert answer.status_code == 403
    assert "Kies eerst een filter." in answer.text


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_an_amount_is_a_text_for_a_program(office):
    async with office(lambda _id: Decimal("7.50")) as client:
        assert (await client.get("/api/v1/eigen")).json()["rows"] == [{"id": 1, "c": "7.50"}]


def test_what_is_switched_off_for_a_role_is_not_there(served, rows, reader):
    candidate, office = reader(make.candidate), reader(make.office)

    def switch(off):
        with Session(served.engine) as session:
            agency = session.exec(select(Agency)).one()
            agency.switched_off = off
            session.add(agency)
            session.commit()

    switch({"candidate": ["declaraties"]})
    try:
        for path in ("/api/v1/declaraties", "/export/declaraties.csv"):
            assert candidate.get(path).status_code == 404, path
            assert office.get(path).status_code == 200, path
    finally:
        switch({})
    assert candidate.get("/api/v1/declaraties").status_code == 200
