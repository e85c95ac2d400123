"""What people are told about a contract, in both languages."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rxportal.locales import LANGUAGES, using
from rxportal.messages import contracts
from rxportal.messages.contracts import Paperwork
from rxportal.messages.html import html
from rxportal.messages.message import Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")
PAPER = Paperwork(
    12,
    "Uitzendovereenkomst fase A",
    date(2026, 10, 12),
    datetime(2026, 10, 10, 22, 0, tzinfo=UTC),
)
OTHER = replace(PAPER, why="Het uurloon is verhoogd naar € 16,10.")
REASON = "Er staat 32 uur in,\nwe spraken <b>36</b> af."
MESSAGES = {
    "contract_offered": lambda: contracts.offered(PAPER, name="Daria"),
    "contract_reminder": lambda: contracts.reminder(PAPER, name="Daria"),
    "contract_replacing": lambda: contracts.offered(OTHER, name="Daria"),
    "contract_withdrawn": lambda: contracts.withdrawn(
        PAPER, name="Daria", reason="De opdracht gaat niet door."
    ),
    "contract_signed": lambda: contracts.signed(PAPER, name="Daria"),
    "contract_declined": lambda: contracts.declined(
        PAPER, name="Sanne Waterlander", candidate="Daria Kowalczewska", reason=REASON
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
def test_its_one_link_opens_exactly_that_contract(kind):
    message = MESSAGES[kind]()
    assert message.kind == kind.replace("replacing", "offered")
    links = re.findall(r'href="([^"]*)"', html(message, SENDER, "daria@example.nl"))
    assert set(links) == {"https://urenportaal.example/contracten/12"}


@pytest.mark.asvs("1.2.1")
def test_a_reason_is_never_markup():
    page = html(MESSAGES["contract_declined"](), SENDER, "sanne@example.nl")
    assert "<b>36</b>" not in page
