"""The list of declarations: its address is its state, its columns are somebody's own."""

import re

from playwright.sync_api import expect

from tests.journeys.pages import CANDIDATE

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
