"""Who works where, when, and what may be reported there."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.hour_types import Unit
from rxportal.domain.periods import PeriodKind


class Entry(StrEnum):
    """How hours are typed in."""

    TIMES = "times"  # begin, end and break of every shift (what the Wtta asks)
    TOTALS = "totals"  # a number of hours a day will do


class Placement(SQLModel, table=True):
    __table_args__ = (
        Index("placement_by_start", "starts_on", "id"),
        Index("placement_of_candidate", "candidate_id", "starts_on", "id"),
        Index("placement_of_client", "client_id", "starts_on", "id"),
        Index("placement_of_cost_centre", "cost_centre_id", "starts_on", "id"),
        Index("placement_by_job", "job_title", "id"),
        Index("placement_of_client_by_job", "client_id", "job_title", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str | None = Field(default=None, unique=True)  # the agency's own, e.g. "P3007"
    candidate_id: int = Field(foreign_key="candidate.id")
    client_id: int = Field(foreign_key="client.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)  # who approves
    second_contact_id: int | None = Field(
        default=None, foreign_key="contact.id", index=True
    )  # approves as well: hours here need two different people
    cost_centre_id: int | None = Field(default=None, foreign_key="cost_centre.id")
    job_title: str
    starts_on: date
    ends_on: date | None = None  # the last day worked
    period: PeriodKind = Field(default=PeriodKind.WEEK, sa_type=values_of(PeriodKind))
    entry: Entry = Field(default=Entry.TIMES, sa_type=values_of(Entry))
    wage_cents: int = 0  # gross, an hour; 0: not known here. Never for a client
    version: int = 1  # counts what the agency changed


class RosterShift(SQLModel, table=True):
    """A shift that returns every week. ``ends`` at or before ``begins`` is the next morning."""

    __tablename__ = "roster_shift"

    id: int | None = Field(default=None, primary_key=True)
    placement_id: int = Field(foreign_key="placement.id", index=True)
    weekday: int  # 0 is Monday
    begins: int  # minutes after midnight
    ends: int
    break_minutes: int = 0


class HourType(SQLModel, table=True):
    __tablename__ = "hour_type"
    __table_args__ = (
        Index("hour_type_by_code", "code", "id"),
        Index("hour_type_by_name", "name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    percentage: int = 100
    unit: Unit = Field(default=Unit.HOURS, sa_type=values_of(Unit))
    setu_code: str = ""
    cents_per_unit: int = 0  # kilometres: what one pays, in cents
    needs_receipt: bool = False
    version: int = 1


class PlacementHourType(SQLModel, table=True):
    """An hour type that may be used on a placement; the lowest ``position`` is the usual one."""

    __tablename__ = "placement_hour_type"
    __table_args__ = (UniqueConstraint("placement_id", "hour_type_id"),)

    id: int | None = Field(default=None, primary_key=True)
    placement_id: int = Field(foreign_key="placement.id", index=True)
    hour_type_id: int = Field(foreign_key="hour_type.id", index=True)
    position: int = 0
