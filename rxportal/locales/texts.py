"""Keeps the catalogues in step with the sources: ``python -m rxportal.locales.texts``.

Every text in ``t``, ``tn`` or ``mark`` gets an entry; what nobody says any more goes. Entries carry
no file names and no dates, so that two branches that add texts seldom meet.
"""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from rxportal.locales import LANGUAGES, SOURCE

PACKAGE = Path(__file__).parents[1]
Forms = str | tuple[str, ...] | list[str] | None
KEYWORDS = {"t": 1, "tn": 2, "mark": 1}  # how many texts come first in a call
_PLACES = re.compile(r"\{(\w+)")
_ONCE = datetime(2026, 1, 1, tzinfo=UTC)


def said() -> Catalog:
    """Every text the portal says, without translations."""
    catalogue = _catalogue(None)
    for file in PACKAGE.rglob("*.py"):
        for text in spoken(file.read_text()):
            catalogue.add(text)
    return catalogue


def spoken(source: str) -> Iterator[str | tuple[str, str]]:
    """The texts in one module, in any expression.

    Babel's own extraction overlooks what stands inside an f-string.
    """
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            given = call.args[: KEYWORDS.get(call.func.id, 0)]
            texts = [a.value for a in given if isinstance(a, ast.Constant) and a.value]
            match texts:
                case [str(text)]:
                    yield text
                case [str(one), str(many)]:
                    yield one, many
                case _:
                    continue


def translated(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    file = _file(language)
    if not file.exists():
        return _catalogue(language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def untranslated(language: str) -> list[str]:
    """The texts that would appear in Dutch in this language."""
    catalogue = translated(language)
    return [_name(text.id) for text in said() if text.id and not _complete(catalogue, text.id)]


def misplaced(language: str) -> list[str]:
    """The translations that name a ``{value}`` the source does not give, or leave one out."""
    wrong: list[str] = []
    for text in translated(language):
        ids, strings = _forms(text.id), _forms(text.string)
        wanted = {place for form in ids for place in _PLACES.findall(form)}
        if text.id and any(set(_PLACES.findall(s)) ^ wanted for s in strings if s):
            wrong.append(_name(text.id))
    return wrong


def update(language: str) -> None:
    """Add what is new to the catalogue of this language and remove what is no longer said."""
    catalogue = translated(language)
    catalogue.update(said(), no_fuzzy_matching=True, update_creation_date=False)
    file = _file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(
            opened, catalogue, width=100, sort_output=True, no_location=True, ignore_obsolete=True
        )


def _catalogue(language: str | None) -> Catalog:
    return Catalog(
        language,
        header_comment="# The texts of the portal. Kept in step with the sources by `make texts`.",
        project="rxportal",
        version="1",
        copyright_holder="the rxportal authors",
        creation_date=_ONCE,
        revision_date=_ONCE,
        fuzzy=False,
    )


def _file(language: str) -> Path:
    return Path(__file__).parent / language / "LC_MESSAGES" / "rxportal.po"


def _complete(catalogue: Catalog, text: Forms) -> bool:
    entry = catalogue.get(_name(text))
    return entry is not None and not entry.fuzzy and all(_forms(entry.string))


def _forms(text: Forms) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _name(text: Forms) -> str:
    return _forms(text)[0]


if __name__ == "__main__":
    for code in LANGUAGES:
        if code != SOURCE:
            update(code)
            left = untranslated(code)
            sys.stdout.write(f"{code}: {len(left)} texts to translate\n")
