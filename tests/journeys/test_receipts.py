"""A receipt with an expense, from a phone and from a laptop."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests import sent
from tests.journeys import hours
from tests.journeys.pages import CANDIDATE

PDF = FilePayload(name="parkeren.pdf", mimeType="application/pdf", buffer=sent.pdf())
JPEG = FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=sent.picture())
NOTES = FilePayload(name="bon.pdf", mimeType="application/pdf", buffer=b"Parkeren 12,50")


def keep(page: Page, file: FilePayload) -> None:
    page.get_by_label("Foto of PDF van de bon").set_input_files(file)
    page.get_by_role("button", name="Bewaar bon").click()


@pytest.mark.parametrize(("width", "file"), [("phone", JPEG), ("laptop", PDF)])
def test_an_expense_gets_its_receipt_and_a_wrong_file_is_refused(request, rows, width, file):
    week = hours.week(rows)
    page = request.getfixturevalue(width)(user=CANDIDATE)
    page.goto(f"/declaraties/{week.id}")
    page.get_by_text("Kilometers of onkosten toevoegen").click()
    page.get_by_label("Soort", exact=True).select_option("Onkosten")
    page.get_by_label("Aantal of bedrag").fill("12,50")
    page.get_by_label("Omschrijving").fill("Parkeren")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    expense = page.get_by_role("listitem").filter(has_text="Parkeren")
    expect(expense).to_contain_text("€ 12,50")

    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_role("alert").filter(has_text="bon")).to_be_visible()
    keep(page, NOTES)
    notice = page.get_by_role("status").filter(
        has_text="Kies een foto (JPG, PNG of HEIC) of een PDF."
    )
    expect(notice).to_be_visible()
    keep(page, file)
    expect(page.get_by_role("status").filter(has_text="Bon toegevoegd")).to_be_visible()
    receipt = expense.get_by_role("link", name=file["name"])
    answer = page.request.get(receipt.get_attribute("href"))
    assert answer.headers["content-type"] == file["mimeType"]
    assert sent.PLACE.encode() not in answer.body()
    if file is PDF:
        with page.expect_download() as kept:
            receipt.click()
        assert kept.value.path().read_bytes() == PDF["buffer"]
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_role("status").filter(has_text="Ingediend")).to_be_visible()
