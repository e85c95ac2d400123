"""Where files are kept: a folder, or a fake in memory."""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class UnknownStorage(ValueError):
    """RXPORTAL_STORAGE_URL names a kind of store that we have not."""


class Store(Protocol):
    """Keys are made by us: letters, digits, ``-`` and ``_``. A key is written once."""

    def put(self, key: str, content: bytes) -> None: ...

    def get(self, key: str) -> bytes | None:
        """The content; None when there is none."""
        ...

    def remove(self, key: str) -> None:
        """Nothing is there any more; what was not there is no error."""
        ...

    def keys(self) -> Iterator[str]:
        """What is kept, in order; what comes or goes meanwhile may be there or not."""
        ...


@dataclass
class FolderStore:
    """One file for each key, readable by this server's user alone."""

    folder: Path

    def put(self, key: str, content: bytes) -> None:
        file = self._file(key)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Of its own: what a process that was killed left behind is in nobody's way.
        unfinished = file.with_name(f"{key}.{secrets.token_hex(4)}.part")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        unfinished.rename(file)

    def get(self, key: str) -> bytes | None:
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        self._file(key).unlink(missing_ok=True)

    def keys(self) -> Iterator[str]:
        rooms = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        for room in rooms:
            for file in sorted(room.iterdir()) if room.is_dir() else []:
                if KEY.fullmatch(file.name) and file == self._file(file.name) and file.is_file():
                    yield file.name

    def _file(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self.folder / key[:2] / key


@dataclass
class FakeStore:
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def put(self, key: str, content: bytes) -> None:
        self.files[key] = content

    def get(self, key: str) -> bytes | None:
        return self.files.get(key)

    def remove(self, key: str) -> None:
        self.files.pop(key, None)

    def keys(self) -> Iterator[str]:
        yield from sorted(self.files)


def store_of(url: str) -> Store:
    """The store that a setting names: ``file:///srv/rxportal/files``. Raises ``UnknownStorage``."""
    path = url.removeprefix("file://")
    if path == url or not path.startswith("/"):
        raise UnknownStorage(f"RXPORTAL_STORAGE_URL must be file:///a/folder, not {url!r}.")
    return FolderStore(Path(path))
