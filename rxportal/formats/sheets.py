"""Tables that come in: CSV in any encoding and with any separator, and XLSX.

Rows come as they are read, each a list of texts; the first one is the heading. What cannot be read
for certain is refused rather than guessed.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from rxportal.domain.errors import Refused
from rxportal.formats import workbook
from rxportal.formats.workbook import LONGEST, MOST_COLUMNS, MOST_ROWS, Finding
from rxportal.locales import t

SECONDS = 120  # a process gets; on a busy machine one needs longer
_SEPARATORS = ";,\t"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Rows = Iterator[list[str]]


class Unreadable(Refused):
    """What is wrong with the file as a whole."""


@contextmanager
def rows(content: bytes) -> Generator[Rows]:
    """The rows of a file. Raises ``Unreadable`` when it opens, and while it is read."""
    if content.startswith((_ZIP, _OLE)):
        with tempfile.TemporaryFile() as out:
            _unpack(content, out)
            out.seek(0)
            yield (json.loads(line) for line in out)
    else:
        yield _csv(_decoded(content))


def _unpack(content: bytes, out: Any) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - this same Python
            [sys.executable, "-I", workbook.__file__],
            input=content, stdout=out, stderr=subprocess.PIPE, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(_said(Finding.BOMB, "")) from None
    if done.returncode != Finding.FINE:
        known = done.returncode in set(Finding)
        found = Finding(done.returncode) if known else Finding.BOMB
        raise Unreadable(_said(found, done.stderr.decode(errors="replace")[:10]))


def _said(found: Finding, cell: str) -> str:
    match found:
        case Finding.LOCKED:
            return t("Dit bestand heeft een wachtwoord of is een oud Excel-bestand. Sla het op als "
                     "XLSX zonder wachtwoord.")  # fmt: skip
        case Finding.FORMULA:
            return t("In cel {cell} staat een formule. Plak daar de waarde in.", cell=cell)
        case Finding.BOMB:
            return t("Dit bestand is uitgepakt te groot. Sla het op als CSV of knip het op.")
        case Finding.LONG:
            return _too_long()
        case _:
            return t("Dit is geen Excel-bestand dat we kunnen lezen. Sla het op als XLSX of CSV.")


def _too_long() -> str:
    return t(
        "Dit bestand is te groot: hooguit {rows} regels, {columns} kolommen en {n} tekens per cel.",
        rows=MOST_ROWS, columns=MOST_COLUMNS, n=LONGEST,
    )  # fmt: skip


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 by their mark, UTF-8 where it is that, else what Dutch Excel writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(
        t("We kunnen de tekens in dit bestand niet lezen. Sla het op als CSV UTF-8, of als XLSX.")
    )


def _csv(text: str) -> Rows:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(lines):
            if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise Unreadable(_too_long())
            if any(len(cell) > LONGEST for cell in row):
                raise Unreadable(_too_long())
            yield row
    except csv.Error:
        where = lines.line_num
        raise Unreadable(
            t("Regel {n} is niet te lezen: er staat een aanhalingsteken verkeerd.", n=where)
        ) from None
