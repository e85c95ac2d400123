"""What our own HTTP routes need to know of a request before they act on it."""

import re

from starlette.requests import Request

from rxportal.config import settings

_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x7e]*")


def own_path(wanted: str) -> str:
    """``wanted`` if it is a path of this portal, else ``"/"``: nobody is sent elsewhere."""
    return wanted if _OWN_PATH.fullmatch(wanted) and "\\" not in wanted else "/"


def token_in(request: Request) -> str:
    """The session token in the request's cookie, or ``""``."""
    return request.cookies.get(settings().cookie_name, "")


def address_of(request: Request) -> str:
    """The visitor's address, through as many proxies as the settings trust."""
    hops = settings().trusted_proxy_hops
    passed = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if hops and len(passed) >= hops and passed[-hops]:
        return passed[-hops]
    return request.client.host if request.client else ""
