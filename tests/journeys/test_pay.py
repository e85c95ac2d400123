"""Pay, from a phone and from a laptop: the question, a payslip, its paper, its payment."""

import pytest
from playwright.sync_api import expect
from sqlmodel import col, delete, select

from rxportal.db.tables import Authenticator, Passkey, Payslip, PayslipConsent, User
from rxportal.domain.pay import PaperState
from tests.journeys.pages import CANDIDATE, OFFICE, open_mail


@pytest.fixture
def unasked(rows):
    """The candidate has not been asked yet, and has not been when the test is over."""
    candidate = rows.exec(select(User.candidate_id).where(User.email == CANDIDATE)).one()
    mine = delete(PayslipConsent).where(PayslipConsent.candidate_id == candidate)
    rows.exec(mine)
    rows.commit()
    yield
    rows.exec(mine)
    rows.commit()


def test_a_candidate_answers_and_reads_a_payslip(device, unasked, axe):
    page = device(user=CANDIDATE)
    page.goto("/")
    page.get_by_role("link", name="Loonstroken").locator("visible=true").click()
    agree = page.get_by_role("button", name="Ik ontvang mijn loonstroken digitaal")
    expect(agree).to_be_visible()
    axe(page)
    agree.click()
    expect(page.get_by_text("Je ontvangt je loonstroken digitaal, sinds")).to_be_visible()
    expect(page.get_by_role("button", name="Liever op papier")).to_be_visible()

    page.locator('main a[href^="/loonstroken/"]').locator("visible=true").first.click()
    expect(page.get_by_text("Netto op je rekening")).to_be_visible()
    paper = page.get_by_role("img", name="Zo ziet de eerste bladzijde eruit")
    paper.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth", arg=paper.element_handle()
    )
    with page.expect_download() as kept:
        page.get_by_role("link", name="PDF bewaren").click()
    assert kept.value.suggested_filename.startswith("loonstrook-2")
    assert kept.value.path().read_bytes().startswith(b"%PDF-")
    axe(page)

    page.get_by_role("link", name="Betaling van").click()
    expect(page.get_by_text("rekening eindigt op")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Loonstrook van").click()
    expect(page.get_by_role("link", name="Uren van")).to_be_visible()


@pytest.fixture
def waiting(rows):
    """A payslip that waits to be published, of somebody who signs in with a password alone."""
    slip, account = rows.exec(
        select(Payslip, User)
        .join(User, User.candidate_id == Payslip.candidate_id)
        .where(
            Payslip.state != PaperState.WITHDRAWN,
            User.email != CANDIDATE,
            User.factor == "",  # others set one up in another journey
            col(User.id).not_in(select(Authenticator.user_id)),
            col(User.id).not_in(select(Passkey.user_id)),
        )
        .order_by(col(Payslip.candidate_id).desc(), col(Payslip.id).desc())
    ).first()
    slip.state, slip.published_at = PaperState.DRAFT, None
    rows.add(slip)
    rows.commit()
    return slip, account


def test_the_back_office_publishes_and_the_mail_opens_that_payslip(laptop, waiting):
    slip, account = waiting
    page = laptop(user=OFFICE)
    page.goto(f"/loonstroken?publicatie=draft&zoek={account.name.split()[0]}")
    page.get_by_role("button", name="Acties").click()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Exporteren naar CSV").locator("visible=true").click()
    assert account.name in kept.value.path().read_text("utf-8-sig")
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name=f"Kies {account.name}").press("Space")
    page.get_by_role("button", name="Acties").click()
    page.locator("#acties").get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Publiceren: 1 van 1")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=account.name)).to_have_count(0)
    reader = laptop(user=account.email)
    mail = open_mail(reader, account.email, "Je loonstrook van")
    link = mail.get_by_role("link", name="Loonstrook bekijken").get_attribute("href")
    assert link.endswith(f"/loonstroken/{slip.id}")
    reader.goto(link)
    expect(reader.get_by_text("Netto op je rekening")).to_be_visible()
