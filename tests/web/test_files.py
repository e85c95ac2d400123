"""web/files.py: a receipt goes in with a form and comes out for who may see it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Declaration, DeclarationLine, HourType, StoredFile, User
from rxportal.domain.declaration import Status
from rxportal.gateways.scanner import FakeScanner
from rxportal.services import passwords, quota, sessions, week
from rxportal.services.limits import Rule
from rxportal.web import files
from tests import make, sent
from tests.make import MONDAY, NOW

PNG, JPEG, PDF = sent.picture("PNG"), sent.picture("JPEG"), sent.pdf()
HASH = passwords.digest("drie willekeurige woorden")
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def row(session):
    """A declaration of the first candidate with one expense that waits for a receipt."""
    for user in session.exec(select(User)):
        user.password_hash = HASH
    row = make.declaration(session)
    costs = session.exec(select(HourType.id).where(HourType.code == "expenses")).one()
    week.save_extra(
        session,
        make.candidate,
        row.id,
        extra_id=0,
        day=MONDAY,
        hour_type_id=costs,
        typed="12",
        note="",
        now=NOW,
    )
    session.commit()
    return row


@pytest.fixture
def browser(session, store, row):
    """``browser(actor)`` is somebody's browser; nobody's without one."""

    class Browser(TestClient):
        def request(self, *args, **named):
            session.commit()  # SQLite has one writer: the test must not hold its place
            return super().request(*args, **named)

    def open_for(actor=None):
        client = Browser(Starlette(routes=files.ROUTES), headers=OURS, follow_redirects=False)
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        return client

    return open_for


def expense(session):
    return session.exec(select(DeclarationLine).where(DeclarationLine.quantity > 0)).one()


def send(client, session, row, content=PNG, name="bon.png", **more):
    form = {"declaration": str(row.id), "extra": str(expense(session).id), **more}
    return client.post("/bestanden", data=form, files={"file": (name, content, "text/html")})


@pytest.mark.parametrize(
    ("content", "name", "kind", "kept"),
    [
        (PNG, "bon.png", "image/png", "bon.png"),
        (JPEG, "C:\\foto's\\IMG 01.JPEG", "image/jpeg", "IMG 01.jpg"),
        (PDF, "../../factuur.exe", "application/pdf", "factuur.pdf"),
        (PNG, "<script>", "image/png", "script.png"),
    ],
)
def test_a_receipt_is_kept_by_what_it_is(browser, session, store, row, content, name, kind, kept):
    answer = send(browser(make.candidate), session, row, content, name)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/declaraties/{row.id}?melding=bon-toegevoegd",
    )
    file = session.exec(select(StoredFile)).one()
    assert (file.media_type, file.name) == (kind, kept)
    assert file.size == len(store.files[file.key])
    assert sent.PLACE.encode() not in store.files[file.key]
    assert len(file.key) == 32
    sheet = week.open_sheet(session, make.candidate, row.id, now=NOW)
    assert [(x.receipt, x.receipt_name) for x in sheet.extras] == [(file.key, kept)]
    assert sheet.flaws == ()


@pytest.mark.parametrize("actor", [make.candidate, make.client, make.office])
def test_who_sees_the_declaration_sees_the_receipt(browser, session, row, actor):
    send(browser(make.candidate), session, row, name="bonnetje é.png")
    key = session.exec(select(StoredFile.key)).one()
    row.submitted_at = NOW  # a client reads what has been handed in
    session.commit()
    answer = browser(actor).get(f"/bestanden/{key}")
    assert (answer.status_code, sent.size_of(answer.content)) == (200, (20, 40))
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == f"inline; filename*=UTF-8''{NAME}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-security-policy"].startswith("sandbox;")


NAME = quote("bonnetje é.png")


def test_a_pdf_is_downloaded(browser, session, row):
    send(browser(make.candidate), session, row, PDF)
    key = session.exec(select(StoredFile.key)).one()
    answer = browser(make.candidate).get(f"/bestanden/{key}")
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize("actor", [make.candidate2, make.client2])
def test_for_a_stranger_there_is_no_such_file(browser, session, row, actor):
    send(browser(make.candidate), session, row)
    key = session.exec(select(StoredFile.key)).one()
    stranger, unknown = browser(actor).get(f"/bestanden/{key}"), "b" * 32
    assert stranger.status_code == 404
    for path in (unknown, "x", "..%2f..%2fetc", "%00", "%ff"):
        answer = browser(actor).get(f"/bestanden/{path}")
        assert answer.status_code == 404
    assert stranger.text == browser(actor).get(f"/bestanden/{unknown}").text


def test_who_is_not_signed_in_is_asked_to(browser, session, row):
    send(browser(make.candidate), session, row)
    key = session.exec(select(StoredFile.key)).one()
    answer = browser().get(f"/bestanden/{key}")
    assert answer.headers["location"] == f"/inloggen?naar=%2Fbestanden%2F{key}"
    assert send(browser(), session, row).headers["location"] == "/inloggen"
    assert len(session.exec(select(StoredFile)).all()) == 1


def nothing_kept(session, store, row):
    session.expire_all()
    kept = session.exec(select(StoredFile)).all(), store.files, expense(session).receipt_id
    return kept == ([], {}, None) and session.get(Declaration, row.id).version == 2


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "soort"),
        (b"<html>", "soort"),
        (b"GIF89a=1;alert(1)", "soort"),
        (b"MZ", "soort"),
        (b" %PDF-", "soort"),
        (PNG[1:], "soort"),
        (PNG[:60], "kapot"),
        (sent.pdf(sent.script), "actief"),
    ],
)
def test_another_kind_of_file_is_refused(browser, session, store, row, content, said):
    answer = send(browser(make.candidate), session, row, content, "bon.png")
    assert answer.headers["location"] == f"/declaraties/{row.id}?melding=bon-{said}"
    assert nothing_kept(session, store, row)


def test_ten_megabytes_will_do_and_one_byte_more_will_not(browser, session, store, row):
    most = PNG + b"x" * (files.LARGEST - len(PNG))
    refused = send(browser(make.candidate), session, row, most + b"x")
    assert refused.headers["location"] == f"/declaraties/{row.id}?melding=bon-te-groot"
    assert nothing_kept(session, store, row)
    answer = send(browser(make.candidate), session, row, most)
    assert answer.headers["location"].endswith("bon-toegevoegd")


def test_what_is_far_too_large_is_not_read_to_its_end(browser, session, store, row):
    """Whatever length it claims: what arrives is counted."""
    sent = []

    def endless():
        yield (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + PNG)
        for _ in range(200):
            sent.append(1)
            yield b"x" * 1024 * 1024

    answer = browser(make.candidate).post(
        "/bestanden",
        content=endless(),
        headers={
            "content-type": "multipart/form-data; boundary=x",
            "referer": f"http://testserver/declaraties/{row.id}",
        },
    )
    assert answer.headers["location"] == f"/declaraties/{row.id}?melding=bon-te-groot"
    assert nothing_kept(session, store, row)


@pytest.mark.parametrize(
    "actor", [make.candidate2, make.client, make.client2], ids=["candidate2", "client", "client2"]
)
def test_nobody_else_adds_a_receipt(browser, session, store, row, actor):
    answer = send(browser(actor), session, row)
    assert answer.headers["location"] == f"/declaraties/{row.id}?melding=bon-geweigerd"
    assert nothing_kept(session, store, row)


def test_what_is_handed_in_gets_no_receipt(browser, session, store, row):
    session.get(Declaration, row.id).status = Status.SUBMITTED
    session.commit()
    answer = send(browser(make.candidate), session, row)
    assert answer.headers["location"].endswith("bon-geweigerd")
    assert nothing_kept(session, store, row)


def test_kilometres_need_no_receipt(browser, session, store, row):
    km = session.exec(select(HourType.id).where(HourType.code == "kilometres")).one()
    expense(session).hour_type_id = km
    session.commit()
    assert send(browser(make.candidate), session, row).headers["location"].endswith("geweigerd")
    assert nothing_kept(session, store, row)


@pytest.mark.parametrize(
    "wrong", [{"extra": "0"}, {"extra": "x"}, {"declaration": "-1"}, {"declaration": "9" * 12}]
)
def test_a_form_that_is_not_ours_is_refused(browser, session, store, row, wrong):
    answer = send(browser(make.candidate), session, row, **wrong)
    assert answer.status_code == 400
    assert nothing_kept(session, store, row)


def test_a_form_without_a_file_is_refused(browser, row):
    client = browser(make.candidate)
    assert client.post("/bestanden", data={"declaration": "1", "extra": "1"}).status_code == 400
    assert client.post("/bestanden", content=b"{}").status_code == 400
    broken = {"content-type": "multipart/form-data"}
    assert client.post("/bestanden", content=b"--", headers=broken).status_code == 400


@pytest.mark.asvs("5.4.3")
def test_a_receipt_is_scanned_too(browser, session, store, row, monkeypatch):
    scanner = FakeScanner(b"a virus")
    monkeypatch.setattr(files, "scanner", lambda: scanner)
    client = browser(make.candidate)
    answer = send(client, session, row, PDF + b"a virus")
    assert answer.headers["location"] == f"/declaraties/{row.id}?melding=bon-virus"
    assert nothing_kept(session, store, row)
    scanner.up = False
    assert send(client, session, row).headers["location"].endswith("bon-toegevoegd")
    key = session.exec(select(StoredFile.key)).one()
    assert client.get(f"/bestanden/{key}").status_code == 409


@pytest.mark.asvs("5.2.4")
def test_there_is_room_for_so_many_receipts(browser, session, store, row, monkeypatch):
    monkeypatch.setattr(quota, "MOST_FILES", 1)
    client = browser(make.candidate)
    assert send(client, session, row).headers["location"].endswith("bon-toegevoegd")
    assert send(client, session, row).headers["location"].endswith("bon-te-veel")
    old = session.exec(select(StoredFile)).one()
    old.created_at -= quota.RECEIPTS_OF
    session.add(old)
    assert send(client, session, row).headers["location"].endswith("bon-toegevoegd")


@pytest.mark.asvs("2.4.1")
def test_who_sends_too_many_receipts_waits(browser, session, row, monkeypatch):
    monkeypatch.setattr(files.files, "TRIES", Rule(1, timedelta(hours=1)))
    client = browser(make.candidate)
    send(client, session, row)
    answer = send(client, session, row)
    assert answer.status_code == 429
    assert answer.headers["retry-after"]


def test_of_a_receipt_no_picture_is_drawn(browser, session, row):
    """Whatever a stranger put into a PDF is drawn on their own screen alone."""
    client = browser(make.candidate)
    send(client, session, row, PDF)
    key = session.exec(select(StoredFile.key)).one()
    assert client.get(f"/bestanden/{key}/voorbeeld").status_code == 404


def test_a_second_receipt_takes_the_place_of_the_first(browser, session, row):
    client = browser(make.candidate)
    send(client, session, row)
    send(client, session, row, PDF, "beter.pdf")
    session.expire_all()
    sheet = week.open_sheet(session, make.candidate, row.id, now=NOW)
    assert [x.receipt_name for x in sheet.extras] == ["beter.pdf"]
