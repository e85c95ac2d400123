"""A process that reads one spreadsheet nobody trusts; it runs by itself and imports nothing of
ours.

An XLSX comes in on stdin. The rows of its first sheet go out on stdout, each a line of JSON with
texts; what was found is the exit code, and which cell on stderr. Where the system can, the process
may take no more than so much memory and time.
"""

import io
import json
import os
import stat
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from enum import IntEnum
from typing import Any

MEMORY = 1024 * 1024 * 1024  # bytes of addresses; what is really used is far less
CPU = 60  # seconds
GENTLE = 10  # steps down in priority: who waits for a page goes first
MOST_MEMBERS = 1000
MOST_BYTES = 200 * 1024 * 1024  # unpacked
MOST_TIMES = 200  # what one part may be more than what is packed
SMALL = 1024 * 1024  # a part that may be packed as well as it is
MOST_ROWS = 100_000
MOST_COLUMNS = 100
LONGEST = 2000  # characters of a cell


class Finding(IntEnum):
    FINE = 0
    UNKNOWN = 10  # no spreadsheet
    DAMAGED = 11
    LOCKED = 12  # by a password
    BOMB = 13  # it unpacks to more than anybody types
    FORMULA = 14  # it would count, instead of saying
    LONG = 15  # more rows, columns or characters than we take


class Stop(Exception):
    def __init__(self, finding: Finding, where: str = "") -> None:
        super().__init__(where)
        self.finding = finding


def main() -> int:
    _limit()
    content = sys.stdin.buffer.read()
    try:
        _look_at_parts(content)
        _read(content)
    except Stop as stop:
        sys.stderr.write(str(stop))
        return stop.finding
    except MemoryError:
        return Finding.BOMB
    except Exception:  # noqa: BLE001 - whatever a made-up file may bring about
        return Finding.DAMAGED
    return Finding.FINE


def _look_at_parts(content: bytes) -> None:
    """Before anything is unpacked: what it says it will be, and that no part is XML that fetches
    or multiplies.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Stop(Finding.LOCKED)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise Stop(Finding.UNKNOWN)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = book.infolist()
        if len(parts) > MOST_MEMBERS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise Stop(Finding.BOMB)
        for part in parts:
            _look_at(book, part)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise Stop(Finding.UNKNOWN)


def _look_at(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 1:
        raise Stop(Finding.LOCKED)
    if part.file_size > SMALL and part.file_size > MOST_TIMES * part.compress_size:
        raise Stop(Finding.BOMB)
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    if is_link or part.filename.startswith("/") or ".." in part.filename.split("/"):
        raise Stop(Finding.UNKNOWN)
    if part.filename.endswith((".xml", ".rels", ".vml")):
        with book.open(part) as opened:
            begins = opened.read(4096)
        if b"<!DOCTYPE" in begins or b"<!ENTITY" in begins or b"\0" in begins:
            raise Stop(Finding.UNKNOWN)


def _read(content: bytes) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - after the limits are set

    book: Any = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what it says of its size may be anything
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1)):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Stop(Finding.LONG)
        sys.stdout.write(json.dumps(cells) + "\n")


def _text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise Stop(Finding.FORMULA, cell.coordinate)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    said = str(value)
    if len(said) > LONGEST:
        raise Stop(Finding.LONG, cell.coordinate)
    return said


def _limit() -> None:
    # Some systems have no such limits.
    with suppress(ImportError, ValueError, OSError, AttributeError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
        os.nice(GENTLE)


if __name__ == "__main__":
    sys.exit(main())
