"""Every page with somebody who uses it, an address of the demo or nobody; and the ways in."""

from playwright.sync_api import FrameLocator, Page, expect

from rxportal.services.demo_accounts import PASSWORD

CANDIDATE = "kandidaat@demo.example"
NIGHTS = "kandidaat2@demo.example"  # whose new account number waits for the back-office
CLIENT = "opdrachtgever@demo.example"
OFFICE = "backoffice@demo.example"
ADMINISTRATOR = "beheerder@demo.example"

PAGES = [
    ("", "/inloggen"),
    ("", "/wachtwoord-vergeten"),
    ("", "/wachtwoord-vergeten?melding=verstuurd"),
    ("", "/activeren"),
    ("", "/wachtwoord-herstellen"),
    (CANDIDATE, "/"),
    (CLIENT, "/"),
    (OFFICE, "/"),
    (CANDIDATE, "/zoeken?zoek=week"),
    (CANDIDATE, "/declaraties"),
    (CLIENT, "/declaraties"),
    (OFFICE, "/declaraties"),
    # the first row
    (CANDIDATE, "/declaraties/*"),
    (CLIENT, "/declaraties/*"),
    (OFFICE, "/declaraties/*"),
    (CANDIDATE, "/loonstroken"),
    (OFFICE, "/loonstroken"),
    (CANDIDATE, "/loonstroken/*"),
    (CANDIDATE, "/jaaropgaven"),
    (CANDIDATE, "/jaaropgaven/*"),
    (CANDIDATE, "/betalingen"),
    (CANDIDATE, "/betalingen/*"),
    (CANDIDATE, "/plaatsingen"),
    (OFFICE, "/plaatsingen"),
    (CANDIDATE, "/plaatsingen/*"),
    (CLIENT, "/plaatsingen/*"),
    (CANDIDATE, "/reserveringen"),
    (OFFICE, "/reserveringen"),
    (CANDIDATE, "/reserveringen/*"),
    (CANDIDATE, "/fases"),
    (OFFICE, "/fases"),
    (CANDIDATE, "/fases/*"),
    (CANDIDATE, "/nieuws"),
    (OFFICE, "/nieuws"),
    (CANDIDATE, "/nieuws/*"),
    (OFFICE, "/nieuws/*"),
    (OFFICE, "/nieuws/toevoegen"),
    (CANDIDATE, "/contracten"),
    (CANDIDATE, "/contracten/*"),
    (OFFICE, "/contracten/*"),
    (OFFICE, "/contracten/toevoegen"),
    (OFFICE, "/contracten/toevoegen?plaatsing=1"),
    (OFFICE, "/beheer/contractsjablonen/toevoegen"),
    (OFFICE, "/beheer/kandidaten"),
    (OFFICE, "/beheer/kandidaten/*"),
    (OFFICE, "/beheer/kandidaten/toevoegen"),
    (OFFICE, "/beheer/opdrachtgevers"),
    (ADMINISTRATOR, "/beheer/uursoorten/toevoegen"),
    (OFFICE, "/plaatsingen/toevoegen?rij=1"),
    (ADMINISTRATOR, "/beheer/koppelingen"),
    (OFFICE, "/beheer/import"),
    (OFFICE, "/beheer/goedkeuren/1"),
    (CLIENT, "/vervanging"),
    (OFFICE, "/beheer/declaraties"),
    (OFFICE, "/beheer/berichten"),
    (OFFICE, "/beheer/uitnodigingen"),
    (OFFICE, "/beheer/logboek"),
    (ADMINISTRATOR, "/beheer/instellingen"),
    (CANDIDATE, "/documenten"),
    (OFFICE, "/documenten"),
    (CANDIDATE, "/documenten/*"),
    (CANDIDATE, "/documenten/toevoegen?soort=1"),
    (OFFICE, "/beheer/wijzigingen"),
    (OFFICE, "/beheer/wijzigingen/*"),
    (OFFICE, "/beheer/documenttypes"),
    (OFFICE, "/beheer/documenttypes/*"),
    (OFFICE, "/beheer/verwerking"),
    (OFFICE, "/beheer/verwerking/toevoegen"),
    (NIGHTS, "/mijn-gegevens/wijzigingen/*"),
    (CANDIDATE, "/mijn-gegevens"),
    (CANDIDATE, "/mijn-gegevens?tab=documenten"),
    (CANDIDATE, "/mijn-gegevens?tab=beveiliging"),
    (CANDIDATE, "/mijn-gegevens/beveiliging"),
    (CANDIDATE, "/mijn-gegevens/privacy"),
    (OFFICE, "/mijn-gegevens/privacy?kandidaat=1"),
    (CANDIDATE, "/wachtwoord-wijzigen"),
]


# Where the rows are listed of what has no list of its own.
LISTED = {"/mijn-gegevens/wijzigingen": "/mijn-gegevens?tab=bankrekening"}


def address(page: Page, path: str) -> str:
    """The path itself; for ``/module/*`` that of the first row of the module's overview."""
    if not path.endswith("/*"):
        return path
    module = path.removesuffix("/*")
    page.goto(LISTED.get(module, module))
    rows = page.locator(f'main :is(tbody, li) a[href^="{path.removesuffix("*")}"]')
    expect(rows.first).to_be_attached()
    return rows.first.get_attribute("href") or ""


def sign_in(page: Page, account: str) -> None:
    """By the form on the page that asks for it."""
    page.get_by_label("E-mailadres").fill(account)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def open_mail(page: Page, account: str, about: str) -> FrameLocator:
    """The newest mail to that account with these words in its subject."""
    page.goto("/demo/berichten")
    page.get_by_role("link").filter(has_text=account).filter(has_text=about).first.click()
    expect(page.get_by_text(f"aan {account}")).to_be_visible()
    return page.frame_locator("iframe")
