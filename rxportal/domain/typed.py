"""Free text as people type it, and as a database can keep it."""

from rxportal.domain.errors import Invalid


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


def email(text: str) -> str:
    """An e-mail address as it is stored and looked up: one person, however it was typed."""
    return text.strip().lower().encode(errors="replace").decode()
