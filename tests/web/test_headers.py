import base64
import hashlib

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rxportal.config import read
from rxportal.web.headers import SecurityHeaders, inline_hashes, policy
from tests import make
from tests.served import BROKEN, PASSWORD

HTTPS = read({"RXPORTAL_BASE_URL": "https://portal.example.nl"})


def _rules(text):
    return {rule.split(" ")[0]: rule.split(" ")[1:] for rule in text.split("; ")}


def _client(settings):
    routes = [
        Route("/", lambda _: PlainTextResponse("hi")),
        Route("/own", lambda _: PlainTextResponse("", headers={"referrer-policy": "no-referrer"})),
    ]
    return TestClient(SecurityHeaders(Starlette(routes=routes), settings))


def test_nothing_is_allowed_that_is_not_named():
    assert _rules(policy(HTTPS, ["'sha256-x'"])) == {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'sha256-x'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", "wss://portal.example.nl"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }


def test_without_https_the_socket_is_plain_and_local():
    assert _rules(policy(read({"PORT": "9000"})))["connect-src"] == [
        "'self'",
        "ws://localhost:9000",
        "ws://127.0.0.1:9000",
    ]


def test_inline_scripts_are_hashed_byte_for_byte_and_files_are_not():
    html = '<script>\n a </script><script async="">b</script><script src="/c.js"></script>'
    expected = {
        f"'sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}'"
        for body in (b"\n a ", b"b")
    }
    assert set(inline_hashes(html)) == expected


def test_every_answer_carries_them_errors_too():
    for path in ("/", "/nergens"):
        headers = _client(HTTPS).get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert headers["content-security-policy"] == policy(HTTPS)
        assert headers["server"] == "rxportal"


# What the real server answers with: a page, ours and not; each status; each layer.
ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/inloggen", 200),
    ("GET", "/assets/nl-1.js", 200),
    ("GET", "/nergens", 404),
    ("GET", "/assets/nergens.js", 404),
    ("GET", "/inloggen/", 308),
    ("GET", "/healthz", 200),
    ("GET", "/auth/inloggen", 405),
    ("POST", "/auth/inloggen", 303),
    ("POST", "/auth/afmelden", 303),
    ("POST", "/bestanden", 303),
    ("GET", "/bestanden/abc", 303),
    ("OPTIONS", "/auth/inloggen", 405),
    ("GET", BROKEN, 500),
    ("GET", "/_event/?transport=polling&EIO=4", 400),
    ("GET", "/_upload", 404),
]
WANTED = {
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "server": "rxportal",
}


@pytest.mark.asvs("3.4.1", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "13.4.6")
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_of_the_server_carries_them(served, method, path, status, accept):
    asks = {"accept": accept, "origin": served.origin}
    form = {"email": "iemand@example.nl", "password": "x"} if method == "POST" else None
    answer = httpx.request(method, served.url + path, headers=asks, data=form)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in WANTED} == WANTED
    rules = _rules(answer.headers["content-security-policy"])
    assert rules["frame-ancestors"] == rules["default-src"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(rules["script-src"])
    assert "camera=()" in answer.headers["permissions-policy"]


@pytest.mark.asvs("16.5.1")
def test_a_bug_of_ours_tells_a_visitor_nothing(served):
    answer = httpx.get(f"{served.url}{BROKEN}?by=daria", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert not {"daria", "Traceback", "RuntimeError"} & set(answer.text.replace(":", " ").split())


@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.3", "3.3.4")
def test_every_cookie_is_bound_to_this_host_and_to_https(served):
    asks = {"origin": served.origin}
    who = {"email": make.candidate.email, "password": PASSWORD}
    right = httpx.post(f"{served.url}/auth/inloggen", headers=asks, data=who)
    wrong = httpx.post(f"{served.url}/auth/inloggen", headers=asks, data=who | {"password": "x"})
    cookies = [c for a in (right, wrong) for c in a.headers.get_list("set-cookie")]
    assert any(c.startswith("__Host-rxportal=") for c in cookies)
    for cookie in cookies:
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= flags, cookie
        assert not [flag for flag in flags if flag.startswith("domain")]


def test_a_route_may_be_stricter():
    assert _client(HTTPS).get("/own").headers["referrer-policy"] == "no-referrer"


def test_browsers_are_bound_to_https_only_where_it_is_used():
    assert "max-age=31536000" in _client(HTTPS).get("/").headers["strict-transport-security"]
    assert "strict-transport-security" not in _client(read({})).get("/").headers
