"""What all routes share that make a file while somebody waits for it."""

import asyncio
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, BinaryIO, TypeVar

from starlette.background import BackgroundTask
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import StreamingResponse

from rxportal.web.problems import NO_STORE

IN_MEMORY = 2 * 1024 * 1024  # bytes of a file before it goes to disk
PART = 64 * 1024
T = TypeVar("T")
AT_ONCE = 2  # files that are made: each keeps a processor busy for seconds
# On threads of their own: a rush of them holds up nothing else.
making = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="files")


async def made(work: Callable[[], T]) -> T:
    """What ``work`` makes on one of those threads, in the language of who asks."""
    return await asyncio.wrap_future(making.submit(copy_context().run, work))


def spooled(write: Callable[[BinaryIO], None]) -> BinaryIO:
    """What ``write`` wrote, at its beginning; the answer closes it."""
    file: Any = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def sent(file: BinaryIO, name: str, media_type: str) -> StreamingResponse:
    """The file under this name, part by part."""
    return StreamingResponse(
        iterate_in_threadpool(iter(lambda: file.read(PART), b"")),
        headers={**NO_STORE, "content-disposition": f'attachment; filename="{name}"'},
        media_type=media_type,
        background=BackgroundTask(file.close),
    )
