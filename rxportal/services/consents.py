"""Whether a candidate takes payslips by the portal alone.

The law (art. 7:626 BW) wants an employee to agree to that explicitly: so it is asked once, never
assumed, and can be taken back at any time.
"""

from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import PayslipConsent
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Forbidden
from rxportal.services import audit


def given(session: Session, actor: Actor, *, now: datetime) -> PayslipConsent | None:  # noqa: ARG001
    """What the candidate answered; ``None`` for who was not asked yet, and for anybody else."""
    if actor.role is not Role.CANDIDATE:
        return None
    return session.get(PayslipConsent, actor.party_id)


def answer(session: Session, actor: Actor, *, digital: bool, now: datetime) -> None:
    """Keep the candidate's own answer, and write down when it was given. Raises ``Forbidden``."""
    if actor.role is not Role.CANDIDATE:
        raise Forbidden
    row = given(session, actor, now=now)
    if row is not None and row.digital is digital:
        return
    row = row or PayslipConsent(candidate_id=actor.party_id, digital=digital, answered_at=now)
    row.digital, row.answered_at = digital, now
    session.add(row)
    session.flush()
    audit.record(
        session,
        "payslip_consent",
        actor=actor,
        details={"payslips": "digital" if digital else "paper"},
        now=now,
    )
