"""Reactions between a candidate and the back-office, from the page of what they are about."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.pages import CANDIDATE, NIGHTS, OFFICE, address, open_mail
from tests.journeys.test_contracts import MAIL, offer


def say(page: Page, words: str) -> None:
    page.get_by_label("Schrijf een reactie").fill(words)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_label("Schrijf een reactie")).to_have_value("")


def open_from_mail(page: Page, account: str, about: str) -> None:
    """The one button of the newest mail."""
    link = open_mail(page, account, about).get_by_role("link", name="Reactie bekijken")
    page.goto(urlsplit(link.get_attribute("href") or "").path)


def test_a_question_about_a_contract_is_answered(portal, rows, device, laptop, axe):
    page = device(user=CANDIDATE, tolerate=MAIL)
    width = page.viewport_size["width"]
    row = offer(portal, rows, CANDIDATE, f"Contract met een vraag {width}")
    answer = f"Ja, dat is het loon van {width} collega's."
    page.goto(f"/contracten/{row.id}")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Schrijf eerst een reactie.")).to_be_visible()
    say(page, "Klopt het uurloon?")
    axe(page)

    office = laptop(user=OFFICE, tolerate=MAIL)
    open_from_mail(office, OFFICE, f"Daria Kowalczewska reageerde op het contract {row.title}")
    expect(office.get_by_role("heading", name=row.title)).to_be_visible()
    expect(office.get_by_text("Klopt het uurloon?")).to_be_visible()
    say(office, answer)
    axe(office)

    page.goto("/")
    said = page.get_by_role("listitem").filter(has_text=answer)
    expect(said.get_by_text("ongelezen")).to_be_attached()
    said.get_by_role("link", name=f"Contract · {row.title}").click()
    page.wait_for_url(f"**/contracten/{row.id}")
    expect(page.get_by_role("heading", name=row.title)).to_be_visible()
    expect(page.get_by_text(answer)).to_be_visible()
    page.go_back()
    expect(said).to_be_visible()
    expect(said.get_by_text("ongelezen")).to_have_count(0)


def test_the_back_office_asks_about_a_change(device, laptop):
    page = device(user=NIGHTS, tolerate=MAIL)
    where = address(page, "/mijn-gegevens/wijzigingen/*")
    question = f"Is dit je eigen rekening? {page.viewport_size['width']}"
    office = laptop(user=OFFICE)
    office.goto(where.replace("/mijn-gegevens/", "/beheer/"))
    say(office, question)
    open_from_mail(page, NIGHTS, "Sanne Waterlander reageerde op de wijziging van gegevens")
    expect(page.get_by_role("heading", name="Bankrekening")).to_be_visible()
    expect(page.get_by_text(question)).to_be_visible()
    say(page, f"Ja, {question}")
    office.goto("/")
    said = office.get_by_role("listitem").filter(has_text=f"Ja, {question}")
    said.get_by_role("link").click()
    office.wait_for_url("**/beheer/wijzigingen/*")
    expect(office.get_by_text(f"Ja, {question}")).to_be_visible()
