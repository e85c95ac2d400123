"""What every message is made of."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rxportal.domain.brand import OWN, Palette


class HeaderInjection(ValueError):
    """A text meant for a header holds a line break or another control character."""


class Look(StrEnum):
    """How a column of the week strip is drawn."""

    PLANNED = "planned"  # on the roster and still to be filled in: a dashed outline
    WORKED = "worked"
    REJECTED = "rejected"  # marked by who rejected it
    NOTHING = "nothing"  # neither planned nor worked


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the strip, or one week of a longer period: ``"ma"`` and ``"8,00"``."""

    label: str
    hours: str
    look: Look


@dataclass(frozen=True, slots=True)
class Card:
    """The declaration the message is about."""

    title: str
    place: str
    strip: tuple[Column, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, below a sentence that says whose they are."""

    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Message:
    """``path`` is the deep link below the portal's base URL; ``strong`` is the part of a line
    that is shown in bold; ``steps`` are numbered, and ``after`` stands below the button. Raises
    ``HeaderInjection`` for a subject that would begin a header.
    """

    kind: str
    subject: str
    preheader: str
    title: str
    lines: tuple[str, ...]
    button: str
    path: str
    card: Card | None = None
    steps: tuple[str, ...] = ()
    after: str = ""
    strong: str = ""
    quote: Quote | None = None
    asks: bool = False
    """The reader has to do something: the message carries the label "Actie vereist"."""

    def __post_init__(self) -> None:
        if not one_line(self.subject):
            raise HeaderInjection(self.subject)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose portal it is; ``base_url`` has no slash at its end."""

    agency: str
    phone: str
    base_url: str
    colours: Palette = OWN
    logo: str = ""  # the path of the agency's own

    def link(self, message: Message) -> str:
        return self.base_url + message.path


def one_line(text: str) -> bool:
    """Whether the text can stand in a header: no line break or other control character."""
    return not any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in text)


def flat(text: str) -> str:
    """A name as people typed it, made fit for a header: what breaks a line becomes a space."""
    return " ".join("".join(sign if one_line(sign) else " " for sign in text).split())
