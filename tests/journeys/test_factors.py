"""The second factor in a real browser: a pin by SMS, an app, codes on paper, a remembered browser.

The code of the app is made by the test (RFC 6238); the text is read where a newcomer reads it.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, delete, select

from rxportal.db.tables import Agency, Passkey, User
from rxportal.services.demo_accounts import PASSWORD
from tests.journeys.conftest import Opener
from tests.journeys.server import Portal
from tests.services.test_authenticators import code_at

SECURITY = "/mijn-gegevens/beveiliging"
SMS_USERS = {"phone": "luca.ferrantini", "laptop": "ionut.branzescu"}
NEW_TO_APPS = {"phone": "yusuf.karabagli", "laptop": "elena.dragosheva"}
APP_USERS = {"phone": "samuel.adeyinkola", "laptop": "merel.hoogstraaten"}


@pytest.fixture(params=["phone", "laptop"])
def device(request: pytest.FixtureRequest) -> tuple[str, Opener]:
    return request.param, request.getfixturevalue(request.param)


def sign_in(page: Page, user: str) -> None:
    """By keyboard alone."""
    page.goto("/inloggen")
    page.get_by_label("E-mailadres").fill(f"{user}@demo.example")
    page.get_by_label("E-mailadres").press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    """What the form in the menu posts; the browser keeps the cookie that remembers it."""
    origin = "/".join(page.url.split("/")[:3])
    page.context.request.post("/auth/afmelden", headers={"Origin": origin})


def texted(page: Page) -> str:
    """The pin in the newest text, where the demonstration shows it."""
    other = page.context.new_page()
    other.goto("/demo/berichten")
    other.get_by_role("link", name="Sms: eenmalige pincode").first.click()
    code = re.search(r"(\d{6}) is je eenmalige pincode", other.locator("pre").inner_text())
    other.close()
    assert code
    return code[1]


def prove(page: Page, code: str = "") -> None:
    """The screen of *Beveiliging*, after the password (and a code of the app)."""
    page.goto(SECURITY)
    change = page.get_by_role("heading", name="Verificatie bij het inloggen")
    password = page.get_by_label("Wachtwoord", exact=True)
    expect(change.or_(password).first).to_be_visible()
    if password.is_visible():
        password.fill(PASSWORD)
        if code:
            page.get_by_label("Code uit de app").fill(code)
        page.get_by_role("button", name="Verder").click()
    expect(change).to_be_visible()


def use_sms(page: Page, axe: Callable[[Page], None]) -> None:
    prove(page)
    axe(page)
    page.get_by_role("button", name="Pincode per sms gebruiken").click()
    field = page.get_by_label("Eenmalige pincode")
    expect(field).to_be_visible()
    field.fill(texted(page))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je logt vanaf nu in met een pincode per sms.")).to_be_visible()


def test_sign_in_with_a_pin_by_sms_and_be_remembered(
    portal: Portal, device: tuple[str, Opener], axe: Callable[[Page], None]
) -> None:
    kind, opens = device
    user = SMS_USERS[kind]
    page = opens(user=f"{user}@demo.example")
    use_sms(page, axe)
    sign_out(page)

    sign_in(page, user)
    expect(page.get_by_role("heading", name="SMS-verificatie")).to_be_visible()
    axe(page)
    field = page.get_by_label("Eenmalige pincode")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    expect(field).to_have_attribute("inputmode", "numeric")
    code = texted(page)
    page.keyboard.type(f"{(int(code) + 1) % 1_000_000:06d}")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deze pincode klopt niet.")).to_be_visible()
    axe(page)
    page.get_by_label("Eenmalige pincode").fill(code)
    page.get_by_label("30 dagen onthouden op dit apparaat").check()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/")

    sign_out(page)
    sign_in(page, user)
    page.wait_for_url(f"{portal.url}/")
    page.goto("/mijn-gegevens?tab=beveiliging")
    expect(page.get_by_text("Een pincode per sms naar")).to_be_visible()
    prove(page)
    page.get_by_role("button", name=re.compile("^Vergeten")).click()
    expect(page.get_by_text("In die browser wordt weer om een code gevraagd.")).to_be_visible()
    sign_out(page)
    sign_in(page, user)
    expect(page.get_by_role("heading", name="SMS-verificatie")).to_be_visible()


def test_set_up_an_app_sign_in_with_it_and_lose_the_phone(
    portal: Portal, device: tuple[str, Opener], axe: Callable[[Page], None]
) -> None:
    kind, opens = device
    user = APP_USERS[kind]
    page = opens(user=f"{user}@demo.example")
    prove(page)
    page.get_by_role("button", name="App instellen").click()
    page.get_by_label("Eenmalige pincode").fill(texted(page))
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_role("heading", name="2-Factor authenticatie")).to_be_visible()
    expect(page.get_by_role("img", name="QR-code voor de app")).to_be_visible()
    axe(page)
    secret = page.get_by_label("Handmatige code").inner_text().replace(" ", "").strip()
    page.get_by_label("Vul de 6 cijfers uit de app in").fill(code_at(secret, datetime.now(UTC)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_visible()
    axe(page)
    codes = page.locator("ol.codes li").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as saved:
        page.get_by_role("link", name="Bewaar als tekstbestand").click()
    assert codes[0] in saved.value.path().read_text()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_text("Je logt vanaf nu in met een code uit de app.")).to_be_visible()
    sign_out(page)

    sign_in(page, user)
    expect(page.get_by_role("heading", name="2-Factor authenticatie")).to_be_visible()
    axe(page)
    # The code of this moment has set the app up; the one that comes next is good already.
    expect(page.get_by_label("Code uit de app")).to_be_focused()
    page.keyboard.type(code_at(secret, datetime.now(UTC) + timedelta(seconds=30)))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/")
    sign_out(page)

    sign_in(page, user)
    page.get_by_text("Telefoon kwijt? Gebruik een herstelcode").click()
    axe(page)
    page.get_by_label("Herstelcode", exact=True).fill(codes[6].lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/")
    page.goto("/demo/berichten")
    expect(
        page.get_by_role("link", name="Er is ingelogd met een herstelcode").first
    ).to_be_visible()


def test_set_up_an_app_on_the_way_in_because_the_agency_asks_one(
    portal: Portal,
    rows: Session,
    as_it_was: None,
    device: tuple[str, Opener],
    axe: Callable[[Page], None],
) -> None:
    kind, opens = device
    agency = rows.exec(select(Agency)).one()
    agency.factors = {"candidate": "app"}
    rows.add(agency)
    who = select(User.id).where(User.email == f"{NEW_TO_APPS[kind]}@demo.example")
    rows.exec(delete(Passkey).where(col(Passkey.user_id).in_(who)))  # of another journey
    rows.commit()
    page = opens()
    page.goto("/declaraties?status=rejected")
    page.wait_for_url(re.compile("/inloggen"))
    page.get_by_label("E-mailadres").fill(f"{NEW_TO_APPS[kind]}@demo.example")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="2-Factor authenticatie")).to_be_visible()
    expect(page.get_by_text("Je stelt één keer een app in.")).to_be_visible()
    field = page.get_by_label("Eenmalige pincode")
    expect(field).to_be_focused()
    axe(page)
    page.keyboard.type(texted(page))
    page.keyboard.press("Enter")

    expect(page.get_by_role("img", name="QR-code voor de app")).to_be_visible()
    axe(page)
    page.goto("/")  # the app is not there yet, so nobody is in
    page.wait_for_url(re.compile("/inloggen"))
    page.goto("/verificatie")
    page.get_by_role("button", name="Toon de QR-code").press("Enter")
    secret = page.get_by_label("Handmatige code").inner_text().replace(" ", "").strip()
    code = page.get_by_label("Vul de 6 cijfers uit de app in")
    code.fill(code_at(secret, datetime.now(UTC)))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_visible()
    axe(page)
    assert len(page.locator("ol.codes li").all_inner_texts()) == 10
    page.get_by_role("link", name="Ik heb ze bewaard").press("Enter")
    page.wait_for_url(f"{portal.url}/declaraties?status=rejected")
    expect(page.get_by_role("searchbox").first).to_be_visible()
