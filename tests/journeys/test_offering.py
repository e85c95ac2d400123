"""A contract from the office's PDF to a signature by hand, and one that was replaced meanwhile."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import delete, select

from rxportal.db.tables import Passkey, RecoveryCode, User
from tests.contracts import pdf
from tests.journeys.pages import CANDIDATE, OFFICE, open_mail
from tests.journeys.server import ROOT
from tests.journeys.test_contracts import MAIL, NIGHTS, offer, read_through
from tests.journeys.test_factors import prove, texted
from tests.journeys.test_passkeys import Device, add

WHO = {CANDIDATE: "Kowalczewska", NIGHTS: "Zawiślak"}
STROKES = (
    [(30, 100), (50, 30), (80, 40), (85, 80), (50, 105), (100, 90), (120, 70), (140, 100)],
    [(150, 60), (205, 58)],
)


def upload(page: Page, title: str) -> None:
    """What the form of a contract asks beside what it knows."""
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Contract als PDF").set_input_files(
        {"name": "contract.pdf", "mimeType": "application/pdf", "buffer": pdf(3).content}
    )
    page.get_by_role("button", name="Bekijken").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def draw(page: Page) -> None:
    """With a mouse, which on a phone is a finger."""
    page.get_by_label("Tekenen", exact=True).check()
    pad = page.get_by_role("img", name="Vak om je handtekening")
    pad.scroll_into_view_if_needed()
    for number, stroke in enumerate(STROKES, start=1):
        box = pad.bounding_box()
        for at, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + x, box["y"] + y, steps=5)
            if not at:
                page.mouse.down()
        page.mouse.up()
        expect(page.locator("#tekening")).to_have_value(re.compile(rf"^([^;]+;){{{number}}}$"))


@pytest.mark.parametrize(("width", "user"), [("phone", CANDIDATE), ("laptop", NIGHTS)])
def test_an_uploaded_contract_is_signed_by_hand(
    request, portal, axe_in_both_themes, tmp_path, width, user
):
    title = f"Overeenkomst op {width} getekend"
    office = request.getfixturevalue(width)(user=OFFICE)
    office.goto("/contracten")
    office.get_by_role("link", name="Contract aanbieden").locator("visible=true").click()
    office.get_by_label("Zoek op naam of kandidaatnummer").fill(WHO[user])
    office.get_by_role("button", name="Zoeken").click()
    expect(office.get_by_role("heading", name=f"Gevonden met “{WHO[user]}”")).to_be_visible()
    office.get_by_role("link", name="Zonder plaatsing").click()
    office.get_by_label("Ingangsdatum").fill(datetime.now(UTC).date().isoformat())
    upload(office, title)
    expect(office.get_by_text("Dit is een concept")).to_be_visible()
    axe_in_both_themes(office)
    office.get_by_role("button", name="Aanbieden").click()
    expect(office.get_by_role("status").filter(has_text="is aangeboden")).to_be_visible()

    page = request.getfixturevalue(width)(user=user, tolerate=MAIL)
    open_mail(page, user, title)
    number = office.url.rsplit("/", 1)[-1]
    page.goto(f"/contracten/{number}")
    read_through(page, type("Row", (), {"pages": pdf(3).pages}))
    draw(page)
    axe_in_both_themes(page)
    page.get_by_role("button", name="Stuur een pincode").click()
    expect(page.get_by_label("Tekenen", exact=True)).to_be_checked()  # it is there again
    page.get_by_label("Eenmalige pincode").fill(texted(page))
    page.get_by_label("Ik heb het contract gelezen en ga akkoord").check()
    page.get_by_role("button", name="Ondertekenen", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="is ondertekend")).to_be_visible()
    expect(page.get_by_role("img", name="De getekende handtekening")).to_be_visible()
    axe_in_both_themes(page)

    copy = tmp_path / "copy.pdf"
    link = page.get_by_role("link", name="Download getekend")
    copy.write_bytes(page.request.get(link.get_attribute("href")).body())
    said = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "rxportal", "verify", str(copy)],
        cwd=ROOT, env=portal.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, f"whole: contract {number}" in said.stdout) == (0, True), said


def test_a_contract_that_was_replaced_meanwhile_is_not_signed(portal, rows, phone, laptop):
    row = offer(portal, rows, CANDIDATE, "Overeenkomst die wordt vervangen")
    page = phone(user=CANDIDATE, tolerate=MAIL)
    page.goto(f"/contracten/{row.id}")
    read_through(page, row)
    page.get_by_role("button", name="Stuur een pincode").click()
    code = texted(page)

    office = laptop(user=OFFICE)
    office.goto(f"/contracten/{row.id}")
    office.get_by_role("link", name="Vervangen").click()
    office.get_by_label("Waarom vervang je het?").fill("Het uurloon is verhoogd.")
    upload(office, "Overeenkomst met het goede loon")
    office.get_by_role("button", name="Aanbieden").click()
    expect(office.get_by_role("status").filter(has_text="is aangeboden")).to_be_visible()

    page.get_by_label("Eenmalige pincode").fill(code)
    page.get_by_label("Ik heb het contract gelezen en ga akkoord").check()
    page.get_by_role("button", name="Ondertekenen", exact=True).click()
    expect(page.get_by_text("“Het uurloon is verhoogd.”")).to_be_visible()
    page.get_by_role("link", name="Naar het nieuwe contract").click()
    expect(page.get_by_role("heading", name="Overeenkomst met het goede loon")).to_be_visible()


def test_an_offer_is_withdrawn_with_a_reason_that_is_mailed(portal, rows, laptop):
    row = offer(portal, rows, NIGHTS, "Overeenkomst die niet doorgaat")
    office = laptop(user=OFFICE, tolerate=MAIL)
    office.goto(f"/contracten/{row.id}")
    office.get_by_role("button", name="Intrekken").click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_role("button", name="Contract intrekken").click()
    expect(dialog.get_by_text("Schrijf kort op waarom")).to_be_visible()
    dialog.get_by_label("Waarom trek je het in?").fill("De opdracht gaat niet door.")
    dialog.get_by_role("button", name="Contract intrekken").click()
    expect(office.get_by_text("Ingetrokken door het uitzendbureau")).to_be_visible()
    mail = open_mail(office, NIGHTS, "is ingetrokken")
    expect(mail.get_by_text("“De opdracht gaat niet door.”")).to_be_visible()


@pytest.fixture
def owner(rows) -> Iterator[str]:
    """Somebody who gets a passkey for this test alone: others count what their users have."""
    email = "aylin.demirtasoglu@demo.example"
    yield email
    number = rows.exec(select(User.id).where(User.email == email)).one()
    for table in (Passkey, RecoveryCode):
        rows.exec(delete(table).where(table.user_id == number))
    rows.commit()


def test_a_passkey_confirms_a_signature(portal, rows, laptop, owner):
    page = laptop(user=owner, tolerate=MAIL)
    Device(page)
    prove(page)
    add(page)
    row = offer(portal, rows, owner, "Overeenkomst met een passkey")
    page.goto(f"/contracten/{row.id}")
    read_through(page, row)
    sign = page.get_by_role("button", name="Ondertekenen met je passkey")
    tick = page.get_by_label("Ik heb het contract gelezen en ga akkoord")
    sign.click()  # the browser says at the tick what is missing, and asks for nothing yet
    expect(tick).to_be_focused()
    tick.check()
    sign.click()
    expect(page.get_by_role("status").filter(has_text="is ondertekend")).to_be_visible()
    expect(page.get_by_text("Passkey", exact=True)).to_be_visible()
