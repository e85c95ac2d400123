"""What candidates are paid, and the papers that say so. Amounts are in cents."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.pay import PaperState, PaymentKind, PaymentState
from rxportal.domain.periods import PeriodKind


class Payslip(SQLModel, table=True):
    """What one candidate earned in one period. The PDF is in the store, under ``file_key``."""

    __table_args__ = (
        Index("payslip_by_start", "starts_on", "id"),
        Index("payslip_by_state", "state", "starts_on", "id"),
        Index("payslip_of_candidate", "candidate_id", "starts_on", "id"),
        Index("payslip_by_payday", "paid_on", "id"),
        Index("payslip_by_gross", "gross_cents", "id"),
        Index("payslip_by_net", "net_cents", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    period: PeriodKind = Field(default=PeriodKind.WEEK, sa_type=values_of(PeriodKind))
    starts_on: date
    ends_on: date
    minutes: int = 0  # that are paid
    gross_cents: int = 0  # 0, as the hours: only the PDF says
    net_cents: int = 0
    paid_on: date
    file_key: str = Field(unique=True)
    state: PaperState = Field(default=PaperState.DRAFT, sa_type=values_of(PaperState))
    published_at: datetime | None = None  # the last time it was
    withdrawn_at: datetime | None = None
    seen_at: datetime | None = None  # the first time its candidate opened it


class AnnualStatement(SQLModel, table=True):
    """A candidate's wage and tax of one calendar year, for the tax return."""

    __tablename__ = "annual_statement"
    __table_args__ = (
        Index("annual_statement_by_year", "year", "id"),
        Index("annual_statement_by_state", "state", "year", "id"),
        Index("annual_statement_of_candidate", "candidate_id", "year", "id"),
        Index("annual_statement_by_wage", "wage_cents", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    year: int
    wage_cents: int = 0  # kolom 14: loon voor de loonbelasting en volksverzekeringen
    tax_cents: int = 0  # kolom 15: ingehouden loonheffing
    file_key: str = Field(unique=True)
    state: PaperState = Field(default=PaperState.DRAFT, sa_type=values_of(PaperState))
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None
    seen_at: datetime | None = None


class Payment(SQLModel, table=True):
    """Money to a candidate's account, of which only the last four signs are kept here."""

    __table_args__ = (
        Index("payment_by_day", "paid_on", "id"),
        Index("payment_by_state", "state", "paid_on", "id"),
        Index("payment_of_candidate", "candidate_id", "paid_on", "id"),
        Index("payment_by_amount", "amount_cents", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str | None = Field(default=None, unique=True)  # in payroll; none: made here
    candidate_id: int = Field(foreign_key="candidate.id")
    payslip_id: int | None = Field(default=None, foreign_key="payslip.id", index=True)
    kind: PaymentKind = Field(default=PaymentKind.WAGE, sa_type=values_of(PaymentKind))
    period: PeriodKind = Field(default=PeriodKind.WEEK, sa_type=values_of(PeriodKind))
    starts_on: date
    ends_on: date
    paid_on: date
    amount_cents: int
    iban_end: str = Field(max_length=4)
    reference: str = ""  # what the bank statement says
    state: PaymentState = Field(default=PaymentState.PAID, sa_type=values_of(PaymentState))


class PayslipConsent(SQLModel, table=True):
    """Whether a candidate takes payslips by the portal alone, as art. 7:626 BW wants it asked.

    The newest answer; the ones before it are in the audit trail.
    """

    __tablename__ = "payslip_consent"

    candidate_id: int = Field(foreign_key="candidate.id", primary_key=True)
    digital: bool
    answered_at: datetime
