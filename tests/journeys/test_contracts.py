"""A contract: from the mail to the sealed copy, on a phone and on a laptop."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from rxportal.db.tables import Contract, User
from rxportal.domain.access import Actor, Role
from rxportal.formats import seal
from rxportal.gateways import seal_key
from rxportal.gateways.store import FolderStore
from rxportal.services import offering
from tests.contracts import pdf, wish
from tests.journeys.pages import CANDIDATE, NIGHTS, OFFICE, open_mail
from tests.journeys.test_factors import texted

MAIL = ("about:srcdoc",)  # a mail in its frame runs no script, and gets no font of this address


def offer(portal, rows: Session, account: str, title: str) -> Contract:
    """A contract that waits for the candidate with this account."""
    now = datetime.now(UTC)
    office = rows.exec(select(User).where(User.email == OFFICE)).one()
    person = rows.exec(select(User).where(User.email == account)).one()
    wanted = wish(
        candidate_id=person.candidate_id,
        placement_id=None,
        title=title,
        sign_before=now + timedelta(days=5),
    )
    by = Actor(office.id, Role.OFFICE, name=office.name)
    store = FolderStore(portal.data_dir / "files")
    row = offering.offer(rows, by, store, wanted, pdf(3), now=now)
    rows.commit()
    return row


def read_through(page: Page, row: Contract) -> None:
    """With the button that each width has for it."""
    onwards = page.get_by_role("button", name="Lees verder").or_(
        page.get_by_role("button", name="Volgende pagina")
    )
    for number in range(2, row.pages + 1):
        onwards.locator("visible=true").last.click()
        expect(page.get_by_role("img", name=f"Pagina {number}")).to_be_visible()


@pytest.mark.parametrize(("width", "user"), [("phone", CANDIDATE), ("laptop", NIGHTS)])
def test_a_contract_is_read_signed_and_kept(request, portal, rows, axe_in_both_themes, width, user):
    row = offer(portal, rows, user, f"Uitzendovereenkomst per {width}")
    page = request.getfixturevalue(width)(user=user, tolerate=MAIL)
    link = open_mail(page, user, row.title).get_by_role("link", name="Contract lezen")
    page.goto(urlsplit(link.get_attribute("href")).path)
    expect(page.get_by_role("heading", name=row.title)).to_be_visible()
    expect(page.get_by_role("button", name="Stuur een pincode")).to_be_hidden()
    axe_in_both_themes(page)

    read_through(page, row)
    page.get_by_role("button", name="Stuur een pincode").click()
    page.get_by_label("Eenmalige pincode").fill(texted(page))
    page.get_by_label("Typ je naam").fill("D. Kowalczewska")
    axe_in_both_themes(page)
    page.get_by_label("Ik heb het contract gelezen en ga akkoord").check()
    page.get_by_role("button", name="Ondertekenen", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="is ondertekend")).to_be_visible()
    expect(page.get_by_text("D. Kowalczewska")).to_be_visible()

    copy = page.request.get(
        page.get_by_role("link", name="Download getekend").get_attribute("href")
    ).body()
    certificate = seal_key.certificate(portal.data_dir / "seal")
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        assert beside.submit(seal.check, copy, certificate).result() == ""
    assert copy.startswith(pdf(3).content)


def test_a_contract_is_declined_with_a_reason(portal, rows, phone):
    row = offer(portal, rows, CANDIDATE, "Uitzendovereenkomst om te weigeren")
    page = phone(user=CANDIDATE, tolerate=MAIL)
    page.goto(f"/contracten/{row.id}")
    page.get_by_role("button", name="Ik teken dit niet").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Contract weigeren").click()
    expect(dialog.get_by_text("Schrijf kort op waarom")).to_be_visible()
    dialog.get_by_label("Waarom teken je niet?").fill("Het uurloon klopt niet.")
    dialog.get_by_role("button", name="Contract weigeren").click()
    expect(page.get_by_text("Het uurloon klopt niet.")).to_be_visible()
    expect(page.get_by_text("Geweigerd").first).to_be_visible()
    mail = open_mail(page, OFFICE, "tekent het contract niet")
    expect(mail.get_by_text("“Het uurloon klopt niet.”")).to_be_visible()
