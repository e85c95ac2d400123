"""What somebody is to the agency: enrolled, employed, or gone. How long things are kept and
whether a BSN may be known follow from it.

Employed is who has a placement, a signed contract or pay, whatever its first day.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from rxportal.db.tables import Contract, Declaration, Payslip, Placement
from rxportal.domain.contract import State
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Refused
from rxportal.domain.retention import Employment
from rxportal.locales import t


class NotEmployed(Refused):
    code = "bsn-te-vroeg"

    def __init__(self) -> None:
        super().__init__(
            t("Je BSN hebben we pas nodig als je voor ons gaat werken. Laat dit veld nu nog leeg.")
        )


def standings(session: Session, today: date) -> dict[int, Employment]:
    """By candidate; who is not in it has only enrolled."""
    return _standings(_last_days(session), today)


def standing(session: Session, candidate_id: int, today: date) -> Employment | None:
    """The same of one candidate."""
    return _standings(_last_days(session, candidate_id), today).get(candidate_id)


def is_or_was_employed(session: Session, candidate_id: int) -> bool:
    return any(who == candidate_id for who, _ in _last_days(session, candidate_id))


def require(session: Session, candidate_id: int) -> None:
    """Raises ``NotEmployed``."""
    if not is_or_was_employed(session, candidate_id):
        raise NotEmployed


def _standings(known: Sequence[tuple[int, date]], today: date) -> dict[int, Employment]:
    last: dict[int, date] = {}
    for candidate_id, day in known:
        last[candidate_id] = max(day, last.get(candidate_id, day))
    return {who: Employment(None if day >= today else day) for who, day in last.items()}


def _last_days(session: Session, candidate_id: int | None = None) -> Sequence[tuple[int, date]]:
    """The last day of what is known, for each candidate and each kind of trace."""
    p, c, d, s = Placement, Contract, Declaration, Payslip
    found: list[tuple[int, date]] = []
    for who, day, rows in (
        (col(p.candidate_id), func.coalesce(p.ends_on, date.max), col(p.id).is_not(None)),
        (col(c.candidate_id), col(c.starts_on), col(c.state) == State.SIGNED),
        (col(d.candidate_id), col(d.ends_on), col(d.status) != Status.CANCELLED),
        (col(s.candidate_id), col(s.ends_on), col(s.id).is_not(None)),
    ):
        asked = select(who, func.max(day)).where(rows).group_by(who)
        if candidate_id is not None:
            asked = asked.where(who == candidate_id)
        found.extend(session.exec(asked))
    return found
