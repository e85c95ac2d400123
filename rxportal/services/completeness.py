"""Whether hours can be handed in: what must be mended, and what must be answered."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from rxportal.db.tables import Declaration
from rxportal.domain import completeness, working_time
from rxportal.domain.completeness import NotComplete, Problem
from rxportal.domain.line import Field
from rxportal.domain.working_time import Concern
from rxportal.locales import t
from rxportal.services import record as records
from rxportal.services.record import Record, Surrounding

OF_LINES = frozenset({Field.BEGINS, Field.ENDS, Field.BREAK, Field.TOTAL})
OF_EXTRAS = frozenset({Field.AMOUNT, Field.RECEIPT})


class Incomplete(NotComplete):
    """The hours cannot be handed in yet; ``problems`` says what to mend or answer, day by day."""


def check_complete(session: Session, declaration: Declaration) -> None:
    """Pass silently, or raise ``Incomplete``."""
    record = records.load(session, declaration)
    around = records.surrounding(session, record)
    found = problems(record, around)
    if found:
        raise Incomplete(found)


def problems(record: Record, around: Surrounding) -> list[Problem]:
    """What must be mended, and then each concern that nobody has answered."""
    return [
        *completeness.problems(record.week(), record.terms(), around.lines),
        *map(_ask, unanswered(record, concerns(record, around))),
    ]


def flaws(record: Record, around: Surrounding) -> list[tuple[date | None, Field, str, int]]:
    """What must be mended, each with the id of its line (0: about the day, or the whole)."""
    return [
        (each.day, each.field, each.sentence, _line_id(each, record))
        for each in completeness.problems(record.week(), record.terms(), around.lines)
    ]


def concerns(record: Record, around: Surrounding) -> list[Concern]:
    return working_time.concerns(
        record.hours(), others=around.lines, previous_weeks=around.previous_weeks
    )


def unanswered(record: Record, found: Sequence[Concern]) -> list[Concern]:
    return working_time.unacknowledged(found, record.declaration.acknowledged)


def _line_id(problem: Problem, record: Record) -> int:
    rows = record.lines if problem.field in OF_LINES else record.extras
    known = problem.index is not None and problem.field in OF_LINES | OF_EXTRAS
    return rows[problem.index or 0].id or 0 if known else 0


def _ask(concern: Concern) -> Problem:
    sentence = t("{concern} Geef aan dat dit klopt.", concern=concern.sentence)
    return Problem(concern.day, Field.DAY, sentence)
