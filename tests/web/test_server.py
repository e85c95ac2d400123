import socket

import pytest
from typer.testing import CliRunner

from rxportal import __main__ as command_line
from rxportal import command
from rxportal.config import read
from rxportal.web.server import port_is_free
from tests.journeys.server import free_port


@pytest.fixture
def listener():
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_port_with_a_listener_is_taken_even_when_it_would_share(listener):
    assert not port_is_free(read({"PORT": str(listener)}))


def test_a_port_on_all_addresses_is_taken_too():
    with socket.socket() as server:
        server.bind(("0.0.0.0", 0))  # noqa: S104
        server.listen()
        assert not port_is_free(read({"PORT": str(server.getsockname()[1])}))


def test_a_port_somebody_holds_without_listening_is_taken_too():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        assert not port_is_free(read({"PORT": str(server.getsockname()[1])}))


def test_a_port_that_was_just_left_is_free():
    port = free_port()
    assert port_is_free(read({"PORT": str(port)}))


def test_serving_on_a_taken_port_is_refused_with_a_way_out(listener, monkeypatch):
    monkeypatch.setattr(command, "settings", lambda: read({"PORT": str(listener)}))
    result = CliRunner().invoke(command_line.app, ["serve"])
    assert result.exit_code == 1
    assert f"Port {listener} is in use" in result.output
    assert f"PORT={listener + 1}" in result.output


def test_a_wrong_setting_is_a_sentence_and_not_a_trace(monkeypatch):
    monkeypatch.setattr(command, "settings", lambda: read({"PORT": "eighty"}))
    result = CliRunner().invoke(command_line.app, ["serve"])
    assert result.exit_code == 1
    assert result.output.strip() == "PORT must be a whole number of at least 1, not 'eighty'."
