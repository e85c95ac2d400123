"""web/news.py: what was written is kept whatever else is wrong, and a picture comes with it."""

import io
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from PIL import Image
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Agency, Article, ArticlePicture, User
from rxportal.domain.access import Role
from rxportal.domain.news import Stage
from rxportal.domain.zone import today
from rxportal.formats import uploads
from rxportal.services import passwords, sessions
from rxportal.web import files
from rxportal.web import news as web
from tests import make

HASH = passwords.digest("drie willekeurige woorden")
OURS = {"sec-fetch-site": "same-origin"}
FORM = {"titel": " Verhuisd ", "tekst": "Wij zijn\r\nverhuisd.", "vanaf": "2026-01-05", "tot": "",
        "kandidaten": "on", "versie": "1", "doen": "bewaren"}  # fmt: skip


def photo(kind="JPEG"):
    image = Image.new("RGB", (8, 8), "red")
    exif = image.getexif()
    exif[0x010E] = "Waar hij woont"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def browser(session, store):
    """``browser(actor)`` is somebody's browser; nobody's without one."""
    for user in session.exec(select(User)):
        user.password_hash = HASH

    class Browser(TestClient):
        def request(self, *args, **named):
            session.commit()  # SQLite has one writer: the test must not hold its place
            answer = super().request(*args, **named)
            session.expire_all()
            return answer

    def open_for(actor=None):
        client = Browser(Starlette(routes=web.ROUTES), headers=OURS, follow_redirects=False)
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        return client

    return open_for


def send(client, number="", file=None, **form):
    """As a browser sends it: the file last, and an empty one when none was chosen."""
    chosen = ("kiekje.jpg", file, "image/jpeg") if file else ("", b"", "application/octet-stream")
    return client.post(
        f"/bestanden/nieuws?bericht={number}", data=FORM | form, files={"file": chosen}
    )


def went(answer):
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def rows(session, table=Article):
    return session.exec(select(table).order_by(table.id)).all()


def test_a_new_article_is_kept_as_it_was_typed(browser, session):
    assert went(send(browser(make.office))) == "/nieuws/toevoegen?bericht=1&melding=bewaard"
    row = session.exec(select(Article)).one()
    assert (row.title, row.body, row.stage) == ("Verhuisd", "Wij zijn\nverhuisd.", Stage.DRAFT)
    assert (row.for_candidates, row.for_clients, row.published_until) == (True, False, None)
    assert row.changed_by == make.office.name


def test_without_a_first_day_that_is_today(browser, session):
    send(browser(make.office), vanaf="")
    assert session.exec(select(Article)).one().published_from == today(datetime.now(UTC))


def test_what_can_be_published_is_shown_and_what_cannot_says_why(browser, session):
    office = browser(make.office)
    assert went(send(office, doen="bekijken")) == "/nieuws/1"
    unfinished = send(office, 1, doen="bekijken", titel="", kandidaten="")
    assert went(unfinished) == "/nieuws/toevoegen?bericht=1&melding=onaf"
    assert session.exec(select(Article)).one().title == ""  # kept all the same


def test_of_two_who_write_the_seconds_text_is_kept_beside(browser, session):
    send(browser(make.office))
    send(browser(make.office), 1, tekst="Sanne was eerst")
    answer = send(browser(make.administrator), 1, tekst="Mees ook", doen="bekijken")
    assert went(answer) == "/nieuws/toevoegen?bericht=2&naast=1&melding=bewaard"
    assert [(row.body, row.changed_by) for row in rows(session)] == [
        ("Sanne was eerst", make.office.name),
        ("Mees ook", make.administrator.name),
    ]


@pytest.mark.asvs("5.2.2")
def test_a_picture_comes_with_the_text_and_tells_nothing_of_its_maker(browser, session, store):
    office = browser(make.office)
    answer = send(office, file=photo(), alt="De hal")
    assert went(answer) == "/nieuws/toevoegen?bericht=1&melding=foto"
    (row,) = rows(session)
    (kept,) = rows(session, ArticlePicture)
    assert row.body == f"Wij zijn\nverhuisd.\n\n![De hal](foto-{kept.id})\n"
    assert b"Waar hij woont" in photo()
    assert b"Waar hij woont" not in store.files[kept.key]
    got = office.get(f"/bestanden/nieuws/{kept.key}")
    assert Image.open(io.BytesIO(got.content)).size == (8, 8)
    assert got.headers["content-security-policy"].startswith("sandbox;")


@pytest.mark.parametrize(
    ("file", "alt", "code"),
    [
        (b"%PDF-1.7 kapot", "De hal", "kapot"),
        (b"MZ", "De hal", "soort"),
        (photo(), " ", "omschrijving"),
    ],
)
def test_whatever_is_wrong_with_the_picture_the_text_is_kept(browser, session, file, alt, code):
    answer = send(browser(make.office), file=file, alt=alt)
    assert went(answer) == f"/nieuws/toevoegen?bericht=1&melding={code}"
    assert rows(session)[0].title == "Verhuisd"
    assert rows(session, ArticlePicture) == []


def test_of_a_picture_that_is_too_large_the_text_is_kept(browser, session, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 1500)
    monkeypatch.setattr(files, "ENVELOPE", 0)
    head = b"".join(
        b'--x\r\ncontent-disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (name.encode(), value.encode())
        for name, value in (FORM | {"alt": "De hal"}).items()
    )
    file = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    answer = browser(make.office).post(
        "/bestanden/nieuws?bericht=",
        content=(part for part in (head, file, photo() * 50, b"\r\n--x--\r\n")),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert went(answer) == "/nieuws/toevoegen?bericht=1&melding=te-groot"
    assert rows(session)[0].title == "Verhuisd"


@pytest.mark.asvs("8.2.2", "8.3.1")
def test_readers_write_nothing_and_strangers_sign_in_first(browser, session):
    send(browser(make.office))
    for actor in (make.candidate, make.client):
        assert send(browser(actor), 1, tekst="Gratis geld").status_code == 403
    assert send(browser(), 1, tekst="Gratis geld").status_code == 401
    assert [row.body for row in rows(session)] == ["Wij zijn\nverhuisd."]


def test_of_who_may_not_write_nothing_is_read(browser, session):
    sent = []

    def parts():
        for _ in range(9):
            sent.append(1)
            yield b"--x\r\n"

    browser(make.candidate).post(
        "/bestanden/nieuws?bericht=1",
        content=parts(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert sent == []


def test_what_was_typed_when_the_session_ended_is_sent_again(browser, session):
    send(browser(make.office))
    typed = 'Een "lange" <b>tekst</b>.\n\nMet <script>alert(1)</script>'
    answer = send(browser(), 1, tekst=typed, file=photo(), alt="De hal")
    assert answer.status_code == 401
    assert "<script>" not in answer.text
    where = re.search(r'action="([^"]+)"', answer.text).group(1)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.text))
    plain = {name: unescape(value) for name, value in fields.items()}
    again = browser(make.office).post(where, data=plain, files={"file": ("", b"")})
    assert went(again) == "/nieuws/toevoegen?bericht=1&melding=bewaard"
    assert rows(session)[0].body == typed


def test_of_a_stranger_no_more_is_taken_than_somebody_types(browser, store):
    answer = send(browser(), tekst="x" * 900_000)
    assert answer.status_code == 401
    assert 100_000 < len(answer.text) < 140_000


@pytest.mark.asvs("8.2.2")
def test_a_picture_is_for_who_may_read_its_article(browser, session):
    send(browser(make.office), file=photo(), alt="De hal")
    (row,) = rows(session)
    key = rows(session, ArticlePicture)[0].key
    there = f"/bestanden/nieuws/{key}"
    assert browser(make.candidate).get(there).status_code == 404
    row.stage = Stage.PUBLISHED
    session.add(row)
    assert browser(make.candidate).get(there).status_code == 200
    assert browser(make.client).get(there).status_code == 404
    assert went(browser().get(there)).startswith("/inloggen?naar=")
    assert browser(make.office).get("/bestanden/nieuws/" + "x" * 32).status_code == 404
    agency = session.exec(select(Agency)).one()
    agency.switched_off = {Role.CANDIDATE.value: ["nieuws"], Role.OFFICE.value: ["nieuws"]}
    session.add(agency)
    assert browser(make.candidate).get(there).status_code == 404
    assert browser(make.office).get(there).status_code == 404
    assert send(browser(make.office), 1, tekst="Toch").status_code == 403


@pytest.mark.parametrize(
    "form", [{"vanaf": "morgen"}, {"titel": "x" * 121}, {"tekst": "x" * 20_001}]
)
@pytest.mark.asvs("2.2.1")
def test_what_no_form_of_ours_sends_is_refused(browser, session, form):
    answer = send(browser(make.office), **form)
    assert answer.status_code == 400
    assert re.search(r"<h1>Dit kan niet</h1>", answer.text)
    assert rows(session) == []


@pytest.mark.parametrize("number", ["99", "x", "1e9", "9" * 40])
def test_an_article_that_is_not_there_is_not_written(browser, session, number):
    answer = send(browser(make.office), number)
    assert answer.status_code == (403 if number == "99" else 303)
    assert len(rows(session)) == (0 if number == "99" else 1)
