"""Which period payroll means: ``2026-W48``, ``2026-P12``, ``2026-M11``; or ``2026-48``, of somebody
who is paid by one kind of period alone.
"""

import re

from sqlmodel import Session, col, select

from rxportal.db.tables import Placement
from rxportal.domain import periods
from rxportal.domain.errors import Refused
from rxportal.domain.periods import Period, PeriodKind
from rxportal.locales import t

_WRITTEN = re.compile(r"(20[0-9]{2})[-_. ]?([WPM]?)([0-9]{1,2})", re.IGNORECASE)
_MARKS = {"W": PeriodKind.WEEK, "P": PeriodKind.FOUR_WEEKS, "M": PeriodKind.MONTH}
_KEYS = {PeriodKind.WEEK: "W", PeriodKind.FOUR_WEEKS: "P", PeriodKind.MONTH: ""}


class UnclearPeriod(Refused):
    """No period, or one of several."""

    def __init__(self) -> None:
        super().__init__(
            t("Deze periode kennen we niet. Schrijf 2026-W48, 2026-P12 (vier weken) of 2026-M11.")
        )


def read(session: Session, candidate_id: int, words: str) -> Period:
    """The period that is meant. Raises ``UnclearPeriod``: nothing is guessed."""
    found = _WRITTEN.fullmatch(words.strip())
    if not found:
        raise UnclearPeriod
    sign = found[2].upper()
    kinds = {_MARKS[sign]} if sign else _kinds(session, candidate_id)
    if len(kinds) != 1:
        raise UnclearPeriod
    try:
        return periods.parse(f"{found[1]}-{_KEYS[next(iter(kinds))]}{int(found[3]):02d}")
    except Refused:
        raise UnclearPeriod from None


def _kinds(session: Session, candidate_id: int) -> set[PeriodKind]:
    """By what somebody is paid."""
    asked = select(Placement.period).where(col(Placement.candidate_id) == candidate_id).distinct()
    return {PeriodKind(kind) for kind in session.exec(asked)}
