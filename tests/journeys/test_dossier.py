"""Documents and details: sent in on a phone or a laptop, looked at by the back-office."""

import io
import re

from PIL import Image
from playwright.sync_api import FilePayload, expect

from rxportal.services.demo.documents import page as pdf
from tests.journeys.pages import CANDIDATE, OFFICE

NOTES = FilePayload(name="brief.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 kapot")


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    return FilePayload(name="certificaat.jpg", mimeType="image/jpeg", buffer=out.getvalue())


def letter():
    return FilePayload(name="verklaring.pdf", mimeType="application/pdf", buffer=pdf("Verklaring"))


def test_a_document_is_added_and_rejected_with_a_reason(device, laptop, axe):
    page = device(user=CANDIDATE)
    small = page.viewport_size["width"] < 640
    page.goto("/documenten")
    page.get_by_role("link", name="Document toevoegen").and_(page.locator(":visible")).click()
    page.get_by_role("link", name="Anders").click()
    axe(page)
    page.get_by_label("Bestand of foto").set_input_files(NOTES)
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_text("We kunnen dit bestand niet openen")).to_be_visible()
    page.get_by_label("Bestand of foto").set_input_files(photo() if small else letter())
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("status").filter(has_text="toegevoegd")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Te controleren")).to_be_visible()
    if small:
        shown = page.get_by_role("img", name="certificaat.jpg")
        expect(shown).to_have_js_property("naturalWidth", 60)
    axe(page)
    where = re.sub(r"\?.*", "", page.url)

    office = laptop(user=OFFICE)
    office.goto(where)
    office.get_by_role("button", name="Afwijzen").click()
    expect(office.get_by_text("Schrijf kort op waarom.")).to_be_visible()
    office.get_by_label("Waarom niet?").fill("Niet te lezen")
    office.get_by_role("button", name="Afwijzen").click()
    expect(office.get_by_role("definition").filter(has_text="Niet te lezen")).to_be_visible()
    page.goto("/mijn-gegevens?tab=documenten")
    name = "certificaat.jpg" if small else "verklaring.pdf"
    mine = page.get_by_role("link", name=name).first  # the newest
    expect(mine).to_contain_text("Afgewezen")


def test_details_are_changed_and_what_matters_waits(device, laptop, axe):
    page = device(user=CANDIDATE)
    small = page.viewport_size["width"] < 640
    page.goto("/mijn-gegevens")
    bsn = page.get_by_role("definition").filter(has_text="•••••••")
    expect(bsn).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Toon BSN").click()
    expect(page.get_by_text(re.compile(r"^999990\d{3}$"))).to_be_visible()

    page.get_by_role("link", name="Heffingskorting").click()
    page.get_by_role("button", name="Wijzigen").click()
    page.get_by_label("Vanaf").fill("")
    page.get_by_label("Heffingskorting toepassen").select_option("Nee")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Vul in vanaf welke dag dit geldt.")).to_be_visible()
    expect(page.get_by_label("Heffingskorting toepassen")).to_have_value("nee")
    axe(page)
    page.get_by_label("Vanaf").fill("2027-03-01" if small else "2027-04-01")
    page.get_by_role("button", name="Opslaan").click()
    wanted = "Nee, vanaf 1 mrt 2027" if small else "Nee, vanaf 1 apr 2027"
    expect(page.get_by_text("Je uitzendbureau kijkt deze wijziging na:")).to_be_visible()
    expect(page.get_by_text(wanted)).to_be_visible()
    axe(page)

    office = laptop(user=OFFICE)
    office.goto("/beheer/wijzigingen")
    office.get_by_role("link", name="Daria Kowalczewska, Heffingskorting").and_(
        office.locator(":visible")
    ).first.click()
    office.wait_for_url("**/beheer/wijzigingen/*")
    expect(office.get_by_role("definition").filter(has_text=wanted)).to_be_visible()
    office.get_by_role("button", name="Goedkeuren").click()
    expect(office.get_by_role("definition").filter(has_text="Goedgekeurd")).to_be_visible()
    page.reload()
    expect(page.get_by_text("kijkt deze wijziging na")).to_be_hidden()
    expect(page.get_by_role("definition").filter(has_text="Nee")).to_be_visible()
