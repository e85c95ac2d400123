"""state/creation.py and state/messages.py: the agency's own screens."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Declaration, Outbox
from rxportal.domain.errors import Forbidden, Invalid
from rxportal.state.creation import CreationState
from rxportal.state.messages import MessagesState
from tests import make


@pytest.fixture
def office(session, tabs):
    return tabs(make.office, "/beheer/declaraties")


async def test_it_shows_for_whom_before_it_makes_anything(session, office):
    make.declaration(session)
    await office.send(CreationState, "choose_day", day=str(make.MONDAY))
    plan = await office.state(CreationState)
    assert plan.period == "week 41, 5 t/m 11 oktober"
    assert [row.name for row in plan.making] == [make.candidate2.name]
    assert [(row.name, row.why_not) for row in plan.skipping] == [
        (make.candidate.name, "Er is al een declaratie voor week 41.")
    ]
    assert len(session.exec(select(Declaration)).all()) == 1


async def test_it_makes_what_was_shown_and_says_how_many(session, office):
    named = {"kind": "week", "day": str(make.MONDAY)}
    await office.send(CreationState, "make", **named)
    plan = await office.state(CreationState)
    assert plan.done == "2 declaraties klaargezet. De kandidaten krijgen een e-mail."
    assert [row.why_not for row in plan.skipping] == ["Er is al een declaratie voor week 41."] * 2
    session.rollback()
    await office.send(CreationState, "make", **named)
    assert plan.done.startswith("0 declaraties")
    assert len(session.exec(select(Declaration)).all()) == 2


async def test_without_a_choice_it_is_the_last_period(office):
    await office.send(CreationState, "arrive")
    plan = await office.state(CreationState)
    assert [choice.chosen for choice in plan.choices] == [True, False, False]
    await office.send(CreationState, "choose_kind", kind="month")
    assert [choice.chosen for choice in plan.choices] == [True, False, False]
    assert (plan.making, plan.skipping) == ([], [])  # nobody reports per month


@pytest.mark.parametrize("day", ["", "morgen", "2026-13-01", 7, None])
async def test_a_day_that_is_none_is_refused(office, day):
    await office.send(CreationState, "choose_day", day=day)
    assert [type(error) for error in office.errors] == [Invalid]


async def test_a_client_makes_nothing(session, tabs):
    tab = tabs(make.client, "/beheer/declaraties")
    await tab.send(CreationState, "make", kind="week", day=str(make.MONDAY))
    await tab.send(MessagesState, "arrive")
    assert {type(error) for error in tab.errors} == {Forbidden}
    assert session.exec(select(Declaration)).all() == []


async def test_a_message_that_failed_is_sent_again(session, office):
    now = datetime.now(UTC)
    lost = Outbox(
        message_id="<1@example>",
        kind="approved",
        to=make.candidate.email,
        subject="Je uren zijn goedgekeurd",
        body_text="Hallo Daria",
        body_html="<p>Hallo Daria</p>",
        created_at=now - timedelta(days=3),
        next_at=now - timedelta(days=1),
        attempts=8,
        failed_at=now,
        error="550 onbekend adres",
    )
    session.add(lost)
    session.commit()
    await office.send(MessagesState, "arrive")
    shown = await office.state(MessagesState)
    assert [(row.reader, row.error) for row in shown.failed] == [
        (make.candidate.email, "550 onbekend adres")
    ]
    assert shown.waiting == []
    await office.send(MessagesState, "retry", message=lost.id)
    assert (shown.failed, [row.subject for row in shown.waiting]) == ([], [lost.subject])
    assert shown.said == "Het bericht gaat opnieuw op pad."
