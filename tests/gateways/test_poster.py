"""Posting to an address that somebody typed: the open internet and nowhere else."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rxportal.gateways import poster
from rxportal.gateways.poster import HttpPoster, Unreachable, is_open, is_public

PRIVATE = [
    "127.0.0.1", "0.0.0.1", "10.0.0.1", "172.16.4.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "239.1.1.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:0:7f00:1::", "ff0e::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_on_the_open_internet_is_refused(address):
    assert not is_public(address)


def test_what_is_on_the_open_internet_is_not():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "https://example.com:8443/", "https://u:p@example.com/",
        "https://example.com/#x", "https://exa mple.com/", "https://example.com\\@evil/",
        "https:///x", "ftp://example.com/", "file:///etc/passwd", "gopher://x:443/", "https://a:b/",
        "https://example.com/\r\nx: y", "",
    ],
)  # fmt: skip
def test_an_address_is_plain_https(url):
    assert not is_open(url)
    with pytest.raises(Unreachable):
        HttpPoster().post(url, b"", {})


def test_another_port_is_as_much_as_said():
    assert is_open("https://example.com/a?b=c")
    assert is_open("https://example.com:443/")


@contextmanager
def server(answer):
    """A real server on this machine; its address and what it was sent."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            got.append((self.path, dict(self.headers), body))
            answer(self)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"127.0.0.1:{found.server_port}", got
        found.shutdown()
        thread.join()


def says(status, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def test_a_message_arrives_where_the_agency_lets_it_in(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with server(says(204)) as (place, got):
        answer = HttpPoster(frozenset({place})).post(f"http://{place}/a?b=c", b"{}", {"x-a": "1"})
    assert answer == 204
    ((path, headers, body),) = got
    assert (path, body, headers["x-a"]) == ("/a?b=c", b"{}", "1")


def test_without_that_nothing_is_connected_to(monkeypatch):
    with server(says(204)) as (place, got):
        with pytest.raises(Unreachable):
            HttpPoster().post(f"http://{place}/", b"{}", {})
        assert not got
    asked = []
    monkeypatch.setattr(socket, "create_connection", lambda *args: asked.append(args))
    with pytest.raises(Unreachable, match="open internet"):
        HttpPoster().post("https://localhost/", b"{}", {})
    assert not asked


def test_a_name_of_which_any_address_is_inside_is_refused(monkeypatch):
    both = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: both)
    with pytest.raises(Unreachable, match="open internet"):
        HttpPoster().post("https://example.com/", b"", {})


def test_the_address_that_was_looked_at_is_connected_to(monkeypatch):
    """A name may mean something else the next moment: it is not asked twice."""
    asked, connected = [], []

    def lookup(*args, **_more):
        asked.append(args)
        return [(0, 0, 0, "", ("93.184.216.34", 443))]

    def connect(address, _timeout):
        connected.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        HttpPoster().post("https://example.com/", b"", {})
    assert (len(asked), connected) == (1, [("93.184.216.34", 443)])


def test_no_redirect_is_followed():
    with server(says(302, Location="/elsewhere")) as (place, got):
        assert HttpPoster(frozenset({place})).post(f"http://{place}/", b"{}", {}) == 302
    assert len(got) == 1


def test_a_server_that_dawdles_is_hung_up_on():
    def drip(handler):
        try:
            for _ in range(40):
                handler.wfile.write(b"H")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    with server(drip) as (place, _got):
        began = time.monotonic()
        with pytest.raises(Unreachable):
            HttpPoster(frozenset({place}), timeout=0.5).post(f"http://{place}/", b"{}", {})
        assert time.monotonic() - began < 3


def test_what_a_server_answers_beside_its_status_is_not_read(monkeypatch):
    def much(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()

    with server(much) as (place, _got):
        assert HttpPoster(frozenset({place})).post(f"http://{place}/", b"{}", {}) == 200
    assert poster.TIMEOUT <= 15


@pytest.mark.parametrize("url", ["http://example.com/", "https://example.com:8443/"])
def test_only_https_on_its_port_is_connected_to(monkeypatch, url):
    known = [(0, 0, 0, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: known)
    asked = []
    monkeypatch.setattr(socket, "create_connection", lambda *args: asked.append(args))
    with pytest.raises(Unreachable, match="443"):
        HttpPoster().post(url, b"", {})
    assert not asked
