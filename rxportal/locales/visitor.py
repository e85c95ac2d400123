"""The language of somebody we know nothing of but the headers of a request."""

from collections.abc import Container
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie

from rxportal.locales import LANGUAGES, SOURCE

COOKIE = "taal"


def language_of(cookie: str, accept_language: str, known: Container[str] = LANGUAGES) -> str:
    """The language chosen earlier (a cookie), else the first the browser asks for that we speak."""
    chosen = _chosen(cookie)
    if chosen in known:
        return chosen
    wanted = by_preference(accept_language)
    spoken = (code for tag in wanted if (code := tag.partition("-")[0]) in known)
    return next(spoken, SOURCE)


@lru_cache(maxsize=256)
def by_preference(header: str) -> tuple[str, ...]:
    """The tokens of an Accept-… header that are wanted (q > 0), most wanted first."""
    weighed: list[tuple[float, str]] = []
    for entry in header.split(","):
        token, _, parameters = entry.partition(";")
        quality = parameters.replace(" ", "").lower().removeprefix("q=") or "1"
        try:
            weighed.append((float(quality), token.strip().lower()))
        except ValueError:
            continue
    # Stable: equal weights keep the order of the header.
    return tuple(token for q, token in sorted(weighed, key=lambda w: -w[0]) if q > 0 and token)


def _chosen(cookie: str) -> str:
    try:
        morsel = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
