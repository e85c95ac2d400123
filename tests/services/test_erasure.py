"""services/erasure.py: what may go goes, what a law wants stays until its day, then the person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import (
    AuditEvent,
    Candidate,
    Comment,
    Declaration,
    Details,
    Document,
    DocumentType,
    Outbox,
    Payslip,
    Photo,
    Run,
    RunItem,
    RunLine,
    User,
    UserSession,
)
from rxportal.db.tables.names import NameEnding
from rxportal.domain.access import Role
from rxportal.domain.declaration import Status
from rxportal.domain.details import Secret
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.retention import Group, Kept
from rxportal.gateways.store import FakeStore
from rxportal.jobs import retention
from rxportal.services import audit, changes, dossier_actions, erasure, export, people, sessions
from rxportal.services.erasure import AlreadyErased, WorksAtOffice, WorksHere, WrongName
from rxportal.services.people import Sought
from rxportal.services.security import Here
from rxportal.services.step_up import HOLDS, ProofNeeded
from tests import make
from tests.make import NOW

LATER = NOW + timedelta(days=60)
NAME = make.candidate.name
DAY = timedelta(days=1)


@pytest.fixture
def here(session):
    user = session.get_one(User, make.office.user_id)
    made = sessions.open_for(session, user, now=LATER)
    session.commit()
    return Here(made.token, "192.0.2.7")


@pytest.fixture
def left(session):
    """The first candidate worked here, and left; with all that a person has."""
    for place in session.exec(select(make.Placement).where(make.Placement.candidate_id == 1)):
        place.ends_on = NOW.date() + timedelta(days=20)
    make.declaration(session, status=Status.PROCESSED)
    make.payslip(session)
    row = Details(candidate_id=1, street="Voorbeeldlaan 18", nationality="Poolse",
                  emergency_name="Piotr")  # fmt: skip
    changes.seal(row, Secret.BSN, "123456782")
    session.add(row)
    session.add(Photo(candidate_id=1, key="p" * 20, content=b"JPEG", made_at=NOW))
    session.add(
        Comment(module="declaraties", row_id=1, user_id=1, user_name=NAME, at=NOW, body="Ha")
    )
    session.add(
        Outbox(message_id="<1>", kind="reset", user_id=1, to="x", subject="Link", body_text="x",
               body_html="x", created_at=NOW, next_at=NOW)
    )  # fmt: skip
    for name, kept in (("Diploma", Kept.DAYS), ("ID-bewijs", Kept.IDENTITY)):
        kind = DocumentType(name=name, kept=kept)
        session.add(kind)
        session.flush()
        session.add(
            Document(candidate_id=1, type_id=kind.id, name=f"{name}.pdf", key=f"key-of-{name:_<20}",
                     media_type="application/pdf", size=1, sha256="", added_at=NOW)
        )  # fmt: skip
    sessions.open_for(session, session.get_one(User, 1), now=LATER)
    session.commit()


@pytest.fixture
def erase(session, here):
    def erasing(candidate=1, name=NAME, reason="Op verzoek", actor=make.office, now=LATER):
        erasure.erase(session, actor, here, candidate, name, reason, now=now)
        session.commit()
        session.expire_all()

    return erasing


def rows(session, table, **bound):
    return session.exec(select(table).filter_by(**bound)).all()


def test_a_dry_run_says_what_goes_and_what_stays_and_until_when(session, left):
    plan = erasure.plan(session, make.office, 1, now=LATER)
    assert plan.possible
    goes = {each.what: each.count for each in plan.goes}
    for what in ("Foto", "Documenten", "Account", "Reacties", "Berichten"):
        assert goes[what] == 1
    stays = {each.what: (each.count, each.until, each.source) for each in plan.stays}
    assert stays["Loonstroken"][:2] == (1, date(2033, 12, 31))
    assert "art. 52" in stays["Loonstroken"][2]
    assert stays["ID-bewijs en loonheffingsverklaring"][:2] == (1, date(2031, 12, 31))
    assert stays["Urendeclaraties"][:2] == (1, date(2033, 12, 31))
    assert stays["Naam, adres, BSN en bankrekening"][:2] == (1, date(2033, 12, 31))
    assert rows(session, Photo)


def test_what_may_go_goes_and_what_a_law_wants_stays(session, left, erase):
    erase()
    assert not rows(session, Photo)
    assert not rows(session, Comment)
    assert not rows(session, Outbox, user_id=1)
    assert not rows(session, UserSession, user_id=1)
    assert [row.name for row in rows(session, Document)] == ["ID-bewijs.pdf"]
    (details,) = rows(session, Details)
    assert (details.street, details.nationality, details.emergency_name) == (
        "Voorbeeldlaan 18", "", ""
    )  # fmt: skip
    assert details.bsn
    assert rows(session, Payslip, candidate_id=1)
    assert rows(session, Declaration, candidate_id=1)
    user = session.get_one(User, 1)
    assert (user.active, user.password_hash, user.phone) == (False, "", "")
    assert NAME not in user.name + user.email
    person = session.get_one(Candidate, 1)
    assert (person.email, person.phone, person.erased_at) == ("", "", LATER)


def test_nobody_finds_them_any_more(session, left, erase):
    erase()
    of_them = (NameEnding.kind == "candidate", NameEnding.row_id == 1)
    assert not session.exec(select(NameEnding).where(*of_them)).all()
    session.get_one(Candidate, 1).version += 1  # another change brings the name back to no search
    session.commit()
    assert not session.exec(select(NameEnding).where(*of_them)).all()
    for activated in (True, False):
        found = people.people(session, make.office, Sought(activated=activated), now=LATER)
        assert 1 not in {each.id for each in found.people}


def test_the_trail_keeps_numbers_and_the_reason(session, left, erase):
    erase()
    event = session.exec(select(AuditEvent).where(AuditEvent.kind == "person.erased")).one()
    assert event.details == {"candidate": "1", "accounts": "1", "why": "Op verzoek"}
    assert (event.actor_id, event.subject, event.address) == (make.office.user_id, "", "192.0.2.7")
    assert audit.verify(session) is None


def test_what_stays_can_still_be_taken_out(session, left, erase):
    erase()
    assert export.whose(session, make.office, 1).candidate == 1


def test_the_person_goes_with_the_last_of_what_is_kept(session, left, erase):
    erase()
    store = FakeStore()
    for year, gone in ((2032, 0), (2034, 1)):
        session.commit()
        done = retention.keep_terms(store, now=datetime(year, 1, 2, 12, tzinfo=UTC))
        session.expire_all()
        assert done[Group.PEOPLE] == gone
    assert session.get(Candidate, 1) is None
    assert session.get(User, 1) is None
    assert session.get(Candidate, 2) is not None


def test_of_who_only_enrolled_nothing_stays(session, erase):
    row = Candidate(number="K20001", first_name="Amina", last_name="El", email="amina@example.nl")
    session.add(row)
    session.flush()
    user = User(
        email=row.email, name=row.name, role=Role.CANDIDATE, candidate_id=row.id, created_at=NOW
    )
    session.add_all([user, Details(candidate_id=row.id, street="Laan 1")])
    session.commit()
    number, account = row.id, user.id
    plan = erasure.plan(session, make.office, number, now=LATER)
    assert plan.possible
    assert not plan.stays
    erase(number, "amina el")
    assert session.get(Candidate, number) is None
    assert session.get(User, account) is None


def test_not_while_they_work_here(session, erase):
    assert not erasure.plan(session, make.office, 1, now=NOW).possible
    with pytest.raises(WorksHere):
        erase()
    with pytest.raises(WorksHere):
        erasure.ask(session, make.candidate, now=NOW)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"name": "Iemand anders"}, WrongName),
        ({"reason": "  "}, erasure.WhyMissing),
        ({"now": LATER + HOLDS}, ProofNeeded),
        ({"candidate": 999}, NotFound),
        ({"actor": make.candidate}, Forbidden),
        ({"actor": make.client}, Forbidden),
    ],
)
def test_what_is_asked_first(session, left, erase, given, refusal):
    with pytest.raises(refusal):
        erase(**given)
    session.rollback()
    assert rows(session, Photo)


def test_not_twice(session, left, erase):
    erase()
    with pytest.raises(AlreadyErased):
        erase()


def test_not_who_works_at_the_office_too(session, left, erase):
    user = session.get_one(User, make.office.user_id)
    user.candidate_id = 1
    session.commit()
    with pytest.raises(WorksAtOffice):
        erase()


def test_somebody_asks_and_the_agency_sees_that_it_waits(session, left, erase):
    erasure.ask(session, make.candidate, now=LATER)
    erasure.ask(session, make.candidate, now=LATER + DAY)
    session.commit()
    assert erasure.asked_at(session, make.candidate) == LATER
    items, _ = dossier_actions.needed(session, make.office, now=LATER)
    (item,) = [each for each in items if each.path.endswith("?kandidaat=1")]
    assert NAME in item.about
    assert len(rows(session, AuditEvent, kind="person.asked")) == 1
    erase()
    items, _ = dossier_actions.needed(session, make.office, now=LATER)
    assert not [each for each in items if each.path.endswith("?kandidaat=1")]


@pytest.mark.parametrize("actor", [make.client, make.office])
def test_only_a_candidate_asks(session, actor):
    with pytest.raises(Forbidden):
        erasure.ask(session, actor, now=LATER)


def test_hours_that_went_to_payroll_go_with_what_the_run_says_of_them(session):
    made = make.declaration(session, status=Status.PROCESSED)
    run = Run(made_at=NOW, made_by=make.office.user_id, made_by_name="x")
    session.add(run)
    session.flush()
    session.add(RunItem(run_id=run.id, declaration_id=made.id, version=1))
    session.add(RunLine(run_id=run.id, declaration_id=made.id, candidate_id=1, hour_type_id=1))
    session.commit()
    done = retention.keep_terms(FakeStore(), now=datetime(2034, 1, 2, 12, tzinfo=UTC))
    assert done[Group.HOURS] == 1


def test_whoever_was_paid_stays_until_that_is_kept_no_longer(session, erase):
    row = Candidate(number="K20001", first_name="Amina", last_name="El", email="amina@example.nl")
    session.add(row)
    session.flush()
    make.statement(session, candidate_id=row.id)
    session.commit()
    number = row.id
    erase(number, "Amina El")
    assert session.get(Candidate, number) is not None
