"""A contract template: plain text with fields, which are filled for one placement.

The text has three shapes: ``# `` begins a heading, ``- `` a point of a list, and an empty line ends
a paragraph. What fills a field is data: it never becomes a heading or another field.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rxportal.domain.errors import Refused
from rxportal.domain.typed import one_line
from rxportal.locales import mark, t

LONGEST_TEXT = 20_000  # characters
FIELDS: dict[str, str] = {
    "kandidaat.naam": mark("naam van de kandidaat"),
    "kandidaat.voornaam": mark("voornaam"),
    "kandidaat.achternaam": mark("achternaam"),
    "kandidaat.nummer": mark("kandidaatnummer"),
    "kandidaat.fase": mark("fase van de kandidaat"),
    "plaatsing.nummer": mark("nummer van de plaatsing"),
    "plaatsing.opdrachtgever": mark("opdrachtgever"),
    "plaatsing.functie": mark("functie"),
    "plaatsing.kostenplaats": mark("kostenplaats"),
    "plaatsing.begin": mark("eerste dag"),
    "plaatsing.einde": mark("laatste dag"),
    "plaatsing.uren": mark("uren per week"),
    "plaatsing.uurloon": mark("bruto uurloon"),
    "plaatsing.periode": mark("hoe vaak er wordt gedeclareerd"),
    "bureau.naam": mark("naam van het uitzendbureau"),
    "vandaag": mark("de dag van aanbieden"),
}
_FIELD = re.compile(r"\{([^{}]*)\}")


class Shape(StrEnum):
    HEADING = "heading"
    POINT = "point"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Block:
    shape: Shape
    text: str


class UnknownFields(Refused):
    """The text has a field that nobody can fill, or a brace that belongs to none."""

    code = "sjabloon-velden"

    def __init__(self, names: list[str]) -> None:
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        if names:
            said = t("Dit veld bestaat niet: {names}.", names=", ".join(names))
        else:
            said = t("Er staat een accolade die bij geen veld hoort.")
        super().__init__(f"{said} {t('Je kunt gebruiken: {known}.', known=known)}")


class Holes(Refused):
    """Something the text asks for is not known."""

    code = "sjabloon-leeg"

    def __init__(self, names: list[str]) -> None:
        what = ", ".join(t(FIELDS[name]) for name in names)
        super().__init__(
            t("Nog niet ingevuld: {what}. Vul dat eerst in, of kies een ander sjabloon.", what=what)
        )


def checked(text: str) -> str:
    """The text, if every field in it can be filled. Raises ``UnknownFields``."""
    unknown = [f"{{{name}}}" for name in _names(text) if name.strip() not in FIELDS]
    if unknown or {"{", "}"} & set(_FIELD.sub("", text)):
        raise UnknownFields(unknown)
    return text


def fill(text: str, values: Mapping[str, str]) -> list[Block]:
    """What is printed. Raises ``Holes`` with all that is missing."""
    require(text, values)
    put = _putter(values)
    return [Block(each.shape, _FIELD.sub(put, each.text)) for each in blocks(text)]


def fill_line(text: str, values: Mapping[str, str]) -> str:
    """The same for a title. Raises ``Holes``."""
    require(text, values)
    return one_line(_FIELD.sub(_putter(values), text))


def require(text: str, values: Mapping[str, str]) -> None:
    """Raises ``Holes`` with all that ``values`` does not have."""
    asked = [name.strip() for name in _names(text)]
    if holes := [name for name in asked if not values.get(name)]:
        raise Holes(holes)


def blocks(text: str) -> list[Block]:
    """The text in its shapes, fields and all."""
    found: list[Block] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            found.append(Block(Shape.PARAGRAPH, "\n".join(lines)))
            lines.clear()

    for line in map(str.strip, text.splitlines()):
        mark_, _, rest = line.partition(" ")
        if mark_ in _MARKS and rest.strip():
            close()
            found.append(Block(_MARKS[mark_], rest.strip()))
        elif line:
            lines.append(line)
        else:
            close()
    close()
    return found


_MARKS = {"#": Shape.HEADING, "##": Shape.HEADING, "-": Shape.POINT, "*": Shape.POINT}


def _names(text: str) -> list[str]:
    """Each once, in the order of the text."""
    return list(dict.fromkeys(_FIELD.findall(text)))


def _putter(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: one_line(values[found[1].strip()])
