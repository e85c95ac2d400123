"""Without a mouse: everything is reached with Tab and done with Enter, Space and Escape."""

import re

from playwright.sync_api import Locator, Page, expect

from rxportal.domain.declaration import Status
from tests.journeys import hours
from tests.journeys.pages import CLIENT, OFFICE

MOST_TABS = 150


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus."""
    expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)


def test_a_client_rejects_one_week_and_approves_the_next(rows, laptop, disclaimer):
    first, second = hours.waiting(rows), hours.waiting(rows)
    page = laptop(user=CLIENT)
    page.goto(f"/declaraties/{first.id}")
    reject = page.get_by_role("button", name="Afwijzen")
    dialog = page.get_by_role("dialog")
    expect(reject).to_be_visible()
    press(page, page.get_by_role("link", name="Naar inhoud"))
    expect(page.get_by_role("main")).to_be_focused()
    press(page, reject)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(reject).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, dialog.get_by_label("Toelichting"))
    page.keyboard.type("Dinsdag was korter.")
    press(page, dialog.get_by_role("checkbox", name=re.compile("^di")), "Space")
    tab_to(page, dialog.get_by_label("Einde"))
    page.keyboard.type("1715")
    press(page, dialog.get_by_role("button", name="Afwijzen"))
    expect(page.get_by_text("Afgewezen: Daria")).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()  # the button is gone
    assert hours.status(rows, first.id) is Status.REJECTED

    press(page, page.get_by_role("region").locator(f'a[href="/declaraties/{second.id}"]'))
    page.wait_for_url(f"**/declaraties/{second.id}")
    press(page, page.get_by_role("button", name="Goedkeuren", exact=True))
    press(page, dialog.get_by_label(disclaimer), "Space")
    press(page, dialog.get_by_role("button", name="Goedkeuren"))
    expect(page.get_by_text("Goedgekeurd: Daria")).to_be_visible()
    assert hours.status(rows, second.id) is Status.COMPLETED


def test_the_agency_processes_all_that_match_on_every_page(rows, laptop):
    weeks = [hours.week(rows, status=Status.COMPLETED) for _ in range(27)]
    page = laptop(user=OFFICE)
    page.goto(f"/declaraties?status=completed&periode={hours.span(weeks[0], weeks[-1])}")
    row = page.get_by_role("checkbox", name=re.compile("^Kies Daria")).first
    press(page, row, "Space")
    expect(row).to_be_checked()
    chosen = page.get_by_role("region", name="Selectie")
    expect(chosen.get_by_text("1 gekozen")).to_be_visible()
    press(page, chosen.get_by_role("button", name="Kies alle 27"))
    expect(chosen.get_by_text("27 gekozen")).to_be_visible()
    press(page, chosen.get_by_role("button", name="Verwerken"))
    expect(page.get_by_text("Verwerken: 27 van 27")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "27")
    assert {hours.status(rows, week.id) for week in weeks} == {Status.PROCESSED}
    expect(page.get_by_text("Niets gevonden met dit filter")).to_be_visible()
    press(page, page.get_by_role("button", name="Sluiten"))
    expect(page.get_by_role("progressbar")).to_be_hidden()
