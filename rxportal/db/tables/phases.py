"""How far somebody is in temp work, and the rules it is counted by."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.phases import Phase


class PhaseRules(SQLModel, table=True):
    """A rule set, as ``domain/phases.py: Rules``; a new law is a new row."""

    __tablename__ = "phase_rules"

    id: int | None = Field(default=None, primary_key=True)
    since: date = Field(unique=True)
    weeks_in_a: int
    months_in_b: int
    contracts_in_b: int
    months_without_work: int


class PhaseRecord(SQLModel, table=True):
    """One count of somebody's weeks. After a long time without work the next one begins."""

    __tablename__ = "phase_record"
    __table_args__ = (
        Index("phase_record_by_start", "starts_on", "id"),
        Index("phase_record_of_candidate", "candidate_id", "starts_on", "id"),
        Index("phase_record_by_phase", "phase", "starts_on", "id"),
        Index("phase_record_by_weeks", "weeks", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    rules_id: int = Field(foreign_key="phase_rules.id", index=True)
    phase: Phase = Field(sa_type=values_of(Phase))
    starts_on: date  # the Monday of the first week that counts
    since: date  # the first day of this phase
    last_week: date  # the Monday of the last week that was worked
    weeks: int = 0  # that count in phase A
    contracts: int = 0  # in phase B
