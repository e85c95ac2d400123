"""How far the people of the demo agency are, counted over their placements."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session

from rxportal.db.tables import PhaseRecord
from rxportal.domain import phases
from rxportal.domain.phases import STANDARD, WEEK, Phase
from rxportal.services import standards
from rxportal.services.demo.cast import Cast, Placed

NEW_CONTRACT = 26  # weeks: how long one in phase B lasts here


def fill(session: Session, cast: Cast) -> None:
    """A count for everybody who has worked; an older one where the count began again."""
    rules, row = STANDARD[0], standards.rules_of_phases(session)
    for candidate in sorted({placed.row.candidate_id for placed in cast.placed}):
        theirs = [placed for placed in cast.placed if placed.row.candidate_id == candidate]
        weeks = phases.worked_weeks(day for placed in theirs for day in _weeks(placed, cast.monday))
        for counted in phases.counts(weeks, rules):
            session.add(_record(candidate, row.id or 0, counted))


def _weeks(placed: Placed, monday: date) -> Iterator[date]:
    """A day of each week the placement has run, up to the last one."""
    day = placed.row.starts_on
    while day < monday and (placed.row.ends_on is None or day <= placed.row.ends_on):
        yield day
        day += WEEK


def _record(candidate: int, rules: int, weeks: list[date]) -> PhaseRecord:
    limit = STANDARD[0].weeks_in_a
    beyond = weeks[limit:]
    return PhaseRecord(
        candidate_id=candidate,
        rules_id=rules,
        phase=Phase.B if beyond else Phase.A,
        starts_on=weeks[0],
        since=beyond[0] if beyond else weeks[0],
        last_week=weeks[-1],
        weeks=min(len(weeks), limit),
        contracts=(weeks[-1] - beyond[0] + timedelta(days=1)).days // (7 * NEW_CONTRACT) + 1
        if beyond
        else 0,
    )
