"""web/documents.py: a document goes in with a form and comes out for who may see it."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from PIL import Image
from sqlmodel import select
from starlette import formparsers
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Document, User
from rxportal.domain.scan import Scan
from rxportal.gateways.scanner import FakeScanner
from rxportal.services import documents, passwords, sessions, users
from rxportal.web import documents as web
from rxportal.web import files
from tests import make

HASH = passwords.digest("drie willekeurige woorden")
OURS = {"sec-fetch-site": "same-origin"}


def png():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def pdf(script=""):
    made = pikepdf.new()
    made.add_blank_page()
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PNG, PDF, ACTIVE = png(), pdf(), pdf("app.alert(1)")


@pytest.fixture
def kinds(session):
    for user in session.exec(select(User)):
        user.password_hash = HASH
    rows = documents.standard(session)
    session.commit()
    return {row.name: row.id for row in rows}


@pytest.fixture
def browser(session, store, kinds):
    """``browser(actor)`` is somebody's browser; nobody's without one."""

    class Browser(TestClient):
        def request(self, *args, **named):
            session.commit()  # SQLite has one writer: the test must not hold its place
            return super().request(*args, **named)

    def open_for(actor=None):
        client = Browser(Starlette(routes=web.ROUTES), headers=OURS, follow_redirects=False)
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        return client

    return open_for


def send(client, kind, content=PDF, name="lasser.pdf", **form):
    return client.post(
        f"/bestanden/documenten?soort={kind}",
        data=form,
        files={"file": (name, content, "text/html")},
    )


@pytest.mark.asvs("5.4.1", "5.4.2")
def test_a_document_goes_in_and_comes_out(browser, session, kinds):
    answer = send(browser(make.candidate), kinds["Anders"], PNG, "../mijn foto.exe")
    row = session.exec(select(Document)).one()
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/documenten/{row.id}?melding=toegevoegd",
    )
    assert (row.name, row.media_type) == ("mijn foto.png", "image/png")
    for actor in (make.candidate, make.office):
        got = browser(actor).get(f"/bestanden/documenten/{row.key}")
        assert got.status_code == 200
        assert Image.open(io.BytesIO(got.content)).size == (8, 8)
        assert got.headers["content-security-policy"].startswith("sandbox;")
        assert got.headers["cache-control"] == "private, no-store"
        assert got.headers["content-disposition"].startswith("inline; filename*=UTF-8''mijn%20foto")


def test_a_pdf_opens_in_the_browser_and_fetches_nothing(browser, session, kinds):
    send(browser(make.candidate), kinds["Anders"])
    row = session.exec(select(Document)).one()
    got = browser(make.candidate).get(f"/bestanden/documenten/{row.key}")
    assert got.content == PDF
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-security-policy"].startswith("default-src 'none'; object-src")


@pytest.mark.asvs("8.2.2", "5.3.1")
@pytest.mark.parametrize("actor", [make.candidate2, make.client])
def test_for_a_stranger_there_is_no_such_file(browser, session, kinds, actor):
    send(browser(make.candidate), kinds["Anders"])
    row = session.exec(select(Document)).one()
    stranger = browser(actor).get(f"/bestanden/documenten/{row.key}")
    unknown = browser(actor).get(f"/bestanden/documenten/{'b' * 32}")
    assert (stranger.status_code, stranger.text) == (404, unknown.text)
    assert (
        browser()
        .get(f"/bestanden/documenten/{row.key}")
        .headers["location"]
        .startswith("/inloggen?naar=")
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "soort"),
        (b"<script>", "soort"),
        (b"%PDF-1.7 x", "kapot"),
        (ACTIVE, "actief"),
        (PDF + bytes(10 * 1024 * 1024), "te-groot"),
    ],
)
def test_a_wrong_file_leads_back_to_the_form_with_what_is_wrong(
    browser, session, store, kinds, content, said
):
    kind = kinds["Rijbewijs"]
    until = str((datetime.now(UTC) + timedelta(days=90)).date())
    answer = send(browser(make.candidate), kind, content, tot=until)
    assert answer.headers["location"] == (
        f"/documenten/toevoegen?soort={kind}&tot={until}&melding={said}"
    )
    assert session.exec(select(Document)).all() == []
    assert store.files == {}


def test_what_is_far_too_large_is_not_read_to_its_end(browser, kinds):
    sent = []

    def endless():
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(200):
            sent.append(1)
            yield b"x" * 1024 * 1024

    answer = browser(make.candidate).post(
        f"/bestanden/documenten?soort={kinds['Anders']}",
        content=endless(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert answer.headers["location"].startswith("/documenten/toevoegen?soort=")
    assert answer.headers["location"].endswith("melding=te-groot")


BOUNDARY = {"content-type": "multipart/form-data; boundary=x"}
BEGINS = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'


async def drip(request_headers, cookies, parts, kind, *, whole):
    """A form as a server hears it, part by part: the status, where to, and how many it heard."""
    told, left = [], [*parts]
    heard = 0

    async def receive():
        nonlocal heard
        if not left:
            return {"type": "http.disconnect"}
        heard += 1
        content = left.pop(0)
        return {"type": "http.request", "body": content, "more_body": bool(left) or not whole}

    async def send(message):
        told.append(message)

    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {**request_headers, "cookie": cookie}
    scope = {
        "type": "http", "method": "POST", "path": "/bestanden/documenten", "http_version": "1.1",
        "query_string": f"soort={kind}".encode(), "scheme": "http", "server": ("test", 80),
        "client": ("192.0.2.1", 1), "raw_path": b"", "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip
    await Starlette(routes=web.ROUTES)(scope, receive, send)
    return told[0]["status"], dict(told[0]["headers"]).get(b"location", b"").decode(), heard


@pytest.mark.asvs("5.2.1")
@pytest.mark.parametrize(
    ("length", "most"),
    [(str(files.MOST + 1), 0), ("100", 12), (None, 12), ("-1", 12), ("x", 12)],
    ids=["said", "false", "chunked", "negative", "none"],
)
async def test_what_is_too_large_is_refused_before_it_has_been_read(
    browser, session, kinds, length, most
):
    """Of twenty megabytes no more is heard than fits; of an honest sender nothing."""
    client = browser(make.candidate)
    session.commit()
    headers = {**BOUNDARY, **({"content-length": length} if length else {})}
    parts = [BEGINS] + [b"x" * 1024 * 1024] * 20
    status, where, heard = await drip(headers, client.cookies, parts, kinds["Anders"], whole=True)
    assert (status, where.endswith("melding=te-groot")) == (303, True)
    assert heard <= most


@pytest.mark.asvs("5.2.1")
async def test_who_breaks_off_leaves_nothing_behind(
    browser, session, store, kinds, tmp_path, monkeypatch
):
    made = []
    real = formparsers.SpooledTemporaryFile
    monkeypatch.setattr(
        formparsers, "SpooledTemporaryFile",
        lambda **named: made.append(real(dir=tmp_path, **named)) or made[-1],
    )  # fmt: skip
    client = browser(make.candidate)
    session.commit()
    parts = [BEGINS] + [b"x" * 1024 * 1024] * 3
    status, _, heard = await drip(BOUNDARY, client.cookies, parts, kinds["Anders"], whole=False)
    assert (status, heard) == (400, 4)
    assert len(made) == 1
    assert made[0].closed
    assert list(tmp_path.iterdir()) == []
    assert store.files == {}


@pytest.mark.asvs("7.4.2")
def test_a_closed_account_gets_no_file(browser, session, kinds):
    client = browser(make.candidate)
    send(client, kinds["Anders"])
    row = session.exec(select(Document)).one()
    assert client.get(f"/bestanden/documenten/{row.key}").status_code == 200
    users.close(session, make.office, make.candidate.user_id, now=datetime.now(UTC))
    answer = client.get(f"/bestanden/documenten/{row.key}")
    assert answer.headers["location"].startswith("/inloggen?naar=")


@pytest.mark.parametrize(
    ("kind", "form"),
    [("Rijbewijs", {}), ("Rijbewijs", {"tot": "31-12-2030"}), ("Huisregels", {}), ("", {})],
)
def test_what_the_form_beside_it_lacks_is_said(browser, session, kinds, kind, form):
    answer = send(browser(make.candidate), kinds.get(kind, "x"), **form)
    assert answer.headers["location"].startswith("/documenten/toevoegen?")
    assert session.exec(select(Document)).all() == []


def test_a_client_adds_none_and_a_stranger_signs_in(browser, session, kinds):
    assert send(browser(make.client), kinds["Anders"]).status_code == 403
    answer = send(browser(), kinds["Anders"])
    assert answer.headers["location"] == "/inloggen?naar=%2Fdocumenten%2Ftoevoegen"
    assert session.exec(select(Document)).all() == []


def test_a_form_that_is_none_is_refused(browser, kinds):
    client = browser(make.candidate)
    broken = {"content-type": "multipart/form-data"}
    assert client.post("/bestanden/documenten", content=b"--", headers=broken).status_code == 400
    answer = client.post(f"/bestanden/documenten?soort={kinds['Anders']}", data={"tot": ""})
    assert "melding=soort" in answer.headers["location"]


@pytest.fixture
def scanner(monkeypatch):
    fake = FakeScanner(EICAR)
    monkeypatch.setattr(files, "scanner", lambda: fake)
    return fake


@pytest.mark.asvs("5.4.3")
def test_a_virus_is_refused_before_anything_opens_the_file(
    browser, session, store, kinds, scanner, monkeypatch
):
    monkeypatch.setattr(files.uploads, "cleaned", None)
    answer = send(browser(make.candidate), kinds["Anders"], PDF + EICAR)
    assert answer.headers["location"].endswith("melding=virus")
    assert session.exec(select(Document)).all() == []
    assert store.files == {}


@pytest.mark.asvs("5.4.3", "16.5.3")
def test_a_file_that_nobody_can_scan_is_kept_and_not_served(browser, session, kinds, scanner):
    scanner.up = False
    client = browser(make.candidate)
    assert send(client, kinds["Anders"]).headers["location"].endswith("melding=toegevoegd")
    row = session.exec(select(Document)).one()
    answer = client.get(f"/bestanden/documenten/{row.key}")
    assert answer.status_code == 409
    assert "op virussen gecontroleerd" in answer.text
    stranger = browser(make.candidate2).get(f"/bestanden/documenten/{row.key}")
    assert stranger.status_code == 404
    row.scan = Scan.CLEAN
    session.add(row)
    assert client.get(f"/bestanden/documenten/{row.key}").content == PDF


def test_who_tries_too_often_waits(browser, kinds, monkeypatch):
    monkeypatch.setattr(documents, "TRIES", documents.Rule(1, timedelta(hours=1)))
    client = browser(make.candidate)
    send(client, kinds["Anders"])
    answer = send(client, kinds["Anders"])
    assert answer.status_code == 429
    assert answer.headers["retry-after"]
