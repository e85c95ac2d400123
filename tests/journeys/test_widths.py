"""Between a phone and a wide screen, and enlarged: nothing is cut off and nothing scrolls sideways.

A laptop of 1440 points enlarged to 200 % has room for 720.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import hours
from tests.journeys.pages import CANDIDATE, CLIENT, OFFICE

WIDTHS = (320, 390, 720, 768, 1023, 1024, 1279, 1280)

# What a person can use or read that sticks out of the window, or out of a box that hides the rest.
CUT_OFF = """
() => [...document.querySelectorAll("main, main *, header *, nav *")].filter(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (!box.width || style.visibility === "hidden" || e.closest(".sr-only, svg")) return false;
  const clipped = style.overflowX === "hidden" && style.textOverflow !== "ellipsis"
    && e.scrollWidth > e.clientWidth + 1;
  const scrolls = e.tagName !== "BODY" && /auto|scroll/.test(style.overflowX)
    && e.scrollWidth > e.clientWidth + 1;
  return box.left < -1 || box.right > innerWidth + 1 || clipped || scrolls;
}).map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)
"""


def fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == [], f"at {width} points"


def test_a_week_to_fill_in_fits_at_every_width(rows, laptop):
    row = hours.week(rows)
    page = laptop(user=CANDIDATE)
    page.goto(f"/declaraties/{row.id}")
    expect(page.get_by_role("button", name="Indienen")).to_be_visible()
    fits(page)


@pytest.mark.parametrize(("user", "step"), [(CLIENT, "Afwijzen"), (OFFICE, "Vervallen")])
def test_a_week_to_judge_fits_at_every_width(rows, laptop, user, step):
    row = hours.waiting(rows)
    page = laptop(user=user)
    page.goto(f"/declaraties/{row.id}")
    expect(page.get_by_role("button", name=step)).to_be_visible()
    fits(page)


def test_the_queue_stands_beside_the_week_on_every_laptop(rows, laptop):
    row = hours.waiting(rows)
    page = laptop(user=CLIENT, viewport={"width": 1024, "height": 768})
    page.goto(f"/declaraties/{row.id}")
    queue = page.get_by_role("region", name="Wacht op goedkeuring")
    expect(queue.locator(f'a[href="/declaraties/{row.id}"]')).to_be_visible()
    expect(page.get_by_role("navigation", name="Modules").first).to_have_css("width", "64px")
    expect(page.get_by_role("link", name="Dashboard")).to_be_visible()
