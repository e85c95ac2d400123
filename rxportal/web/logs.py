"""Logging: one line per record, as JSON or, on a terminal, to read; and no secrets in it.

Who (``user``, an id), from where (``address``) and at what (``handler`` or ``path``) is bound by
whoever takes an event or a request in; what a module logs then carries it by itself.
"""

import logging
import logging.config
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

# What Reflex writes when an event fails holds the cookies and what was typed; these are the words
# before it: "Event(…)", "Event data …", "argument '…' with value '…'", "Expected … got '…'". And
# what databases say of the row they refused.
_CUTS = (
    re.compile(r"(Event\().*", re.DOTALL),
    re.compile(r"(Event data:?\s).*", re.DOTALL | re.IGNORECASE),
    re.compile(r"(event data as a string\.\s).*", re.DOTALL | re.IGNORECASE),
    re.compile(r"(must be a dictionary, but received\s).*", re.DOTALL),
    re.compile(r"(No registered handler found for event:\s).*", re.DOTALL),
    re.compile(r"(disconnected client\s).*", re.DOTALL),
    re.compile(r"(with value\s).*", re.DOTALL),
    re.compile(r"(\bgot\s['\"]).*", re.DOTALL),
    re.compile(r"((?:set-)?cookie['\"]?\s*[:=]\s*).*", re.DOTALL | re.IGNORECASE),
    re.compile(r"(authorization['\"]?\s*[:=]\s*).*", re.DOTALL | re.IGNORECASE),
    re.compile(r"(\[parameters:\s).*", re.DOTALL),
    re.compile(r"(DETAIL:\s).*", re.DOTALL),
)
_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")
_WITHHELD = r"\1…"
# Tokens and keys of ours are 32 characters and more of this alphabet, wherever they turn up.
_SECRET = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])[\w-]{32,}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_NEVER = frozenset({"password", "pin", "code", "token", "cookie", "authorization", "secret"})
LONGEST, LONGEST_TRACE = 2_000, 8_000  # characters
OURS = "rxportal"


def redact(text: str) -> str:
    """The text without what a visitor sent: it may be a password, a cookie or a client token."""
    for cut in _CUTS:
        text = cut.sub(_WITHHELD, text)
    return _SECRET.sub("…", _TOKEN.sub(_WITHHELD, text))


def console(of: Any) -> bool:
    """Whether a person reads along."""
    return bool(getattr(of, "isatty", lambda: False)())


def formatter(*, readable: bool = False) -> ProcessorFormatter:
    """The one formatter of the process, so that no logger can go around it."""
    last = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if readable
        else [structlog.processors.JSONRenderer(sort_keys=False, ensure_ascii=False)]
    )
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            add_log_level,
            add_logger_name,
            ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[_trace, ProcessorFormatter.remove_processors_meta, _clean, *last],
    )


def for_this_screen() -> ProcessorFormatter:
    return formatter(readable=console(sys.stderr))


def _trace(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The traceback as text. Of others, only where it went wrong: what they say quotes visitors."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if not isinstance(info, tuple) or info[1] is None:
        return event
    error = info[1]
    where = [f'File "{f.filename}", line {f.lineno}, in {f.name}' for f in _frames(error)]
    said = f": {error}" if str(event.get("logger", "")).startswith(OURS) else ""
    event["exception"] = "\n".join([*where, f"{type(error).__name__}{said}"])
    return event


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    chain: BaseException | None = error
    found: list[traceback.FrameSummary] = []
    while chain is not None:
        found = [*traceback.extract_tb(chain.__traceback__), *found]
        chain = chain.__cause__ or chain.__context__
    return found


def _clean(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key.lower() in _NEVER:
            event[key] = "…"
        elif key == "exception":
            event[key] = "\n".join(redact(line) for line in value.splitlines())[-LONGEST_TRACE:]
        elif not isinstance(value, int | float | bool | None):
            event[key] = _CONTROL.sub(" ", redact(str(value)))[:LONGEST]
    return event


CONFIG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": for_this_screen}},
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
