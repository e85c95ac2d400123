"""What every agency begins with: hour types, kinds of documents, the rules of the phases."""

from sqlmodel import Session, select

from rxportal.db.tables import HourType, PhaseRules
from rxportal.domain import hour_types, phases
from rxportal.services import documents

CENTS_PER_KILOMETRE = 23  # untaxed, 2026


def put_in(session: Session) -> None:
    """What is not there yet."""
    if session.exec(select(HourType.id).limit(1)).first() is None:
        types_of_hours(session)
    documents.standard(session)
    if session.exec(select(PhaseRules.id).limit(1)).first() is None:
        rules_of_phases(session)


def types_of_hours(session: Session) -> list[HourType]:
    """In the order of ``domain/hour_types.py: STANDARD``."""
    rows = [
        HourType(
            code=kind.code,
            name=kind.name,
            percentage=kind.percentage,
            unit=kind.unit,
            setu_code=kind.setu_code,
            cents_per_unit=CENTS_PER_KILOMETRE if kind.code == hour_types.KILOMETRES else 0,
            needs_receipt=kind.needs_receipt,
        )
        for kind in hour_types.STANDARD
    ]
    session.add_all(rows)
    session.flush()
    return rows


def rules_of_phases(session: Session) -> PhaseRules:
    rules = phases.STANDARD[0]
    row = PhaseRules(
        since=rules.since,
        weeks_in_a=rules.weeks_in_a,
        months_in_b=rules.months_in_b,
        contracts_in_b=rules.contracts_in_b,
        months_without_work=rules.months_without_work,
    )
    session.add(row)
    session.flush()
    return row
