"""Filling in a week: with a thumb, with a keyboard, and on a line that breaks."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select, update

from rxportal.db.tables import Declaration, User, UserSession
from rxportal.domain.declaration import Status
from tests.journeys import pages
from tests.journeys.hours import lines as hours
from tests.journeys.hours import status
from tests.journeys.pages import CANDIDATE as DARIA
from tests.journeys.server import free_port
from tests.journeys.shaky import ShakyPortal

BROKEN = ("WebSocket", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_SOCKET", "Failed to load")


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal of its own: these journeys cut lines, restart it and end sessions."""
    running = ShakyPortal(tmp_path_factory.mktemp("week"), free_port())
    running.settings["RXPORTAL_BASE_URL"] = running.url
    running.open_line()
    running.start()
    yield running
    running.stop()
    running.close_line()


@pytest.fixture
def blank(rows):
    """A new week of Daria's placement, with a roster and nothing filled in."""
    daria = rows.exec(select(User).where(User.email == DARIA)).one()
    last = rows.exec(
        select(Declaration)
        .where(Declaration.candidate_id == daria.candidate_id)
        .order_by(col(Declaration.starts_on).desc())
    ).first()
    row = Declaration(
        **last.model_dump(
            include={
                "placement_id",
                "candidate_id",
                "client_id",
                "cost_centre_id",
                "roster_minutes",
            }
        ),
        starts_on=last.starts_on + timedelta(weeks=1),
        ends_on=last.ends_on + timedelta(weeks=1),
        day_minutes=[0] * 7,
        day_roster=last.day_roster,
        created_at=last.created_at,
        changed_at=last.changed_at,
    )
    rows.add(row)
    rows.commit()
    return row


def sign_in(page: Page, path: str = "/") -> None:
    page.goto(f"/inloggen?naar={path}")
    pages.sign_in(page, DARIA)
    page.wait_for_url(f"**{path}")


def saved(page: Page) -> None:
    expect(page.get_by_text("Bewaard om")).to_be_visible()


def cell(page: Page, name: str, day: str):
    return page.get_by_label(f"{name} {day}", exact=False).first


def test_a_normal_week_takes_at_most_four_taps_from_the_dashboard(phone, rows, axe):
    page = phone()
    sign_in(page)
    action = page.get_by_role("main").locator("article", has_text="invullen").first
    action.get_by_role("link").first.tap()
    page.wait_for_url("**/declaraties/*")
    axe(page)
    page.get_by_role("button", name="Rooster overnemen").tap()
    expect(page.get_by_role("status").get_by_text("overgenomen")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Indienen").tap()
    expect(page.get_by_role("heading", name="Ingediend bij")).to_be_visible()
    axe(page)
    declaration_id = int(page.url.rsplit("/", 1)[1])
    assert status(rows, declaration_id) is Status.SUBMITTED
    page.get_by_role("button", name="Ongedaan maken").tap()
    expect(page.get_by_role("button", name="Indienen")).to_be_visible()
    assert status(rows, declaration_id) is Status.REPORT


def test_a_deviating_week_is_quick_with_one_thumb(phone, rows, blank, axe):
    page = phone()
    sign_in(page, f"/declaraties/{blank.id}")
    page.get_by_role("button", name="Rooster overnemen").tap()
    expect(page.get_by_role("status").get_by_text("overgenomen")).to_be_visible()
    (begins, ends, pause), *_ = hours(rows, blank)
    page.get_by_role("listitem").filter(has_text="di").get_by_role("button").first.tap()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Dinsdag")).to_be_visible()
    for _ in range(3):
        sheet.get_by_role("button", name="Einde 15 minuten later").tap()
    expect(sheet.get_by_text("0,75 u meer dan je rooster")).to_be_visible()
    axe(page)
    sheet.get_by_role("button", name="Woensdag").first.tap()
    expect(sheet.get_by_role("heading", name="Woensdag")).to_be_visible()
    field = sheet.get_by_label("Einde", exact=True).last
    assert field.get_attribute("inputmode") == "numeric"
    field.fill("1430")
    sheet.get_by_role("radio", name="45").tap()
    expect(field).to_have_value("14:30")
    expect(sheet.get_by_role("radio", name="45")).to_be_checked()
    sheet.get_by_role("button", name="Klaar").tap()
    expect(sheet).to_be_hidden()
    lines = hours(rows, blank)
    assert lines[1] == (begins, ends + 45, pause)
    assert lines[2] == (begins, 870, 45)


def test_the_whole_week_by_keyboard_alone(laptop, rows, blank, axe):
    page = laptop()
    sign_in(page, f"/declaraties/{blank.id}")
    first = cell(page, "Begin", "Maandag")
    first.focus()
    keys = page.keyboard
    for begin in ("7", "0730", "8.00", "8u30", "900"):
        keys.type(begin)
        keys.press("ArrowDown")
    expect(cell(page, "Begin", "Donderdag")).to_have_value("08:30")
    expect(cell(page, "Begin", "Vrijdag")).to_be_focused()
    keys.press("Tab")
    expect(cell(page, "Einde", "Vrijdag")).to_be_focused()
    for end in ("1700", "1630", "1600", "1530", "1500"):
        keys.type(end)
        keys.press("ArrowUp")
    expect(cell(page, "Einde", "Maandag")).to_be_focused()
    keys.press("Enter")
    expect(cell(page, "Pauze", "Maandag")).to_be_focused()
    keys.type("30")
    for _ in range(4):
        keys.press("ArrowDown")
        keys.type("30")
    keys.press("Enter")
    expect(cell(page, "Pauze", "Vrijdag")).to_be_focused()
    saved(page)
    expect(page.get_by_text("Nog niet ingediend")).to_be_visible()
    third = cell(page, "Begin", "Woensdag")
    third.focus()
    keys.type("1145")
    keys.press("Escape")
    expect(third).to_have_value("08:00")
    keys.type("25:00")
    keys.press("Tab")
    expect(page.get_by_text("De klok loopt van 00:00 tot 24:00")).to_be_visible()
    expect(third).to_have_value("25:00")
    expect(third).to_have_attribute("aria-invalid", "true")
    axe(page)
    third.focus()
    keys.press("Escape")
    keys.press("Tab")
    expect(page.get_by_text("De klok loopt van 00:00 tot 24:00")).to_be_hidden()
    page.get_by_role("button", name="Indienen").focus()
    keys.press("Enter")
    expect(page.get_by_role("status").get_by_text("Ingediend,")).to_be_visible()
    assert hours(rows, blank) == [
        (420, 900, 30),
        (450, 930, 30),
        (480, 960, 30),
        (510, 990, 30),
        (540, 1020, 30),
    ]
    assert status(rows, blank.id) is Status.SUBMITTED


def test_typing_survives_a_cut_line_that_comes_back_at_once(portal, laptop, rows, blank):
    page = laptop(tolerate=BROKEN)
    sign_in(page, f"/declaraties/{blank.id}")
    cell(page, "Begin", "Maandag").focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    saved(page)
    page.keyboard.type("15")
    with page.expect_websocket():
        portal.cut()
    page.keyboard.type("30")
    field = cell(page, "Einde", "Maandag")
    expect(field).to_have_value("1530")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(field).to_have_value("15:30")
    assert hours(rows, blank)[0][:2] == (420, 930)


def test_typing_survives_a_restart(portal, laptop, rows, blank):
    page = laptop(tolerate=BROKEN)
    sign_in(page, f"/declaraties/{blank.id}")
    cell(page, "Begin", "Maandag").focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    saved(page)
    page.keyboard.type("1530")
    with page.expect_websocket(timeout=60_000):
        portal.cut()
        portal.restart()
    field = cell(page, "Einde", "Maandag")
    expect(field).to_have_value("1530")
    page.keyboard.press("Tab")
    expect(field).to_have_value("15:30", timeout=20_000)
    assert hours(rows, blank)[0][:2] == (420, 930)


def test_a_session_that_ended_costs_at_most_the_field_being_typed(laptop, rows, blank):
    page = laptop()
    sign_in(page, f"/declaraties/{blank.id}")
    cell(page, "Begin", "Maandag").focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    saved(page)
    rows.exec(update(UserSession).values(ended_at=datetime.now(UTC)))
    rows.commit()
    page.keyboard.type("1530")
    page.keyboard.press("Tab")
    page.wait_for_url("**/inloggen?naar=*")
    pages.sign_in(page, DARIA)
    page.wait_for_url(f"**/declaraties/{blank.id}")
    expect(cell(page, "Begin", "Maandag")).to_have_value("07:00")


def test_the_editor_can_be_used_by_everybody(laptop, phone, blank, axe_in_both_themes):
    for page in (laptop(), phone()):
        sign_in(page, f"/declaraties/{blank.id}")
        expect(
            page.get_by_text("Normale uren").or_(page.get_by_text("Rooster")).first
        ).to_be_attached()
        expect(page.get_by_role("button", name="Indienen")).to_be_visible()
        axe_in_both_themes(page)


def test_it_flows_into_320_points(phone, blank):
    page = phone(viewport={"width": 320, "height": 700})
    sign_in(page, f"/declaraties/{blank.id}")
    expect(page.get_by_role("button", name="Indienen")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
