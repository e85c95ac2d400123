"""gateways/scanner.py: what is said to clamd, and what is made of its answer."""

import socketserver
import struct
from contextlib import contextmanager
from threading import Thread

import pytest

from rxportal.config import SettingError, read
from rxportal.gateways.scanner import Clamd, NotScanned, scanner_of

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Conversation(socketserver.StreamRequestHandler):
    """clamd as far as we speak to it; finds the file that all scanners agree to find."""

    def handle(self):
        command = self.word()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self.server.answer or self.verdict())

    def word(self):
        found = b""
        while (sign := self.rfile.read(1)) not in {b"\0", b""}:
            found += sign
        return found

    def verdict(self):
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.server.seen.append(content)
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def listening(kind, address, answer=b""):
    with kind(address, Conversation) as server:
        server.answer, server.seen = answer, []
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, tmp_path):
    if request.param == "tcp":
        with listening(socketserver.TCPServer, ("127.0.0.1", 0)) as server:
            server.url = f"tcp://127.0.0.1:{server.server_address[1]}"
            yield server
    else:
        path = tmp_path / "clamd.ctl"
        with listening(socketserver.UnixStreamServer, str(path)) as server:
            server.url = f"unix://{path}"
            yield server


@pytest.mark.asvs("5.4.3")
@pytest.mark.parametrize("around", [b"", b"x" * 200_000], ids=["short", "long"])
def test_a_virus_is_found_and_nothing_else_is(clamd, around):
    scanner = scanner_of(clamd.url)
    assert scanner.is_up()
    assert not scanner.is_clean(around + EICAR + around)
    assert scanner.is_clean(around)
    assert clamd.seen == [around + EICAR + around, around]


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0", b"OKAY\0", b"\0"]
)
def test_any_other_answer_is_none(answer):
    with (
        listening(socketserver.TCPServer, ("127.0.0.1", 0), answer) as server,
        pytest.raises(NotScanned),
    ):
        Clamd(server.server_address).is_clean(b"x")


def test_who_does_not_listen_has_not_scanned(tmp_path):
    with socketserver.TCPServer(("127.0.0.1", 0), Conversation) as server:
        shut = server.server_address
    for address in (shut, str(tmp_path / "nobody")):
        assert not Clamd(address).is_up()
        with pytest.raises(NotScanned):
            Clamd(address).is_clean(b"x")


def test_the_setting_names_where_it_listens():
    assert scanner_of(read({}).scanner_url) is None
    assert scanner_of("tcp://av.example") == Clamd(("av.example", 3310))
    assert scanner_of("unix:///run/clamd.ctl") == Clamd("/run/clamd.ctl")
    for url in ("clamd", "tcp://", "http://av.example", "unix://run/clamd.ctl"):
        with pytest.raises(SettingError, match="RXPORTAL_SCANNER_URL"):
            read({"RXPORTAL_SCANNER_URL": url})
