"""Monday morning: many people sign in at once while others work."""

import asyncio
import statistics
import time
from dataclasses import dataclass

from tests.bench import servers
from tests.bench.data import PASSWORD, people
from tests.bench.load import CASES, LIST, OPENED, ROWS
from tests.bench.wire import Tab

SIGN_INS = 300
SECONDS = 30.0  # over which they come: twice as fast as a bad Monday
QUIET_SECONDS = 6.0
PAUSE = 0.05  # between two clicks of who is at work


@dataclass(frozen=True)
class Morning:
    """``p95_ms`` of clicks by others, in quiet and meanwhile; the event loop's worst stall."""

    took: float
    refused: int
    quiet_ms: float
    busy_ms: float
    lag_ms: float


async def morning(port: int, cookie: str) -> Morning:
    tab = Tab(port, cookie)
    await tab.open(LIST)
    await tab.until(OPENED)
    quiet = await clicks(tab, asyncio.create_task(asyncio.sleep(QUIET_SECONDS)))
    await asyncio.to_thread(servers.ask, port)
    began = time.perf_counter()
    rush = asyncio.create_task(_sign_ins(port))
    busy = await clicks(tab, rush)
    took = time.perf_counter() - began
    found = await asyncio.to_thread(servers.ask, port)
    await tab.close()
    return Morning(took, rush.result() or 0, p95(quiet), p95(busy), found["lag_ms"])


async def clicks(tab: Tab, until: asyncio.Task[int | None]) -> list[float]:
    pair, times = CASES["office"]["filter"], []
    while not until.done():
        began = time.perf_counter()
        tab.navigate(pair[len(times) % 2])
        await tab.until(ROWS)
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(PAUSE)
    return times


async def _sign_ins(port: int) -> int:
    """Everybody once, evenly; how many did not get in."""

    async def one(number: int, email: str) -> bool:
        await asyncio.sleep(number * SECONDS / SIGN_INS)
        return await _sign_in(port, email)

    got_in = await asyncio.gather(*(one(n, email) for n, email in enumerate(people(SIGN_INS))))
    return got_in.count(False)


async def _sign_in(port: int, email: str) -> bool:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = f"email={email}&password={PASSWORD}&naar=%2F"
    writer.write(
        f"POST /auth/inloggen HTTP/1.1\r\nHost: localhost:{port}\r\n"
        f"Origin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
    )
    answer = await reader.read()
    writer.close()
    head = answer.split(b"\r\n\r\n")[0].lower()
    return b" 303 " in head and b"\r\nlocation: /\r\n" in head + b"\r\n"


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
