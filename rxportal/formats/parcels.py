"""Papers that come in together: some PDFs, or a ZIP of them with perhaps a list of whose they are.

What is kept in between is a parcel of our own, of papers that were looked at.
"""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rxportal.domain.errors import Refused
from rxportal.formats import parcel
from rxportal.formats.parcel import MOST_FILES, Finding
from rxportal.formats.uploads import Active, Damaged, Locked, TooLarge
from rxportal.locales import t

SECONDS = 240  # a process gets; on a busy machine one needs longer
_TOLD: dict[str, type[Refused]] = {"LARGE": TooLarge, "LOCKED": Locked, "ACTIVE": Active}


class Unreadable(Refused):
    """What is wrong with the parcel as a whole."""


@dataclass(frozen=True)
class Sheet:
    """One file of a parcel; ``fault`` is why it cannot be kept."""

    name: str
    content: bytes
    is_index: bool
    fault: str


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A parcel of ours."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What ``packed`` packed; for nothing else."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        for each in made.infolist():
            yield each.filename, made.read(each)


@contextmanager
def sheets(content: bytes) -> Generator[Iterator[Sheet]]:
    """The files of a ZIP that nobody has looked at. Raises ``Unreadable``."""
    with tempfile.TemporaryFile() as out:
        _open(content, out)
        out.seek(0)
        yield _read(out)


def _read(out: Any) -> Iterator[Sheet]:
    while line := out.readline():
        said = json.loads(line)
        yield Sheet(
            said["name"], out.read(said["bytes"]), said["found"] == "INDEX", _fault(said["found"])
        )


def _fault(found: str) -> str:
    if found in {"CLEAN", "INDEX"}:
        return ""
    if found == "UNKNOWN":
        return t("Dit is geen PDF.")
    return str(_TOLD.get(found, Damaged)())


def _open(content: bytes, out: Any) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - this same Python
            [sys.executable, "-I", parcel.__file__],
            input=content, stdout=out, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(_said(Finding.BOMB)) from None
    if done.returncode != Finding.FINE:
        known = done.returncode in set(Finding)
        raise Unreadable(_said(Finding(done.returncode) if known else Finding.BOMB))


def _said(found: Finding) -> str:
    match found:
        case Finding.LOCKED:
            return t("Dit ZIP-bestand heeft een wachtwoord. Maak er een zonder wachtwoord.")
        case Finding.BOMB:
            return t("Dit ZIP-bestand is uitgepakt te groot. Maak er een paar kleinere van.")
        case Finding.MANY:
            return t("Dit zijn meer dan {n} bestanden. Maak er een paar kleinere van.",
                     n=MOST_FILES)  # fmt: skip
        case _:
            return t("Dit is geen ZIP-bestand dat we kunnen lezen. Kies de PDF's zelf.")
