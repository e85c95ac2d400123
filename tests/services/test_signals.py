"""services/signals.py: that something happened which is on somebody's dashboard."""

from datetime import timedelta

from sqlmodel import select

from rxportal.db.tables import Change
from rxportal.domain.declaration import Status
from rxportal.services import comments, declarations, signals
from tests import make
from tests.make import NOW


def heard(session, now=NOW):
    """Who of the cast hears of what is new."""
    found = signals.latest(session, now=now)
    return {actor.name for actor in make.CAST for each in found if signals.concerns(each, actor)}


THEIRS = {make.candidate, make.client, make.office, make.administrator}


def test_a_step_is_heard_by_both_parties_and_the_agency(session):
    row = make.declaration(session, status=Status.COMPLETED)
    declarations.process(session, make.office, row.id, now=NOW)
    session.flush()
    assert heard(session) == {actor.name for actor in THEIRS}
    assert heard(session, NOW + signals.LATEST) == set()


def test_so_is_a_reaction(session):
    row = make.declaration(session, status=Status.SUBMITTED)
    comments.comment(session, make.client, row.id, "Klopt dit?", now=NOW)
    session.flush()
    assert heard(session) == {actor.name for actor in THEIRS}


def test_it_is_forgotten_after_an_hour(session):
    for minutes in (0, 59):
        signals.note(session, candidate_id=1, now=NOW + timedelta(minutes=minutes))
    session.flush()
    signals.forget(session, now=NOW + timedelta(minutes=61))
    assert len(session.exec(select(Change)).all()) == 1
