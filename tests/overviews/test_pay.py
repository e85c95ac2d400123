"""Loonstroken, Jaaropgaven and Betalingen: whose rows they show, and by which index."""

from datetime import timedelta

import pytest

from rxportal.domain.errors import Forbidden
from rxportal.domain.pay import PaperState, PaymentState
from rxportal.overviews import query
from rxportal.overviews.payments import PAYMENTS
from rxportal.overviews.payslips import PAYSLIPS
from rxportal.overviews.statements import STATEMENTS
from rxportal.overviews.view import View, read
from tests import make
from tests.overviews.plans import analysed, plans

OVERVIEWS = (PAYSLIPS, STATEMENTS, PAYMENTS)
each_overview = pytest.mark.parametrize("overview", OVERVIEWS, ids=lambda each: each.slug)


def a_year_of_pay(session):
    """Of both candidates: a payslip each week, of which the newest is a draft, and its payment."""
    make.world(session)
    for week in range(40):
        for person in (1, 2):
            slip = make.payslip(
                session,
                candidate_id=person,
                monday=make.MONDAY - week * make.WEEK,
                net=40_000 + 100 * week + person,
                state=PaperState.PUBLISHED if week else PaperState.DRAFT,
            )
            state = PaymentState.PAID if week else PaymentState.EXPECTED
            make.payment(session, slip, state=state)
    for person in (1, 2):
        for year in range(2020, 2026):
            make.statement(session, candidate_id=person, year=year)


pytestmark = pytest.mark.begins(rows=a_year_of_pay)


def shown(session, actor, overview, **asked):
    view = read(overview, actor.role, {"per": "100", **asked})
    return query.page(session, actor, overview, view, now=make.NOW).rows


def cells(session, actor, overview, key, **asked):
    return [row.cells[key] for row in shown(session, actor, overview, **asked)]


@each_overview
def test_a_candidate_finds_their_own_and_the_agency_all(session, overview):
    mine, theirs, all_ = (
        {row.id for row in shown(session, who, overview)}
        for who in (make.candidate, make.candidate2, make.office)
    )
    assert mine
    assert not mine & theirs
    assert mine | theirs <= all_


@each_overview
def test_a_client_finds_nothing_at_all(session, overview):
    for ask in (query.page, query.total):
        with pytest.raises(Forbidden):
            ask(session, make.client, overview, View(), now=make.NOW)
    assert make.client.role not in overview.roles


def test_a_payslip_shows_its_week_and_its_amounts(session):
    row = shown(session, make.candidate, PAYSLIPS)[0]
    read_ = {key: words.replace("\u00a0", " ") for key, words in row.cells.items()}
    assert {key: read_[key] for key in ("week", "week_title", "gross", "net", "paid", "seen")} == {
        "week": "40",
        "week_title": "Week 40",
        "gross": "€ 662,32",
        "net": "€ 401,01",
        "paid": "14 okt",
        "seen": "Nieuw",
    }
    assert not {"candidate", "state", "receives"} & set(read_)


def test_what_is_not_published_the_agency_alone_finds(session):
    draft = shown(session, make.office, PAYSLIPS, publicatie="draft")
    assert [row.cells["week"] for row in draft] == ["41", "41"]
    assert {row.cells["receives"] for row in draft} == {"Nog niet gevraagd"}
    assert len(shown(session, make.candidate, PAYSLIPS)) == 39
    # the filter is not the candidate's
    assert len(shown(session, make.candidate, PAYSLIPS, publicatie="draft")) == 39


def test_amounts_years_weeks_and_orders_narrow_the_list(session):
    def weeks(**asked):
        return cells(session, make.candidate, PAYSLIPS, "week", **asked)

    assert weeks(netto="438..439.5") == ["3", "2"]
    assert weeks(zoek="37") == ["37"]
    assert weeks(periode="2026-W05_2026-W06") == ["6", "5"]
    assert weeks(sorteer="-net")[:2] == ["2", "3"]
    assert len(weeks(jaar="2026..2026")) == 39
    assert weeks(jaar="2025..2025") == []


def test_a_statement_is_found_by_its_year(session):
    assert cells(session, make.candidate, STATEMENTS, "year", zoek="2023") == ["2023"]
    assert cells(session, make.candidate, STATEMENTS, "year", jaar="2024..")[:2] == ["2025", "2024"]
    assert cells(session, make.candidate, STATEMENTS, "tax")[0].endswith("4.351,00")


def test_a_draft_statement_the_agency_alone_finds(session):
    make.statement(session, year=2026, state=PaperState.DRAFT)
    found = shown(session, make.office, STATEMENTS, publicatie="draft")
    assert [row.cells["year"] for row in found] == ["2026"]
    assert "2026" not in cells(session, make.candidate, STATEMENTS, "year", publicatie="draft")


def test_a_payment_shows_four_signs_of_the_account_and_how_it_stands(session):
    row = shown(session, make.candidate, PAYMENTS)[0]
    assert row.cells["account"] == "•••• 0289"
    assert (row.cells["what"], row.cells["state"]) == ("Loon week 41", "Verwacht")
    assert cells(session, make.candidate, PAYMENTS, "what", stand="expected") == ["Loon week 41"]
    reference = row.cells["reference"]
    assert cells(session, make.candidate, PAYMENTS, "reference", kenmerk=reference.lower()) == [
        reference
    ]
    assert len(cells(session, make.candidate, PAYMENTS, "what", bedrag="400..403")) == 3


WALKS = [
    (PAYSLIPS, {}, "payslip_by_start"),
    (PAYSLIPS, {"publicatie": "draft"}, "payslip_by_state"),
    (PAYSLIPS, {"sorteer": "-paid"}, "payslip_by_payday"),
    (PAYSLIPS, {"sorteer": "-net"}, "payslip_by_net"),
    (PAYSLIPS, {"sorteer": "gross"}, "payslip_by_gross"),
    (STATEMENTS, {}, "annual_statement_by_year"),
    (STATEMENTS, {"sorteer": "-wage"}, "annual_statement_by_wage"),
    (STATEMENTS, {"publicatie": "draft"}, "annual_statement_by_state"),
    (PAYMENTS, {}, "payment_by_day"),
    (PAYMENTS, {"stand": "expected"}, "payment_by_state"),
    (PAYMENTS, {"sorteer": "-amount"}, "payment_by_amount"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("overview", "asked", "index"), WALKS, ids=str)
def test_every_order_and_filter_walks_its_own_index(session, overview, asked, index):
    view = read(overview, make.office.role, asked)
    found = plans(analysed(session), make.office, overview, view)
    table = overview.table.__tablename__
    reads = [line for line in found if table in line]
    assert reads
    assert all(f"INDEX {index} " in f"{line} " for line in reads), found
    assert not [line for line in found if "TEMP B-TREE" in line], found


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@each_overview
def test_a_candidate_reads_no_more_than_their_own_rows(session, overview):
    for order in ("", *overview.orders):
        view = View(order=order, filters={})
        found = plans(session, make.candidate, overview, view)
        reads = [line for line in found if overview.table.__tablename__ in line]
        assert reads
        assert all("candidate_id=?" in line for line in reads), found


def test_a_later_day_moves_nothing(session):
    """The year stands beside a day of another year."""
    later = make.NOW + timedelta(days=200)
    view = read(PAYSLIPS, make.candidate.role, {})
    rows = query.page(session, make.candidate, PAYSLIPS, view, now=later).rows
    assert rows[0].cells["paid"] == "14 okt 2026"
