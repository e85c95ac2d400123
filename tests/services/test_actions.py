"""services/actions.py: what is expected of whom."""

from datetime import timedelta

import pytest

from rxportal.db.tables import Outbox
from rxportal.domain.declaration import Status
from rxportal.services import actions
from tests import make
from tests.make import MONDAY, NOW

pytestmark = pytest.mark.begins(rows=make.known)


def test_a_candidate_fills_in_the_week_and_mends_the_rejected_one(session):
    make.declaration(session, filled=False)
    make.declaration(
        session,
        monday=MONDAY - timedelta(days=7),
        status=Status.REJECTED,
        reason="dinsdag staat 1 uur te veel",
    )
    items, total = actions.needed(session, make.candidate, now=NOW)
    assert [(item.title, item.about, item.verb) for item in items] == [
        (
            "Urendeclaratie week 41 invullen",
            "Vlotwerf Logistiek · kostenplaats 152 (locatie Y)",
            "Invullen",
        ),
        (
            "Urendeclaratie week 40 aanpassen",
            "Afgewezen: dinsdag staat 1 uur te veel",
            "Aanpassen",
        ),
    ]
    assert total == 2


def test_a_week_that_has_not_begun_asks_nothing_yet(session):
    make.declaration(session, monday=MONDAY + timedelta(days=7), filled=False)
    assert actions.needed(session, make.candidate, now=NOW) == ([], 0)


def test_what_was_handed_in_is_the_clients_to_do(session):
    row = make.declaration(session, status=Status.SUBMITTED, submitted_at=NOW)
    assert actions.needed(session, make.candidate, now=NOW) == ([], 0)
    [item], total = actions.needed(session, make.client, now=NOW)
    assert item.title == "Uren van Daria Kowalczewska goedkeuren"
    assert item.path == f"/declaraties/{row.id}"
    assert total == 1


def test_another_client_has_nothing_to_do_with_it(session):
    make.declaration(session, status=Status.SUBMITTED)
    assert actions.needed(session, make.client2, now=NOW) == ([], 0)


def test_the_agency_processes_what_is_approved_and_hears_of_lost_mail(session):
    make.declaration(session, status=Status.COMPLETED)
    session.add(
        Outbox(
            message_id="<1@x>",
            kind="rejected",
            to="x@example.nl",
            subject="x",
            body_text="x",
            body_html="x",
            created_at=NOW,
            next_at=NOW,
            failed_at=NOW,
        )
    )
    session.commit()
    items, total = actions.needed(session, make.office, now=NOW)
    assert [item.title for item in items] == [
        "1 declaratie verwerken",
        "1 bericht kwam niet aan",
    ]
    assert total == 2
