"""What a candidate is told about documents and details, in both languages."""

import re
from datetime import UTC, datetime

import pytest

from rxportal.locales import LANGUAGES, using
from rxportal.messages import dossier
from rxportal.messages.html import html
from rxportal.messages.message import Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")

MESSAGES = {
    "document_rejected": lambda: dossier.document_rejected(
        name="Daria",
        document="Rijbewijs.pdf",
        by="Sanne Waterlander",
        reason="De achterkant is niet te lezen.",
        path="/documenten/7",
    ),
    "change_asked": lambda: dossier.change_asked(
        name="Daria", what="Bankrekening", at=datetime(2026, 10, 9, 14, 30, tzinfo=UTC)
    ),
    "change_approved": lambda: dossier.change_approved(name="Daria", what="Bankrekening"),
    "change_rejected": lambda: dossier.change_rejected(
        name="Daria", what="Bankrekening", by="Sanne Waterlander", reason="Bel ons even."
    ),
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
def test_its_one_button_leads_to_what_it_is_about(kind):
    message = MESSAGES[kind]()
    assert message.kind == kind
    links = re.findall(r'href="([^"]*)"', html(message, SENDER, "daria@example.nl"))
    assert links == [f"https://urenportaal.example{message.path}"] * 2
