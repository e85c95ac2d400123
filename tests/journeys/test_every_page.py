"""Every page, on a phone and on a laptop, in the light and in the dark: usable by everybody."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import PAGES, address


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("user", "path"), PAGES)
def test_a_page_breaks_no_rule_of_wcag(phone, laptop, axe, user, path, theme):
    for device in (phone, laptop):
        page = device(user=user, color_scheme=theme)
        page.goto(address(page, path))
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.locator(".skeleton:visible")).to_have_count(0)
        axe(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{path} is {overflow} points wider than the screen"
