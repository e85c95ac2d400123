"""20,000 events from one socket, by a process of its own: prints when it began, and then how many
answers came within three seconds or, on a busy machine, how many seconds it took to count them."""

import asyncio
import json
import sys
import time

from tests.bench.wire import Tab

MANY = 20_000
WATCHED = 3.0


async def main(port: int, origin: str) -> None:
    tab = Tab(port, origin=origin)
    await tab.open("/inloggen")
    await tab.until("is_hydrated")
    print("begun", flush=True)  # noqa: T201
    sending = asyncio.create_task(flood(tab))
    began, answered = time.monotonic(), 0
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + WATCHED):
            while time.monotonic() < began + WATCHED:
                await tab.until("delta")
                answered += 1
    except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
        pass  # nothing more is answered: that is what the limit is for
    print(json.dumps([answered, time.monotonic() - began]), flush=True)  # noqa: T201
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def flood(tab: Tab) -> None:
    for number in range(MANY):
        tab.navigate(f"/inloggen?n={number}")
        if number % 50 == 0:
            await tab._writer.drain()
            await asyncio.sleep(0)


asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
