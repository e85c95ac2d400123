"""Every text a person reads goes through here: Dutch source texts, English from a catalogue.

The language is that of the current context (a request, an event, one mail), else that of the
process: the build compiles the front end once per language, and a page's ``t("…")`` is then a
plain string in that language.
"""

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

SOURCE = "nl"
LANGUAGES = {"nl": "Nederlands", "en": "English"}  # each in its own words

_current: ContextVar[str | None] = ContextVar("language", default=None)
_process = {"default": SOURCE}


def current() -> str:
    """The language texts are translated into here and now."""
    return _current.get() or _process["default"]


def set_default(code: str) -> None:
    """Set the language of the whole process, for code that runs outside ``using``."""
    _process["default"] = known(code)


@contextmanager
def using(code: str) -> Iterator[None]:
    """Translate into this language inside the block; an unknown code means Dutch."""
    token = _current.set(known(code))
    try:
        yield
    finally:
        _current.reset(token)


def adopt(code: str) -> None:
    """Translate into this language for the rest of the current task (one event)."""
    _current.set(known(code))


def known(code: str) -> str:
    """The code itself when the portal speaks that language, else Dutch: codes come from cookies."""
    return code if code in LANGUAGES else SOURCE


def t(text: str, /, **values: object) -> str:
    """The Dutch source text in the current language, with ``{name}`` filled in from the values."""
    translated = catalogue(current()).gettext(text) if text else ""
    return translated.format(**values) if values else translated


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """Like ``t``, choosing between the text for one and the text for any other number ``{n}``."""
    return catalogue(current()).ngettext(one, many, n).format(n=n, **values)


def mark(text: str, /) -> str:
    """Name a constant for the catalogue; it is translated later with ``t(constant)``."""
    return text


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(code: str) -> gettext.NullTranslations:
    """The translations into one language, read once; a missing catalogue leaves the Dutch texts."""
    path = Path(__file__).parent / code / "LC_MESSAGES" / "rxportal.po"
    if code == SOURCE or not path.exists():
        return _Dutch()
    # Babel is slow to import and only a second language needs it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    translations.add_fallback(_Dutch())
    return translations


class _Dutch(gettext.NullTranslations):
    """The source texts themselves: one day, otherwise days (0 dagen)."""
