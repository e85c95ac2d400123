"""News: written and published by the back-office, read by a candidate, on a phone and a laptop."""

import io
import re

from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.journeys.pages import ADMINISTRATOR, CANDIDATE, OFFICE


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    return FilePayload(name="hal.jpg", mimeType="image/jpeg", buffer=out.getvalue())


def test_an_article_is_written_published_and_read(device, phone, axe):
    page = device(user=OFFICE)
    title = f"Nieuwe hal {page.viewport_size['width']}"
    page.goto("/nieuws")
    page.get_by_role("link", name="Bericht schrijven").and_(page.locator(":visible")).click()
    page.get_by_label("Tekst").fill("We zijn **verhuisd**.")
    page.get_by_role("button", name="Opslaan en bekijken").click()
    expect(page.get_by_text("Geef het bericht een titel.")).to_be_visible()
    expect(page.get_by_label("Tekst")).to_have_value("We zijn **verhuisd**.")
    axe(page)
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Wat staat er op de foto?").fill("De nieuwe hal")
    page.get_by_label("Foto kiezen").set_input_files(photo())
    page.get_by_role("button", name="Foto toevoegen").click()
    expect(page.get_by_text("De foto staat onder aan je tekst.")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value(title)
    expect(page.get_by_label("Tekst")).to_have_value(re.compile(r"!\[De nieuwe hal\]\(foto-\d+\)"))
    axe(page)
    page.get_by_role("button", name="Opslaan en bekijken").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("Concept", exact=True)).to_be_visible()
    where = page.url

    reader = phone(user=CANDIDATE)
    reader.goto(where)
    expect(reader.get_by_text("Dit bestaat niet of niet meer.")).to_be_visible()

    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Het bericht is gepubliceerd.")).to_be_visible()
    axe(page)

    reader.goto("/nieuws")
    row = reader.get_by_role("listitem").filter(has_text=title)
    expect(row.get_by_text("Nieuw", exact=True)).to_be_visible()
    row.get_by_role("link").click()
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.get_by_role("img", name="De nieuwe hal")).to_have_js_property("naturalWidth", 60)
    expect(reader.get_by_role("button", name="Intrekken")).to_have_count(0)
    axe(reader)
    reader.goto("/nieuws")
    expect(row.get_by_text("Gelezen", exact=True)).to_be_visible()

    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_text("Niemand ziet het nog.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("berichten").first).to_be_visible()
    expect(row).to_have_count(0)


def test_two_who_write_at_once_lose_nothing(laptop, phone, axe):
    sanne, mees = laptop(user=OFFICE), phone(user=ADMINISTRATOR)
    sanne.goto("/nieuws/toevoegen")
    sanne.get_by_label("Titel").fill("Samen geschreven")
    sanne.get_by_role("button", name="Opslaan", exact=True).last.click()
    expect(sanne.get_by_text("Het bericht is opgeslagen.")).to_be_visible()
    mees.goto(re.sub(r"&.*", "", sanne.url))
    expect(mees.get_by_label("Titel")).to_have_value("Samen geschreven")
    sanne.get_by_label("Tekst").fill("Sanne was eerst")
    sanne.get_by_role("button", name="Opslaan en bekijken").click()
    expect(sanne.get_by_text("Sanne was eerst")).to_be_visible()
    mees.get_by_label("Tekst").fill("Mees ook")
    mees.get_by_role("button", name="Opslaan en bekijken").click()
    expect(mees.get_by_text("Een collega heeft dit bericht net ook gewijzigd")).to_be_visible()
    expect(mees.get_by_label("Tekst")).to_have_value("Mees ook")
    axe(mees)
    mees.get_by_role("link", name="Bekijk wat je collega schreef").click()
    expect(mees.get_by_text("Sanne was eerst")).to_be_visible()


def test_a_change_of_what_is_read_already_waits_for_its_publisher(laptop, phone, axe):
    office, reader = laptop(user=OFFICE), phone(user=CANDIDATE)
    office.goto("/nieuws")
    office.get_by_role("link", name="Zo werkt week 53").click()
    office.get_by_role("link", name="Wijzigen").click()
    expect(office.get_by_text("Lezers zien je wijziging pas")).to_be_visible()
    office.get_by_label("Tekst").fill("Het zijn er dit jaar toch 52.")
    office.get_by_role("button", name="Opslaan en bekijken").click()
    expect(office.get_by_text("Lezers zien nog de vorige tekst")).to_be_visible()
    axe(office)
    reader.goto(office.url)
    expect(reader.get_by_text("53 weken")).to_be_visible()
    office.get_by_role("button", name="Wijziging weggooien").click()
    axe(office, within="[role=dialog]")
    office.get_by_role("button", name="Weggooien", exact=True).click()
    expect(office.get_by_text("De wijziging is weg.")).to_be_visible()
    expect(office.get_by_text("53 weken")).to_be_visible()
