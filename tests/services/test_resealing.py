"""A key is changed: everything is sealed again, nothing is lost, and the old key can go."""

import pytest
from sqlmodel import delete, select
from typer.testing import CliRunner

from rxportal import config
from rxportal.__main__ import app
from rxportal.config import read
from rxportal.db.tables import AuditEvent, Authenticator, ChangeRequest, Details, User
from rxportal.domain.details import Secret, What
from rxportal.gateways import seal_key
from rxportal.jobs import resealing as job
from rxportal.jobs.loop import Rounds
from rxportal.jobs.outbox import Ways
from rxportal.services import audit, authenticators, changes, keys, resealing, secret_box, signing
from tests import make
from tests.make import NOW

BSN, IBAN = "123456782", "NL91ABNA0417164300"
OLD, NEW = "the old key", "the new key"


@pytest.fixture
def under(monkeypatch, tmp_path, session):
    """``under(keys, retired)``: these are the keys from now on."""

    def choosing(words, retired=""):
        session.commit()  # SQLite has one writer: the test must not hold its place
        chosen = read(
            {
                "RXPORTAL_SECRET_KEYS": words,
                "RXPORTAL_RETIRED_KEYS": retired,
                "RXPORTAL_DATA_DIR": str(tmp_path),
            }
        )
        for module in (keys, resealing, signing):
            monkeypatch.setattr(module, "settings", lambda: chosen)
        session.expire_all()

    return choosing


@pytest.fixture
def kept(session, under):
    """One of everything that is sealed, and a trail, under the old key."""
    under(OLD)
    details = Details(candidate_id=1)
    changes.seal(details, Secret.BSN, BSN)
    changes.seal(details, Secret.IBAN, IBAN)
    session.add(details)
    values = {"iban": IBAN, "iban_holder": "Daria"}
    changes.ask(session, make.candidate, What.IBAN, values, old="", new="x", now=NOW)
    authenticators.enrol(session, session.get_one(User, 1), now=NOW)
    signing.own_key(session, now=NOW)
    session.commit()
    return details


def opened(session):
    """All that was sealed, in clear."""
    return [
        secret_box.unseal(value, bound_to=place.bound_to(row))
        for place in resealing.PLACES
        for row in session.exec(select(place.table))
        if (value := getattr(row, place.field))
    ]


@pytest.mark.asvs("13.3.1", "11.2.2")
def test_after_it_the_old_key_can_go(session, kept, under):
    before = opened(session)
    assert len(before) == 4
    assert BSN in before
    under(f"{NEW},{OLD}")
    assert opened(session) == before
    session.commit()
    assert job.reseal(now=NOW) == job.Outcome(done=5, unreadable=0)
    under(NEW, OLD)
    assert opened(session) == before
    assert signing.own_key(session, now=NOW)
    assert audit.verify(session) is None
    assert resealing.unknown_keys(session) == []
    session.commit()
    assert job.reseal(now=NOW) == job.Outcome(done=0, unreadable=0)


def test_the_server_does_it_once_when_it_starts(session, kept, under):
    under(f"{NEW},{OLD}")
    rounds = Rounds(Ways(), lambda: NOW)
    rounds.once()
    rounds.once()
    under(NEW, OLD)
    assert BSN in opened(session)
    kinds = session.exec(select(AuditEvent.kind).order_by(AuditEvent.id)).all()
    assert kinds.count("keys.renewed") == 1


@pytest.mark.asvs("13.3.1")
def test_without_the_old_key_it_says_so_and_changes_nothing(session, kept, under):
    before = kept.bsn
    under(NEW)
    with pytest.raises(seal_key.SealLocked):
        job.reseal(now=NOW)
    assert session.exec(select(Details.bsn)).one() == before
    assert session.exec(select(AuditEvent.kind)).all() == ["change.asked"]


def test_what_no_key_opens_keeps_nothing_else_waiting(session, kept, under, monkeypatch):
    monkeypatch.setattr(resealing, "AT_ONCE", 1)
    broken = Details(candidate_id=2, bsn=kept.iban)  # another row's
    session.add(broken)
    under(f"{NEW},{OLD}")
    assert job.reseal(now=NOW) == job.Outcome(done=5, unreadable=1)


def test_what_somebody_changes_meanwhile_stays_as_they_changed_it(session, kept, under):
    under(f"{NEW},{OLD}")
    place = resealing.PLACES[0]
    (row,) = session.exec(select(place.table)).all()
    changes.seal(kept, Secret.BSN, "319072356")
    session.flush()
    session.expunge(row)
    row.bsn = secret_box.seal("111222333", bound_to=changes.bound_to(1, Secret.BSN))
    assert resealing._reseal(session, place, row) == 0
    assert "319072356" in opened(session)


@pytest.mark.asvs("16.4.2")
def test_a_retired_key_makes_no_trail(session, kept, under, monkeypatch):
    """Who has it and the database cuts the trail off where the new key begins."""
    under(f"{NEW},{OLD}")
    job.reseal(now=NOW)
    under(NEW, OLD)
    assert audit.verify(session) is None
    head = session.get_one(audit.AuditHead, audit.HEAD)
    under(OLD)
    head.seal = audit._signed(audit._words_of_head(head))
    session.add(head)
    session.commit()
    under(NEW, OLD)
    broken = audit.verify(session)
    assert (broken.id, "RXPORTAL_SECRET_KEYS" in broken.why) == (0, True)


@pytest.mark.asvs("13.3.1", "16.5.3")
def test_with_a_wrong_key_nothing_starts(session, kept, under, monkeypatch):
    under(NEW)
    monkeypatch.setenv("RXPORTAL_SECRET_KEYS", NEW)
    config.settings.cache_clear()
    done = CliRunner().invoke(app, ["work"])
    config.settings.cache_clear()
    assert done.exit_code == 1
    assert "sealed with a key that is not in RXPORTAL_SECRET_KEYS" in done.output
    assert NEW not in done.output
    assert OLD not in done.output


@pytest.mark.parametrize("table", [Details, ChangeRequest, Authenticator, AuditEvent])
def test_each_thing_that_needs_a_key_is_asked_for_it(session, kept, under, table):
    """Every other one is gone: the one that is left names the key that is missing."""
    for other in {Details, ChangeRequest, Authenticator} - {table}:
        session.exec(delete(other))
    if table is not AuditEvent:
        session.exec(delete(audit.AuditHead))
    assert resealing.unknown_keys(session) == []
    under(NEW)
    assert len(resealing.unknown_keys(session)) == 1
