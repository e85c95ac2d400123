"""What opens over a page, in the light and in the dark: usable by everybody."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from rxportal.db.tables import Outbox
from rxportal.domain.declaration import Status
from tests.journeys import hours
from tests.journeys.pages import CANDIDATE, CLIENT, OFFICE


@pytest.fixture
def check(axe_in_both_themes) -> Callable[..., None]:
    """axe in both themes: on a dialog, or on what is named."""
    return lambda page, within='[role="dialog"]': axe_in_both_themes(page, within)


def shut(page: Page, open_: Locator) -> None:
    page.keyboard.press("Escape")
    expect(open_).to_be_hidden()


def test_over_the_list_on_a_phone(phone, check):
    page = phone(user=CANDIDATE)
    page.goto("/declaraties?status=rejected")
    page.get_by_role("button", name="Filters").tap()
    sheet = page.get_by_role("dialog", name="Filters")
    expect(sheet.get_by_role("checkbox", name=re.compile(r"Rapporteer \d"))).to_be_visible()
    check(page)
    shut(page, sheet)
    for button, opens in (
        ("Alle (géén periode filter)", "#periode"),
        ("Kolommen", "#kolommen-telefoon"),
        ("Meer", '[role="dialog"][data-state="open"]'),
    ):
        page.get_by_role("button", name=button).tap()
        opened = page.locator(opens)
        expect(opened).to_be_visible()
        check(page, opens)
        shut(page, opened)


def test_over_the_list_on_a_laptop(rows, laptop, check):
    weeks = hours.span(hours.waiting(rows), hours.waiting(rows))
    page = laptop(user=CLIENT)
    page.goto(f"/declaraties?periode={weeks}")
    page.get_by_role("button", name="Filters").click()
    panel = page.get_by_role("complementary", name="Filters")
    expect(panel.get_by_role("checkbox").first).to_be_visible()
    for button, opens in (
        ("Week ", "#periode"),
        ("Kolommen", "#kolommen"),
        ("Acties", "#acties"),
        ("Profielmenu", "#profiel"),
    ):
        page.get_by_role("button", name=button).click()
        opened = page.locator(opens)
        expect(opened).to_be_visible()
        check(page, opens)
        shut(page, opened)
    page.get_by_role("checkbox", name=re.compile("^Kies ")).nth(1).press("Space")
    chosen = page.get_by_role("region", name="Selectie")
    approve = chosen.get_by_role("button", name="Goedkeuren")
    expect(approve).to_be_visible()
    check(page, "main")
    approve.click()
    dialog = page.get_by_role("dialog", name="Goedkeuren")
    expect(dialog.get_by_role("button", name="Goedkeuren")).to_be_disabled()
    check(page, '[role="dialog"][data-state="open"]')
    shut(page, dialog)
    expect(approve).to_be_focused()


def test_over_a_week_to_fill_in(rows, phone, check):
    week = hours.week(rows)
    page = phone(user=CANDIDATE)
    page.goto(f"/declaraties/{week.id}")
    tuesday = page.get_by_role("listitem").filter(has_text="di").get_by_role("button").first
    tuesday.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Einde", exact=True).last.fill("25")
    page.keyboard.press("Tab")
    expect(sheet.get_by_text("De klok loopt van 00:00 tot 24:00")).to_be_visible()
    check(page)
    shut(page, sheet)
    expect(tuesday).to_be_focused()
    page.get_by_text("Kilometers of onkosten toevoegen").tap()
    page.get_by_text("Geschiedenis").or_(page.get_by_text("Reacties")).first.tap()
    check(page, "main")


def test_over_a_week_to_judge(rows, device, check):
    week = hours.waiting(rows)
    page = device(user=CLIENT)
    page.goto(f"/declaraties/{week.id}")
    page.get_by_role("button", name="Afwijzen").click()
    dialog = page.get_by_role("dialog", name="Declaratie afwijzen")
    dialog.get_by_role("checkbox", name=re.compile("^di")).click()
    dialog.get_by_label("Einde").fill("zes")
    dialog.get_by_role("button", name="Afwijzen").click()
    expect(dialog.get_by_text("Schrijf kort op waarom")).to_be_visible()
    expect(dialog.get_by_text("Typ een tijd")).to_be_visible()
    check(page)
    shut(page, dialog)
    approve = page.get_by_role("button", name="Goedkeuren", exact=True)
    approve.click()
    dialog = page.get_by_role("dialog", name="Goedkeuren")
    dialog.get_by_role("button", name="Goedkeuren").click()
    expect(dialog.get_by_text("Vink dit aan")).to_be_visible()
    check(page)
    shut(page, dialog)
    expect(approve).to_be_focused()


def test_over_a_week_of_the_agency(rows, device, check):
    week = hours.week(rows, status=Status.COMPLETED)
    page = device(user=OFFICE)
    page.goto(f"/declaraties/{week.id}")
    for step, word in (("Heropenen", "Heropenen"), ("Vervallen", "Laten vervallen")):
        page.get_by_role("button", name=step).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name=word).click()
        expect(dialog.get_by_text("Schrijf kort op waarom")).to_be_visible()
        check(page)
        shut(page, dialog)
        expect(page.get_by_role("button", name=step)).to_be_focused()


def test_messages_that_did_not_arrive(rows, device, check):
    failed = rows.exec(select(Outbox).where(Outbox.user_id.is_not(None))).first()
    assert failed is not None
    sent_at = failed.sent_at
    failed.sent_at, failed.failed_at = None, datetime.now(UTC)
    failed.error = "550 5.1.1 onbekend adres"
    rows.commit()
    page = device(user=OFFICE)
    page.goto("/beheer/berichten")
    expect(page.get_by_text("550 5.1.1 onbekend adres")).to_be_visible()
    check(page, "main")
    failed.sent_at, failed.failed_at, failed.error = sent_at, None, ""
    rows.commit()
