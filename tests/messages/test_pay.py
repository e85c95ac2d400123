"""What people are told about their pay, in both languages."""

from datetime import date

import pytest

from rxportal.locales import LANGUAGES, using
from rxportal.messages import pay
from rxportal.messages.html import html
from rxportal.messages.message import Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")
MESSAGES = {
    "payslip_ready": lambda: pay.payslip_ready(
        name="Daria", period="week 38", paid_on=date(2026, 9, 30), path="/loonstroken/12"
    ),
    "statement_ready": lambda: pay.statement_ready(name="Daria", year=2025, path="/jaaropgaven/12"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MESSAGES)
def test_it_reads_as_it_was_last_agreed_on(kind, language, snapshot):
    with using(language):
        message = MESSAGES[kind]()
        text = plain(message, SENDER, "daria@example.nl")
        page = html(message, SENDER, "daria@example.nl")
    assert message.kind == kind
    mail = f"Subject: {message.subject}\n\n{text}\n{'=' * 72}\n{page}"
    snapshot(f"mail_{kind}.{language}.txt", mail)
