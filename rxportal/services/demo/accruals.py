"""What the people of the demo agency built up over their hours, and what went off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from rxportal.db.tables import Accrual, Declaration
from rxportal.domain import accruals
from rxportal.domain.accruals import Cause, Reserve
from rxportal.domain.declaration import Kind, Status
from rxportal.services.demo.cast import Cast, Placed


@dataclass(frozen=True)
class Gone:
    """``weeks`` ago some of a reserve went off, if there was enough."""

    weeks: int
    reserve: Reserve
    amount: int
    cause: Cause
    note: str


GONE = (
    Gone(14, Reserve.LEAVE, 8 * 60, Cause.TAKEN, "een vrije vrijdag"),
    Gone(11, Reserve.SHORT_ABSENCE, 20_00, Cause.PAID, "tandarts"),
    Gone(9, Reserve.LEAVE, 24 * 60, Cause.TAKEN, "ma t/m wo vrij"),
    Gone(8, Reserve.PUBLIC_HOLIDAYS, 90_00, Cause.PAID, "een feestdag"),
    Gone(4, Reserve.HOLIDAY_PAY, 250_00, Cause.PAID, "op verzoek, bij zeven dagen vrij"),
)


def fill(session: Session, cast: Cast) -> None:
    """A mutation of each reserve for each week that was approved, and some of what went off."""
    rows: list[Accrual] = []
    for placed in cast.placed:
        rows += _built_up(session, placed)
    for candidate in sorted({placed.row.candidate_id for placed in cast.placed}):
        rows += _gone([row for row in rows if row.candidate_id == candidate], cast)
    rows.sort(key=lambda row: row.day)
    session.add_all(rows)


def _built_up(session: Session, placed: Placed) -> Iterator[Accrual]:
    done = session.exec(
        select(Declaration).where(
            col(Declaration.placement_id) == placed.row.id,
            col(Declaration.status).in_((Status.COMPLETED, Status.PROCESSED)),
            col(Declaration.kind) == Kind.REGULAR,
        )
    )
    for row in done:
        rates = accruals.rates_on(row.ends_on)
        built_up = accruals.accrued(row.minutes, placed.row.wage_cents, rates)
        for reserve, amount in built_up.items():
            if amount:
                yield Accrual(
                    candidate_id=row.candidate_id,
                    reserve=reserve,
                    day=row.ends_on,
                    amount=amount,
                    cause=Cause.ACCRUED,
                    declaration_id=row.id,
                )


def _gone(built_up: list[Accrual], cast: Cast) -> Iterator[Accrual]:
    """Never more than there was."""
    taken = dict.fromkeys(Reserve, 0)
    for gone in GONE:
        day = cast.monday - timedelta(weeks=gone.weeks)
        mine = [row for row in built_up if row.reserve is gone.reserve and row.day <= day]
        held = sum(row.amount for row in mine) - taken[gone.reserve]
        if mine and held >= gone.amount:
            taken[gone.reserve] += gone.amount
            yield Accrual(
                candidate_id=mine[0].candidate_id,
                reserve=gone.reserve,
                day=day,
                amount=-gone.amount,
                cause=gone.cause,
                note=gone.note,
            )
