"""The event socket of the real server: who may open it, and what becomes of a flood."""

import asyncio
import json
import subprocess
import sys
import time
from statistics import median

import httpx
import pytest

from rxportal.web.pace import A_SECOND, BURST
from tests.bench.wire import NAMESPACE, Tab
from tests.served import ORIGIN, ROOT

EVIL = [
    "https://evil.example",
    "null",
    ORIGIN.replace("https", "http"),
    f"{ORIGIN}.evil.example",
    "https://evil.portal.example.nl",
    f"{ORIGIN}:8443",
    f"{ORIGIN}, https://evil.example",
]


async def opened(served) -> Tab:
    tab = Tab(served.port, origin=ORIGIN)
    await tab.open("/inloggen")
    await tab.until("is_hydrated")
    return tab


@pytest.mark.asvs("4.4.2")
async def test_our_own_pages_open_the_socket(served):
    tab = await opened(served)
    tab.navigate("/inloggen")
    assert "delta" in await tab.until("delta")
    await tab.close()


@pytest.mark.asvs("4.4.2")
@pytest.mark.parametrize("origin", EVIL)
async def test_no_other_page_does(served, origin):
    with pytest.raises(ConnectionError, match=r"HTTP/1.1 (400|403)"):
        await Tab(served.port, origin=origin).open("/")


@pytest.mark.asvs("4.4.2")
def test_there_is_no_way_around_the_socket(served):
    """Long polling carries events over plain HTTP, where other rules hold."""
    answer = httpx.get(
        f"{served.url}/_event/?EIO=4&transport=polling&token=x", headers={"origin": ORIGIN}
    )
    assert answer.status_code == 400


@pytest.mark.asvs("3.4.2")
@pytest.mark.parametrize("path", ["/auth/inloggen", "/bestanden", "/", "/_event/", "/healthz"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{ORIGIN}.evil.example"])
def test_no_script_of_another_site_reads_an_answer(served, path, origin):
    asks = {"origin": origin, "access-control-request-method": "POST"}
    for answer in (
        httpx.options(f"{served.url}{path}", headers=asks),
        httpx.get(f"{served.url}{path}", headers={"origin": origin}),
    ):
        assert "access-control-allow-origin" not in answer.headers


async def test_a_message_of_64_kb_closes_the_socket(served):
    tab = await opened(served)
    other = await opened(served)
    tab.fire("x", {"much": "x" * 66_000}, "/")
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await tab.until("never")
    await tab.close()
    other.navigate("/inloggen")
    await other.until("delta")
    await other.close()


@pytest.mark.asvs("2.4.1")
async def test_a_flood_waits_its_turn_while_others_are_served(served):
    """20,000 events from one socket: within two seconds they wait, and nobody else does."""
    other = await opened(served)
    flood = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.security.flood",
        str(served.port),
        ORIGIN,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert flood.stdout
    await flood.stdout.readline()  # it has begun
    took = []
    for turn in range(20):
        began = time.monotonic()
        other.navigate(f"/inloggen?turn={turn}")
        await other.until(f"turn={turn}")
        took.append(time.monotonic() - began)
        await asyncio.sleep(0.1)
    answered, seconds = json.loads(await flood.stdout.readline())
    await flood.wait()
    await other.close()
    assert median(took) < 1  # a busy machine takes its time, too
    assert answered <= BURST + A_SECOND * (seconds + 1)
    assert "sends too fast" in served.log


@pytest.mark.parametrize("packet", ["40/", f"42{NAMESPACE},[]", "42[", "9", "45-1/_event,[{}]", ""])
async def test_a_mangled_packet_harms_nobody_else(served, packet):
    tab, other = await opened(served), await opened(served)
    tab._send(packet)
    await tab.close()
    other.navigate("/inloggen")
    assert "delta" in await other.until("delta")
    await other.close()
