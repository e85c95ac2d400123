"""What may be kept no longer goes, with its files, and nothing else does."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from rxportal.__main__ import app
from rxportal.config import settings
from rxportal.db.engine import transaction
from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    AuditEvent,
    Candidate,
    ChangeRequest,
    Comment,
    Contract,
    Declaration,
    DeclarationLine,
    Details,
    DiscardedFile,
    Document,
    Payment,
    Payslip,
    StoredFile,
)
from rxportal.domain.accruals import Cause, Reserve
from rxportal.domain.contract import State
from rxportal.domain.declaration import Kind
from rxportal.domain.details import Secret, What
from rxportal.domain.retention import Group
from rxportal.domain.review import Review
from rxportal.gateways.store import FakeStore, FolderStore
from rxportal.jobs import retention
from rxportal.jobs.loop import CALM, Rounds
from rxportal.jobs.outbox import Ways
from rxportal.services import changes, documents, employment
from tests import contracts, make
from tests.make import NOW

BSN = "123456782"
DAY = timedelta(days=1)


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def enrolled(session):
    """A candidate who never worked here; her number."""
    row = Candidate(number="K20001", first_name="Amina", last_name="El", email="amina@example.nl")
    session.add(row)
    session.commit()
    return row.id


@pytest.fixture
def kinds(session):
    return {row.name: row.id for row in documents.standard(session)}


@pytest.fixture
def keep(session, store):
    """``keep(now)``: the job on that day."""

    def keeping(now):
        session.commit()  # SQLite has one writer: the test must not hold its place
        gone = retention.keep_terms(store, now=now)
        session.expire_all()
        return gone

    return keeping


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def paper(session, store, kinds, kind, candidate_id, added=NOW):
    key = f"{kind[:4]}-of-{candidate_id}-{added:%Y%m%d}"
    row = Document(
        candidate_id=candidate_id, type_id=kinds[kind], name="a.pdf", key=key,
        media_type="application/pdf", size=1, sha256="", review=Review.APPROVED, added_at=added,
    )  # fmt: skip
    session.add(row)
    session.commit()
    store.put(key, b"x")
    return key


def leaves(session, candidate_id, day):
    for place in session.exec(
        select(make.Placement).where(make.Placement.candidate_id == candidate_id)
    ):
        place.ends_on = day
    session.commit()


@pytest.mark.asvs("14.2.7")
def test_the_identity_copy_of_who_only_enrolled_is_gone_on_day_29(
    session, store, kinds, enrolled, keep
):
    hers = paper(session, store, kinds, "ID-document", enrolled)
    employed = paper(session, store, kinds, "ID-document", 1)
    assert keep(NOW + 28 * DAY)[Group.IDENTITY_COPIES] == 0
    assert keep(NOW + 29 * DAY)[Group.IDENTITY_COPIES] == 1
    assert set(store.files) == {employed} != {hers}
    session.expire_all()
    assert [row.key for row in session.exec(select(Document))] == [employed]


@pytest.mark.asvs("14.2.7")
@pytest.mark.parametrize("kind", ["ID-document", "Loonheffingsverklaring"])
def test_five_years_after_the_year_of_leaving_papers_of_identity_go(
    session, store, kinds, kind, keep
):
    paper(session, store, kinds, kind, 1)
    here = paper(session, store, kinds, kind, 2)
    leaves(session, 1, date(2026, 10, 30))
    keep(at(date(2031, 12, 31)))
    assert len(store.files) == 2
    keep(at(date(2032, 1, 1)))
    assert set(store.files) == {here}


def test_who_came_back_has_not_left(session, store, kinds, keep):
    paper(session, store, kinds, "ID-document", 1)
    leaves(session, 1, date(2026, 1, 30))
    make.placement(session, starts_on=date(2030, 5, 1), ends_on=date(2030, 6, 1))
    session.commit()
    keep(at(date(2035, 12, 31)))
    assert store.files
    keep(at(date(2036, 1, 1)))
    assert not store.files


@pytest.mark.parametrize("trace", ["placement", "contract", "payslip"])
def test_who_has_a_placement_a_signed_contract_or_pay_is_employed(session, enrolled, trace):
    assert not employment.is_or_was_employed(session, enrolled)
    if trace == "placement":
        make.placement(session, candidate_id=enrolled, client_id=1, starts_on=date(2027, 1, 1))
    elif trace == "payslip":
        make.payslip(session, candidate_id=enrolled)
    else:
        row = contracts.offered(session, FakeStore(), candidate_id=enrolled, placement_id=None)
        assert not employment.is_or_was_employed(session, enrolled)
        row.state = State.SIGNED
    session.flush()
    assert employment.is_or_was_employed(session, enrolled)
    assert enrolled in employment.standings(session, NOW.date())


def sealed(session, candidate_id):
    row = Details(candidate_id=candidate_id, iban_holder="D", tax_credit=True, id_kind="card")
    for secret in Secret:
        changes.seal(row, secret, BSN)
    session.add(row)
    session.commit()
    return row


@pytest.mark.asvs("14.2.7")
def test_a_bsn_of_who_only_enrolled_is_not_kept(session, enrolled, keep):
    hers, employed = sealed(session, enrolled), sealed(session, 1)
    session.add(
        ChangeRequest(candidate_id=enrolled, what=What.BSN, new="x", sealed="y", asked_at=NOW)
    )
    session.commit()
    assert keep(NOW)[Group.CITIZEN_NUMBERS] == 1
    session.expire_all()
    assert (hers.bsn, hers.bsn_shown, hers.iban != "") == ("", "", True)
    assert employed.bsn
    assert session.exec(select(ChangeRequest)).all() == []


def test_numbers_go_when_their_term_after_leaving_is_over(session, keep):
    row = sealed(session, 1)
    leaves(session, 1, date(2026, 10, 30))
    keep(at(date(2031, 12, 31)))
    assert row.id_number
    keep(at(date(2032, 1, 1)))
    assert (row.id_number, row.id_number_shown, row.id_kind) == ("", "", "")
    assert row.bsn
    assert row.iban
    keep(at(date(2033, 12, 31)))
    assert row.bsn
    keep(at(date(2034, 1, 1)))
    assert (row.bsn, row.iban, row.iban_shown, row.tax_credit) == ("", "", "", None)


def pay(session, store, monday):
    slip = make.payslip(session, monday=monday)
    make.payment(session, slip)
    year = make.statement(session, year=slip.paid_on.year)
    for key in (slip.file_key, year.file_key):
        store.put(key, b"x")


@pytest.mark.asvs("14.2.7")
def test_pay_is_kept_for_seven_whole_years(session, store, keep):
    """A week of December that is paid in January belongs to the new year."""
    for monday in (date(2025, 12, 1), date(2025, 12, 29)):
        pay(session, store, monday)
    keep(at(date(2032, 12, 31)))
    assert len(store.files) == 4
    keep(at(date(2033, 1, 1)))
    assert len(store.files) == 2
    for table in (Payslip, Payment, AnnualStatement):
        assert len(session.exec(select(table)).all()) == 1
    keep(at(date(2034, 1, 1)))
    assert store.files == {}
    assert session.exec(select(Payment)).all() == []


@pytest.mark.asvs("14.2.7")
def test_hours_go_with_all_that_hangs_on_them(session, store, keep):
    """A week that begins in one year and ends in the next belongs to the later one."""
    old = make.declaration(session, monday=date(2025, 12, 29))
    newer = make.declaration(session, monday=date(2027, 1, 4))
    newer.kind, newer.corrects_id = Kind.CORRECTION, old.id
    for row in (old, newer):
        session.add(
            StoredFile(
                key=f"receipt-of-a-week-{row.id}", declaration_id=row.id, name="bon.png",
                media_type="image/png", size=1, sha256="", created_at=NOW,
            )
        )  # fmt: skip
        store.put(f"receipt-of-a-week-{row.id}", b"x")
        session.add(
            Comment(module="declaraties", row_id=row.id, user_id=1, user_name="x", at=NOW, body="x")
        )
    session.flush()
    line = session.exec(
        select(DeclarationLine).where(DeclarationLine.declaration_id == old.id)
    ).first()
    line.receipt_id = session.exec(select(StoredFile.id)).first()
    session.add(
        Accrual(
            candidate_id=1, reserve=next(iter(Reserve)), day=NOW.date(), amount=1,
            cause=next(iter(Cause)), declaration_id=old.id,
        )
    )  # fmt: skip
    session.commit()
    keep(at(date(2033, 12, 31)))
    assert len(store.files) == 2
    assert keep(at(date(2034, 1, 1)))[Group.HOURS] == 1
    session.expire_all()
    assert [row.id for row in session.exec(select(Declaration))] == [newer.id]
    assert {row.declaration_id for row in session.exec(select(DeclarationLine))} == {newer.id}
    assert [row.row_id for row in session.exec(select(Comment))] == [newer.id]
    assert session.exec(select(Accrual.declaration_id)).all() == [None]
    assert newer.corrects_id is None
    assert set(store.files) == {f"receipt-of-a-week-{newer.id}"}


def test_contracts_go_seven_years_after_the_year_of_leaving(session, store, keep):
    old = contracts.offered(session, store)
    new = contracts.offered(session, store, replaces=old.id)
    leaves(session, 1, date(2026, 10, 30))
    assert len(store.files) == 2
    keep(at(date(2033, 12, 31)))
    assert session.get(Contract, new.id)
    keep(at(date(2034, 1, 1)))
    assert session.exec(select(Contract)).all() == []
    assert store.files == {}


def test_it_is_written_down_without_names_and_only_when_something_went(session, keep):
    keep(NOW)
    assert session.exec(select(AuditEvent)).all() == []
    sealed(session, 1)
    leaves(session, 1, date(2018, 1, 1))
    keep(NOW)
    found = [(row.kind, row.subject, row.details) for row in session.exec(select(AuditEvent))]
    assert found == [
        ("retention.removed", "", {"what": "identity numbers", "count": "1"}),
        ("retention.removed", "", {"what": "pay details", "count": "1"}),
    ]
    assert "Daria" not in json.dumps(found)


class Broken(FakeStore):
    def remove(self, _key):
        raise OSError("the power went")


@pytest.mark.asvs("14.2.7", "16.5.3")
def test_a_crash_between_row_and_file_leaves_a_note_for_the_next_round(session, kinds):
    store = Broken()
    key = paper(session, store, kinds, "ID-document", 1)
    leaves(session, 1, date(2018, 1, 1))
    with pytest.raises(OSError, match="power"):
        retention.keep_terms(store, now=NOW)
    assert session.exec(select(Document)).all() == []
    assert session.exec(select(DiscardedFile.key)).all() == [key]
    session.commit()
    later = FakeStore(store.files)
    retention.remove_files(later)
    assert later.files == {}
    assert session.exec(select(DiscardedFile)).all() == []


def test_many_go_in_small_transactions(session, store, kinds, monkeypatch, keep):
    monkeypatch.setattr("rxportal.services.retention.AT_ONCE", 2)
    for day in range(5):
        paper(session, store, kinds, "ID-document", 1, NOW - day * DAY)
    leaves(session, 1, date(2018, 1, 1))
    assert keep(NOW)[Group.IDENTITY_COPIES] == 5
    assert store.files == {}


@pytest.fixture
def folder(session, kinds):
    """The store of the settings, with a paper in it that has to go."""
    store = FolderStore(settings().data_dir / "files")
    key = paper(session, store, kinds, "ID-document", 1)
    leaves(session, 1, date(2018, 1, 1))
    yield store, key
    store.remove(key)


def test_a_dry_run_says_what_would_go_and_the_real_one_does_it(folder, session):
    store, key = folder
    done = CliRunner().invoke(app, ["retention", "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "     1 identity copies: 5 years after the year in which somebody left;" in done.output
    assert done.output.endswith("nothing was removed\n")
    assert store.get(key)
    assert session.exec(select(Document)).all()
    session.commit()
    done = CliRunner().invoke(app, ["retention"])
    assert (done.exit_code, "removed 1" in done.output) == (0, True), done.output
    assert store.get(key) is None


def test_the_server_does_it_by_itself_when_the_rush_of_a_start_is_over(folder, session):
    session.commit()
    store, key = folder
    clock = [NOW]
    rounds = Rounds(Ways(), lambda: clock[0])
    rounds.once()
    assert store.get(key)
    clock[0] += CALM
    rounds.once()
    assert store.get(key) is None
    with transaction() as other:
        assert other.exec(select(Document)).all() == []
