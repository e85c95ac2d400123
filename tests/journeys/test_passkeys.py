"""Passkeys in a real browser: Chromium's authenticator for tests takes the place of a finger."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import CDPSession, Page, expect
from sqlmodel import select

from rxportal.db.tables import User, UserSession
from rxportal.services.demo_accounts import PASSWORD
from tests.journeys.conftest import Opener
from tests.journeys.server import Portal
from tests.journeys.test_factors import SECURITY, prove, sign_in, sign_out, texted

USERS = {"phone": "yusuf.karabagli", "laptop": "tomasz.wierzbnik"}
SMS_USERS = {"phone": "elena.dragosheva", "laptop": "hanneke.brouwland"}
ALONE = {"phone": "amina.el.haddoui", "laptop": "wout.kamerling"}
Axe = Callable[[Page], None]


class Device:
    """The part of a phone or laptop that holds passkeys, as Chromium plays it."""

    def __init__(self, page: Page) -> None:
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        answer = self._cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = {"authenticatorId": answer["authenticatorId"]}

    def passkeys(self) -> list[dict]:
        return self._cdp.send("WebAuthn.getCredentials", self._id)["credentials"]

    def touch(self, *, at_once: bool) -> None:
        """Whether somebody touches it as soon as it asks."""
        self._cdp.send("WebAuthn.setAutomaticPresenceSimulation", self._id | {"enabled": at_once})

    def lose(self) -> None:
        """It is not the device any more that has the passkey."""
        self._cdp.send("WebAuthn.clearCredentials", self._id)


@pytest.fixture(params=["phone", "laptop"])
def device(request: pytest.FixtureRequest) -> tuple[str, Opener]:
    return request.param, request.getfixturevalue(request.param)


def add(page: Page, name: str = "") -> list[str]:
    """Make a passkey on *Beveiliging*; the codes on paper that came with it."""
    field = page.get_by_label("Naam van de nieuwe passkey")
    expect(field).to_have_value(re.compile(" op "))
    if name:
        field.fill(name)
    page.get_by_role("button", name="Passkey toevoegen").click()
    made = page.get_by_text("Je logt vanaf nu in met je passkey.")
    paper = page.get_by_role("heading", name="Je herstelcodes")
    expect(made.or_(paper)).to_be_visible()
    codes = page.locator("ol.codes li").all_inner_texts()
    if codes:
        page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(made).to_be_visible()
    return codes


def passkeys(page: Page):
    return page.get_by_role("region", name="Passkeys").get_by_role("listitem")


@pytest.mark.asvs("6.3.3")
def test_add_a_passkey_sign_in_with_it_and_remove_it(
    portal: Portal, device: tuple[str, Opener], axe: Axe
) -> None:
    kind, opens = device
    user = USERS[kind]
    page = opens(user=f"{user}@demo.example")
    key = Device(page)
    prove(page)
    expect(page.get_by_text("Je hebt nog geen passkey.")).to_be_visible()
    assert len(add(page, "Mijn sleutel")) == 10
    expect(passkeys(page)).to_have_count(1)
    expect(passkeys(page)).to_contain_text("Mijn sleutel")
    expect(page.get_by_text("Een passkey.", exact=True)).to_be_visible()
    axe(page)
    # One device has one passkey for one person.
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_text("Op dit apparaat staat al een passkey")).to_be_visible()
    assert len(key.passkeys()) == 1
    sign_out(page)

    sign_in(page, user)
    expect(page.get_by_role("heading", name="Inloggen met je passkey")).to_be_visible()
    axe(page)
    expect(page.get_by_role("button", name="Passkey gebruiken")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/")
    assert key.passkeys()[0]["signCount"] > 1
    page.goto("/mijn-gegevens?tab=beveiliging")
    expect(page.get_by_text("Een passkey.", exact=True)).to_be_visible()

    page.goto(SECURITY)
    expect(passkeys(page)).to_contain_text("gebruikt op")
    passkeys(page).locator("summary").press("Enter")
    expect(page.get_by_text("Je kunt er dan niet meer mee inloggen.")).to_be_visible()
    axe(page)
    passkeys(page).get_by_role("button", name="Passkey verwijderen").press("Enter")
    expect(page.get_by_text("Die passkey is verwijderd.")).to_be_visible()
    expect(page.get_by_text("Je hebt nog geen passkey.")).to_be_visible()
    sign_out(page)
    sign_in(page, user)
    page.wait_for_url(f"{portal.url}/")
    page.goto("/demo/berichten")
    for told in ("Je hebt een nieuwe passkey", "Er is een passkey verwijderd"):
        expect(page.get_by_role("link", name=told).first).to_be_visible()


def test_without_the_device_there_is_another_way(
    portal: Portal, device: tuple[str, Opener], axe: Axe
) -> None:
    kind, opens = device
    user = SMS_USERS[kind]
    page = opens(user=f"{user}@demo.example")
    key = Device(page)
    prove(page)
    page.get_by_role("button", name="Pincode per sms gebruiken").click()
    page.get_by_label("Eenmalige pincode").fill(texted(page))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je logt vanaf nu in met een pincode per sms.")).to_be_visible()
    add(page)
    expect(page.get_by_text("Een passkey, of een pincode per sms naar")).to_be_visible()
    sign_out(page)
    key.lose()

    sign_in(page, user)
    page.get_by_role("button", name="Passkey gebruiken").click()
    expect(page.get_by_text("Je passkey is niet gebruikt.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Andere manier: pincode per sms").click()
    field = page.get_by_label("Eenmalige pincode")
    expect(field).to_be_visible()
    expect(page.get_by_role("link", name="Passkey gebruiken")).to_be_visible()
    axe(page)
    field.fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deze pincode klopt niet.")).to_be_visible()
    page.get_by_label("Eenmalige pincode").fill(texted(page))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/")


def test_a_code_on_paper_when_the_passkey_was_all_there_was(
    portal: Portal, device: tuple[str, Opener]
) -> None:
    kind, opens = device
    user = ALONE[kind]
    page = opens(user=f"{user}@demo.example")
    key = Device(page)
    prove(page)
    codes = add(page)
    sign_out(page)
    key.lose()
    sign_in(page, user)
    expect(page.get_by_role("heading", name="Inloggen met je passkey")).to_be_visible()
    expect(page.get_by_text("Andere manier")).to_have_count(0)
    page.get_by_text("Telefoon kwijt? Gebruik een herstelcode").click()
    page.get_by_label("Herstelcode", exact=True).fill(codes[3])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/")


@pytest.mark.asvs("7.5.1")
def test_a_passkey_goes_with_the_password_before_a_change(
    portal: Portal, laptop: Opener, rows, axe: Axe
) -> None:
    user = "gijs.terpsma"
    page = laptop(user=f"{user}@demo.example")
    Device(page)
    prove(page)
    add(page)
    an_hour_passes(rows, user)
    page.goto(SECURITY)
    page.get_by_label("Wachtwoord", exact=True).fill("een verkeerd wachtwoord")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je huidige wachtwoord klopt niet")).to_be_visible()
    axe(page)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Verder met je passkey").click()
    expect(passkeys(page)).to_contain_text("gebruikt op")


def test_pressing_once_more_is_no_refusal(portal: Portal, phone: Opener) -> None:
    user = "lotte.hagemeijer"
    page = phone(user=f"{user}@demo.example")
    key = Device(page)
    prove(page)
    add(page)
    sign_out(page)
    sign_in(page, user)
    key.touch(at_once=False)
    use = page.get_by_role("button", name="Passkey gebruiken")
    use.click()
    use.click()
    expect(page.get_by_text("Je passkey is niet gebruikt")).to_have_count(0)
    key.touch(at_once=True)
    use.click()
    expect(page.get_by_role("heading", name="Benodigde acties")).to_be_visible()
    expect(page).to_have_url(f"{portal.url}/")


def test_a_browser_that_knows_no_passkeys_says_so(portal: Portal, phone: Opener, axe: Axe) -> None:
    page = phone(user="femke.rijnsdorp@demo.example")
    page.add_init_script("delete window.PublicKeyCredential")
    prove(page)
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_text("Deze browser kan hier geen passkey gebruiken.")).to_be_visible()
    axe(page)


def an_hour_passes(rows, user: str) -> None:
    """Since this person last showed who they are."""
    owner = rows.exec(select(User).where(User.email == f"{user}@demo.example")).one()
    for row in rows.exec(select(UserSession).where(UserSession.user_id == owner.id)):
        row.proven_at = datetime.now(UTC) - timedelta(hours=1)
        rows.add(row)
    rows.commit()
