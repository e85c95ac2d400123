"""The demo agency: what the contract promises, and nothing that could not have happened."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from rxportal import __main__ as command
from rxportal.config import settings
from rxportal.db import tables
from rxportal.db.engine import connect, transaction
from rxportal.db.glance import holds_demo
from rxportal.db.tables import Agency, Contact, Declaration, Link, Placement, Transition, User
from rxportal.domain import accruals
from rxportal.domain.access import Actor
from rxportal.domain.accruals import Reserve
from rxportal.domain.declaration import NEXT, OPEN, Kind, Status
from rxportal.domain.pay import PaperState
from rxportal.domain.periods import PeriodKind
from rxportal.domain.phases import Phase
from rxportal.gateways.store import FakeStore
from rxportal.overviews import places
from rxportal.services import actions, consents, demo, insights, judging, links, sessions, week
from rxportal.services.demo_accounts import ACCOUNTS, PASSWORD
from rxportal.services.links import State
from tests.doors import enter

NOWS = {
    "a monday morning": datetime(2026, 11, 23, 7, 10, tzinfo=UTC),
    "a sunday night": datetime(2026, 11, 29, 22, 30, tzinfo=UTC),
    "after the clock went back": datetime(2026, 11, 4, 12, tzinfo=UTC),
    "week 53": datetime(2027, 1, 2, 12, tzinfo=UTC),
}
NOW = NOWS["a monday morning"]


@pytest.fixture(scope="module")
def filled(databases):
    """Filled once: these tests only look."""
    with databases.beside("demo") as engine:
        with transaction(engine) as session:
            assert demo.fill(session, now=NOW)
        with Session(engine) as session:
            yield session


def count(session, table):
    return len(session.exec(select(table)).all())


def test_the_agency_is_as_large_as_promised(filled):
    sizes = {
        name: count(filled, getattr(tables, name))
        for name in ("Candidate", "Client", "Contact", "Placement")
    }
    assert sizes == {"Candidate": 15, "Client": 4, "Contact": 6, "Placement": 20}
    roles = Counter(user.role for user in filled.exec(select(tables.User)))
    assert roles == {"candidate": 15, "client": 6, "office": 2, "administrator": 1}
    agency = filled.exec(select(Agency)).one()
    assert (agency.name, agency.demo, bool(agency.disclaimer)) == ("Flexmeent", True, True)


def test_a_contract_waits_for_the_candidate_and_others_are_signed(filled):
    states = Counter(each.state for each in filled.exec(select(tables.Contract)))
    assert states == {"offered": 1, "signed": 4, "replaced": 1}
    daria = signed_in(filled, "kandidaat@demo.example")
    (*_, last), _ = actions.needed(filled, daria, now=NOW)
    assert last.kind == "sign"
    assert last.path.startswith("/contracten/")
    filled.rollback()


def test_26_weeks_in_every_status(filled):
    rows = filled.exec(select(Declaration)).all()
    weeks = {row.starts_on for row in rows if row.starts_on.weekday() == 0}
    assert len(weeks) >= 26
    assert {row.status for row in rows} == set(Status)
    kinds = Counter(place.period for place in filled.exec(select(Placement)))
    assert (kinds[PeriodKind.FOUR_WEEKS], kinds[PeriodKind.MONTH]) == (1, 1)
    assert {row.kind for row in rows} == {Kind.REGULAR, Kind.CORRECTION}


def test_every_account_of_the_contract_can_sign_in(filled):
    for address, name in ACCOUNTS.items():
        opened = enter(filled, address, PASSWORD, now=NOW)
        who = sessions.actor_of(filled, opened.token, now=NOW)
        assert who.name == name
    filled.rollback()


def signed_in(session, address):
    opened = enter(session, address, PASSWORD, now=NOW)
    return sessions.actor_of(session, opened.token, now=NOW)


def test_the_candidate_has_this_week_and_a_rejected_one(filled):
    daria = signed_in(filled, "kandidaat@demo.example")
    found, total = actions.needed(filled, daria, now=NOW)
    assert ([each.kind for each in found], total) == (["fill", "mend", "sign"], 3)
    rejected = filled.exec(
        select(Declaration).where(
            Declaration.candidate_id == daria.party_id, Declaration.status == Status.REJECTED
        )
    ).one()
    sheet = week.open_sheet(filled, daria, rejected.id, now=NOW)
    assert [day.rejected for day in sheet.days] == [False, True, *[False] * 5]
    assert (sheet.days[1].proposal, sheet.days[1].minutes) == ((420, 930, 30), 570)
    assert [bool(x) for x in (sheet.reason, sheet.comments, sheet.last_minutes)] == [True] * 3
    filled.rollback()


def test_the_second_candidate_works_nights_at_one_of_two_clients(filled):
    piotr = signed_in(filled, "kandidaat2@demo.example")
    places = filled.exec(
        select(Placement).where(
            Placement.candidate_id == piotr.party_id, col(Placement.ends_on).is_(None)
        )
    ).all()
    assert len({place.client_id for place in places}) == 2
    found, _ = actions.needed(filled, piotr, now=NOW)
    sheets = [
        week.open_sheet(filled, piotr, int(each.path.rsplit("/")[-1]), now=NOW)
        for each in found
        if each.starts_on
    ]
    rosters = [times for sheet in sheets for day in sheet.days for times in day.roster]
    assert (1320, 360, 30) in rosters
    filled.rollback()


def test_the_client_has_a_queue_with_some_that_differ(filled):
    ruben = signed_in(filled, "opdrachtgever@demo.example")
    waiting = judging.queue(filled, ruben, now=NOW)
    assert len(waiting) >= 8
    assert 2 <= sum(each.deviates for each in waiting) < len(waiting)
    concerns = [
        concern
        for each in waiting
        for concern in week.open_sheet(filled, ruben, each.id, now=NOW).concerns
    ]
    assert [concern.acknowledged for concern in concerns] == [True]
    noor = signed_in(filled, "opdrachtgever2@demo.example")
    assert judging.queue(filled, noor, now=NOW)
    filled.rollback()


@pytest.mark.parametrize("now", NOWS.values(), ids=NOWS)
def test_nothing_in_it_could_not_have_happened(databases, now):
    looked_at = now - timedelta(weeks=40 if now == NOW else 4)
    with databases.beside(f"demo{now:%j}") as engine, Session(engine) as session:
        assert demo.fill(session, now=now)
        for row in session.exec(select(Declaration)):
            steps = session.exec(
                select(Transition)
                .where(Transition.declaration_id == row.id)
                .order_by(col(Transition.id))
            ).all()
            status, moments = Status.REPORT, [row.created_at]
            for step in steps:
                assert step.before == status
                status = NEXT[status, step.step]
                assert step.after == status
                moments.append(step.at)
            assert status == row.status
            if steps:
                assert (steps[-1].version, steps[-1].at) == (row.version, row.changed_at)
            assert moments == sorted(moments)
            assert moments[-1] <= now
            assert len(row.day_minutes) == (row.ends_on - row.starts_on).days + 1
            assert row.minutes == sum(row.day_minutes)
            settled = row.status not in OPEN | {Status.CANCELLED}
            if settled and row.ends_on >= looked_at.date():
                week.check_complete(session, row)


def test_everybody_was_paid_what_their_payslip_says(filled):
    slips = filled.exec(select(tables.Payslip)).all()
    paid = {slip.candidate_id for slip in slips}
    assert len(paid) >= 10
    assert {slip.state for slip in slips} == set(PaperState)
    assert all(slip.net_cents < slip.gross_cents for slip in slips)
    assert all(slip.ends_on < slip.paid_on <= NOW.date() for slip in slips)
    by_id = {slip.id: slip for slip in slips}
    payments = filled.exec(select(tables.Payment)).all()
    assert len(payments) > len(slips)
    for payment in payments:
        if payment.payslip_id:
            slip = by_id[payment.payslip_id]
            assert (payment.candidate_id, payment.amount_cents) == (
                slip.candidate_id,
                slip.net_cents,
            )
    statements = filled.exec(select(tables.AnnualStatement)).all()
    assert {each.candidate_id for each in statements} == paid
    assert {each.year for each in statements} == {NOW.year - 1}


def test_the_candidate_is_still_asked_how_payslips_come_and_another_one_is_not(filled):
    daria = signed_in(filled, "kandidaat@demo.example")
    assert consents.given(filled, daria, now=NOW) is None
    answers = {each.digital for each in filled.exec(select(tables.PayslipConsent))}
    assert answers == {True, False}
    filled.rollback()


def test_every_paper_is_in_the_store(databases):
    store = FakeStore()
    with databases.beside("papers") as engine, Session(engine) as session:
        assert demo.fill(session, store=store, now=NOW)
        for table in (tables.Payslip, tables.AnnualStatement):
            for row in session.exec(select(table)):
                assert store.files[row.file_key].startswith(b"%PDF-")


def test_it_is_filled_only_once(engine):
    with transaction() as session:
        assert demo.fill(session, now=NOW)
    with transaction() as session:
        before = count(session, Declaration)
        assert not demo.fill(session, now=NOW + timedelta(days=30))
        assert count(session, Declaration) == before


def test_somebody_elses_database_is_left_alone(session):
    assert not demo.fill(session, now=NOW)
    assert count(session, Declaration) == 0


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """A database of its own for the command line."""
    url = f"sqlite:///{tmp_path / 'd.sqlite3'}"
    monkeypatch.setenv("RXPORTAL_DATABASE_URL", url)
    monkeypatch.setenv("RXPORTAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RXPORTAL_DEMO", "0")
    settings.cache_clear()
    yield url
    settings.cache_clear()


@pytest.mark.asvs("6.3.2")
@pytest.mark.parametrize("mark", [True, False])
def test_a_demo_database_is_never_served_for_real(chosen, mark, monkeypatch):
    engine = connect(chosen)
    tables.Agency.metadata.create_all(engine)
    with transaction(engine) as session:
        session.add(Agency(name="Flexmeent", demo=mark))
    engine.dispose()
    assert holds_demo(chosen) is mark
    served = []
    monkeypatch.setattr("rxportal.web.server.port_is_free", lambda _: True)
    monkeypatch.setattr("rxportal.web.server.serve", lambda *_: served.append(1))
    monkeypatch.setattr("rxportal.web.build.current", lambda: Path("/"))
    result = CliRunner().invoke(command.app, ["serve"])
    assert (result.exit_code, bool(served)) == ((1, False) if mark else (0, True))
    assert ("RXPORTAL_DEMO=1" in result.output) is mark


def test_a_database_without_tables_holds_no_demo(tmp_path):
    assert not holds_demo(f"sqlite:///{tmp_path / 'none.sqlite3'}")


def test_the_mark_is_seen_in_postgresql_too(databases):
    engine = databases.engine("postgresql")
    url = engine.url.render_as_string(hide_password=False)
    assert not holds_demo(url)
    with transaction(engine) as session:
        session.add(Agency(name="Flexmeent", demo=True))
    assert holds_demo(url)


def test_newcomers_show_every_state_of_an_invitation(filled):
    found = filled.exec(select(Link).order_by(Link.id)).all()
    states = [_state_of(filled, link) for link in found]
    assert states == [State.OPEN, State.EXPIRED, State.REVOKED]


def _state_of(session, link):
    return links.state(session, link, session.get_one(User, link.user_id), NOW)


def test_nobody_takes_more_from_a_reserve_than_there_is(filled):
    rows = filled.exec(select(tables.Accrual)).all()
    assert {row.reserve for row in rows} == set(Reserve)
    assert {row.amount > 0 for row in rows} == {True, False}
    for number in {row.candidate_id for row in rows}:
        for reserve in Reserve:
            course = accruals.steps(
                (row.day, row.amount)
                for row in rows
                if (row.candidate_id, row.reserve) == (number, reserve)
            )
            assert all(step.balance >= 0 for step in course)


def test_everybody_who_worked_is_in_a_phase(filled):
    rows = filled.exec(select(tables.PhaseRecord)).all()
    assert {row.candidate_id for row in rows} == set(
        filled.exec(select(Placement.candidate_id)).all()
    )
    assert {row.phase for row in rows} >= {Phase.A, Phase.B}
    assert all(row.starts_on <= row.since <= row.last_week for row in rows)


def test_there_is_news_for_everybody_and_some_was_read(filled):
    rows = filled.exec(select(tables.Article)).all()
    assert {(row.for_candidates, row.for_clients) for row in rows} == {
        (True, True), (True, False), (False, True),
    }  # fmt: skip
    assert count(filled, tables.ArticleRead) == 1


def test_the_dashboard_of_a_candidate_and_a_client_is_one_that_is_used(filled):
    for address in ("kandidaat@demo.example", "opdrachtgever@demo.example"):
        user = filled.exec(select(User).where(User.email == address)).one()
        contact = filled.get(Contact, user.contact_id or 0)
        party = user.candidate_id or contact.client_id
        actor = Actor(user.id, user.role, party, user.name)
        [pinned] = places.pinned(filled, actor, now=NOW)
        assert pinned.places
        assert len(places.recent(filled, actor, now=NOW)) == 4
        assert any(said.unread for said, _ in places.reactions(filled, actor, now=NOW))
        assert insights.insights(filled, actor, now=NOW)
