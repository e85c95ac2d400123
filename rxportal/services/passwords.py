"""Hashing passwords. Slow on purpose (about 25 ms): call it in a worker thread only."""

import unicodedata
from typing import Any

from passlib.context import CryptContext  # pyright: ignore[reportMissingTypeStubs]

LONGEST = 256  # characters; a longer one is refused before it costs anything

# OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane.
_CONTEXT: Any = CryptContext(
    schemes=["argon2"],
    argon2__type="ID",
    argon2__memory_cost=19456,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
_NOBODYS: str = _CONTEXT.hash("nobody has this password")


def digest(password: str) -> str:
    """The hash to store, of the password in Unicode NFC (NIST SP 800-63B)."""
    return _CONTEXT.hash(unicodedata.normalize("NFC", password))


def matches(password: str, stored: str) -> bool:
    """Whether ``stored`` is the hash of ``password``.

    An empty ``stored`` (no such account) costs as much time as a real one and is never right.
    """
    if len(password) > LONGEST:
        return False
    right: bool = _CONTEXT.verify(unicodedata.normalize("NFC", password), stored or _NOBODYS)
    return right and bool(stored)
