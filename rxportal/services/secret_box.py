"""Secrets at rest that have to be read again: AES-256-GCM under the keys of the settings.

What is stored reads ``v1:<key id>:<nonce and ciphertext>`` and opens only with the words it was
bound to, so that a row cannot be given another row's secret. The first of ``RXPORTAL_SECRET_KEYS``
seals, each of them opens: put a new key in front, and drop the old one when nothing needs it.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rxportal.services import keys

VERSION = "v1"
NAME = 8  # characters of the name of a key
_NONCE = 12  # bytes, random: fewer than 2^32 secrets under one key


class Unreadable(RuntimeError):
    """No key of ours opens it: the key is gone, or the row was changed."""


def seal(secret: str, *, bound_to: str) -> str:
    """``bound_to`` names the place, ``"authenticator:7"``."""
    name, key = _keys()[0]
    nonce = os.urandom(_NONCE)
    body = AESGCM(key).encrypt(nonce, secret.encode(), bound_to.encode())
    return f"{VERSION}:{name}:{base64.urlsafe_b64encode(nonce + body).decode()}"


def unseal(sealed: str, *, bound_to: str) -> str:
    """Raises ``Unreadable``."""
    version, _, rest = sealed.partition(":")
    name, _, body = rest.partition(":")
    key = dict(_keys()).get(name)
    if version != VERSION or key is None:
        raise Unreadable("no key of RXPORTAL_SECRET_KEYS opens this secret")
    try:
        raw = base64.urlsafe_b64decode(body)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], bound_to.encode()).decode()
    except (InvalidTag, ValueError):
        raise Unreadable("this secret was changed, or is another row's") from None


def newest() -> str:
    """How everything begins that is under the newest key."""
    return f"{VERSION}:{_keys()[0][0]}:"


def is_old(sealed: str) -> bool:
    return not sealed.startswith(newest())


def names() -> tuple[str, ...]:
    """Of the keys that open something."""
    return tuple(name for name, _ in _keys())


def _keys() -> tuple[keys.Named, ...]:
    try:
        return keys.for_use("secrets at rest")
    except keys.NoKey as none:
        raise Unreadable(str(none)) from None
