"""What people are told about their account, in both languages."""

import re
from datetime import UTC, datetime

import pytest

from rxportal.locales import LANGUAGES, using
from rxportal.messages import accounts
from rxportal.messages.html import html
from rxportal.messages.message import Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")
TOKEN = "4sJH0p8oZ5mYqkq2Wm3x6rFQ0T3pO5bX1c9d8e7f6g5"
MESSAGES = {
    "activate": lambda: accounts.activate(
        name="Daria", agency="Flexmeent", number="06 •••• ••12", path=f"/activeren/{TOKEN}"
    ),
    "reset": lambda: accounts.reset(name="Daria", path=f"/wachtwoord-herstellen/{TOKEN}"),
    "password_changed": lambda: accounts.password_changed(
        name="Daria", at=datetime(2026, 10, 9, 14, 30, tzinfo=UTC)
    ),
    "tried_too_often": lambda: accounts.tried_too_often(name="Daria", times=100),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MESSAGES)
def test_it_reads_as_it_was_last_agreed_on(kind, language, snapshot):
    with using(language):
        message = MESSAGES[kind]()
        text = plain(message, SENDER, "daria@example.nl")
        page = html(message, SENDER, "daria@example.nl")
    mail = f"Subject: {message.subject}\n\n{text}\n{'=' * 72}\n{page}"
    snapshot(f"mail_{kind}.{language}.txt", mail)


@pytest.mark.parametrize("kind", MESSAGES)
def test_the_button_and_the_link_to_copy_are_the_same_and_ours(kind):
    message = MESSAGES[kind]()
    assert message.kind == kind
    links = re.findall(r'href="([^"]*)"', html(message, SENDER, "daria@example.nl"))
    assert links == [f"https://urenportaal.example{message.path}"] * 2
    assert links[0] in plain(message, SENDER, "daria@example.nl")


def test_the_invitation_says_activeer_as_the_manual_does():
    assert MESSAGES["activate"]().button == "Activeer"


@pytest.mark.asvs("1.2.1")
def test_a_name_is_never_markup():
    page = html(accounts.reset(name="<script>x</script>", path="/x"), SENDER, "daria@example.nl")
    assert "<script>" not in page
