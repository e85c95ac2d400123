"""Whether a candidate takes payslips by the portal alone, and all that somebody agreed to.

The law (art. 7:626 BW) wants an employee to agree to that explicitly: so it is asked once, never
assumed, and can be taken back at any time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import AuditEvent, Contract, PayslipConsent, Signature
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import Forbidden
from rxportal.locales import mark, t
from rxportal.services import audit

DIGITAL, PAPER = "digital", "paper"
_WORDS = {
    DIGITAL: mark("Loonstroken alleen via het portaal: ja"),
    PAPER: mark("Loonstroken alleen via het portaal: nee"),
}


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
        details={"payslips": DIGITAL if digital else PAPER},
        now=now,
    )


@dataclass(frozen=True)
class Agreed:
    """What somebody agreed to, in words, or said no to later."""

    at: datetime
    what: str


def log(session: Session, users: Sequence[int]) -> list[Agreed]:
    """Of somebody with these accounts, the newest first: what the trail has of the choices they
    made, and the contracts they signed.
    """
    chosen = session.exec(
        select(AuditEvent).where(
            col(AuditEvent.actor_id).in_(users),
            col(AuditEvent.kind).in_(("payslip_consent", "details.confirmed")),
        )
    )
    signed = session.exec(
        select(Signature.signed_at, Contract.title)
        .join(Contract, col(Contract.id) == Signature.contract_id)
        .where(col(Signature.user_id).in_(users))
    )
    found = [Agreed(row.at, _in_words(row)) for row in chosen]
    found += [Agreed(at, t("Contract ondertekend: {title}", title=title)) for at, title in signed]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _in_words(row: AuditEvent) -> str:
    if row.kind == "details.confirmed":
        return t("Bevestigd dat je gegevens kloppen")
    return t(_WORDS[row.details["payslips"]])
