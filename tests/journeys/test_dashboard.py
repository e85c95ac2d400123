"""The dashboard: what is done elsewhere is gone, sections fold and move, and the search finds."""

from playwright.sync_api import expect

from tests.journeys.pages import CANDIDATE, CLIENT


def test_fold_move_and_open_what_was_said(device, axe):
    page = device(user=CANDIDATE)
    page.goto("/")
    said = page.get_by_role("button", name="Reacties", exact=False).first
    expect(said).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("table", name="Uren per week")).to_be_attached()
    axe(page)
    said.press("Enter")
    expect(said).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Zet lager: Reacties").press("Enter")
    expect(page.locator("h2 button").last).to_contain_text("Reacties")
    page.reload()
    expect(page.locator("h2 button").last).to_contain_text("Reacties")
    expect(said).to_have_attribute("aria-expanded", "false")
    said.press("Enter")
    page.get_by_role("button", name="Zet hoger: Reacties").press("Enter")
    expect(page.locator("h2 button").last).to_contain_text("Recent bekeken")
    page.get_by_role("link", name="Declaratie · Week").first.press("Enter")
    page.wait_for_url("**/declaraties/*")
    expect(page.get_by_text("De prikklok zegt 15:31.").first).to_be_visible()


def test_what_happens_elsewhere_is_on_an_open_dashboard_at_once(laptop):
    dashboard, elsewhere = laptop(user=CANDIDATE), laptop(user=CLIENT)
    dashboard.goto("/")
    expect(dashboard.get_by_text("De prikklok zegt 15:31.")).to_be_visible()
    elsewhere.goto("/")
    elsewhere.get_by_role("link", name="Declaratie · Daria").first.click()
    elsewhere.wait_for_url("**/declaraties/*")
    elsewhere.get_by_label("Schrijf een reactie").first.fill("Ik bel je er morgen over.")
    elsewhere.get_by_role("button", name="Plaatsen").first.click()
    expect(dashboard.get_by_text("Ik bel je er morgen over.")).to_be_visible()


def test_slash_moves_to_the_search_and_enter_finds(laptop, axe):
    page = laptop(user=CANDIDATE)
    page.goto("/")
    field = page.get_by_role("searchbox")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("verwerkt")
    expect(field).to_have_value("verwerkt")
    page.keyboard.press("/")
    expect(field).to_have_value("verwerkt/")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken?zoek=verwerkt")
    expect(page.get_by_role("link", name="Week").first).to_be_visible()
    axe(page)
