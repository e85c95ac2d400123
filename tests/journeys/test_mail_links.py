"""From a mail to the declaration it is about, signed in or not."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import open_mail, sign_in


@pytest.mark.parametrize(
    ("account", "about", "button"),
    [
        ("kandidaat@demo.example", "zijn afgewezen", "Uren aanpassen"),
        ("kandidaat2@demo.example", "vul je uren", "Uren invullen"),
        ("opdrachtgever@demo.example", "beoordeel", "Uren beoordelen"),
    ],
)
def test_the_button_leads_past_sign_in_to_that_declaration(phone, axe, account, about, button):
    page = phone()
    frame = open_mail(page, account, about)
    axe(page)
    link = frame.get_by_role("link", name=button)
    wanted = re.search(r"/declaraties/\d+$", link.get_attribute("href"))[0]
    link.click()
    page.wait_for_url("**/inloggen?naar=*")
    sign_in(page, account)
    page.wait_for_url(f"**{wanted}")
    expect(page.locator("main")).to_be_visible()


def test_a_link_opens_at_once_for_who_is_signed_in(laptop):
    page = laptop()
    page.goto("/inloggen")
    sign_in(page, "opdrachtgever@demo.example")
    page.wait_for_url(re.compile(r":\d+/$"))
    frame = open_mail(page, "opdrachtgever@demo.example", "beoordeel")
    frame.get_by_role("link", name="Uren beoordelen").click()
    page.wait_for_url(re.compile(r"/declaraties/\d+$"))
    expect(page.locator("main")).to_be_visible()
