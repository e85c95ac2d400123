"""How heavy a page is the first time: everything a browser fetches, compressed."""

import urllib.request
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests import browser

PAGES = ("/inloggen", "/", "/declaraties", "/declaraties/1", "/mijn-gegevens")


@dataclass(frozen=True)
class Weight:
    gzip_kb: float
    brotli_kb: float


def weigh(port: int, cookie: str) -> dict[str, Weight]:
    """The weight of every page, in a browser that has seen none of it."""
    base = f"http://localhost:{port}"
    name, value = cookie.split("=", 1)
    found: dict[str, Weight] = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        for page in PAGES:
            context = chromium.new_context()
            if page != "/inloggen":
                context.add_cookies([{"name": name, "value": value, "url": base}])
            opened = context.new_page()
            asked: list[str] = []
            opened.on("requestfinished", lambda request, asked=asked: asked.append(request.url))
            opened.goto(base + page)
            opened.wait_for_load_state("networkidle")
            ours = sorted({url for url in asked if url.startswith("http")})
            found[page] = Weight(*(sum(_size(url, how) for url in ours) for how in ("gzip", "br")))
            context.close()
        chromium.close()
    return found


def _size(url: str, how: str) -> float:
    request = urllib.request.Request(url, headers={"Accept-Encoding": how, "Accept": "*/*"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
        return len(answer.read()) / 1024
