"""The dashboard: what is done elsewhere is gone, sections fold and move, and the search finds."""

from playwright.sync_api import FilePayload, expect
from sqlmodel import Session, select

from rxportal.db.tables import Candidate, Document, DocumentType
from rxportal.services.demo.documents import page as pdf
from tests.journeys.pages import CANDIDATE, CLIENT, NIGHTS

WIDE = ("Benodigde acties", "Inzicht in gegevens", "Filterresultaten")
CARD = "ID-document"


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
    beside = page.locator("h2 button")
    lower = [*WIDE, "Recent bekeken", "Reacties", "Nieuws"]
    expect(beside).to_contain_text(lower)
    page.reload()
    expect(beside).to_contain_text(lower)
    expect(said).to_have_attribute("aria-expanded", "false")
    said.press("Enter")
    page.get_by_role("button", name="Zet hoger: Reacties").press("Enter")
    expect(beside).to_contain_text([*WIDE, "Reacties", "Recent bekeken", "Nieuws"])
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


def without_card(rows: Session) -> None:
    """What was sent in before is not there any more."""
    theirs = select(Document).join(DocumentType).join(Candidate)
    for row in rows.exec(theirs.where(DocumentType.name == CARD, Candidate.email == NIGHTS)):
        rows.delete(row)
    rows.commit()


def test_a_document_sent_in_another_tab_is_asked_no_more(device, rows, axe_in_both_themes):
    without_card(rows)
    dashboard = device(user=NIGHTS)
    dashboard.goto("/")
    asked = dashboard.get_by_role("link", name=f"Document toevoegen: {CARD}")
    expect(asked).to_be_visible()
    counted = dashboard.locator('nav a[href="/documenten"]:visible')
    expect(counted).to_contain_text("wachten op jou")
    axe_in_both_themes(dashboard)

    tab = dashboard.context.new_page()
    tab.goto("/")
    tab.get_by_role("link", name=f"Document toevoegen: {CARD}").click()
    tab.wait_for_url("**/documenten/toevoegen?soort=*")
    expect(tab.get_by_role("heading", name=CARD)).to_be_visible()
    card = FilePayload(name="kaart.pdf", mimeType="application/pdf", buffer=pdf("Kaart"))
    tab.get_by_label("Bestand of foto").set_input_files(card)
    tab.get_by_label("Geldig tot").fill("2031-05-01")
    tab.get_by_role("button", name="Toevoegen").click()
    expect(tab.get_by_role("status").filter(has_text="toegevoegd")).to_be_visible()

    expect(asked).to_be_hidden()
    expect(counted).not_to_contain_text("wachten op jou")


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
