"""From an empty database to the first invitation, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from rxportal.db.engine import connect
from rxportal.db.tables import Candidate, Outbox, Placement
from tests.journeys.conftest import opening
from tests.journeys.pages import PAGES
from tests.journeys.server import Portal, free_port

PASSWORD = "vier planten in één zin"


@pytest.fixture(scope="module")
def empty(tmp_path_factory, portal):
    """A portal without anybody in it; the front end is that of the demo."""
    running = Portal(tmp_path_factory.mktemp("empty"), free_port(), {"RXPORTAL_DEMO": "0"})
    running.start()
    yield running
    running.stop()


def fill(page: Page, **typed: str) -> None:
    for key, words in typed.items():
        page.locator(f"[name={key}]").fill(words)


def saved(page: Page, path: str, **typed: str) -> None:
    page.goto(f"{path}/toevoegen")
    fill(page, **typed)
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url(re.compile(rf"{path}/\d+$"))


def test_the_first_one_sets_it_up_and_invites_somebody(empty, browser, axe):
    with opening(empty, browser) as open_page:
        # As high as all of a form: what lies half under the bar is scrolled from under it.
        page = open_page({"viewport": {"width": 390, "height": 2600}}, "")
        page.goto("/")
        page.wait_for_url("**/eerste-keer")
        axe(page)
        fill(page, code="AAAA-AAAA", bureau="Flexmeent", naam="Mees de Boer",
             email="mees@flexmeent.example", chosen=PASSWORD, again=PASSWORD)  # fmt: skip
        page.get_by_role("button", name="Portaal inrichten").click()
        expect(page.get_by_text("Deze code klopt niet")).to_be_visible()
        expect(page.locator("[name=naam]")).to_have_value("Mees de Boer")
        code = re.search(r"Code van de server: (\S+)", empty.log.read_text())[1]
        fill(page, code=code, chosen=PASSWORD, again=PASSWORD)
        page.get_by_role("button", name="Portaal inrichten").click()
        page.wait_for_url(re.compile(r":\d+/$"))
        saved(page, "/beheer/opdrachtgevers", number="O1", name="Vlotwerf Logistiek")
        saved(page, "/beheer/contactpersonen", client="O1", name="Ruben Oosterlaak",
              email="ruben@vlotwerf.example")  # fmt: skip
        saved(page, "/beheer/kandidaten", number="K1", first_name="Daria",
              last_name="Kowalczewska", email="daria@example.nl", phone="06 00000012")  # fmt: skip
        page.goto("/plaatsingen/toevoegen")
        fill(page, number="P1", candidate="kowal")
        expect(page.locator("#candidate-list option[value=K1]")).to_be_attached()
        page.get_by_role("button", name="Opslaan").click()
        expect(page.get_by_text("Er is geen kandidaat “kowal”")).to_be_visible()
        axe(page)
        fill(page, candidate="K1", client="O1", contact="ruben@vlotwerf.example",
             job_title="Orderpicker", starts_on="2026-11-02")  # fmt: skip
        page.get_by_role("checkbox", name="Normale uren").check()
        page.get_by_role("button", name="Opslaan").click()
        page.wait_for_url(re.compile(r"/plaatsingen/\d+$"))
        expect(page.get_by_role("heading", name="Daria Kowalczewska")).to_be_visible()
        page.goto("/beheer/uitnodigingen")
        fill(page, email="daria@example.nl")
        page.get_by_role("button", name="Uitnodigen").click()
        expect(page.get_by_text("daria@example.nl").first).to_be_visible()
    with Session(connect(empty.database_url)) as rows:
        assert rows.exec(select(Candidate.number)).one() == "K1"
        assert rows.exec(select(Placement.number)).one() == "P1"
        assert "activeren" in rows.exec(select(Outbox.body_text)).one()


def test_nobody_does_it_twice(empty, browser):
    with opening(empty, browser) as open_page:
        page = open_page({"viewport": {"width": 1440, "height": 900}}, "")
        page.goto("/eerste-keer")
        page.wait_for_url("**/inloggen")
    assert "/eerste-keer" not in {path for _, path in PAGES}  # it is looked at here
