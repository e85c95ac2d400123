"""What somebody uses, in a few words a person recognises: ``Chrome op Android``."""

from rxportal.locales import t

# In this order: Edge also says Chrome, Chrome also says Safari, an iPhone also says Mac.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
PHONES = frozenset({"Android", "iPhone"})


def in_words(user_agent: str) -> str:
    """The browser and what it runs on, as far as its ``User-Agent`` tells."""
    browser, system = _first(_BROWSERS, user_agent), system_of(user_agent)
    if browser and system:
        return t("{browser} op {system}", browser=browser, system=system)
    return browser or system or t("Onbekende browser")


def system_of(user_agent: str) -> str:
    """``"Android"``; empty when it does not say."""
    return _first(_SYSTEMS, user_agent)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
