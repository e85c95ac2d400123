"""A process that opens one ZIP of papers nobody trusts; it runs by itself and imports nothing of
ours but ``inspection``, which lies beside it.

The ZIP comes in on stdin. Of each file in it a line of JSON goes out on stdout, with its name,
what was found and how many bytes follow. What was found of the ZIP as a whole is the exit code.
Where the system can, the process may take no more than so much memory and time.
"""

import io
import json
import os
import stat
import sys
import zipfile
from contextlib import suppress
from enum import IntEnum
from typing import Any

MEMORY = 1024 * 1024 * 1024  # bytes of addresses; what is really used is far less
CPU = 120  # seconds
GENTLE = 10  # steps down in priority: who waits for a page goes first
MOST_FILES = 1000
MOST_BYTES = 200 * 1024 * 1024  # unpacked
LARGEST = 10 * 1024 * 1024  # of one file
MOST_TIMES = 200  # what one file may be more than what is packed
SMALL = 1024 * 1024  # a file that may be packed as well as it is
_INDEXES = (".csv", ".xlsx")


class Finding(IntEnum):
    FINE = 0
    UNKNOWN = 20  # no ZIP, or one that would write elsewhere
    DAMAGED = 21
    LOCKED = 22  # by a password
    BOMB = 23  # it unpacks to more than anybody prints
    MANY = 24


class Stop(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def main() -> int:
    _limit()
    content = sys.stdin.buffer.read()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            for each in _fit(parcel):
                _put(parcel, each)
    except Stop as stop:
        return stop.finding
    except zipfile.BadZipFile:
        return Finding.UNKNOWN
    except MemoryError:
        return Finding.BOMB
    except Exception:  # noqa: BLE001 - whatever a made-up file may bring about
        return Finding.DAMAGED
    return Finding.FINE


def _fit(parcel: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Before anything is unpacked: what it says it will be."""
    found = [each for each in parcel.infolist() if not each.is_dir() and not _is_litter(each)]
    if len(found) > MOST_FILES:
        raise Stop(Finding.MANY)
    if sum(each.file_size for each in found) > MOST_BYTES:
        raise Stop(Finding.BOMB)
    for each in found:
        if each.flag_bits & 1:
            raise Stop(Finding.LOCKED)
        if each.file_size > SMALL and each.file_size > MOST_TIMES * each.compress_size:
            raise Stop(Finding.BOMB)
        name = each.filename.replace("\\", "/")
        is_link = stat.S_ISLNK(each.external_attr >> 16)
        if is_link or name.startswith("/") or ".." in name.split("/"):
            raise Stop(Finding.UNKNOWN)
    return found


def _is_litter(each: zipfile.ZipInfo) -> bool:
    """What systems leave in a folder, which nobody put there."""
    name = each.filename.rpartition("/")[2]
    return name.startswith(".") or name == "Thumbs.db" or each.filename.startswith("__MACOSX/")


def _put(parcel: zipfile.ZipFile, each: zipfile.ZipInfo) -> None:
    name, content, found = each.filename, b"", ""
    if each.file_size > LARGEST:
        found = "LARGE"
    else:
        with parcel.open(each) as opened:
            content = opened.read(LARGEST + 1)  # what it says of its size may be anything
        found = _looked_at(name, content)
        if len(content) > LARGEST:
            found, content = "LARGE", b""
    line: dict[str, Any] = {"name": name, "found": found, "bytes": len(content)}
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.write(content)


def _looked_at(name: str, content: bytes) -> str:
    """``INDEX``, or what ``inspection`` says of a PDF."""
    import inspection  # noqa: PLC0415 # pyright: ignore[reportMissingImports]

    if name.lower().endswith(_INDEXES):
        return "INDEX"
    if inspection.kind_of(content) is not inspection.PDF:
        return inspection.Finding.UNKNOWN.name
    try:
        return inspection.inspect_pdf(content).name
    except Exception:  # noqa: BLE001
        return inspection.Finding.DAMAGED.name


def _limit() -> None:
    # Some systems have no such limits.
    with suppress(ImportError, ValueError, OSError, AttributeError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
        os.nice(GENTLE)


if __name__ == "__main__":
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    sys.exit(main())
