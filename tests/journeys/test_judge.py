"""Deciding on hours in a real browser: the client on phone and laptop, and the agency after it."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from tests.journeys.server import Portal

PASSWORD = "welkom-bij-de-demo"
CLIENT = "opdrachtgever@demo.example"
OFFICE = "backoffice@demo.example"


@contextmanager
def data(portal: Portal):
    """The portal's own database, beside the portal."""
    engine = create_engine(portal.database_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def waiting(portal: Portal) -> list[int]:
    """What waits for the client's approver, the newest first."""
    asked = """
        SELECT declaration.id FROM declaration
        JOIN contact ON contact.client_id = declaration.client_id
        JOIN account ON account.contact_id = contact.id
        WHERE account.email = :email AND declaration.status = 'submitted'
        ORDER BY declaration.starts_on DESC, declaration.id"""
    with data(portal) as connection:
        return list(connection.execute(text(asked), {"email": CLIENT}).scalars())


def status(portal: Portal, declaration: int) -> str:
    with data(portal) as connection:
        asked = text("SELECT status FROM declaration WHERE id = :id")
        return connection.execute(asked, {"id": declaration}).scalar_one()


@pytest.fixture
def free(portal):
    """The agency asks for nothing when approving."""
    with data(portal) as connection:
        connection.execute(text("UPDATE agency SET disclaimer = ''"))


def sign_in(page: Page, email: str, path: str) -> None:
    page.goto(f"/inloggen?naar={path}")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(f"**{path}")


def press(page: Page, name: str) -> None:
    """By keyboard: what cannot be reached so is not there for everybody."""
    button = page.get_by_role("button", name=name, exact=True).last
    button.focus()
    page.keyboard.press("Enter")


def check(page: Page, axe) -> None:
    """No barrier, in either theme."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
    page.emulate_media(color_scheme="light")


@pytest.mark.usefixtures("free")
def test_approving_is_one_press_and_offers_the_next(portal, phone, axe):
    asked = waiting(portal)[0]
    page = phone()
    sign_in(page, CLIENT, f"/declaraties/{asked}")
    expect(page.get_by_role("button", name="Afwijzen")).to_be_visible()
    check(page, axe)
    press(page, "Goedkeuren")
    expect(page.get_by_text("Goedgekeurd:")).to_be_visible()
    assert status(portal, asked) == "completed"
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("button", name="Afwijzen")).to_be_visible()
    assert page.url.rsplit("/", 1)[1] != str(asked)


@pytest.mark.usefixtures("free")
def test_hours_that_changed_meanwhile_are_shown_and_not_approved(portal, laptop):
    asked = waiting(portal)[0]
    page = laptop()
    sign_in(page, CLIENT, f"/declaraties/{asked}")
    expect(page.get_by_role("button", name="Afwijzen")).to_be_visible()
    with data(portal) as connection:
        change = text("UPDATE declaration SET version = version + 1 WHERE id = :id")
        connection.execute(change, {"id": asked})
    press(page, "Goedkeuren")
    expect(page.get_by_text("De uren zijn net gewijzigd")).to_be_visible()
    assert status(portal, asked) == "submitted"
    press(page, "Goedkeuren")
    expect(page.get_by_text("Goedgekeurd:")).to_be_visible()


@pytest.mark.usefixtures("free")
def test_of_two_approvers_one_wins_and_the_other_reads_so(portal, laptop, phone):
    asked = waiting(portal)[0]
    first, second = laptop(), phone()
    for page in (first, second):
        sign_in(page, CLIENT, f"/declaraties/{asked}")
        expect(page.get_by_role("button", name="Afwijzen")).to_be_visible()
    press(first, "Goedkeuren")
    expect(first.get_by_text("Goedgekeurd:")).to_be_visible()
    press(second, "Goedkeuren")
    expect(second.get_by_text("Hieronder staat de declaratie zoals die nu is.")).to_be_visible()
    expect(second.get_by_role("button", name="Goedkeuren", exact=True)).to_have_count(0)


def test_the_agency_reopens_and_cancels_with_a_reason(portal, laptop, axe):
    with data(portal) as connection:
        found = text("SELECT id FROM declaration WHERE status = 'completed' ORDER BY id LIMIT 1")
        asked = connection.execute(found).scalar_one()
    page = laptop()
    sign_in(page, OFFICE, f"/declaraties/{asked}")
    for step, word, after in (
        ("Heropenen", "Heropenen", "submitted"),
        ("Vervallen", "Laten vervallen", "cancelled"),
    ):
        press(page, step)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        check(page, axe)
        dialog.get_by_label("Waarom?").fill("Verkeerd geteld.")
        press(page, word)
        expect(dialog).to_be_hidden()
        expect(page.get_by_text("“Verkeerd geteld.”").first).to_be_visible()
        assert status(portal, asked) == after
    check(page, axe)
