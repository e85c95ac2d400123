import base64
import hashlib

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rxportal.config import read
from rxportal.web.headers import SecurityHeaders, inline_hashes, policy

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
    rules = _rules(policy(HTTPS, ["'sha256-x'"]))
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'", "'sha256-x'"]
    assert rules["connect-src"] == ["'self'", "wss://portal.example.nl"]
    assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert "unsafe-eval" not in policy(HTTPS)


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


def test_a_route_may_be_stricter():
    assert _client(HTTPS).get("/own").headers["referrer-policy"] == "no-referrer"


def test_browsers_are_bound_to_https_only_where_it_is_used():
    assert "max-age=31536000" in _client(HTTPS).get("/").headers["strict-transport-security"]
    assert "strict-transport-security" not in _client(read({})).get("/").headers
