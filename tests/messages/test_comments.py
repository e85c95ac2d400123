"""What people are told when somebody reacts, in both languages."""

import pytest

from rxportal.locales import LANGUAGES, using
from rxportal.messages.comments import commented
from rxportal.messages.html import html
from rxportal.messages.message import Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")
WORDS = "Dinsdag ben je om 15:30 uitgeklokt.\nKun je dat <b>aanpassen</b>?"


def message():
    return commented(
        "de declaratie van week 40",
        "/declaraties/817",
        name="Daria",
        by="Ruben\nOosterlaak",
        words=WORDS,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_as_it_was_last_agreed_on(language, snapshot):
    with using(language):
        said = message()
        text, page = plain(said, SENDER, "daria@example.nl"), html(said, SENDER, "daria@example.nl")
    told = f"Subject: {said.subject}\n\n{text}\n{'=' * 72}\n{page}"
    snapshot(f"mail_commented.{language}.txt", told)


def test_it_opens_what_was_reacted_to_and_what_was_typed_is_text():
    page = html(message(), SENDER, "daria@example.nl")
    assert "https://urenportaal.example/declaraties/817" in page
    assert "<b>aanpassen" not in page
    assert "\n" not in message().subject
