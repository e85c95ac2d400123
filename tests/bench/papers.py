"""Files that are a lot of work, put in by some while others work."""

import asyncio
from dataclasses import dataclass

from tests.bench.load import LIST, OPENED
from tests.bench.rush import QUIET_SECONDS, clicks, p95
from tests.bench.wire import Tab

FILES, AT_ONCE = 8, 4
PARTS = 100_000  # of one PDF


@dataclass(frozen=True)
class Slowed:
    """``p95_ms`` of clicks by others, in quiet and meanwhile; the files took ``took`` seconds."""

    took: float
    quiet_ms: float
    busy_ms: float


async def others(port: int, sender: str, worker: str) -> Slowed:
    """``sender`` is the cookie of a candidate who puts in the files."""
    tab = Tab(port, worker)
    await tab.open(LIST)
    await tab.until(OPENED)
    quiet = await clicks(tab, asyncio.create_task(asyncio.sleep(QUIET_SECONDS)))
    loop = asyncio.get_running_loop()
    began = loop.time()
    busy = await clicks(tab, asyncio.create_task(_put_all(port, sender)))
    took = loop.time() - began
    await tab.close()
    return Slowed(took, p95(quiet), p95(busy))


async def _put_all(port: int, cookie: str) -> None:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with turn:
            await _put(port, cookie)

    await asyncio.gather(*(one() for _ in range(FILES)))


async def _put(port: int, cookie: str) -> None:
    edge = "----bench"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="veel.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode() + paper()
    body += f"\r\n--{edge}--\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST /bestanden/documenten?soort=1 HTTP/1.1\r\nHost: localhost:{port}\r\n"
        f"Origin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n"
        f"Content-Type: multipart/form-data; boundary={edge}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    if b" 303 " not in answer.split(b"\r\n", 1)[0]:
        raise RuntimeError(answer[:200])


def paper() -> bytes:
    """A PDF of one empty page and ``PARTS`` objects that nothing uses."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    pages = b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    page = b"3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n"
    parts = b"".join(b"%d 0 obj\n<< /A %d >>\nendobj\n" % (n, n) for n in range(10, PARTS + 10))
    return head + pages + page + parts + b"trailer\n<< /Root 1 0 R >>\n%%EOF"
