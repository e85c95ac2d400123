"""domain/browser.py"""

import pytest

from rxportal.domain import browser

KNOWN = {
    "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36": "Chrome op Android",
    "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122.0 Safari/537.36": (
        "Samsung Internet op Android"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1": (
        "Safari op iPhone"
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/130.0 Safari/537.36": "Chrome op Mac",
    "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0": "Edge op Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": "Firefox op Linux",
    "curl/8.5.0": "Onbekende browser",
    "": "Onbekende browser",
}


@pytest.mark.parametrize("user_agent", KNOWN)
def test_a_browser_is_named_as_a_person_would(user_agent):
    assert browser.in_words(user_agent) == KNOWN[user_agent]
