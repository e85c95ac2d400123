"""All that is logged while tests run, written as in production, and looked through at the end.

Every token that is made on the way is remembered, and all that is hashed as a password: passwords,
pins, recovery codes. None of it may stand in a line.
"""

import io
import json
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pyotp
import pytest

from rxportal.services import passwords
from rxportal.web import logs

_LONG = 12  # characters; of what is shorter only a pin opens anything


class LogWatch:
    """Listens to every logger of this process."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()
        self._text = io.StringIO()
        self._handler = logging.StreamHandler(self._text)
        self._handler.setFormatter(logs.formatter())

    @contextmanager
    def listening(self) -> Iterator["LogWatch"]:
        patch = pytest.MonkeyPatch()
        for module, maker in ((secrets, "token_urlsafe"), (pyotp, "random_base32")):
            patch.setattr(module, maker, self._made_by(getattr(module, maker)))
        patch.setattr(passwords, "digest", self._given_to(passwords.digest))
        root = logging.getLogger()
        root.addHandler(self._handler)
        try:
            yield self
        finally:
            root.removeHandler(self._handler)
            patch.undo()

    def told(self) -> list[str]:
        """The lines that hold a secret, or are no line of ours at all."""
        return list(leaks(self._text.getvalue(), self.secrets))

    def _made_by(self, make: Any) -> Any:
        @wraps(make)
        def remember(*args: Any, **named: Any) -> Any:
            made = make(*args, **named)
            self._keep(made)
            return made

        return remember

    def _given_to(self, take: Any) -> Any:
        @wraps(take)
        def remember(secret: str) -> Any:
            self._keep(secret)
            return take(secret)

        return remember

    def _keep(self, secret: str) -> None:
        if len(secret) >= _LONG or re.fullmatch(r"[0-9]{6}", secret):
            self.secrets.add(secret)


def leaks(text: str, planted: set[str]) -> Iterator[str]:
    """Lines with one of these in it. The moment is left out: six digits of it may be a pin."""
    words = {secret for secret in planted if re.fullmatch(r"\w+", secret)}
    phrases = planted - words
    for line in text.splitlines():
        try:
            fields = json.loads(line)
        except ValueError:
            yield f"no JSON: {line}"
            continue
        fields.pop("timestamp", None)
        said = json.dumps(fields, ensure_ascii=False)
        if words & set(re.findall(r"[\w-]+", said)) or any(each in said for each in phrases):
            yield line
