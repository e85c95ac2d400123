"""A row that is somebody else's is not found, and that it was asked for is written down."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import AuditEvent, Declaration, Limit, Placement
from rxportal.domain.errors import NotFound
from rxportal.services import audit, comments, placements, scoped
from tests import make

MINE, THEIRS, NOBODYS = 1, 2, 4_000


def trail(session):
    session.rollback()
    return session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()


def ask(how, row, actor=make.candidate, table=Placement):
    with pytest.raises(NotFound) as refused, how() as session:
        scoped.find(session, actor, table, row)
    return str(refused.value)


@pytest.mark.asvs("8.2.2", "16.3.2")
@pytest.mark.parametrize("how", [transaction, reading])
def test_who_asks_for_what_is_not_theirs_is_in_the_trail(session, how):
    ask(how, THEIRS)
    (row,) = trail(session)
    assert (row.kind, row.actor_id, row.actor) == ("row.refused", 1, make.candidate.name)
    assert row.details == {"what": "placement", "id": "2"}
    assert datetime.now(UTC) - row.at < timedelta(minutes=5)
    assert audit.verify(session) is None


def test_the_answer_is_that_of_a_number_nobody_has(session):
    assert ask(reading, THEIRS) == ask(reading, NOBODYS)
    assert [row.details["id"] for row in trail(session)] == [str(THEIRS)]


def test_what_was_begun_is_undone_and_the_note_is_kept(session):
    make.declaration(session, candidate_id=2)

    def overreach():
        with transaction() as work:
            work.get_one(Placement, MINE).job_title = "Koning"
            work.flush()
            comments.say(work, make.candidate, "declaraties", 1, "Hoi", now=make.NOW)

    with pytest.raises(NotFound):
        overreach()
    assert len(trail(session)) == 1
    assert session.get_one(Placement, MINE).job_title == "Orderpicker"


def test_once_an_hour_for_each_row_and_person(session):
    for _ in range(3):
        ask(reading, THEIRS)
        ask(reading, MINE, make.client2)
    assert sorted(row.actor_id for row in trail(session)) == [1, 4]
    for bucket in session.exec(select(Limit)):
        bucket.since -= timedelta(hours=1, minutes=1)
    session.commit()
    ask(reading, THEIRS)
    assert sorted(row.actor_id for row in trail(session)) == [1, 1, 4]


def test_who_tries_every_number_does_not_flood_the_trail(session, monkeypatch):
    monkeypatch.setattr(scoped, "PER_PERSON", scoped.Rule(3, timedelta(hours=1)))
    for _ in range(5):
        make.placement(session, candidate_id=2, client_id=2, roster=False)
    session.commit()
    for number in range(2, 8):
        ask(reading, number)
    assert [row.details["id"] for row in trail(session)] == ["2", "3", "4"]
    buckets = session.exec(select(Limit.bucket)).all()
    assert len(buckets) == 4  # one of the person, and no more rows than there are in the trail


def test_the_trail_may_be_full_and_the_answer_is_the_same(session, monkeypatch):
    said = ask(reading, THEIRS)
    monkeypatch.setattr(scoped, "PER_PERSON", scoped.Rule(1, timedelta(hours=1)))
    assert ask(reading, THEIRS) == said


def test_for_who_may_see_it_that_costs_nothing(session, engine):
    asked = []

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with reading() as looking:
        assert placements.find(looking, make.candidate, MINE).id == MINE
    event.remove(engine, "before_cursor_execute", note)
    assert len(asked) == 1


def test_a_row_that_is_held_is_read_again(session):
    with Session(session.get_bind(), expire_on_commit=False) as other:
        known = scoped.find(other, make.candidate, Placement, MINE)
        other.commit()  # lets go of the lock, and forgets nothing
        with transaction() as work:
            work.get_one(Placement, MINE).job_title = "Heftruckchauffeur"
        assert scoped.find(other, make.candidate, Placement, MINE, hold=True) is known
        assert known.job_title == "Heftruckchauffeur"


def test_the_agency_finds_every_row_and_is_never_in_the_trail(session):
    make.declaration(session)
    for actor in (make.office, make.administrator):
        with reading() as looking:
            assert scoped.find(looking, actor, Declaration, 1).id == 1
        ask(reading, NOBODYS, actor, Declaration)
    assert not trail(session)
