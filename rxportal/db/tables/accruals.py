"""What happened to somebody's reserves."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.accruals import Cause, Reserve

_IS_BALANCE = text("cause = 'balance'")


class Accrual(SQLModel, table=True):
    """One mutation. Rows are added and never changed, but for a balance that payroll says again:
    what is in a reserve is their sum.
    """

    __table_args__ = (
        Index("accrual_by_day", "day", "id"),
        Index("accrual_of_candidate", "candidate_id", "day", "id"),
        Index("accrual_of_candidate_by_reserve", "candidate_id", "reserve", "day", "id"),
        Index("accrual_by_reserve", "reserve", "day", "id"),
        Index(
            "accrual_balance_once",
            "candidate_id",
            "reserve",
            "day",
            unique=True,
            sqlite_where=_IS_BALANCE,
            postgresql_where=_IS_BALANCE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    reserve: Reserve = Field(sa_type=values_of(Reserve))
    day: date
    amount: int = 0  # minutes of leave, cents of the others; below 0 it goes off
    cause: Cause = Field(sa_type=values_of(Cause))
    note: str = ""  # what payroll says of it
    declaration_id: int | None = Field(default=None, foreign_key="declaration.id", index=True)
