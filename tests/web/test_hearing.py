"""A refused form is read to its end, so that its connection stays good for the next request."""

import asyncio
import socket
from select import select

import pytest

from rxportal.web import hearing

HEAD = (
    "POST /auth/inloggen HTTP/1.1\r\nhost: portal.example.nl\r\norigin: https://evil.example\r\n"
    "content-type: application/x-www-form-urlencoded\r\ncontent-length: 200\r\n\r\n"
)
PART = b"x" * 100
SOON = 0.5  # seconds in which a server that does not wait has long answered


def test_the_next_request_finds_the_connection_open(served):
    with socket.create_connection(("localhost", served.port), timeout=30) as browser:
        for _ in range(2):
            browser.sendall(HEAD.encode() + PART)
            assert not select([browser], [], [], SOON)[0]  # it could be refused by now
            browser.sendall(PART)
            assert b" 403 " in _answer(browser)


async def test_the_answer_starts_after_the_body():
    told, body = [], [(PART, True), (PART, True), (PART, False)]

    async def refuses(scope, receive, send):
        await send({"type": "http.response.start", "status": 403, "headers": []})
        await send({"type": "http.response.body", "body": b"no"})

    async def receive():
        content, more = body.pop(0)
        return {"type": "http.request", "body": content, "more_body": more}

    async def send(message):
        told.append((message["type"], len(body)))

    await hearing.HeardOut(refuses)({"type": "http", "method": "POST"}, receive, send)
    assert told == [("http.response.start", 0), ("http.response.body", 0)]


@pytest.mark.parametrize(
    ("most", "patience", "parts"), [(250, 60.0, 3), (10**9, 0.0, 0)], ids=["endless", "stuck"]
)
async def test_there_is_an_end_to_it(monkeypatch, most, patience, parts):
    monkeypatch.setattr(hearing, "MOST", most)
    monkeypatch.setattr(hearing, "PATIENCE", patience)
    read = told = 0

    async def refuses(scope, receive, send):
        await send({"type": "http.response.start", "status": 403, "headers": []})

    async def receive():
        nonlocal read
        if patience == 0:
            await asyncio.Event().wait()
        read += 1
        return {"type": "http.request", "body": PART, "more_body": True}

    async def send(message):
        nonlocal told
        told += 1

    await hearing.HeardOut(refuses)({"type": "http", "method": "POST"}, receive, send)
    assert (read, told) == (parts, 1)


@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize(
    ("parts", "seconds", "status"),
    [([PART] * 8, 15, 204), ([PART] * 8, 30, 408), ([b"x"] * 8, 15, 408), ([], 21, 408)],
    ids=["slow but steady", "too slow", "a byte at a time", "nothing"],
)
async def test_who_sends_too_slowly_is_not_waited_for(monkeypatch, parts, seconds, status):
    """A part comes every so many seconds; each has earned some for the next one."""
    monkeypatch.setattr(hearing, "SLOWEST", 5)  # bytes a second
    told, left, ahead = [], list(parts), 0.0
    real = asyncio.get_running_loop().time
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: real() + ahead)

    async def reads(scope, receive, send):
        while (await receive())["more_body"]:
            pass
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive():
        nonlocal ahead
        ahead += seconds
        for _ in range(3):  # a clock that rings is heard in the next round of the loop
            await asyncio.sleep(0)
        content = left.pop() if left else b""
        return {"type": "http.request", "body": content, "more_body": bool(content)}

    async def send(message):
        told.append(message)

    await hearing.HeardOut(reads)({"type": "http", "method": "POST"}, receive, send)
    assert told[0]["status"] == status
    if status == 408:
        assert told[1]["body"].decode() == "Het versturen duurde te lang. Probeer het opnieuw."


def _answer(browser: socket.socket) -> bytes:
    """One whole answer: its head, and as much body as it says."""
    found = b""
    while b"\r\n\r\n" not in found:
        found += browser.recv(4096)
    head, _, body = found.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    while len(body) < length:
        body += browser.recv(4096)
    return head
