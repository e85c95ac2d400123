"""The values a screen is drawn from; Reflex sends them to the browser as they are."""

from dataclasses import dataclass, field


@dataclass
class Heading:
    key: str = ""
    label: str = ""
    look: str = ""
    href: str = ""  # sorts by it; empty when the list cannot be sorted by this column
    sorted: str = "none"  # as aria-sort


@dataclass
class Chip:
    group: str = ""
    label: str = ""  # "kostenplaats 152 (locatie Y)"
    short: str = ""  # "152 (locatie Y)"
    href: str = ""  # without it


@dataclass
class Preset:
    label: str = ""
    note: str = ""
    href: str = ""
    picked: bool = False


@dataclass
class ColumnChoice:
    key: str = ""
    label: str = ""
    shown: bool = False
    locked: bool = False
    first: bool = False  # among those that can move
    last: bool = False


@dataclass
class Choice:
    label: str = ""
    count: str = ""
    href: str = ""
    picked: bool = False
    value: str = ""


@dataclass
class PageLink:
    label: str = ""
    href: str = ""  # empty: a gap
    here: bool = False


@dataclass
class Listed:
    """The rows and everything that follows from the URL alone."""

    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    shown: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    more: bool = False
    headings: list[Heading] = field(default_factory=list[Heading])
    phone: list[Heading] = field(default_factory=list[Heading])
    chips: list[Chip] = field(default_factory=list[Chip])
    search: str = ""
    narrowed: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    clear_href: str = ""
    query: str = ""  # what the address says of the list, without its page
    period: str = ""  # the period in words
    previous: str = ""
    next: str = ""
    grow: str = ""  # the same list with more rows on it
    actions: list[str] = field(default_factory=list[str])
    total: int = -1  # -1: not known yet
    empty: bool = False  # the actor has no rows at all, with or without filters


@dataclass
class Counted:
    total: int = 0
    choices: dict[str, list[Choice]] = field(default_factory=dict[str, list[Choice]])
    presets: list[Preset] = field(default_factory=list[Preset])
    weeks: tuple[str, str] = ("", "")  # "2026-36", for the two fields of the period filter
