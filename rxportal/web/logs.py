"""Logging of the server process: one line per record, and no secrets in it."""

import logging
import logging.config
import re
from typing import Any

# What Reflex writes when an event fails holds the cookies and what was typed; these are the words
# before it: "Event(…)", "Event data …", "argument '…' with value '…'", "Expected … got '…'".
_CUTS = (
    re.compile(r"(Event\().*", re.DOTALL),
    re.compile(r"(Event data:?\s).*", re.DOTALL | re.IGNORECASE),
    re.compile(r"(with value\s).*", re.DOTALL),
    re.compile(r"(\bgot\s['\"]).*", re.DOTALL),
    re.compile(r"((?:set-)?cookie['\"]?\s*[:=]\s*).*", re.DOTALL | re.IGNORECASE),
    re.compile(r"(authorization['\"]?\s*[:=]\s*).*", re.DOTALL | re.IGNORECASE),
)
_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")
_WITHHELD = r"\1…"


def redact(text: str) -> str:
    """The text without what a visitor sent: it may be a password, a cookie or a client token."""
    for cut in _CUTS:
        text = cut.sub(_WITHHELD, text)
    return _TOKEN.sub(_WITHHELD, text)


class Redacting(logging.Formatter):
    """In the one formatter of the process, so that no logger can go around it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.message = redact(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return "\n".join(redact(line) for line in super().formatException(ei).splitlines())


CONFIG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": Redacting, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        # Refused handshakes and every packet; what matters of them is counted elsewhere.
        "engineio": {"level": "ERROR"},
        "socketio": {"level": "ERROR"},
        "alembic": {"level": "WARNING"},
        # Says which address it sends to and, when that fails, what.
        "apprise": {"level": "CRITICAL"},
    },
}


def configure() -> None:
    logging.config.dictConfig(CONFIG)
