"""Free text as people type it, and as a database can keep it."""

import re

from rxportal.domain.errors import Invalid

_ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f<>,;\"]{1,64}@[^@\s\x00-\x1f\x7f<>,;\"]{1,180}\.\w{2,}")


def words(typed: str) -> str:
    """The text without white space around it.

    Raises ``Invalid`` for what no keyboard makes and no database keeps: a NUL, or half of a
    character (a lone surrogate, which can be written down in JSON).
    """
    if "\0" in typed:
        raise Invalid
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise Invalid from None
    return typed.strip()


def kept(typed: str) -> str:
    """What a database can keep of it; ``words`` refuses what this leaves out."""
    return typed.replace("\0", "").encode(errors="replace").decode()


def one_line(typed: str) -> str:
    """Names: single spaces, and nothing that cannot be seen."""
    return " ".join(seen(typed).split())


def seen(typed: str) -> str:
    """With a space for each sign that cannot be seen."""
    return "".join(c if c.isprintable() else " " for c in typed)


def email(text: str) -> str:
    """An e-mail address as it is stored and looked up: one person, however it was typed."""
    return text.strip().lower().encode(errors="replace").decode()


def is_email(text: str) -> bool:
    """Whether mail can be sent to it, as far as its shape says."""
    return _ADDRESS.fullmatch(text) is not None
