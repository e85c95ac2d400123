"""web/photos.py: a photo is drawn anew, small and square, and is only there for who may see it."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Agency, Photo, User
from rxportal.domain.switches import PHOTO
from rxportal.gateways.scanner import FakeScanner
from rxportal.services import passwords, sessions
from rxportal.services import photos as work
from rxportal.web import files, photos
from tests import make
from tests.contracts import pdf

HASH = passwords.digest("drie willekeurige woorden")


@pytest.fixture
def browser(session):
    """``browser(actor)`` is somebody's browser; nobody's without one."""
    for user in session.exec(select(User)):
        user.password_hash = HASH
    session.commit()

    class Browser(TestClient):
        def request(self, *args, **named):
            session.commit()  # SQLite has one writer: the test must not hold its place
            return super().request(*args, **named)

    def open_for(actor=None):
        client = Browser(
            Starlette(routes=photos.ROUTES),
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        return client

    return open_for


def picture(wide=600, high=900, kind="JPEG"):
    """One that says where it was taken: red above, blue below."""
    image = Image.new("RGB", (wide, high), "red")
    image.paste("blue", (0, high // 2, wide, high))
    exif = Image.Exif()
    exif[0x010E] = "thuis, Dorpsstraat 1"
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()


def put(client, content):
    return client.post("/bestanden/foto", files={"foto": ("ik.jpg", content)})


@pytest.mark.asvs("5.4.3")
def test_without_an_answer_of_the_scanner_nothing_is_kept(browser, session, monkeypatch):
    scanner = FakeScanner(b"thuis")
    monkeypatch.setattr(files, "scanner", lambda: scanner)
    client = browser(make.candidate)
    assert put(client, picture()).headers["location"] == "/mijn-gegevens?foto=virus"
    scanner.up = False
    answer = put(client, picture())
    assert answer.headers["location"] == "/mijn-gegevens?foto=niet-gecontroleerd"
    assert session.exec(select(Photo)).all() == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_it_is_made_small_and_square_and_carries_nothing(browser, session, kind):
    client = browser(make.candidate)
    answer = put(client, picture(kind=kind))
    assert answer.headers["location"] == "/mijn-gegevens?foto=bewaard"
    key = session.exec(select(Photo.key)).one()
    shown = client.get(f"/bestanden/foto/{key}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert shown.headers["cache-control"] == "private, no-store"
    made = Image.open(io.BytesIO(shown.content))
    assert (made.size, made.format, dict(made.getexif())) == ((256, 256), "JPEG", {})
    assert b"Dorpsstraat" not in shown.content
    assert len(shown.content) < 20_000
    red, blue = made.getpixel((128, 20)), made.getpixel((128, 236))
    assert red[0] > red[2]
    assert blue[2] > blue[0]


def test_a_small_picture_is_not_blown_up(browser, session):
    put(browser(make.candidate), picture(90, 60))
    content = session.exec(select(Photo.content)).one()
    assert Image.open(io.BytesIO(content)).size == (60, 60)


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: pdf().content, "soort"),
        (lambda: b"<svg onload=alert(1)>", "soort"),
        (lambda: b"\xff\xd8\xff broken", "kapot"),
        (lambda: b"", "soort"),
        (lambda: b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024), "te-groot"),
    ],
    ids=["pdf", "svg", "broken", "nothing", "large"],
)
def test_what_is_no_picture_is_refused_with_a_reason(browser, session, content, code):
    answer = put(browser(make.candidate), content())
    assert answer.headers["location"] == f"/mijn-gegevens?foto={code}"
    assert session.exec(select(Photo)).all() == []


@pytest.mark.parametrize("actor", [make.client, make.office])
def test_only_a_candidate_has_one(browser, session, actor):
    assert put(browser(actor), picture()).status_code == 403
    assert session.exec(select(Photo)).all() == []


def test_where_it_is_switched_off_there_is_no_such_route(browser, session):
    client = browser(make.candidate)
    put(client, picture(60, 60))
    key = session.exec(select(Photo.key)).one()
    agency = session.exec(select(Agency)).one()
    agency.switched_off = {"candidate": [PHOTO]}
    session.add(agency)
    assert client.get(f"/bestanden/foto/{key}").status_code == 404
    assert browser(make.office).get(f"/bestanden/foto/{key}").status_code == 404
    assert put(client, picture(60, 60)).status_code == 403


def test_strangers_and_who_is_not_signed_in_get_nothing(browser, session):
    put(browser(make.candidate), picture(60, 60))
    key = session.exec(select(Photo.key)).one()
    assert browser(make.candidate2).get(f"/bestanden/foto/{key}").status_code == 404
    assert browser().get(f"/bestanden/foto/{key}").status_code == 401
    assert put(browser(), picture(60, 60)).headers["location"].startswith("/inloggen")


def test_opening_pictures_is_limited(browser, monkeypatch):
    monkeypatch.setattr(work, "TRIES", work.TRIES.__class__(1, timedelta(hours=1)))
    client = browser(make.candidate)
    assert put(client, picture(60, 60)).status_code == 303
    assert put(client, picture(60, 60)).status_code == 429
