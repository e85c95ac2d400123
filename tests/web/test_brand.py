"""web/brand.py and services/brand.py: the agency's colour and logo, for anybody who looks."""

import io
import re
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Agency, AuditEvent, Logo, User
from rxportal.domain.errors import Forbidden
from rxportal.messages.html import html
from rxportal.messages.message import Message
from rxportal.services import brand, sessions
from rxportal.services.brand import Faint
from rxportal.web import brand as routes
from tests import make
from tests.contracts import pdf
from tests.make import NOW

PAGE = "/beheer/instellingen"


@pytest.fixture
def browser(session):
    """``browser(actor)`` is somebody's browser; nobody's without one."""

    class Browser(TestClient):
        def request(self, *args, **named):
            session.commit()  # SQLite has one writer: the test must not hold its place
            return super().request(*args, **named)

    def open_for(actor=None):
        client = Browser(
            Starlette(routes=routes.ROUTES),
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        return client

    return open_for


def picture(wide=1200, high=600, kind="PNG", mode="RGBA"):
    file = io.BytesIO()
    Image.new(mode, (wide, high), (200, 0, 0, 90) if mode == "RGBA" else (200, 0, 0)).save(
        file, kind
    )
    return file.getvalue()


def colour(client, typed):
    return client.post("/huisstijl/kleur", data={"kleur": typed}).headers["location"]


def logo(client, content, theme="licht"):
    answer = client.post(
        "/bestanden/logo", data={"thema": theme}, files={"logo": ("logo.png", content)}
    )
    return answer.headers["location"]


def test_without_a_house_style_the_sheet_is_empty(browser):
    answer = browser().get("/huisstijl.css")
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["content-type"].startswith("text/css")


def test_a_colour_is_on_the_next_page_of_anybody_and_asked_for_once(browser, session):
    stranger = browser()
    before = stranger.get("/huisstijl.css").headers["etag"]
    assert colour(browser(make.administrator), " 1d5db8 ") == f"{PAGE}?huisstijl=kleur"
    answer = stranger.get("/huisstijl.css", headers={"if-none-match": before})
    assert "--primary:#1D5DB8;" in answer.text
    assert answer.text.startswith("@media screen{html:root{")
    again = stranger.get("/huisstijl.css", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    said = session.exec(select(AuditEvent).where(AuditEvent.kind == "settings.changed")).one()
    assert said.details["accent"] == "– → #1D5DB8"


def test_the_sheet_names_every_token_of_the_design_that_is_made_of_the_accent(browser):
    colour(browser(make.administrator), "#1D5DB8")
    light, dark = browser().get("/huisstijl.css").text.split("html.dark:root")
    names = {"primary", "on-primary", "focus"} | {
        f"primary-{each}" for each in ("hover", "press", "soft", "ink", "line")
    }
    for theme in (light, dark):
        assert set(re.findall(r"--([a-z-]+):#[0-9A-F]{6};", theme)) == names


@pytest.mark.parametrize("typed", ["#FFD128", "rood", "#12345", "</style>"])
def test_a_colour_that_is_not_read_is_not_kept_and_comes_back(browser, session, typed):
    where = colour(browser(make.administrator), typed)
    assert where.startswith(f"{PAGE}?kleur=")
    assert session.exec(select(Agency.accent)).one() == ""


def test_the_refusal_names_the_ratio_and_the_nearest_colour(session):
    with pytest.raises(Faint) as refused:
        brand.colour(session, make.administrator, "#FFD128", now=NOW)
    assert "1,2 op 1" in str(refused.value)
    assert refused.value.instead in str(refused.value)
    brand.colour(session, make.administrator, refused.value.instead, now=NOW)


def test_an_empty_colour_is_that_of_the_portal_again(browser):
    client = browser(make.administrator)
    colour(client, "#1D5DB8")
    colour(client, "")
    assert client.get("/huisstijl.css").text == ""


def test_a_logo_is_drawn_anew_and_shown_to_anybody(browser, session):
    assert logo(browser(make.administrator), picture()) == f"{PAGE}?huisstijl=logo"
    sheet = browser().get("/huisstijl.css").text
    path = re.search(r'--logo:url\("([^"]+)"\)', sheet)[1]
    assert "--logo-wide:2.000" in sheet
    assert "--logo-ground:#FFF" in sheet
    shown = browser().get(path)
    made = Image.open(io.BytesIO(shown.content))
    assert (made.format, made.size, made.mode) == ("PNG", (512, 256), "RGBA")
    assert made.getpixel((9, 9))[3] == 90  # as see-through as it was
    assert "immutable" in shown.headers["cache-control"]
    # On the dark screen its own one stands, without the white.
    logo(browser(make.administrator), picture(mode="RGB", kind="JPEG"), "donker")
    assert "--logo-ground" not in browser().get("/huisstijl.css").text
    client = browser(make.administrator)
    client.post("/bestanden/logo", data={"thema": "licht", "weg": "ja"})
    assert [row.dark for row in session.exec(select(Logo))] == [True]
    assert browser().get(path).status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: pdf().content, "soort"),
        (lambda: b"<svg onload=alert(1)>", "soort"),
        (lambda: b"", "soort"),
        (lambda: b"\xff\xd8\xff broken", "kapot"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_logo_stays(browser, session, content, code):
    logo(browser(make.administrator), picture())
    assert logo(browser(make.administrator), content()) == f"{PAGE}?huisstijl={code}"
    assert session.exec(select(Logo)).one()


@pytest.mark.parametrize("actor", [make.candidate, make.client, make.office])
def test_only_an_administrator_changes_it(browser, session, actor):
    client = browser(actor)
    assert client.post("/huisstijl/kleur", data={"kleur": "#1D5DB8"}).status_code == 403
    files = {"logo": ("logo.png", picture())}
    answer = client.post("/bestanden/logo", data={"thema": "licht"}, files=files)
    assert answer.status_code == 403
    assert browser().post("/huisstijl/kleur", data={"kleur": "#1D5DB8"}).status_code == 303
    for work in (
        lambda: brand.knock(session, actor, now=NOW),
        lambda: brand.remove(session, actor, dark=False, now=NOW),
        lambda: brand.put(session, actor, None, dark=False, now=NOW),
    ):
        with pytest.raises(Forbidden):
            work()
    assert session.exec(select(Agency.accent)).one() == ""


def test_mails_have_the_colour_and_the_logo(browser, session):
    colour(browser(make.administrator), "#1D5DB8")
    logo(browser(make.administrator), picture())
    sender = brand.sender(session)
    button = Message("k", "Onderwerp", "Vooraf", "Titel", ("Regel.",), "Verder", "/")
    page = html(button, sender, "a@b.example")
    assert sender.colours.light.primary == "#1D5DB8"
    assert sender.logo.startswith("/huisstijl/")
    assert f'src="{sender.base_url}{sender.logo}"' in page
    assert "background:#1D5DB8;color:#FFFFFF" in page
    assert "#0A5966" not in page
