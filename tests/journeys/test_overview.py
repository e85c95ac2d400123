"""The list of declarations: its address is its state, its columns are somebody's own."""

import re

from playwright.sync_api import expect

from rxportal.domain.declaration import Status
from tests.journeys import hours
from tests.journeys.pages import CANDIDATE, CLIENT

LIST = "/declaraties"


def test_a_filter_is_in_the_address_for_reload_back_and_a_shared_link(laptop):
    page = laptop(user=CANDIDATE)
    page.goto(LIST)
    rows = page.locator("tbody tr")
    expect(rows.nth(1)).to_be_visible()
    everything = rows.count()
    panel = page.get_by_role("complementary", name="Filters")
    panel.get_by_role("checkbox", name=re.compile("Rapporteer")).click()
    expect(page).to_have_url(re.compile(r"status=report"))
    expect(rows).not_to_have_count(everything)
    filtered = rows.count()
    page.reload()
    expect(rows).to_have_count(filtered)
    shared = page.context.new_page()
    shared.goto(page.url)
    expect(shared.locator("tbody tr")).to_have_count(filtered)
    shared.close()
    page.go_back()
    expect(rows).to_have_count(everything)


def test_the_search_bar_keeps_focus_and_text_while_the_list_follows(laptop):
    page = laptop(user=CANDIDATE)
    page.goto(LIST)
    expect(page.locator("tbody tr").nth(1)).to_be_visible()
    search = page.get_by_role("searchbox").first
    search.press_sequentially("zzz")
    expect(page).to_have_url(re.compile(r"zoek=zzz"))
    expect(page.get_by_text("Niets gevonden met dit filter")).to_be_visible()
    expect(search).to_be_focused()
    expect(search).to_have_value("zzz")
    page.get_by_role("link", name="Wis alles").last.click()
    expect(page.locator("tbody tr").nth(1)).to_be_visible()
    expect(search).to_have_value("")


def test_columns_are_added_by_keyboard_and_stay(laptop):
    page = laptop(user=CANDIDATE)
    page.goto(LIST)
    page.get_by_role("button", name="Kolommen").press("Enter")
    choices = page.get_by_role("dialog", name="Kolommen")
    choices.get_by_role("checkbox", name="Uiterlijk").press("Space")
    heading = page.get_by_role("columnheader", name="Uiterlijk")
    expect(heading).to_be_visible()
    page.reload()
    expect(heading).to_be_visible()
    page.get_by_role("button", name="Kolommen").press("Enter")
    choices.get_by_role("button", name="Standaard").press("Enter")
    expect(heading).to_have_count(0)
    hours = page.get_by_role("columnheader", name="Uren")
    page.keyboard.press("Escape")
    hours.get_by_role("link").press("Enter")
    expect(hours).to_have_attribute("aria-sort", "descending")


def test_on_a_phone_filters_search_and_order_stand_in_the_address(phone):
    page = phone(user=CANDIDATE)
    page.goto(f"{LIST}?sorteer=hours")
    cards = page.get_by_role("main").get_by_role("listitem").locator(f'a[href^="{LIST}/"]')
    expect(cards.nth(1)).to_be_visible()
    page.get_by_role("button", name="Filters").tap()
    sheet = page.get_by_role("dialog", name="Filters")
    sheet.get_by_role("checkbox", name=re.compile(r"Afgewezen \d")).tap()
    expect(page).to_have_url(re.compile(r"status=rejected.*sorteer=hours"))
    expect(sheet.get_by_role("checkbox", name="Afgewezen")).to_be_checked()
    sheet.get_by_role("button", name=re.compile(r"^Toon \d+ declaraties?$")).tap()
    expect(sheet).to_be_hidden()
    remove = page.get_by_role("link", name="Filter verwijderen: status Afgewezen")
    expect(remove).to_be_visible()
    page.reload()
    expect(remove).to_be_visible()
    expect(cards.first).to_contain_text("Afgewezen")

    search = page.get_by_role("searchbox").last
    search.press_sequentially("zzz")
    expect(page).to_have_url(re.compile(r"zoek=zzz.*status=rejected"))
    expect(page.get_by_text("Niets gevonden met dit filter")).to_be_visible()
    expect(search).to_be_focused()
    search.fill("")
    expect(page).not_to_have_url(re.compile("zoek="))
    remove.tap()
    expect(page).to_have_url(re.compile(rf"{LIST}\?sorteer=hours$"))
    page.go_back()
    expect(remove).to_be_visible()
    cards.first.tap()
    page.wait_for_url(f"**{LIST}/*")
    page.get_by_role("link", name="Terug").tap()
    expect(page).to_have_url(re.compile(f"{LIST}$"))


def test_many_are_approved_from_the_list_after_the_disclaimer(rows, laptop, disclaimer):
    weeks = [hours.waiting(rows) for _ in range(3)]
    page = laptop(user=CLIENT)
    page.goto(f"{LIST}?periode={hours.span(weeks[0], weeks[-1])}")
    page.get_by_role("checkbox", name="Kies alle regels op deze pagina").press("Space")
    page.get_by_role("checkbox", name=re.compile("^Kies Daria")).last.press("Space")
    expect(page.get_by_text("2 gekozen")).to_be_visible()
    weeks[2].version += 1  # somebody changes one of them meanwhile
    rows.commit()
    page.get_by_role("button", name="Acties").click()
    page.locator("#acties").get_by_role("button", name="Goedkeuren").click()
    dialog = page.get_by_role("dialog", name="Goedkeuren")
    expect(dialog.get_by_text(disclaimer)).to_be_visible()
    agree = dialog.get_by_role("button", name="Goedkeuren")
    expect(agree).to_be_disabled()
    dialog.get_by_role("checkbox").press("Space")
    agree.click()
    expect(page.get_by_text("Goedkeuren: 2 van 2")).to_be_visible()
    page.get_by_role("button", name="Bekijk fouten").click()
    expect(page.get_by_role("dialog", name="Niet gelukt")).to_contain_text("net gewijzigd")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Bekijk fouten")).to_be_focused()
    assert [hours.status(rows, week.id) for week in weeks] == [
        Status.SUBMITTED,
        Status.COMPLETED,
        Status.SUBMITTED,
    ]
