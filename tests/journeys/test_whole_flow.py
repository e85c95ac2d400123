"""Hours on their way from a candidate's phone to payroll, in three people's browsers."""

import re

from playwright.sync_api import Page, expect

from rxportal.domain.declaration import Status
from tests.journeys import hours
from tests.journeys.pages import CANDIDATE, CLIENT, OFFICE, open_mail, sign_in


def test_hours_go_from_a_phone_to_the_client_and_back_and_to_payroll(
    rows, phone, laptop, disclaimer
):
    week = hours.week(rows, filled=False)
    path = f"/declaraties/{week.id}"
    daria, ruben, sanne = phone(), laptop(), laptop(user=OFFICE)

    daria.goto(path)
    sign_in(daria, CANDIDATE)
    fill_in_with_a_long_tuesday(daria)
    hand_in(daria)

    open_mail(ruben, CLIENT, "beoordeel").get_by_role("link", name="Uren beoordelen").click()
    ruben.wait_for_url("**/inloggen?naar=*")
    sign_in(ruben, CLIENT)
    ruben.wait_for_url(f"**{path}")
    reject_tuesday(ruben, "Dinsdag was je om half zes klaar.")

    open_mail(daria, CANDIDATE, "afgewezen").get_by_role("link", name="Uren aanpassen").click()
    daria.wait_for_url(f"**{path}")
    reason = daria.get_by_role("alert").filter(has_text="Afgewezen door Ruben Oosterlaak")
    expect(reason).to_contain_text("Dinsdag was je om half zes klaar.")
    daria.get_by_role("button", name="Zet dinsdag op 09:00–17:30").tap()
    expect(daria.get_by_role("status").filter(has_text="aangepast")).to_be_visible()
    hand_in(daria)

    open_mail(ruben, CLIENT, "beoordeel").get_by_role("link", name="Uren beoordelen").click()
    ruben.wait_for_url(f"**{path}")
    approve(ruben, disclaimer)

    sanne.goto(f"/declaraties?zoek={week.id}")
    process(sanne)
    assert hours.status(rows, week.id) is Status.PROCESSED

    open_mail(daria, CANDIDATE, "verwerkt").get_by_role("link", name="Declaratie bekijken").click()
    daria.wait_for_url(f"**{path}")
    now = daria.get_by_role("list", name="Status").locator('[aria-current="step"]')
    expect(now).to_contain_text("Verwerkt")


def fill_in_with_a_long_tuesday(page: Page) -> None:
    page.get_by_role("button", name="Rooster overnemen").tap()
    page.get_by_role("listitem").filter(has_text="di").get_by_role("button").first.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Einde", exact=True).last.fill("1900")
    sheet.get_by_role("button", name="Klaar").tap()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Indienen").tap()
    expect(page.get_by_role("heading", name="Ingediend bij")).to_be_visible()


def reject_tuesday(page: Page, reason: str) -> None:
    page.get_by_role("button", name="Afwijzen").click()
    dialog = page.get_by_role("dialog", name="Declaratie afwijzen")
    dialog.get_by_label("Toelichting").fill(reason)
    dialog.get_by_role("checkbox", name=re.compile("^di")).click()
    expect(dialog.get_by_label("Einde")).to_have_value("17:30")  # as the roster says
    dialog.get_by_role("button", name="Afwijzen").click()
    expect(page.get_by_text("Afgewezen: Daria")).to_be_visible()


def approve(page: Page, disclaimer: str) -> None:
    page.get_by_role("button", name="Goedkeuren", exact=True).click()
    dialog = page.get_by_role("dialog", name="Goedkeuren")
    dialog.get_by_label(disclaimer).check()
    dialog.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("Goedgekeurd: Daria")).to_be_visible()


def process(page: Page) -> None:
    page.get_by_role("checkbox", name=re.compile("^Kies Daria")).press("Space")
    chosen = page.get_by_role("region", name="Selectie")
    chosen.get_by_role("button", name="Verwerken").click()
    expect(page.get_by_text("Verwerken: 1 van 1")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Verwerkt")
