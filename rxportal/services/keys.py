"""The keys of ``RXPORTAL_SECRET_KEYS``, newest first: one of its own for every use."""

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rxportal.config import settings

Named = tuple[str, bytes]  # a name that does not give the key away, and the key


class NoKey(RuntimeError):
    """Without a key nothing is sealed or signed, least of all in silence."""


def for_use(use: str) -> tuple[Named, ...]:
    """The first is for what is new, each of them for what is there. Raises ``NoKey``."""
    found = settings().secret_keys
    if not found:
        raise NoKey("RXPORTAL_SECRET_KEYS holds no key")
    return tuple(_derived(key, use) for key in found)


def retired(use: str) -> tuple[Named, ...]:
    """Keys that are for nothing but to read what they signed."""
    return tuple(_derived(key, use) for key in settings().retired_keys)


@lru_cache(maxsize=32)
def _derived(key: str, use: str) -> Named:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"rxportal {use}".encode())
    derived = derive.derive(key.encode())
    digest = Hash(SHA256())
    digest.update(b"name of " + derived)
    return digest.finalize()[:4].hex(), derived
