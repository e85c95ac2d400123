"""What payroll says of pay comes in by a file: in any notation, and never twice."""

from datetime import date

import pytest
from sqlmodel import select

from rxportal.db.tables import Accrual, AnnualStatement, Candidate, Payment, Payslip, Placement
from rxportal.domain.accruals import Cause, Reserve
from rxportal.domain.errors import Forbidden
from rxportal.domain.pay import PaymentState
from rxportal.domain.periods import PeriodKind
from rxportal.registers import imports
from rxportal.registers.imports import Faulty
from rxportal.services import accruals
from tests.make import NOW, candidate, client, office
from tests.registers.test_imports import HOSTILE, csv_of, xlsx

PAYMENT = "Nummer;Kandidaat;Periode;Datum;Bedrag;Rekening;Soort;Kenmerk;Stand"
BALANCE = "Kandidaat;Soort;Per;Saldo"
IMPORTED = ("betalingen", "reserveringen", "loonstroken", "jaaropgaven")


def taken(session, slug, content):
    report = imports.take_at_once(session, office, slug, "loon.csv", content, now=NOW)
    session.commit()
    return report


def looked(session, slug, content):
    return imports.look_through(session, office, slug, content)


def payments(*lines):
    return csv_of(*lines, head=PAYMENT)


@pytest.mark.parametrize("amount", ["1.284,16", "1,284.16", "1284,16", "1284.16", "€ 1.284,16"])
def test_an_amount_in_any_notation(session, amount):
    taken(
        session,
        "betalingen",
        payments(f"B1;K10041;2026-W45;11-11-2026;{amount};NL91ABNA0417164300;;;"),
    )
    row = session.exec(select(Payment).where(Payment.number == "B1")).one()
    assert (row.amount_cents, row.iban_end, row.state) == (128416, "4300", PaymentState.PAID)
    assert (row.starts_on, row.ends_on, row.period) == (
        date(2026, 11, 2), date(2026, 11, 8), PeriodKind.WEEK,
    )  # fmt: skip


def test_a_payment_is_brought_twice_and_changes_once(session):
    line = "B1;K10041;2026-W45;2026-11-11;500;4300;loon;FLX-1;verwacht"
    assert taken(session, "betalingen", payments(line)).added == 1
    again = taken(session, "betalingen", payments(line))
    assert (again.added, again.changed, again.same) == (0, 0, 1)
    assert taken(session, "betalingen", payments(line.replace("verwacht", "betaald"))).changed == 1
    row = session.exec(select(Payment).where(Payment.number == "B1")).one()
    assert (row.state, row.reference) == (PaymentState.PAID, "FLX-1")


def test_a_wage_leads_to_its_payslip(session):
    session.add(slip())
    session.commit()
    taken(session, "betalingen", payments("B1;K10041;2026-W45;2026-11-11;500;4300;;;"))
    row = session.exec(select(Payment).where(Payment.number == "B1")).one()
    assert row.payslip_id == session.exec(select(Payslip.id)).one()


def slip(**more):
    return Payslip(
        candidate_id=1, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 8), gross_cents=0,
        net_cents=0, paid_on=date(2026, 11, 11), file_key="k", **more,
    )  # fmt: skip


def test_a_period_is_read_by_what_somebody_is_paid_by_and_never_guessed(session):
    """The candidate of the cast is paid by the week."""
    line = "B1;K10041;2026-10;2026-11-11;500;4300;;;"
    taken(session, "betalingen", payments(line))
    row = session.exec(select(Payment).where(Payment.number == "B1")).one()
    assert row.starts_on == date(2026, 3, 2)
    one = session.exec(select(Placement).where(Placement.candidate_id == 1)).first()
    session.add(
        Placement(**one.model_dump(exclude={"id", "number", "period"}), period=PeriodKind.MONTH)
    )
    session.commit()
    report = looked(session, "betalingen", payments(line.replace("B1", "B2")))
    assert [(each.row, each.column) for each in report.wrong] == [(2, "Periode")]
    assert looked(session, "betalingen", payments(line.replace("-10", "-M10"))).faults == 0


def test_what_is_wrong_is_named(session):
    content = payments(
        "B1;K99;2026-W45;2026-11-11;500;4300;;;",
        "B2;K10041;2026-W60;31-2-2026;1,284;4300;fooi;;",
        "B3;K10041;2026-W45;2026-11-11;500;4300;;;",
        "B3;K10041;2026-W45;2026-11-11;500;4300;;;",
    )
    report = looked(session, "betalingen", content)
    assert [(each.row, each.column) for each in report.wrong] == [
        (2, "Kandidaat"), (3, "Periode"), (3, "Datum"), (3, "Bedrag"), (3, "Soort"), (5, "Nummer"),
    ]  # fmt: skip
    with pytest.raises(Faulty):
        taken(session, "betalingen", content)
    session.rollback()
    assert session.exec(select(Payment)).first() is None


def balances(*lines):
    return csv_of(*lines, head=BALANCE)


def held(session, reserve=Reserve.LEAVE):
    return accruals.mine(session, candidate, reserve, now=NOW).balances[reserve]


def test_a_balance_becomes_what_payroll_says(session):
    session.add(
        Accrual(
            candidate_id=1, reserve=Reserve.LEAVE, day=date(2026, 10, 1), amount=600,
            cause=Cause.ACCRUED,
        )
    )  # fmt: skip
    session.commit()
    file = balances(
        "K10041;Vakantiedagen;2026-11-01;86,40", "K10041;Vakantiegeld;1-11-2026;1,284.16"
    )
    assert taken(session, "reserveringen", file).added == 2
    assert (held(session), held(session, Reserve.HOLIDAY_PAY)) == (5184, 128416)
    again = taken(session, "reserveringen", file)
    assert (again.added, again.changed, again.same) == (0, 0, 2)
    assert taken(session, "reserveringen", balances("K10041;leave;2026-11-01;-2,5")).changed == 1
    assert held(session) == -150


def test_the_order_of_days_makes_no_difference(session):
    """A balance of before leaves what payroll said of later days as it is."""
    taken(
        session,
        "reserveringen",
        balances("K10041;leave;2026-11-01;80", "K10041;leave;2026-10-01;60"),
    )
    assert held(session) == 80 * 60
    taken(session, "reserveringen", balances("K10041;leave;2026-10-01;70"))
    assert held(session) == 80 * 60
    standing = accruals.mine(session, candidate, Reserve.LEAVE, now=NOW)
    assert [each.balance for each in standing.steps] == [70 * 60, 80 * 60]
    assert (standing.added, standing.gone) == (10 * 60, 0)


def test_figures_are_of_a_paper_that_is_there(session):
    slips = csv_of("K10041;2026-45;38,50;812,40;655;18-11-2026",
                   head="Kandidaat;Week;Uren;Bruto;Netto;Betaald op")  # fmt: skip
    assert "Voeg eerst de PDF toe." in looked(session, "loonstroken", slips).wrong[0].sentence
    years = csv_of("K10041;2025;45.120,00;8.231,05", head="Kandidaat;Jaar;Loon;Loonheffing")
    assert "Voeg eerst de PDF toe." in looked(session, "jaaropgaven", years).wrong[0].sentence
    session.add(slip())
    session.add(AnnualStatement(candidate_id=1, year=2025, wage_cents=0, tax_cents=0, file_key="j"))
    session.commit()
    assert taken(session, "loonstroken", slips).changed == 1
    row = session.exec(select(Payslip)).one()
    assert (row.minutes, row.gross_cents, row.net_cents) == (2310, 81240, 65500)
    assert row.paid_on == date(2026, 11, 18)
    assert taken(session, "jaaropgaven", years).changed == 1
    year = session.exec(select(AnnualStatement)).one()
    assert (year.wage_cents, year.tax_cents) == (4512000, 823105)
    assert taken(session, "jaaropgaven", years).same == 1


def test_a_workbook_does_as_well(session):
    file = xlsx([BALANCE.split(";"), ["K10041", "Vakantiedagen", date(2026, 11, 1), 86.4]])
    assert taken(session, "reserveringen", file).added == 1
    assert held(session) == 5184


@pytest.mark.parametrize("slug", IMPORTED)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence(session, slug, name):
    report = looked(session, slug, HOSTILE[name]())
    assert report.faults
    assert report.wrong[0].sentence


@pytest.mark.parametrize("slug", IMPORTED)
@pytest.mark.parametrize("actor", [candidate, client], ids=["candidate", "client"])
def test_nobody_but_the_agency(session, slug, actor):
    with pytest.raises(Forbidden):
        imports.look_through(session, actor, slug, balances())
    assert session.get_one(Candidate, 1)
