"""services/audit.py: a trail in which every change shows."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlmodel import col, select

from rxportal.db.engine import transaction
from rxportal.db.tables import AuditEvent, User
from rxportal.domain.errors import Forbidden
from rxportal.services import audit
from rxportal.state.trail import KINDS
from tests import make
from tests.concurrency.crowd import Crowd
from tests.make import NOW


@pytest.fixture
def trail(session):
    for number in range(1, 6):
        audit.record(
            session,
            "sign_in",
            actor=make.candidate,
            subject=session.get_one(User, 1),
            address="192.0.2.7",
            details={"number": str(number)},
            now=NOW,
        )
    session.commit()
    session.expunge_all()
    return session


def test_a_trail_that_was_left_alone_is_whole(trail):
    assert audit.verify(trail) is None
    assert audit.length(trail) == 5


def test_an_empty_trail_is_whole(session):
    assert audit.verify(session) is None


def test_a_row_says_who_what_whom_where_and_when(trail):
    row = trail.exec(select(AuditEvent)).first()
    assert (row.at, row.kind, row.actor, row.subject, row.address) == (
        NOW,
        "sign_in",
        make.candidate.name,
        make.candidate.name,
        "192.0.2.7",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "sign_in.refused"},
        {"actor": "Iemand Anders"},
        {"actor_id": 2},
        {"subject_id": None},
        {"address": "198.51.100.1"},
        {"details": {"number": "30"}},
        {"at": NOW.replace(microsecond=1)},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.asvs("16.4.2")
def test_a_changed_row_is_named(trail, change):
    trail.exec(update(AuditEvent).where(col(AuditEvent.id) == 3).values(**change))
    assert audit.verify(trail).id == 3


@pytest.mark.asvs("16.4.2")
def test_a_removed_row_is_named_by_the_one_after_it(trail):
    trail.exec(delete(AuditEvent).where(col(AuditEvent.id) == 3))
    assert audit.verify(trail).id == 4


@pytest.mark.asvs("16.4.2")
def test_rows_cut_off_at_the_end_are_missed(trail):
    trail.exec(delete(AuditEvent).where(col(AuditEvent.id) == 5))
    assert audit.verify(trail).id == 0


@pytest.mark.asvs("16.4.2")
def test_rows_that_changed_places_are_named(trail):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        trail.connection().execute(
            text("UPDATE audit_event SET id = :new WHERE id = :old"), {"old": old, "new": new}
        )
    assert audit.verify(trail).id == 2


@pytest.mark.asvs("16.4.2")
def test_a_row_that_was_slipped_in_is_named(trail):
    trail.add(AuditEvent(id=99, at=NOW, kind="sign_in", previous="made up", hash="made up"))
    trail.flush()
    assert audit.verify(trail).id == 99


def test_many_who_record_at_once_make_one_chain(session):
    with Crowd(8) as crowd:
        for _ in range(5):
            crowd.at_once([lambda s: audit.record(s, "sign_in", now=NOW)] * 8)
    with transaction() as check:
        assert audit.length(check) == 40
        assert audit.verify(check) is None


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_only_the_agency_reads_it(trail, actor):
    assert [row.id for row in audit.latest(trail, make.office, now=NOW)] == [5, 4, 3, 2, 1]
    assert [row.id for row in audit.latest(trail, make.office, before=3, now=NOW)] == [2, 1]
    with pytest.raises(Forbidden):
        audit.latest(trail, actor, now=NOW)


def test_every_kind_that_is_written_down_has_a_name_on_the_screen():
    """A row is recorded under a word; the screen says what it means."""
    kinds = set()
    for path in Path(audit.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ("audit.record", "record"):
                kinds |= {
                    each.value
                    for each in call.args[1:2]
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    assert kinds
    assert kinds <= set(KINDS)
