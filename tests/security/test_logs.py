"""What the real server writes while it is told secrets in every wrong place: one JSON line each."""

import asyncio
import json
import secrets
import time

import httpx
import pytest

from tests import make
from tests.bench.wire import NAMESPACE, Tab
from tests.log_watch import LogWatch, leaks
from tests.served import BROKEN, ORIGIN, PASSWORD

PLANTED = {
    "password": "geheim wachtwoord van Daria",
    "pin": "918273",
    "code": "1-K7QF-M2XA-9TRB",
    "cookie": secrets.token_urlsafe(32),
    "token": secrets.token_urlsafe(32),
    "file": secrets.token_urlsafe(24),
}
STATE = "reflex___state____state"
WEEK = f"{STATE}.rxportal___state___week____week_state"


@pytest.fixture(scope="module")
def written(served):
    """What the server logged of a visitor who does everything wrong, and once everything right."""
    before = len(served.log)
    asyncio.run(_events(served.port))
    _requests(served.url)
    until = time.monotonic() + 60
    while f'"user": {make.candidate.user_id}' not in served.log[before:].splitlines()[-1]:
        assert time.monotonic() < until, "the last request was not written down"
        time.sleep(0.02)
    return served.log[before:]


async def _events(port: int) -> None:
    cookie = f"__Host-rxportal={PLANTED['cookie']}; taal=nl"
    tab = Tab(port, cookie=cookie, origin=ORIGIN, token=PLANTED["token"])
    await tab.open(f"/activeren/{PLANTED['token']}")
    await tab.until("is_hydrated")
    values = list(PLANTED.values())
    for value in values:
        tab.fire(f"{STATE}.{value}", {"password": value}, "/")
        tab.fire(f"{WEEK}.save", {"day": value, "cell": {"x": value}, "nope": value}, "/")
        tab.fire(f"{WEEK}.arrive", {}, f"/declaraties/1?token={value}")
        tab._send(f"42{NAMESPACE}," + json.dumps(["event", value]))
        tab._send(f"42{NAMESPACE}," + json.dumps(["event", [value]]))
        tab._send(f"42{NAMESPACE}," + json.dumps(["event", {"payload": value}]))
        tab._send(f"42{NAMESPACE}," + json.dumps(["client_error", {"error": f"cookie: {value}"}]))
    tab.fire(f"{WEEK}.undo", {"declaration_id": 1}, "/declaraties/1")
    tab.navigate("/inloggen")
    await tab.until("delta")
    await tab.close()
    ended = Tab(port, origin=ORIGIN)  # the events of the first tab have been dealt with by then
    await ended.open("/inloggen")
    await ended.until("is_hydrated")
    await ended.close()


def _requests(url: str) -> None:
    ours = {"origin": ORIGIN}
    cookie = {"cookie": f"__Host-rxportal={PLANTED['cookie']}"}
    bearer = {"authorization": f"Bearer {PLANTED['token']}"}
    form = {"email": make.candidate.email, **PLANTED}
    for path in ("/auth/inloggen", "/auth/wachtwoord", "/bestanden", "/auth/nergens"):
        httpx.post(url + path, data=form, headers=ours | cookie | bearer)
        httpx.post(url + path, data=form, headers=cookie | {"origin": "https://evil.example"})
        httpx.post(url + path, content=b"\xff%%", headers=ours | {"content-type": "x/y"})
    httpx.get(f"{url}/bestanden/{PLANTED['file']}", headers=cookie)
    httpx.get(f"{url}{BROKEN}", params=PLANTED, headers=cookie | bearer)
    who = {"email": make.candidate.email, "password": PASSWORD}
    httpx.post(f"{url}/auth/inloggen", data=who, headers=ours)


@pytest.mark.asvs("16.2.5", "16.4.1")
def test_nothing_that_was_sent_stands_in_the_log(written):
    assert not list(leaks(written, {*PLANTED.values(), PASSWORD}))


def test_the_watch_sees_what_does_stand_there():
    line = json.dumps({"event": "hello", "pin": "is 918273", "timestamp": "2026-11-24T10:00:00"})
    assert list(leaks(line, {"918273"})) == [line]
    assert not list(leaks(line, {"202611"}))
    assert list(leaks("no JSON at all", set()))


def test_the_watch_knows_what_is_made_and_what_is_hashed():
    from rxportal.services import passwords  # noqa: PLC0415 - as the watch left it

    with LogWatch().listening() as watch:
        made = secrets.token_urlsafe(32)
        passwords.digest("918273")
    assert {made, "918273"} <= watch.secrets


@pytest.mark.asvs("16.2.1", "16.3.1", "16.3.2")
def test_every_request_is_a_line_with_who_what_when_and_where(written):
    lines = [json.loads(line) for line in written.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    seen = {(line["method"], line["path"], line["status"]) for line in requests}
    assert {
        ("POST", "/auth/inloggen", 303),
        ("POST", "/auth/inloggen", 403),
        ("POST", "/auth/nergens", 403),
        ("GET", "/bestanden/…", 303),
        ("GET", BROKEN, 500),
    } <= seen
    assert requests[-1]["user"] == make.candidate.user_id
    assert all(line["address"] in {"127.0.0.1", "::1"} for line in requests)
    assert all(line["timestamp"].endswith("Z") for line in lines)
    refused = [line for line in requests if line["status"] == 403]
    assert refused
    assert {line["level"] for line in refused} == {"warning"}


@pytest.mark.asvs("16.3.2", "16.3.3")
def test_a_refused_event_is_a_line_with_who_what_when_and_where(written):
    lines = [json.loads(line) for line in written.splitlines()]
    refused = [line for line in lines if line["event"] == "refused"]
    assert {"week_state.undo", "week_state.arrive"} <= {line["handler"] for line in refused}
    assert all(line["address"] in {"127.0.0.1", "::1"} for line in refused)


@pytest.mark.asvs("16.3.4")
def test_a_bug_of_ours_is_written_down_in_full(written):
    lines = [json.loads(line) for line in written.splitlines()]
    (bug,) = [line for line in lines if line["event"] == "a request failed"]
    assert (bug["level"], bug["path"], bug["address"]) == ("error", BROKEN, "127.0.0.1")
    assert "served.py" in bug["exception"]
    assert "RuntimeError: a bug of ours" in bug["exception"]
