"""Every page, on a phone and on a laptop, in the light and in the dark: usable by everybody, and
light enough for a bus."""

from functools import cache

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, opening
from tests.journeys.pages import PAGES, address
from tests.journeys.weights import Scale

DEVICES = {"phone": PHONE, "laptop": LAPTOP}


@pytest.fixture(scope="module")
def visitor(portal, browser):
    """``visitor(device, user)``: somebody who goes on from one page to the next, and the scale."""

    def visit(device, user):
        page = open_page(DEVICES[device], user)
        return page, Scale(page, portal)

    with opening(portal, browser) as open_page:
        yield cache(visit)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("user", "path"), PAGES)
def test_a_page_is_light_and_breaks_no_rule_of_wcag(
    visitor, axe_in_both_themes, user, path, device
):
    page, scale = visitor(device, user)
    where = address(page, path)
    scale.clear()
    page.goto(where)
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".skeleton:visible")).to_have_count(0)
    scale.check()
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{path} is {overflow} points wider than the screen"
    axe_in_both_themes(page)
