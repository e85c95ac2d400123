"""The portal in English: chosen on any screen, kept with the account, and English throughout."""

import re

import pytest
from playwright.sync_api import Page, expect

from rxportal.locales.texts import said, translated
from rxportal.services.demo_accounts import PASSWORD
from rxportal.web import build
from tests.journeys.pages import PAGES, address

READER = "opdrachtgever2@demo.example"  # whose language no other journey looks at
AT_HOME = re.compile(r":\d+/$")


def test_a_stranger_chooses_on_the_sign_in_page_and_is_answered_so(phone, laptop):
    for page in (phone(), laptop()):
        page.goto("/inloggen")
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_label("E-mail address").fill("nobody@demo.example")
        page.get_by_label("Password", exact=True).fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("status").filter(has_text="do not belong together")).to_be_visible()


def test_the_choice_stays_with_the_account(phone, laptop):
    page = laptop(user=READER)
    page.goto("/")
    page.get_by_role("button", name="Profielmenu").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Required actions")).to_be_visible()
    page.get_by_role("button", name="Profile menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    other = phone()
    other.goto("/inloggen")
    expect(other.locator("html")).to_have_attribute("lang", "nl")
    _enter(other)
    expect(other.locator("html")).to_have_attribute("lang", "en")
    other.goto("/declaraties/999999")
    expect(other.get_by_text("This does not exist, or no longer exists.")).to_be_visible()
    other.get_by_role("button", name="Close message").click()

    other.goto("/")
    other.get_by_role("button", name="More").click()
    other.get_by_role("button", name="Nederlands").click()
    expect(other.locator("html")).to_have_attribute("lang", "nl")


def _enter(page: Page) -> None:
    page.get_by_label("E-mailadres").fill(READER)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(AT_HOME)


@pytest.mark.parametrize(("user", "path"), PAGES)
def test_no_page_of_the_english_portal_shows_a_dutch_label(portal, laptop, user, path):
    """The frame and the labels; what the server says follows the account's language."""
    page = laptop(user=user)
    where = address(page, path)
    # At the root, where signing in has set one: a second one below it would lose.
    page.context.add_cookies([{"name": "taal", "value": "en", "url": portal.url}])
    page.goto(where)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state("networkidle")
    names = page.locator("nav, button, label, h1, th").all_inner_texts()
    words = {line.strip() for name in names for line in name.splitlines()}
    assert words & {"Mijn gegevens", "Afmelden", "Inloggen", "Meer", "Kolommen", "Acties"} == set()


def test_the_english_front_end_was_compiled_without_a_dutch_sentence(portal):
    scripts = "".join(file.read_text() for file in (build.current() / "en" / "assets").glob("*.js"))
    assert "Sign in" in scripts
    english = {message.id: message.string for message in translated("en")}
    dutch = [
        text.id
        for text in said()
        if isinstance(text.id, str) and " " in text.id and english.get(text.id) != text.id
    ]
    assert [text for text in dutch if f'"{text}"' in scripts or f"`{text}`" in scripts] == []
