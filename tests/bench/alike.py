"""Whether a stranger can tell by the clock that an address has an account (ASVS 6.3.8).

Wrong passwords for known and for unknown addresses, in turns, each from a network address of its
own, so that no limit answers instead.
"""

import http.client
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.data import people

TRIES, WARM_UP = 200, 10  # of either kind


@dataclass(frozen=True)
class Answers:
    """The medians of both."""

    known_ms: float
    unknown_ms: float

    @property
    def apart_ms(self) -> float:
        return abs(self.known_ms - self.unknown_ms)

    @property
    def apart(self) -> float:
        """As a part of the longer one."""
        return self.apart_ms / max(self.known_ms, self.unknown_ms)


def answers(port: int) -> Answers:
    """The server trusts one proxy, which is us."""
    known, unknown = [], []
    for n, email in enumerate(people(TRIES + WARM_UP)):
        pair = [(known, email, n), (unknown, f"nobody-{n}@example.nl", n + 1000)]
        for times, address, visitor in pair if n % 2 else reversed(pair):
            times.append(_try(port, address, visitor))
    return Answers(statistics.median(known[WARM_UP:]), statistics.median(unknown[WARM_UP:]))


def _try(port: int, email: str, visitor: int) -> float:
    """Milliseconds from the question to the whole answer."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    connection.connect()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://localhost:{port}",
        "X-Forwarded-For": f"10.0.{visitor // 250}.{visitor % 250 + 1}",
    }
    body = urlencode({"email": email, "password": "not the right one", "naar": "/"})
    began = time.perf_counter()
    connection.request("POST", "/auth/inloggen", body, headers)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    where = answer.headers["location"] or ""
    if answer.status != 303 or "fout=onjuist" not in where:
        raise RuntimeError(f"no refusal but {answer.status} {where}")
    return took
