"""Processing runs: what went to payroll together, and what it came to."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.declaration import Status
from rxportal.domain.run import Place, Stage


class Run(SQLModel, table=True):
    """``declarations``, ``minutes`` and ``cents`` repeat what its items and lines add up to."""

    __tablename__ = "processing_run"
    __table_args__ = (
        Index("run_by_moment", "made_at", "id"),
        Index("run_by_stage", "stage", "made_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    stage: Stage = Field(default=Stage.COUNTING, sa_type=values_of(Stage))
    version: int = 1  # one more at every change of stage
    # What was asked for; nothing is everything that was approved.
    starts_on: date | None = None
    ends_on: date | None = None
    client_id: int | None = Field(default=None, foreign_key="client.id")
    cost_centre_id: int | None = Field(default=None, foreign_key="cost_centre.id")
    made_at: datetime
    made_by: int = Field(foreign_key="account.id")
    made_by_name: str
    final_at: datetime | None = None
    declarations: int = 0  # in it, without those left out
    left_out: int = 0
    done: int = 0  # of the stage it is in
    minutes: int = 0
    cents: int = 0  # expenses and kilometres
    waited: int = 0  # days from submission to processing, of all of them together


class RunItem(SQLModel, table=True):
    """A declaration in a run, as it was when it was chosen: a changed one is left out."""

    __tablename__ = "run_item"
    __table_args__ = (
        UniqueConstraint("run_id", "declaration_id"),
        Index("run_item_by_place", "run_id", "place", "declaration_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="processing_run.id")
    declaration_id: int = Field(foreign_key="declaration.id", index=True)
    version: int
    place: Place = Field(default=Place.CHOSEN, sa_type=values_of(Place))
    # The status it had by then, when it was left out.
    found: Status | None = Field(default=None, sa_type=values_of(Status), nullable=True)


class RunLine(SQLModel, table=True):
    """What a declaration adds to a run, of one kind of hours or costs. Frozen.

    Of a correction it is the difference with what it corrects, and may be less than nothing.
    """

    __tablename__ = "run_line"
    __table_args__ = (UniqueConstraint("run_id", "declaration_id", "hour_type_id"),)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="processing_run.id")
    declaration_id: int = Field(foreign_key="declaration.id")
    candidate_id: int = Field(foreign_key="candidate.id", index=True)
    hour_type_id: int = Field(foreign_key="hour_type.id")
    minutes: int = 0
    quantity: int = 0  # hundredths of the hour type's unit
    cents: int = 0
    cents_per_unit: int = 0  # what the hour type paid by then
