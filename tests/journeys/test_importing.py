"""Ten candidates from a spreadsheet and a ZIP of payslips, in a real browser: what is wrong first,
then all of them.
"""

import re
from datetime import date

from playwright.sync_api import expect
from sqlmodel import col, func, select

from rxportal.db.tables import Candidate, Payslip
from tests.journeys.pages import OFFICE
from tests.registers.test_papers import pdf, zipped

HEAD = "Nummer;Roepnaam;Achternaam;E-mailadres;06-nummer"


def lines(phone, wrong=""):
    return [f"I{phone}{n};Amina;Idrissi {n};i{phone}{n}@example.nl;{wrong if n == 7 else ''}"
            for n in range(10)]  # fmt: skip


def choose(page, rows):
    content = "\r\n".join([HEAD, *rows]).encode("cp1252")
    file = {"name": "mensen.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Wat staat erin?").select_option("beheer/kandidaten")
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_role("button", name="Bestand nakijken").click()
    page.wait_for_url("**/beheer/import?bestand=*")


def test_a_spreadsheet_is_mended_and_kept_as_a_whole(rows, device, axe_in_both_themes, request):
    name = "P" if "phone" in request.node.name else "L"
    page = device(user=OFFICE)
    page.goto("/beheer/import")
    choose(page, lines(name, wrong="112"))
    expect(page.get_by_text("1 cel klopt niet")).to_be_visible()
    expect(
        page.get_by_role("row", name=re.compile("^9 06-nummer Dit is geen mobiel"))
    ).to_be_visible()
    expect(page.get_by_role("button", name="Importeren")).not_to_be_attached()
    axe_in_both_themes(page)
    page.get_by_role("link", name="Ander bestand").click()
    choose(page, lines(name))
    expect(page.get_by_text("10 zijn nieuw")).to_be_visible()
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("Dit bestand is geïmporteerd.")).to_be_visible()
    found = select(func.count()).where(col(Candidate.number).startswith(f"I{name}"))
    assert rows.exec(found).one() == 10
    rows.commit()


def bring(page, *files):
    page.get_by_label("Wat staat erin?").select_option("loonstroken-pdf")
    page.get_by_label("Betaald op").fill("2024-01-17")
    page.get_by_label("Bestand", exact=True).set_input_files(
        [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
    )
    page.get_by_role("button", name="Bestand nakijken").click()
    page.wait_for_url("**/beheer/import?bestand=*")


def test_payslips_come_in_as_pdfs_and_as_a_zip(rows, device, axe_in_both_themes, request):
    week = "01" if "phone" in request.node.name else "02"
    who = rows.exec(select(Candidate.number).order_by(col(Candidate.id))).first()
    rows.commit()
    good = f"{who}_2024-W{week}.pdf"
    page = device(user=OFFICE)
    page.goto("/beheer/import")
    expect(page.get_by_label("Betaald op")).not_to_be_visible()
    bring(page, (good, "application/pdf", pdf()), ("loon.pdf", "application/pdf", pdf("x")))
    expect(page.get_by_text("1 bestand klopt niet")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("loon.pdf Aan deze naam"))).to_be_visible()
    axe_in_both_themes(page)
    page.get_by_role("link", name="Ander bestand").click()
    bring(page, ("loon.zip", "application/zip", zipped({good: pdf()})))
    expect(page.get_by_text("1 is nieuw")).to_be_visible()
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("1 PDF klaar om te publiceren.")).to_be_visible()
    found = select(func.count()).where(col(Payslip.paid_on) == date(2024, 1, 17))
    assert rows.exec(found).one() >= 1
    rows.commit()
