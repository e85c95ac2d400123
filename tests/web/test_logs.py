"""Nothing a visitor sent reaches the log: it may be a password, a cookie or a client token."""

import io
import logging

import pytest

from rxportal.web.logs import Redacting, redact

SECRET = "s3cr3t-value"

# The sentences in which Reflex 0.10 names cookies, payloads and typed values.
LEAKS = [
    f"Error processing event queue entry for Event(name='x', data={{'a': 'sid={SECRET}'}})",
    f"Error transforming event argument 'pin' with value '{SECRET}'",
    f"Expected field 'password' to be int, got '{SECRET}'",
    f"Received event from session abc. Event data: {{'password': '{SECRET}'}}",
    f"headers: {{'cookie': 'sid={SECRET}'}}",
    f"Set-Cookie: __Host-rxportal={SECRET}; Path=/",
    f"authorization: Bearer {SECRET}",
    f"GET /_event/?EIO=4&token={SECRET}&transport=websocket",
    f"Error processing event queue entry for Event(name='x',\npayload={{'pw': '{SECRET}'}})",
]


@pytest.mark.parametrize("text", LEAKS)
def test_what_was_sent_is_withheld(text):
    assert SECRET not in redact(text)
    assert redact(text).endswith("…") or "token=…" in redact(text)


def test_the_rest_stays_readable():
    text = "Failed to load the page: no such table: declaration"
    assert redact(text) == text


@pytest.fixture
def written():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting())
    logger = logging.getLogger("reflex_base.event.test")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_values_passed_as_arguments_are_withheld_too(written):
    logging.getLogger("reflex_base.event.test").error(
        "argument '%s' with value '%s'", "pin", SECRET
    )
    assert "argument" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_traceback_is_withheld_too(written):
    try:
        raise ValueError(f"cookie: sid={SECRET}")  # noqa: TRY301
    except ValueError:
        logging.getLogger("reflex_base.event.test").exception("event failed")
    assert "test_a_traceback_is_withheld_too" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert SECRET not in written.getvalue()
