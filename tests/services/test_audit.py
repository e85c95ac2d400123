"""services/audit.py: a trail in which every change shows."""

import ast
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from rxportal.config import read, settings
from rxportal.db.engine import transaction
from rxportal.db.tables import AuditEvent, AuditHead, User
from rxportal.domain.errors import Forbidden
from rxportal.services import audit, keys
from rxportal.state.trail import KINDS
from tests import make
from tests.concurrency.crowd import Crowd
from tests.make import NOW
from tests.trail import unguarded


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


@pytest.fixture
def open_trail(trail):
    """A trail whose guards somebody took away, until this session ends."""
    unguarded(trail)
    yield trail
    trail.rollback()


def under(monkeypatch, words):
    chosen = read({"RXPORTAL_SECRET_KEYS": words})
    monkeypatch.setattr(keys, "settings", lambda: chosen)


def without_key(session):
    """Make every row as they were before there was a key."""
    previous = ""
    for row in session.exec(select(AuditEvent).order_by(col(AuditEvent.id))).all():
        row.previous = previous
        row.hash = previous = hashlib.sha256(audit._words_of(row)).hexdigest()
        session.add(row)
    head = session.get_one(AuditHead, audit.HEAD)
    head.hash, head.seal = previous, ""
    session.add(head)
    session.flush()


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
def test_a_changed_row_is_named(open_trail, change):
    open_trail.exec(update(AuditEvent).where(col(AuditEvent.id) == 3).values(**change))
    assert audit.verify(open_trail).id == 3


@pytest.mark.asvs("16.4.2")
def test_a_removed_row_is_named_by_the_one_after_it(open_trail):
    open_trail.exec(delete(AuditEvent).where(col(AuditEvent.id) == 3))
    assert audit.verify(open_trail).id == 4


@pytest.mark.asvs("16.4.2")
def test_rows_cut_off_at_the_end_are_missed(open_trail):
    open_trail.exec(delete(AuditEvent).where(col(AuditEvent.id) == 5))
    assert audit.verify(open_trail).id == 0


@pytest.mark.asvs("16.4.2")
def test_rows_that_changed_places_are_named(open_trail):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        open_trail.connection().execute(
            text("UPDATE audit_event SET id = :new WHERE id = :old"), {"old": old, "new": new}
        )
    assert audit.verify(open_trail).id == 2


@pytest.mark.asvs("16.4.2")
def test_a_row_that_was_slipped_in_is_named(open_trail):
    open_trail.add(AuditEvent(id=99, at=NOW, kind="sign_in", previous="made up", hash="made up"))
    open_trail.flush()
    assert audit.verify(open_trail).id == 99


REFUSED = [
    "UPDATE audit_event SET actor = 'Iemand Anders' WHERE id = 3",
    "UPDATE audit_event SET id = 99 WHERE id = 3",
    "DELETE FROM audit_event WHERE id = 5",
    "DELETE FROM audit_event",
]
REPLACE = (
    "INSERT OR REPLACE INTO audit_event SELECT id, at, kind, actor_id, 'Iemand', subject_id, "
    "subject, address, details, previous, hash FROM audit_event WHERE id = 3"
)


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_itself_changes_and_removes_no_row(trail, statement):
    with pytest.raises(DBAPIError, match="append-only"):
        trail.connection().exec_driver_sql(statement)
    trail.rollback()
    assert audit.verify(trail) is None


@pytest.mark.asvs("16.4.2")
def test_no_row_is_replaced_and_no_table_emptied_at_once(trail):
    kind = trail.get_bind().dialect.name
    with pytest.raises(DBAPIError, match="append-only"):
        trail.connection().exec_driver_sql(REPLACE if kind == "sqlite" else "TRUNCATE audit_event")
    trail.rollback()
    assert audit.verify(trail) is None


@pytest.mark.asvs("16.4.2")
def test_who_only_has_the_database_makes_no_chain_that_fits(open_trail, monkeypatch):
    """A whole new chain, each hash right, made with a key of their own."""
    chosen = settings().secret_keys[0]
    under(monkeypatch, "a key of somebody else")
    previous = ""
    for row in open_trail.exec(select(AuditEvent).order_by(col(AuditEvent.id))).all():
        row.actor, row.previous = "Iemand Anders", previous
        row.hash = previous = audit._signed(audit._words_of(row))
        open_trail.add(row)
    head = open_trail.get_one(AuditHead, audit.HEAD)
    head.hash = previous
    head.seal = audit._signed(audit._words_of_head(head))
    open_trail.flush()
    assert audit.verify(open_trail) is None
    under(monkeypatch, chosen)
    broken = audit.verify(open_trail)
    assert (broken.id, "RXPORTAL_SECRET_KEYS" in broken.why) == (1, True)


@pytest.mark.asvs("16.4.2")
def test_cutting_off_the_end_and_writing_the_number_over_is_noticed(open_trail):
    open_trail.exec(delete(AuditEvent).where(col(AuditEvent.id) == 5))
    head = open_trail.get_one(AuditHead, audit.HEAD)
    head.events, head.hash = 4, open_trail.get_one(AuditEvent, 4).hash
    open_trail.add(head)
    open_trail.flush()
    assert audit.verify(open_trail).id == 0


@pytest.mark.asvs("13.3.1")
def test_rows_of_an_older_key_are_read_as_long_as_it_is_kept(trail, monkeypatch):
    before = settings().secret_keys[0]
    under(monkeypatch, f"a newer key,{before}")
    audit.record(trail, "sign_in", now=NOW)
    trail.commit()
    assert audit.verify(trail) is None
    under(monkeypatch, "a newer key")
    assert "no longer has" in audit.verify(trail).why
    under(monkeypatch, "")
    with pytest.raises(keys.NoKey, match="RXPORTAL_SECRET_KEYS"):
        audit.record(trail, "sign_in", now=NOW)


def test_rows_of_before_there_was_a_key_stay_and_are_counted(open_trail):
    without_key(open_trail)
    assert audit.verify(open_trail, older=5) is None
    audit.record(open_trail, "sign_in", now=NOW)
    assert audit.verify(open_trail, older=5) is None
    assert (audit.without_key(open_trail), audit.length(open_trail)) == (5, 6)
    open_trail.exec(update(AuditEvent).where(col(AuditEvent.id) == 2).values(actor="Iemand"))
    assert audit.verify(open_trail, older=5).id == 2


@pytest.mark.asvs("16.4.2")
def test_a_trail_made_anew_without_a_key_is_not_whole(open_trail):
    open_trail.exec(update(AuditEvent).where(col(AuditEvent.id) == 2).values(actor="Iemand"))
    open_trail.expire_all()
    without_key(open_trail)
    assert "no key" in audit.verify(open_trail).why
    audit.record(open_trail, "sign_in", now=NOW)
    assert audit.verify(open_trail).id == 1
    assert audit.verify(open_trail, older=3).id == 4


@pytest.mark.asvs("16.4.2")
def test_a_row_without_key_among_others_is_named(open_trail):
    row = open_trail.get_one(AuditEvent, 3)
    row.actor = "Iemand Anders"
    row.hash = hashlib.sha256(audit._words_of(row)).hexdigest()
    open_trail.add(row)
    open_trail.flush()
    assert audit.verify(open_trail).id == 3


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


RECORDERS = ("audit.record", "record", "_record")


def test_every_kind_that_is_written_down_has_a_name_on_the_screen():
    """A row is recorded under a word; the screen says what it means."""
    kinds = {"factor.none", "factor.sms", "factor.app"}  # put together when they are written
    for path in Path(audit.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in RECORDERS:
                kinds |= {
                    each.value
                    for each in call.args[1:2]
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    assert kinds
    assert kinds <= set(KINDS)
