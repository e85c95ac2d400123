"""Logging of the server process: one line per record, and no secrets in it."""

import logging
import logging.config
import re

# What Reflex writes when an event fails holds the cookies and what was typed: security.md of the
# framework notes "Event(…)", "Event data …", "argument '…' with value '…'" and "got '…'".
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


class Redact(logging.Filter):
    """On the handler, so that no logger can go around it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] in {"rxportal", "granian", "_granian"}:
            return True
        record.msg, record.args = redact(record.getMessage()), ()
        return True


CONFIG = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": Redact}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["redact"]}
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        # Refused handshakes and every packet; what matters of them is counted elsewhere.
        "engineio": {"level": "ERROR"},
        "socketio": {"level": "ERROR"},
        "alembic": {"level": "WARNING"},
    },
}


def configure() -> None:
    logging.config.dictConfig(CONFIG)
