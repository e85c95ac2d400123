"""Many people who do something at the very same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Self

from rxportal.db.engine import transaction
from rxportal.domain.errors import Refused

Work = Callable[..., object]


class Crowd:
    """A group of threads that all wait for each other and then start at once."""

    def __init__(self, size: int) -> None:
        self._pool = ThreadPoolExecutor(size)
        self._size = size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def at_once(self, deeds: Sequence[Work]) -> list[object]:
        """Run each deed with a session of its own, in one transaction; what each returned, or
        the sentence-carrying refusal it got. Any other error fails the test.
        """
        assert len(deeds) <= self._size
        barrier = threading.Barrier(len(deeds))

        def run(deed: Work) -> object:
            barrier.wait(120)
            try:
                with transaction() as session:
                    return deed(session)
            except Refused as refusal:
                return refusal

        return list(self._pool.map(run, deeds))


def refusals(results: Sequence[object]) -> list[str]:
    return [str(result) for result in results if isinstance(result, Refused)]
