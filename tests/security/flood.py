"""20,000 events from one socket, by a process of its own: prints when it began, and after three
seconds how many of them were answered, and in how many seconds."""

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
    begun, answered = time.monotonic(), 0
    try:
        async with asyncio.timeout(WATCHED):
            while time.monotonic() < begun + WATCHED:
                await tab.until("/inloggen?n=")  # in one of the messages that answer an event
                answered += 1
    except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
        pass  # nothing more is answered: that is what the limit is for
    print(json.dumps([answered, time.monotonic() - begun]), flush=True)  # noqa: T201
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def flood(tab: Tab) -> None:
    for number in range(MANY):
        tab.navigate(f"/inloggen?n={number}")
        if number % 50 == 0:
            await tab._writer.drain()
            await asyncio.sleep(0)


asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
