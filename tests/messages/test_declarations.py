"""Every message as the reader gets it, in both languages, and what it may never carry."""

import re
from datetime import UTC, date, datetime

import pytest

from rxportal.domain.periods import PeriodKind, period_of
from rxportal.locales import LANGUAGES, using
from rxportal.messages import declarations
from rxportal.messages.declarations import Hours
from rxportal.messages.html import html
from rxportal.messages.message import HeaderInjection, Look, Message, Sender
from rxportal.messages.plain import plain

SENDER = Sender("Flexmeent", "000 - 000 00 00", "https://urenportaal.example")
MONDAY = date(2026, 10, 5)
DUE = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
WEEK = period_of(PeriodKind.WEEK, MONDAY)
ROSTER = (480,) * 5 + (0, 0)
WORKED = (480, 525, 480, 480, 450, 0, 0)
REASON = "Dinsdag was je om 16:00 weg.\nKlopt de pauze?"


def hours(worked=(0,) * 7, **more):
    return Hours(
        declaration_id=817,
        period=WEEK,
        candidate="Daria Kowalczewska",
        client="Vlotwerf Logistiek",
        cost_centre="152 (locatie Y)",
        day_minutes=worked,
        day_roster=ROSTER,
        due_at=DUE,
        **more,
    )


MESSAGES = {
    "to_fill_in": lambda: declarations.to_fill_in(hours(), name="Daria"),
    "to_approve": lambda: declarations.to_approve(hours(WORKED), name="Ruben Oosterlaak"),
    "rejected": lambda: declarations.rejected(
        hours(WORKED, rejected_days=[date(2026, 10, 6)]),
        name="Daria",
        by="Ruben Oosterlaak",
        reason=REASON,
    ),
    "approved": lambda: declarations.approved(hours(ROSTER), name="Daria", by="Ruben Oosterlaak"),
    "processed": lambda: declarations.processed(hours(ROSTER), name="Daria"),
    "reminder_to_fill_in": lambda: declarations.reminder_to_fill_in(
        hours(), name="Daria", now=datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
    ),
    "reminder_to_approve": lambda: declarations.reminder_to_approve(
        hours(WORKED),
        name="Ruben Oosterlaak",
        since=datetime(2026, 10, 9, 14, 30, tzinfo=UTC),
    ),
    "escalated": lambda: declarations.escalated(
        hours(WORKED),
        name="Mila Tervoort",
        since=datetime(2026, 10, 9, 14, 30, tzinfo=UTC),
        silent=["Ruben Oosterlaak"],
    ),
}
LINK = "/beoordelen/a-token-of-256-bits"
WITH_LINK = {
    "to_approve_by_mail": lambda: declarations.to_approve(
        hours(WORKED), name="Mila Tervoort", agreed_by="Ruben Oosterlaak", link=LINK
    ),
}


def mail(message: Message) -> str:
    text = plain(message, SENDER, "daria@example.nl")
    page = html(message, SENDER, "daria@example.nl")
    return f"Subject: {message.subject}\n\n{text}\n{'=' * 72}\n{page}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MESSAGES)
def test_it_reads_as_it_was_last_agreed_on(kind, language, snapshot):
    with using(language):
        snapshot(f"mail_{kind}.{language}.txt", mail(MESSAGES[kind]()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WITH_LINK)
def test_a_link_that_needs_no_signing_in_takes_the_place_of_the_other(kind, language, snapshot):
    with using(language):
        text = mail(WITH_LINK[kind]())
    snapshot(f"mail_{kind}.{language}.txt", text)
    assert "/declaraties/" not in text


@pytest.mark.parametrize("kind", MESSAGES)
def test_it_has_one_button_and_both_parts_link_to_the_declaration(kind):
    message = MESSAGES[kind]()
    assert message.kind == kind
    link = "https://urenportaal.example/declaraties/817"
    page = html(message, SENDER, "daria@example.nl")
    assert re.findall(r'href="([^"]*)"', page) == [link, link]  # the button, and the plain link
    assert page.count('class="m-btn"') == 1
    assert plain(message, SENDER, "daria@example.nl").count(link) == 1


@pytest.mark.parametrize("kind", MESSAGES)
def test_only_what_asks_something_carries_the_label(kind):
    asks = kind not in {"approved", "processed"}
    message = MESSAGES[kind]()
    assert ("Actie vereist</span>" in html(message, SENDER, "a@example.nl")) is asks
    assert plain(message, SENDER, "a@example.nl").startswith("Actie vereist\n") is asks


def test_the_reason_of_a_rejection_is_there_word_for_word():
    message = MESSAGES["rejected"]()
    assert REASON in plain(message, SENDER, "daria@example.nl")
    assert "om 16:00 weg.<br>Klopt de pauze?" in html(message, SENDER, "daria@example.nl")
    assert [column.look for column in message.card.strip][:2] == [Look.WORKED, Look.REJECTED]


def test_what_people_typed_is_text_and_never_markup():
    nasty = "<script>alert(1)</script>"
    message = declarations.rejected(
        Hours(1, WEEK, nasty, nasty, nasty, WORKED, ROSTER), name=nasty, by=nasty, reason=nasty
    )
    page = html(message, Sender(nasty, nasty, "https://urenportaal.example"), nasty)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 9


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x00", "\x1b", "\u2028", "\x85"])
def test_a_name_cannot_begin_a_header_of_its_own(sign):
    named = Hours(1, WEEK, f"Daria{sign}Bcc: x@example.nl", "", "", WORKED, ROSTER)
    message = declarations.to_approve(named, name="Ruben")
    assert "Daria Bcc: x@example.nl" in message.subject
    with pytest.raises(HeaderInjection):
        Message(
            kind="x",
            subject=f"Uren{sign}Bcc: x@example.nl",
            preheader="",
            title="",
            lines=(),
            card=message.card,
            button="",
            path="/",
        )


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        (59, "Dien je uren in vóór maandag 12 oktober, 10:00."),
        (60, "Dat moest vóór maandag 12 oktober"),
    ],
)
def test_a_reminder_knows_whether_it_is_too_late(minute, expected):
    now = datetime(2026, 10, 12, 7 + minute // 60, minute % 60, tzinfo=UTC)
    message = declarations.reminder_to_fill_in(hours(), name="Daria", now=now)
    assert message.lines[1].startswith(expected)


def test_a_reminder_of_rejected_hours_says_so():
    message = declarations.reminder_to_fill_in(hours(WORKED), name="Daria", now=DUE, rejected=True)
    assert message.lines[0] == "Hallo Daria, je afgewezen uren zijn nog niet opnieuw ingediend."
    assert message.button == "Uren aanpassen"


def test_a_reopened_week_says_who_opened_it_and_why():
    message = declarations.to_approve(
        hours(WORKED), name="Ruben", reopened_by="Sanne Waterlander", reason="Verkeerde week"
    )
    assert message.quote.by == "Heropend door Sanne Waterlander:"
    assert message.quote.words == "Verkeerde week"


@pytest.mark.parametrize(
    ("worked", "roster", "not_worked", "expected"),
    [
        (ROSTER, ROSTER, False, "Totaal: 40,00 uur, zoals gepland."),
        (WORKED, ROSTER, False, "Totaal: 40,25 uur. Gepland: 40,00 uur."),
        ((480, 0), (0, 480), False, "Totaal: 8,00 uur. Gepland: 8,00 uur."),
        (WORKED, (), False, "Totaal: 40,25 uur."),
        ((), ROSTER, True, "Niet gewerkt."),
    ],
)
def test_the_total_is_compared_with_the_roster(worked, roster, not_worked, expected):
    shown = Hours(1, WEEK, "Daria", "Vlotwerf", "", worked, roster, not_worked=not_worked)
    assert declarations.to_approve(shown, name="Ruben").card.note == expected


def test_without_a_deadline_none_is_named():
    shown = Hours(1, WEEK, "Daria", "Vlotwerf", "", (), ())
    message = declarations.to_fill_in(shown, name="Daria")
    assert message.lines == ("Hallo Daria, je declaratie staat klaar.", "Dien je uren in.")
    assert (message.strong, message.card.note, message.card.place) == ("", "", "Vlotwerf")
    reminder = declarations.reminder_to_fill_in(shown, name="Daria", now=DUE)
    assert reminder.lines[1] == "Dien je uren in."


def test_a_longer_period_shows_a_column_a_week():
    month = period_of(PeriodKind.MONTH, date(2026, 10, 1))
    shown = Hours(1, month, "Daria", "Vlotwerf", "", (480,) * 5, (480,) * 31)
    strip = declarations.to_approve(shown, name="Ruben").card.strip
    assert [column.label for column in strip] == ["40", "41", "42", "43", "44"]
    assert [column.hours for column in strip] == ["32,00", "8,00", "56,00", "56,00", "48,00"]
    assert [column.look for column in strip] == [Look.WORKED] * 2 + [Look.PLANNED] * 3
