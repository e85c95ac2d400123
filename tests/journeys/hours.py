"""Hours that a journey needs beside those of the demo agency, and what became of them.

They are Daria's, at Ruben's, in weeks of their own that nobody else has: the builders of
``tests/make.py`` fit, since the first candidate of the demo works at its first client.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from sqlmodel import Session, col, select

from rxportal.db.tables import Declaration, DeclarationLine, Placement
from rxportal.domain.declaration import Status
from tests import make

MONDAYS: Iterator[date] = (date(2031, 1, 6) + timedelta(weeks=n) for n in count())


def week(rows: Session, **more: object) -> Declaration:
    """A week of a new placement; ``filled=False`` leaves it blank, with a roster to take over."""
    place = make.placement(rows)
    return make.declaration(rows, placement_id=place.id, monday=next(MONDAYS), **more)


def waiting(rows: Session, **more: object) -> Declaration:
    """A week that waits for Ruben, Tuesday longer than the roster."""
    row = week(rows, status=Status.SUBMITTED, **more)
    tuesday = row.starts_on + timedelta(days=1)
    line = rows.exec(
        select(DeclarationLine).where(
            DeclarationLine.declaration_id == row.id, DeclarationLine.day == tuesday
        )
    ).one()
    line.ends, line.minutes = (line.ends or 0) + 60, line.minutes + 60
    row.day_minutes = [480, 540, 480, 480, 480, 0, 0]
    row.minutes, row.deviates = 2460, True
    rows.commit()
    return row


def span(first: Declaration, last: Declaration) -> str:
    """Their weeks and those between, as an address names them."""
    return "_".join(week.starts_on.strftime("%G-W%V") for week in (first, last))


def status(rows: Session, declaration_id: int | None) -> Status:
    found = rows.get_one(Declaration, declaration_id, populate_existing=True).status
    rows.commit()  # an open transaction would keep the portal waiting
    return found


def lines(rows: Session, row: Declaration) -> list[tuple[int | None, int | None, int]]:
    """Begin, end and break of each line, in order of time."""
    found = rows.exec(
        select(DeclarationLine)
        .where(DeclarationLine.declaration_id == row.id)
        .order_by(col(DeclarationLine.day), col(DeclarationLine.begins))
        .execution_options(populate_existing=True)
    )
    told = [(each.begins, each.ends, each.break_minutes) for each in found]
    rows.commit()
    return told


def running(rows: Session, candidate_id: int) -> Declaration:
    """What this candidate of the demo has to fill in for the period of today."""
    found = rows.exec(
        select(Declaration)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .where(Declaration.candidate_id == candidate_id, Declaration.status == Status.REPORT)
        .order_by(col(Declaration.starts_on).desc())
    ).first()
    assert found is not None
    rows.commit()
    return found
