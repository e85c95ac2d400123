"""What people are told about their second factor, in both languages, and the one text message."""

from datetime import UTC, datetime

import pytest

from rxportal.locales import LANGUAGES, using
from rxportal.messages import factors, integrations, texts
from rxportal.messages.html import html
from rxportal.messages.message import Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")
AT = datetime(2026, 10, 9, 14, 30, tzinfo=UTC)
MESSAGES = {
    "webhook_stopped": lambda: integrations.webhook_stopped(name="Mees", program="Salarispakket"),
    "factor_changed": lambda: factors.factor_changed(name="Daria", factor="app", at=AT),
    "passkey_added": lambda: factors.passkey_added(
        name="Daria", passkey="Chrome op Android", at=AT
    ),
    "passkey_removed": lambda: factors.passkey_removed(
        name="Daria", passkey="Chrome op Android", at=AT
    ),
    "recovery_code_used": lambda: factors.recovery_code_used(name="Daria", left=8, at=AT),
    "recovery_codes_made": lambda: factors.recovery_codes_made(name="Daria", at=AT),
    "number_changed": lambda: factors.number_changed(name="Daria", number="06 •••• ••12", at=AT),
    "address_changed": lambda: factors.address_changed(
        name="Daria", address="daria@nieuw.example", at=AT
    ),
    "confirm_address": lambda: factors.confirm_address(name="Daria", code="482913", until=AT),
    "texts_spent": lambda: factors.texts_spent(name="Mees de Boer", most=200),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MESSAGES)
def test_it_reads_as_it_was_last_agreed_on(kind, language, snapshot):
    with using(language):
        message = MESSAGES[kind]()
        assert message.kind == kind
        text = plain(message, SENDER, "daria@example.nl")
        page = html(message, SENDER, "daria@example.nl")
    mail = f"Subject: {message.subject}\n\n{text}\n{'=' * 72}\n{page}"
    snapshot(f"mail_{kind}.{language}.txt", mail)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_fits_in_one_sms_and_a_phone_can_fill_it_in(language, snapshot):
    with using(language):
        text = texts.pin("482913", agency="Flexmeent", host="urenportaal.example", until=AT)
    snapshot(f"sms_pin.{language}.txt", text.body)
    assert len(text.body) <= 160
    assert text.body.isascii()  # one sign outside GSM-7 would halve what fits
    assert text.body.splitlines()[-1] == "@urenportaal.example #482913"


def test_the_back_office_says_that_it_was_its_doing():
    message = factors.factor_changed(name="Daria", factor="", at=AT, by_office=True)
    assert "Je uitzendbureau heeft je verificatie hersteld. Stel hem opnieuw in." in message.lines
