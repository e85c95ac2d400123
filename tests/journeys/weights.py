"""What a first visit downloads, fonts included: people fill in hours on a bus, not on fibre."""

import gzip
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.server import Portal

MOST_GZIPPED = 230 * 1024
# Comes along where somebody's name has a letter of another alphabet than ours in it.
OF_SOME_NAMES = "/fonts/instrument-sans-latin-ext-wght-normal.woff2"
MOST_WITH_THOSE = 235 * 1024
NEVER_COMPRESSED = (".woff2", ".png", ".ico")

# A file whose name has its hash in it is the same on every page.
_KNOWN: dict[str, int] = {}


class Scale:
    """Notes what a page asks for, out of the browser's cache too, and what that weighs unpacked.

    But for what people put in the portal: a paper is as heavy as it is.
    """

    def __init__(self, page: Page, portal: Portal) -> None:
        self._page, self._portal = page, portal
        self._fetched: set[str] = set()
        page.on("response", lambda answer: self._fetched.add(answer.url))

    def clear(self) -> None:
        self._fetched.clear()

    def parts(self) -> dict[str, int]:
        """Bytes by path of all that was asked for, as a browser gets it that knows gzip."""
        self._page.wait_for_function("document.fonts.ready.then(() => true)")
        self._page.wait_for_load_state("networkidle")
        theirs = f"{self._portal.url}/bestanden/"
        ours = {u for u in self._fetched if u.startswith(self._portal.url)}
        return {urlsplit(u).path: self._weighed(u) for u in ours if not u.startswith(theirs)}

    def check(self) -> None:
        """Not more than a first visit may take."""
        parts = self.parts()
        total, names = sum(parts.values()), parts.get(OF_SOME_NAMES, 0)
        heaviest = sorted(parts.items(), key=lambda part: -part[1])
        assert total - names <= MOST_GZIPPED, heaviest
        assert total <= MOST_WITH_THOSE, heaviest

    def _weighed(self, url: str) -> int:
        if "/assets/" not in url:
            return self._gzipped(url)
        if url not in _KNOWN:
            _KNOWN[url] = self._gzipped(url)
        return _KNOWN[url]

    def _gzipped(self, url: str) -> int:
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in self._page.context.cookies())
        request = urllib.request.Request(  # noqa: S310
            url, headers={"Accept-Encoding": "gzip", "Accept": "text/html", "Cookie": cookies}
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
            assert (
                packed or url.endswith(NEVER_COMPRESSED) or len(gzip.compress(body)) > len(body) / 2
            )
        return len(body)
