"""Every page with somebody who uses it: an address of the demo agency, or nobody."""

from playwright.sync_api import Page, expect

CANDIDATE = "kandidaat@demo.example"
CLIENT = "opdrachtgever@demo.example"
OFFICE = "backoffice@demo.example"

PAGES = [
    ("", "/inloggen"),
    (CANDIDATE, "/"),
    (CLIENT, "/"),
    (OFFICE, "/"),
    (CANDIDATE, "/declaraties"),
    (CLIENT, "/declaraties"),
    (OFFICE, "/declaraties"),
    # the first row
    (CANDIDATE, "/declaraties/*"),
    (CLIENT, "/declaraties/*"),
    (OFFICE, "/declaraties/*"),
    (CANDIDATE, "/mijn-gegevens"),
    (CANDIDATE, "/wachtwoord-wijzigen"),
]


def address(page: Page, path: str) -> str:
    """The path itself; for ``/module/*`` that of the first row of the module's overview."""
    if not path.endswith("/*"):
        return path
    page.goto(path.removesuffix("/*"))
    rows = page.locator(f'main a[href^="{path.removesuffix("*")}"]')
    expect(rows.first).to_be_attached()
    return rows.first.get_attribute("href") or ""
