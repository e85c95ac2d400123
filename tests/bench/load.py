"""What is done to a server, and how long it takes as somebody at the screen feels it."""

import asyncio
import statistics
import time
from dataclasses import dataclass

from tests.bench import servers
from tests.bench.wire import Tab

ROWS = '"arrivals_rx_state_"'
COUNT = '"count_rx_state_"'
SETTLED = '"counted_rx_state_"'  # the counts have come too
# Of the first list of a tab: before it comes a state that has nothing yet.
FIRST_ROWS, OPENED = f"{ROWS}:1", f"{SETTLED}:1"
WARM_UP, SAMPLES = 12, 60
TABS = 50
SECONDS = 6.0

LIST = "/declaraties"
CASES: dict[str, dict[str, tuple[str, str]]] = {
    # Two addresses that take turns, so that every click changes the rows.
    "candidate": {
        "filter": (f"{LIST}?status=processed", f"{LIST}?status=completed,processed"),
        "period": (f"{LIST}?periode=2026-W30_2026-W40", f"{LIST}?periode=2026-W10_2026-W20"),
        "search": (f"{LIST}?zoek=logistiek", f"{LIST}?zoek=41"),
    },
    "client": {
        "filter": (f"{LIST}?status=processed", f"{LIST}?status=submitted"),
        "cost centre": (f"{LIST}?kostenplaats=1001", f"{LIST}?kostenplaats=1002&status=processed"),
        "period": (f"{LIST}?periode=2026-W30_2026-W40", f"{LIST}?periode=2026-W10_2026-W20"),
        "search rare": (f"{LIST}?zoek=b10%20", f"{LIST}?zoek=b20"),
        "search frequent": (f"{LIST}?zoek=jansen", f"{LIST}?zoek=an"),
        "search nothing": (f"{LIST}?zoek=nergens", f"{LIST}?zoek=41"),
        "sort": (f"{LIST}?sorteer=-changed", f"{LIST}?sorteer=hours"),
    },
    "office": {
        "filter": (f"{LIST}?status=processed", f"{LIST}?status=submitted,completed"),
        "cost centre": (f"{LIST}?kostenplaats=1001", f"{LIST}?opdrachtgever=1002&status=processed"),
        "period": (f"{LIST}?periode=2026-W30_2026-W40", f"{LIST}?periode=2026-W10_2026-W20"),
        "search rare": (f"{LIST}?zoek=zeldenrust", f"{LIST}?zoek=b7"),
        "search frequent": (f"{LIST}?zoek=jansen", f"{LIST}?zoek=an%20jansen"),
        "search nothing": (f"{LIST}?zoek=nergens", f"{LIST}?zoek=41"),
        "sort": (f"{LIST}?sorteer=-changed", f"{LIST}?sorteer=hours"),
        "last page": (f"{LIST}?pagina=40", f"{LIST}?pagina=39"),
    },
}


@dataclass(frozen=True)
class Rush:
    """Many tabs at once: events a second, and the worst stall of the event loop."""

    per_second: float
    lag_ms: float


async def bare_click(port: int) -> float:
    """p50 of one event of the counter, in milliseconds."""
    tab = Tab(port)
    await tab.open("/")
    await tab.until("42/_event")
    times = [
        await _timed(tab, lambda: tab.fire(servers.COUNTER, {}, "/"), COUNT)
        for _ in range(WARM_UP + SAMPLES)
    ]
    await tab.close()
    return statistics.median(times[WARM_UP:])


async def bare_navigation(port: int) -> float:
    """p50 of a link of the counter app to a page that counts when it is opened."""
    tab = Tab(port)
    await tab.open("/list")
    await tab.until(COUNT)
    times = [
        await _timed(tab, lambda: tab.navigate("/list"), COUNT) for _ in range(WARM_UP + SAMPLES)
    ]
    await tab.close()
    return statistics.median(times[WARM_UP:])


async def filter_click(port: int, cookie: str, pair: tuple[str, str]) -> float:
    """p50 from following a filter's link to the rows being there, in milliseconds."""
    tab = Tab(port, cookie)
    await tab.open(LIST)
    await tab.until(OPENED)
    times: list[float] = []
    for number in range(WARM_UP + SAMPLES):
        path = pair[number % 2]
        times.append(await _timed(tab, lambda path=path: tab.navigate(path), ROWS))
        await tab.until(SETTLED)
    await tab.close()
    return statistics.median(times[WARM_UP:])


async def rush_bare(port: int) -> Rush:
    tabs = [Tab(port) for _ in range(TABS)]
    for tab in tabs:
        await tab.open("/")
        await tab.until("42/_event")

    async def press(tab: Tab, number: int) -> None:
        tab.fire(servers.COUNTER, {}, "/")
        await tab.until(COUNT)

    return await _rush(port, tabs, press)


async def rush_filters(port: int, cookie: str) -> Rush:
    tabs = [Tab(port, cookie) for _ in range(TABS)]
    for tab in tabs:
        await tab.open(LIST)
        await tab.until(OPENED)
    pair = CASES["office"]["filter"]

    async def press(tab: Tab, number: int) -> None:
        tab.navigate(pair[number % 2])
        await tab.until(ROWS)

    return await _rush(port, tabs, press)


async def memory(port: int, cookie: str, tabs: int) -> float:
    """Resident memory in MB with this many tabs open on the list."""
    opened = [Tab(port, cookie) for _ in range(tabs)]
    for tab in opened:
        await tab.open(LIST)
        await tab.until(OPENED)
    found = await asyncio.to_thread(servers.ask, port)
    for tab in opened:
        await tab.close()
    return found["rss_mb"]


async def _rush(port: int, tabs: list[Tab], press) -> Rush:
    done = 0
    await asyncio.to_thread(servers.ask, port)
    until = time.perf_counter() + SECONDS

    async def go_on(tab: Tab) -> None:
        nonlocal done
        number = 0
        while time.perf_counter() < until:
            await press(tab, number)
            number += 1
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(go_on(tab) for tab in tabs))
    took = time.perf_counter() - began
    found = await asyncio.to_thread(servers.ask, port)
    for tab in tabs:
        await tab.close()
    return Rush(done / took, found["lag_ms"])


async def _timed(tab: Tab, act, part: str) -> float:
    began = time.perf_counter()
    act()
    await tab.until(part)
    return (time.perf_counter() - began) * 1000
