"""Every module as its reader feels it: its first rows, a click in its list, one in the menu."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from itertools import cycle, islice

from rxportal.domain.access import Role
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import Overview
from tests.bench.load import FIRST_ROWS, OPENED, ROWS, SETTLED
from tests.bench.wire import Tab

ROLES = {"candidate": Role.CANDIDATE, "client": Role.CLIENT, "office": Role.OFFICE}
TIMES = 5  # a list is opened, for the first rows
WARM_UP, SAMPLES = 4, 24
ROUNDS = 4  # through the whole menu


@dataclass(frozen=True)
class List:
    """Milliseconds, p50: from nothing to rows, and from a click to other rows."""

    first: float
    click: float


def measured(port: int, cookies: dict[str, str]) -> dict[tuple[str, str], List]:
    """By role and module."""
    return {
        (role, slug): asyncio.run(_list(port, cookies[role], overview))
        for role in ROLES
        for slug, overview in _menu(role).items()
    }


def menus(port: int, cookies: dict[str, str]) -> dict[str, float]:
    """By role: p50 from a click in the menu to the rows of that module."""
    return {role: asyncio.run(_along(port, cookies[role], role)) for role in ROLES}


def _menu(role: str) -> dict[str, Overview]:
    return {slug: each for slug, each in MODULES.items() if ROLES[role] in each.roles}


async def _list(port: int, cookie: str, overview: Overview) -> List:
    path = f"/{overview.slug}"
    first = [await _opened(port, cookie, path) for _ in range(TIMES)]
    order = next((key for key in overview.orders if key != overview.order.lstrip("-")), "")
    other = f"{path}?sorteer={order}" if order else f"{path}?per=50"
    tab = Tab(port, cookie)
    await tab.open(path)
    await tab.until(OPENED)
    paths = islice(cycle((other, path)), WARM_UP + SAMPLES)
    times = [await _clicked(tab, each) for each in paths]
    await tab.close()
    return List(statistics.median(first), statistics.median(times[WARM_UP:]))


async def _along(port: int, cookie: str, role: str) -> float:
    """From each module to the next."""
    paths = [f"/{slug}" for slug in _menu(role)]
    tab = Tab(port, cookie)
    await tab.open(paths[-1])
    await tab.until(OPENED)
    times = [await _clicked(tab, path) for _ in range(ROUNDS) for path in paths]
    await tab.close()
    return statistics.median(times[len(paths) :])


async def _opened(port: int, cookie: str, path: str) -> float:
    tab = Tab(port, cookie)
    began = time.perf_counter()
    await tab.open(path)
    await tab.until(FIRST_ROWS)
    took = (time.perf_counter() - began) * 1000
    await tab.close()
    return took


async def _clicked(tab: Tab, path: str) -> float:
    began = time.perf_counter()
    tab.navigate(path)
    await tab.until(ROWS)
    took = (time.perf_counter() - began) * 1000
    await tab.until(SETTLED)
    return took
