"""What a first visit downloads, fonts included: people fill in hours on a bus, not on fibre."""

import gzip
import urllib.request
from urllib.parse import urlsplit

import pytest

from rxportal.locales import LANGUAGES
from tests.journeys.pages import PAGES, address
from tests.journeys.server import Portal

MOST_GZIPPED = 230 * 1024
MOST_FOR_A_LANGUAGE = 10 * 1024
NEVER_COMPRESSED = (".woff2", ".png", ".ico")


def weight(page, portal: Portal, path: str) -> dict[str, int]:
    """Bytes by path of all that loading this page fetches, as a browser gets it that knows gzip;
    but for what people put in the portal: a paper is as heavy as it is.
    """
    fetched: set[str] = set()
    page.on("response", lambda answer: fetched.add(answer.url))
    page.goto(path)
    page.wait_for_function("document.fonts.ready.then(() => true)")
    page.wait_for_load_state("networkidle")
    theirs = f"{portal.url}/bestanden/"
    ours = {url for url in fetched if url.startswith(portal.url) and not url.startswith(theirs)}
    return {urlsplit(url).path: _weighed(page, url) for url in ours}


# A file whose name has its hash in it is the same on every page.
_KNOWN: dict[str, int] = {}


def _weighed(page, url: str) -> int:
    if "/assets/" not in url:
        return _gzipped(page, url)
    if url not in _KNOWN:
        _KNOWN[url] = _gzipped(page, url)
    return _KNOWN[url]


def _gzipped(page, url: str) -> int:
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    request = urllib.request.Request(  # noqa: S310
        url, headers={"Accept-Encoding": "gzip", "Accept": "text/html", "Cookie": cookies}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        assert packed or url.endswith(NEVER_COMPRESSED) or len(gzip.compress(body)) > len(body) / 2
    return len(body)


@pytest.mark.parametrize(("user", "path"), PAGES)
def test_a_first_visit_is_light(portal, phone, user, path):
    # Another browser looks up an address, as this one may not have been here before.
    where = address(phone(user=user), path) if path.endswith("*") else path
    parts = weight(phone(user=user), portal, where)
    assert sum(parts.values()) <= MOST_GZIPPED, sorted(parts.items(), key=lambda p: -p[1])


def test_another_language_adds_next_to_nothing(portal, phone):
    first, *others = (
        sum(weight(phone(locale=language), portal, "/inloggen").values()) for language in LANGUAGES
    )
    for other in others:
        assert abs(other - first) <= MOST_FOR_A_LANGUAGE
