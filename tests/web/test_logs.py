"""Nothing a visitor sent reaches the log: it may be a password, a cookie or a client token."""

import io
import json
import logging
import os
import secrets
from datetime import datetime

import pytest
from structlog.contextvars import bound_contextvars

from rxportal.web.logs import LONGEST, console, formatter, redact

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
    f"'No registered handler found for event: state.{SECRET}'",
    f"Received event data as a string. This may indicate a bug. Event data: {SECRET}",
    f"Event data must be a dictionary, but received ['{SECRET}'] of type list.",
    f"Attempting to send delta to disconnected client '{SECRET}'",
    f"UNIQUE constraint failed\n[SQL: INSERT]\n[parameters: ('{SECRET}',)]",
    f"duplicate key value\nDETAIL:  Key (email)=({SECRET}) already exists.",
]


@pytest.mark.parametrize("text", LEAKS)
def test_what_was_sent_is_withheld(text):
    assert SECRET not in redact(text)
    assert "…" in redact(text)


def test_the_rest_stays_readable():
    text = "Failed to load the page: no such table: declaration"
    assert redact(text) == text


@pytest.fixture
def written():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    names = ("reflex_base.event.test", "rxportal.test")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    yield stream
    for name in names:
        logging.getLogger(name).removeHandler(handler)


def test_values_passed_as_arguments_are_withheld_too(written):
    logging.getLogger("reflex_base.event.test").error(
        "argument '%s' with value '%s'", "pin", SECRET
    )
    assert "argument" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_traceback_of_others_says_only_where_it_went_wrong(written):
    try:
        raise ValueError(SECRET)  # noqa: TRY301
    except ValueError as error:
        try:
            raise KeyError(SECRET) from error  # noqa: TRY301
        except KeyError:
            logging.getLogger("reflex_base.event.test").exception("event failed")
    line = json.loads(written.getvalue())
    assert "test_a_traceback_of_others" in line["exception"]
    assert line["exception"].endswith("KeyError")
    assert SECRET not in written.getvalue()


def test_a_traceback_of_ours_says_what_went_wrong_without_what_was_sent(written):
    try:
        raise ValueError(f"a bug, cookie: sid={SECRET}")  # noqa: TRY301
    except ValueError:
        logging.getLogger("rxportal.test").exception("it failed")
    line = json.loads(written.getvalue())
    assert line["exception"].endswith("ValueError: a bug, cookie: …")
    assert SECRET not in written.getvalue()


@pytest.mark.asvs("16.2.1")
def test_a_line_says_who_what_when_and_where(written):
    with bound_contextvars(user=7, address="192.0.2.1", handler="week_state.save"):
        logging.getLogger("rxportal.test").warning("refused", extra={"why": "NotFound"})
    line = json.loads(written.getvalue())
    assert datetime.fromisoformat(line.pop("timestamp")).tzinfo is not None
    assert line == {
        "event": "refused",
        "user": 7,
        "address": "192.0.2.1",
        "handler": "week_state.save",
        "level": "warning",
        "logger": "rxportal.test",
        "why": "NotFound",
    }


@pytest.mark.asvs("16.4.1")
def test_a_name_with_a_new_line_in_it_makes_no_second_one(written):
    name = "Daria\n2026-11-24 ERROR\r\u2028{}\x1b[31m"
    logging.getLogger("rxportal.test").warning("signed in: %s", name, extra={"name_": name})
    assert written.getvalue().count("\n") == 1
    assert not set("\r\u2028\x1b") & set(written.getvalue())
    assert json.loads(written.getvalue())["level"] == "warning"


@pytest.mark.asvs("16.2.5")
def test_what_is_named_a_secret_is_one(written):
    hidden = dict.fromkeys(("password", "pin", "code", "token", "cookie", "secret"), SECRET)
    logging.getLogger("rxportal.test").warning("x", extra=hidden)
    assert SECRET not in written.getvalue()


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("around", ["{}", "/activeren/{}", "({}).", "token:{};", '"{}"'])
def test_a_token_is_withheld_wherever_it_turns_up(written, around):
    token = secrets.token_urlsafe(32)
    logging.getLogger("rxportal.test").warning("x %s", around.format(token))
    assert token not in written.getvalue()


def test_a_line_has_an_end(written):
    logging.getLogger("rxportal.test").warning("x" * 100_000)
    assert len(written.getvalue()) < LONGEST + 500


def test_a_person_at_a_terminal_gets_lines_to_read():
    record = logging.LogRecord("rxportal.test", logging.WARNING, "", 1, "slow\ndown", (), None)
    line = formatter(readable=True).format(record)
    assert "slow down" in line
    assert "\n" not in line
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(line)


def test_a_terminal_is_told_from_a_file(tmp_path):
    with (tmp_path / "log").open("w") as file:
        assert not console(file)
    controller, terminal = os.openpty()
    with open(terminal, "w") as screen:  # noqa: PTH123 - a number, not a path
        assert console(screen)
    os.close(controller)
