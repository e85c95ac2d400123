"""What people send in: a picture is drawn anew, a PDF is let through when nothing in it acts.

A file that nobody has looked at yet is opened in a process of its own, which gets little memory
and little time: a picture that unpacks to gigabytes ends that process and nothing else.
"""

import subprocess
import sys
from dataclasses import dataclass

from rxportal.domain.errors import Refused
from rxportal.domain.scan import Scan
from rxportal.formats import inspection
from rxportal.formats.inspection import Finding
from rxportal.locales import t

LARGEST = 10 * 1024 * 1024  # bytes
SECONDS = 30  # a process gets; on a busy machine one needs a few


class WrongKind(Refused):
    code = "soort"

    def __init__(self) -> None:
        super().__init__(t("Kies een foto (JPG, PNG of HEIC) of een PDF."))


class TooLarge(Refused):
    code = "te-groot"

    def __init__(self) -> None:
        super().__init__(t("Dit bestand is te groot. Kies er een van hoogstens 10 MB."))


class Damaged(Refused):
    code = "kapot"

    def __init__(self) -> None:
        super().__init__(
            t("We kunnen dit bestand niet openen. Maak een nieuwe foto of bewaar de PDF opnieuw.")
        )


class Locked(Refused):
    code = "op-slot"

    def __init__(self) -> None:
        super().__init__(t("Deze PDF is beveiligd. Bewaar hem zonder wachtwoord en kies hem dan."))


class Active(Refused):
    code = "actief"

    def __init__(self) -> None:
        super().__init__(
            t("In deze PDF zit een programma of een formulier. Druk hem af als gewone PDF.")
        )


class Infected(Refused):
    code = "virus"

    def __init__(self) -> None:
        super().__init__(t("In dit bestand zit een virus. Kies een ander bestand."))


class NotScanned(Refused):
    code = "niet-gecontroleerd"

    def __init__(self) -> None:
        super().__init__(
            t("We kunnen nu niet op virussen controleren. Probeer het over een uur opnieuw.")
        )


REFUSALS: tuple[type[Refused], ...] = (
    WrongKind, TooLarge, Damaged, Locked, Active, Infected, NotScanned,
)  # fmt: skip
_FOUND: dict[Finding, type[Refused]] = {
    Finding.UNKNOWN: WrongKind,
    Finding.LOCKED: Locked,
    Finding.ACTIVE: Active,
}

_MADE = {inspection.SQUARE: inspection.JPEG, inspection.LOGO: inspection.PNG}


@dataclass(frozen=True)
class Clean:
    """What may be kept and shown."""

    content: bytes
    media_type: str
    suffix: str
    scan: Scan = Scan.CLEAN


def cleaned(content: bytes) -> Clean:
    """The file as it may be kept. Takes a second: never call it within a transaction.

    Raises one of ``REFUSALS``.
    """
    return _opened(content)


def squared(content: bytes) -> Clean:
    """The middle of a picture, small and square, as a JPEG. Takes as long, and raises the same."""
    return _opened(content, inspection.SQUARE)


def logo(content: bytes) -> Clean:
    """A mark of some hundreds of pixels, as a PNG. Takes as long, and raises the same."""
    return _opened(content, inspection.LOGO)


def _opened(content: bytes, *how: str) -> Clean:
    """In a process of its own.

    Raises one of ``REFUSALS``.
    """
    if len(content) > LARGEST:
        raise TooLarge
    kind = inspection.kind_of(content)
    if kind is None:
        raise WrongKind
    try:
        done = subprocess.run(  # noqa: S603 - this same Python
            [sys.executable, "-I", inspection.__file__, *how],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Damaged from None
    if done.returncode == Finding.CLEAN:
        kept = _MADE[how[0]] if how else inspection.kept_as(kind)
        return Clean(done.stdout, kept.media_type, kept.suffix)
    found = Finding(done.returncode) if done.returncode in set(Finding) else Finding.DAMAGED
    raise _FOUND.get(found, Damaged)
